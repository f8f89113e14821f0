"""From an experiment's name to its report: what the child process of the lab does."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from photosearch.base.errors import UserError
from photosearch.base.progress import Progress
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.lab.run_folder import RunFolder, check_out

_PACKAGE = "photosearch.learning.lab.experiments"
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "train": "train",
        "ablate-size": "ablate_size",
        "ablate-temperature": "ablate_temperature",
        "compare-losses": "compare_losses",
        "linear-eval": "linear_eval",
        "claims": "claims",
        "evaluate": "evaluate",
        "report": "report",
        "cifar10": "cifar10",
    }
)
"""Experiments by name, and the module whose ``run(options, progress)`` does them."""

_UNFINISHED: Mapping[str, Any] = {
    "summary": ["The run was not finished; the report shows how far it came."],
    "tables": [],
}


def run_experiment(
    arguments: dict[str, Any], payloads: list[bytes], progress: Progress
) -> tuple[dict[str, Any], list[bytes]]:
    """Do an experiment and write its report (a task of training/child.py).

    Args:
        arguments: ``{"kind", "options"}``.
        payloads: None.
        progress: Of the whole experiment.

    Returns:
        ``{"run", "report", "results", "skipped"}``: two paths, the content of results.json, and
        the pictures that could not be read, each ``{"name", "reason"}``.
    """
    del payloads
    if arguments["kind"] not in KINDS:
        text = f"there is no experiment {arguments['kind']!r}"
        raise UserError("unknown-experiment", text, f"Choose one of {', '.join(KINDS)}.")
    options = LabOptions.from_json(arguments["options"])
    if options.out and not options.resume:
        check_out(Path(options.out))
    module = importlib.import_module(f"{_PACKAGE}.{KINDS[arguments['kind']]}")
    run: RunFolder = module.run(options, progress)
    from photosearch.learning.lab.html_report import write_report

    write_report(run.path)
    results = run.results if run.is_finished else _UNFINISHED
    answer = {"run": str(run.path), "report": str(run.report_path), "results": results}
    return {**answer, "skipped": run.config.get("skipped", [])}, []
