"""Three photos, and a library of them that is indexed once and copied."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.services.photo_folders import copy_library, index, write_photos


@pytest.fixture(scope="session")
def _three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("three")
    write_photos(base / "photos", range(3))
    index(base / "library", base / "photos")
    return base


@pytest.fixture
def photos(_three: Path, tmp_path: Path) -> Path:
    """Return a folder of three photos, 0000.jpg to 0002.jpg."""
    return shutil.copytree(_three / "photos", tmp_path / "photos")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return where the library lies; nothing is there yet."""
    return tmp_path / "library"


@pytest.fixture
def indexed(_three: Path, photos: Path, home: Path) -> Path:
    """Return the library, with the three photos indexed."""
    copy_library(_three / "library", home, photos)
    return home
