"""The folder of one run: what was done with what, how it went, and what came out.

```
config.json      kind, options, settings, versions, seed, the data's fingerprint
metrics.jsonl    a line an epoch
checkpoints/     model.safetensors to use; last.safetensors to resume from
pictures/        a sheet of nearest neighbours an epoch
results.json     tables, charts and sentences
report.html      all of it, for people
```
A run is a new folder, or an empty one: nothing of an earlier run is ever written over. Whole files
are replaced in one step; a line of metrics is written at once, and half a line (the power failed)
is passed over on reading and cut off before going on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from photosearch.base.atomic import write_bytes
from photosearch.base.errors import UserError
from photosearch.base.paths import lab_dir, shown

Document = dict[str, Any]

_CONFIG, _METRICS, _RESULTS = "config.json", "metrics.jsonl", "results.json"
_MOST_NAMES = 1_000


@dataclass(frozen=True)
class RunFolder:
    """Where one run keeps its files.

    Attributes:
        path: The folder.
    """

    path: Path

    @property
    def checkpoints_dir(self) -> Path:
        """Where ``model.safetensors`` and ``last.safetensors`` are."""
        return self.path / "checkpoints"

    @property
    def model_path(self) -> Path:
        """The trained encoder, to be used."""
        return self.checkpoints_dir / "model.safetensors"

    @property
    def pictures_dir(self) -> Path:
        """Where the sheets are."""
        return self.path / "pictures"

    @property
    def report_path(self) -> Path:
        """The page for people."""
        return self.path / "report.html"

    @property
    def config(self) -> Document:
        """What was done with what (``UserError`` if the file is damaged)."""
        return _read(self.path / _CONFIG)

    @property
    def results(self) -> Document:
        """What came out (``UserError`` if there is nothing yet)."""
        return _read(self.path / _RESULTS)

    @property
    def is_finished(self) -> bool:
        """Whether there are results; a run that was cancelled has none."""
        return (self.path / _RESULTS).is_file()

    def metrics(self) -> list[Document]:
        """Return the whole lines of the metrics, oldest first."""
        try:
            lines = (self.path / _METRICS).read_text("utf-8").splitlines(keepends=True)
        except FileNotFoundError:
            return []
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def append_metrics(self, line: Mapping[str, Any]) -> None:
        """Add a line to the metrics."""
        with open(self.path / _METRICS, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def keep_metrics(self, n_epochs: int) -> None:
        """Drop the lines of later epochs: a resumed training writes them again."""
        kept = [line for line in self.metrics() if line.get("epoch", 0) <= n_epochs]
        text = "".join(json.dumps(line) + "\n" for line in kept)
        write_bytes(self.path / _METRICS, text.encode())

    def write_config(self, config: Mapping[str, Any]) -> None:
        """Write what is done with what."""
        _write(self.path / _CONFIG, config)

    def write_results(self, results: Mapping[str, Any]) -> None:
        """Write what came out."""
        _write(self.path / _RESULTS, results)


def create_run(kind: str, out: Path | None, config: Mapping[str, Any]) -> RunFolder:
    """Make the folder of a new run.

    Args:
        kind: Of the experiment, such as ``"train"``.
        out: The folder; ``None``: a new one below the person's lab folder.
        config: Written to config.json, beside the kind and the time.

    Raises:
        UserError: ``run-exists`` or ``run-not-written``.
    """
    started = datetime.now().astimezone().replace(microsecond=0)
    try:
        path = _new_folder(kind, started) if out is None else _empty_folder(out)
        run = RunFolder(path)
        run.checkpoints_dir.mkdir()
        run.pictures_dir.mkdir()
        run.write_config({"kind": kind, "started_at": started.isoformat(), **config})
    except OSError as error:
        raise _not_written(out or lab_dir(), error) from error
    return run


def check_out(out: Path) -> None:
    """Refuse a folder that can't hold a new run, before anything is read or computed.

    Raises:
        UserError: ``run-exists`` or ``run-not-written``.
    """
    try:
        if any(out.iterdir()):
            text = f"the folder {shown(str(out))} is not empty"
            hint = "Choose another folder: a run is never written over."
            raise UserError("run-exists", text, hint)
    except FileNotFoundError:
        return
    except OSError as error:
        raise _not_written(out, error) from error


def open_run(path: Path) -> RunFolder:
    """Open the folder of an earlier run.

    Raises:
        UserError: ``not-a-run``.
    """
    run = RunFolder(path)
    if not (path / _CONFIG).is_file():
        text = f"{shown(str(path))} is not the folder of a run"
        raise UserError("not-a-run", text, "Name a folder that 'photosearch lab' has written.")
    return run


def _new_folder(kind: str, started: datetime) -> Path:
    base = lab_dir()
    base.mkdir(parents=True, exist_ok=True)
    stem = f"{started:%Y-%m-%d_%H%M%S}_{kind}"
    for number in range(1, _MOST_NAMES):
        path = base / (stem if number == 1 else f"{stem}_{number}")
        try:
            path.mkdir()
        except FileExistsError:
            continue
        return path
    raise FileExistsError(f"{stem} exists a thousand times")


def _empty_folder(out: Path) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    check_out(out)
    return out


def _not_written(where: Path, error: OSError) -> UserError:
    text = f"the run can't be written to {shown(str(where))}: {error.strerror or error}"
    return UserError("run-not-written", text, "Choose another folder with --out.")


def _read(path: Path) -> Document:
    try:
        document = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        text = f"the run has no {path.name} yet"
        raise UserError("run-unfinished", text, "It may have been cancelled: run it again.") from (
            error
        )
    except ValueError as error:
        raise _damaged(path) from error
    if not isinstance(document, dict):
        raise _damaged(path)
    return document


def _damaged(path: Path) -> UserError:
    text = f"{shown(str(path))} is damaged"
    return UserError("run-damaged", text, "Run the experiment again.")


def _write(path: Path, document: Mapping[str, Any]) -> None:
    write_bytes(path, json.dumps(document, indent=1, ensure_ascii=False).encode())
