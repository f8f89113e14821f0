"""Where a run of the benchmarks takes place: its folders, its photos, its program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.camera_photos import make_photos

_CHECKOUT = Path(__file__).resolve().parents[2]
_TIMEOUT_S = 600.0


@dataclass(frozen=True)
class Command:
    """What a command of the program did.

    Attributes:
        document: Its JSON.
        wall_s: From before the process to its end.
    """

    document: dict[str, Any]
    wall_s: float


@dataclass
class Workplace:
    """What all benchmarks of a run share.

    Attributes:
        directory: Temporary, of this run.
        cache: For what is slow to make; lives on where the person named a folder.
        data: The folder with the evaluation photos, if there is one.
        quick: Whether small sizes will do.
        million: Whether to measure with a million photos too.
        n_photos: How many 12 MP photos to index.
    """

    directory: Path
    cache: Path
    data: Path | None = None
    quick: bool = False
    million: bool = False
    n_photos: int = 160
    _rates: list[float] = field(default_factory=list)

    def camera_photos(self) -> Path:
        """Return a folder of ``n_photos`` 12 MP photos, read once so that they are in memory."""
        folder = self.cache / f"camera-{'real' if self.data else 'painted'}-{self.n_photos}"
        for path in make_photos(folder, self.n_photos, self.data):
            path.read_bytes()
        return folder

    def fresh(self, name: str) -> Path:
        """Return an empty folder."""
        folder = self.directory / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def environment(self) -> dict[str, str]:
        """Return the environment of a person who has never used the program."""
        home = self.directory / "home"
        runtime = self.directory / "runtime"
        home.mkdir(exist_ok=True)
        runtime.mkdir(mode=0o700, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        kept.pop("PHOTOSEARCH_TRACE", None)
        paths = os.pathsep.join(filter(None, [str(_CHECKOUT), os.environ.get("PYTHONPATH")]))
        return {
            **kept,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "PYTHONPATH": paths,
        }

    def command(self, *arguments: str) -> list[str]:
        """Return how a child process is started."""
        return [sys.executable, "-P", "-m", "photosearch", *arguments]

    def module(self, name: str, *arguments: str) -> dict[str, Any]:
        """Run a module of the benchmarks in a process of its own and return its JSON document."""
        done = subprocess.run(
            [sys.executable, "-P", "-m", name, *arguments],
            env=self.environment(),
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{name}: {done.returncode}: {done.stderr.decode(errors='replace')}")
        document: dict[str, Any] = json.loads(done.stdout)
        return document

    def run(self, library: Path, *arguments: str) -> Command:
        """Run a command of the program and wait for it."""
        started = time.perf_counter()
        done = subprocess.run(
            self.command("--library", str(library), "--json", "--quiet", *arguments),
            env=self.environment(),
            cwd=self.directory,
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=False,
        )
        wall_s = time.perf_counter() - started
        if done.returncode:
            said = done.stderr.decode(errors="replace") + done.stdout.decode(errors="replace")
            raise RuntimeError(f"photosearch {' '.join(arguments)}: {done.returncode}: {said}")
        return Command(json.loads(done.stdout), wall_s)

    def index_once(self) -> Command:
        """Index the 12 MP photos into a new library; its rate counts for ``best_rate``."""
        folder = self.camera_photos()
        done = self.run(self.fresh("library"), "index", str(folder))
        if done.document["indexed"] != self.n_photos:
            raise RuntimeError(f"not all photos were indexed: {done.document}")
        self._rates.append(self.n_photos / done.document["seconds"])
        return done

    def best_rate(self) -> float:
        """Return the best photos per second of ``index`` in this run."""
        if not self._rates:
            self.index_once()
        return max(self._rates)
