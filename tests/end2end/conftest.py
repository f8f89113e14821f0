"""What the end-to-end tests share: a display, photos, libraries, and the program itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end2end.display import Display, missing_programs
from tests.end2end.namespaces import Mounts, refusal
from tests.end2end.open_window import OpenWindow
from tests.end2end.program import Program, assert_all_ended
from tests.pictures import jpeg, make_photo
from tests.services.photo_folders import copy_library

N_PHOTOS = 60
Opener = Callable[..., OpenWindow]


@pytest.fixture(scope="session")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    """Return a screen with a window manager, or skip."""
    missing = missing_programs()
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    display = Display(tmp_path_factory.mktemp("display"))
    yield display
    display.close()


@pytest.fixture(scope="session")
def _sixty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make sixty photos once."""
    folder = tmp_path_factory.mktemp("sixty") / "photos"
    folder.mkdir()
    for seed in range(N_PHOTOS):
        (folder / f"{seed:02}.jpg").write_bytes(jpeg(make_photo(seed)))
    return folder


@pytest.fixture(scope="session")
def _library(_sixty: Path) -> Path:
    """Index the sixty photos once."""
    base = _sixty.parent
    (base / "home" / "runtime").mkdir(parents=True, mode=0o700)
    Program(base / "library", base / "home").index(_sixty)
    return base / "library"


@pytest.fixture
def photos(_sixty: Path, tmp_path: Path) -> Path:
    """Return a folder of sixty photos, 00.jpg to 59.jpg."""
    return shutil.copytree(_sixty, tmp_path / "photos")


@pytest.fixture
def few_photos(_sixty: Path, tmp_path: Path) -> Path:
    """Return a folder of twelve of them, 00.jpg to 11.jpg."""
    folder = tmp_path / "few"
    folder.mkdir()
    for path in sorted(_sixty.iterdir())[:12]:
        shutil.copy2(path, folder)
    return folder


@pytest.fixture
def program(home_dir: Path, tmp_path: Path) -> Iterator[Program]:
    """Return the program with a library that is not there yet; nothing of it may live on."""
    yield Program(tmp_path / "library", home_dir)
    assert_all_ended(home_dir)
    network = home_dir / "network"
    assert not network.exists(), f"asked for the network: {network.read_text()}"


@pytest.fixture
def indexed(program: Program, _library: Path, photos: Path) -> Program:
    """Return the program with a library of the sixty photos."""
    copy_library(_library, program.library, photos)
    return program


@pytest.fixture
def open_window(program: Program, display: Display) -> Iterator[Opener]:
    """Return what opens the window and waits until it can be used."""
    windows: list[OpenWindow] = []

    def opened(*arguments: str | Path, started: Program = program) -> OpenWindow:
        window = OpenWindow(started, display, *arguments)
        windows.append(window)
        window.wait_for("usable")
        return window

    yield opened
    for window in windows:
        if window.process.poll() is None:
            window.kill()


@pytest.fixture
def mounts() -> Iterator[Mounts]:
    """Return a mount namespace, or skip."""
    if reason := refusal():
        pytest.skip(reason)
    mounts = Mounts()
    yield mounts
    mounts.close()
