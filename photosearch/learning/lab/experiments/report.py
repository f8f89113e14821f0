"""The report of an earlier run, written anew from its files."""

from __future__ import annotations

from pathlib import Path

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.lab.run_folder import RunFolder, open_run


def run(options: LabOptions, progress: Progress = NO_PROGRESS) -> RunFolder:
    """Return the run named by ``options.resume``; its report is written by the caller.

    Raises:
        UserError: ``not-a-run``.
    """
    progress.checkpoint()
    return open_run(Path(options.resume))
