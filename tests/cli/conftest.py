"""One indexed library for the commands that only read, and how commands are run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from photosearch.cli.program import run
from tests.pictures import exif, jpeg, make_photo
from tests.services.photo_folders import SIZE, copy_library, index, write_photo

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Done:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout, which must be one ASCII JSON document and nothing else."""
        assert self.out.isascii()
        return json.loads(self.out)


Shell = Callable[..., Done]


@pytest.fixture(scope="session")
def _small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("small")
    photos = base / "photos"
    for seed in range(6):
        taken = exif(taken=f"202{seed}:06:01 12:00:00")
        write_photo(photos / ("a" if seed < 3 else "b") / f"{seed}.jpg", seed, exif=taken)
    shutil.copy(photos / "a" / "0.jpg", photos / "b" / "copy.jpg")
    with open(os.path.join(os.fsencode(photos), b"odd \xff\n.jpg"), "wb") as file:
        file.write(jpeg(make_photo(50, SIZE)))
    (photos / "bad.jpg").write_bytes(b"")
    (photos / "film.mp4").write_bytes(b"film")
    index(base / "library", photos)
    return base


@pytest.fixture
def photos(_small: Path, tmp_path: Path) -> Path:
    """Return a folder: a/0 to a/2, b/3 to b/5, b/copy of a/0, an odd name, a bad file, a film."""
    return shutil.copytree(_small / "photos", tmp_path / "photos")


@pytest.fixture
def home(_small: Path, photos: Path, tmp_path: Path) -> Path:
    """Return their library."""
    copy_library(_small / "library", tmp_path / "library", photos)
    return tmp_path / "library"


@pytest.fixture
def shell(home: Path, capfd: pytest.CaptureFixture[str]) -> Shell:
    """Return a function that runs a command on the library in this process."""

    def command(*arguments: str | Path) -> Done:
        capfd.readouterr()
        code = run(["--library", str(home), *map(str, arguments)])
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return Done(code, out, err)

    return command


def start(home: Path, *arguments: str | Path, **options: Any) -> subprocess.Popen[bytes]:
    """Start a command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "photosearch", "--library", home, *arguments],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


@pytest.fixture
def started() -> Callable[..., subprocess.Popen[bytes]]:
    """Return ``start``."""
    return start
