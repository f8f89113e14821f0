"""The report of an earlier run, written anew from its files."""

from __future__ import annotations

from pathlib import Path

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.lab.run_folder import RunFolder, open_run


def run(options: LabOptions, progress: Progress = NO_PROGRESS) -> RunFolder:
    """Return the run named by ``options.resume``; its report is written by the caller.

    Raises:
        UserError: ``not-a-run``, ``run-unfinished`` or ``run-damaged``.
    """
    progress.checkpoint()
    found = open_run(Path(options.resume))
    assert found.results is not None  # it can be read
    return found
