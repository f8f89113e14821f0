"""kill -9 at each step of a deed, and again while it is recovered: nothing lost, nothing twice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from photosearch.base.faults import EXIT_CODE, VARIABLE
from photosearch.services.checking import check_library
from photosearch.services.deeds import STEPS
from photosearch.services.status import library_status
from photosearch.services.trash_returning import trash_list
from photosearch.services.undoing import undo, undo_list
from tests.pictures import jpeg, make_photo
from tests.services.photo_folders import SIZE, index, reading, write_photo, writing
from tests.services.trash_cases import contents, states, trash_of, tree, writing_with_trash

_FORWARD = STEPS[: STEPS.index("returning")]
_BACKWARD = STEPS[STEPS.index("returning") :]
_DOING = """
import sys
from pathlib import Path
from tests.services.trash_cases import instead_of, writing_with_trash
from photosearch.services.trashing import dispose
home, photos = map(Path, sys.argv[1:])
with writing_with_trash(home) as library:
    names = ("pair.jpg", "0000.jpg")
    dispose(library, [instead_of(library, photos / "copies" / n, photos / n) for n in names], "Two")
"""
_UNDOING = """
import sys
from pathlib import Path
from tests.services.trash_cases import writing_with_trash
from photosearch.services.undoing import undo
with writing_with_trash(Path(sys.argv[1])) as library:
    undo(library)
"""
_OPENING = """
import sys
from pathlib import Path
from photosearch.services.library import open_library
open_library(Path(sys.argv[1]), writable=True).close()
"""


@pytest.fixture
def copied(photos: Path, indexed: Path) -> Path:
    """Return a library of photos and a stack, with a copy of each."""
    write_photo(photos / "pair.jpg", 7)
    (photos / "pair.dng").write_bytes(jpeg(make_photo(7, SIZE), quality=60))
    (photos / "pair.xmp").write_text("rated")
    shutil.copytree(photos, photos / "copies")
    index(indexed)
    return indexed


def dies(script: str, home: Path, photos: Path, step: str) -> bool:
    """Run a script that is to die at a step, and say whether it did."""
    environment = {
        **os.environ,
        VARIABLE: f"deed:{step}",
        "XDG_DATA_HOME": str(home.parent / "data"),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    command = [sys.executable, "-c", script, str(home), str(photos)]
    return subprocess.run(command, env=environment, check=False).returncode == EXIT_CODE


def half_done(home: Path) -> bool:
    """Open the library, which recovers it, and say whether something is left half done."""
    with writing_with_trash(home) as library:
        return bool(library.catalog.deeds.half_done())


def agree(home: Path, photos: Path) -> None:
    """Check that the catalogue says of every file what is true of it, and that none is in two."""
    with writing_with_trash(home) as library:
        for name, state in states(library).items():
            assert (state == "online") == (photos / name).exists(), name
        lists = [one for one in trash_list(library) if one.there]
        files = trash_of(home) / "files"
        assert sum(len(one.places) for one in lists) == len(list(files.glob("*")))


@pytest.mark.parametrize("step", _FORWARD)
def test_disposal_killed_at_a_step_and_again_in_recovery_loses_nothing(
    step, copied, photos, monkeypatch, caplog
):
    monkeypatch.setenv("XDG_DATA_HOME", str(copied.parent / "data"))
    before, held = tree(photos), contents(photos)
    assert dies(_DOING, copied, photos, step)
    assert contents(photos, trash_of(copied)) == held
    for again in STEPS:  # whichever of them the recovery comes by
        dies(_OPENING, copied, photos, again)
        assert contents(photos, trash_of(copied)) == held
    assert not half_done(copied)
    agree(copied, photos)
    stack = {"pair.jpg", "pair.dng", "pair.xmp"}
    assert {one.name for one in (photos / "copies").iterdir()} & stack in (stack, set())
    with writing_with_trash(copied) as library:
        if any(one["kind"] == "trash" for one in undo_list(library)):
            assert undo(library)["refused"] == []
    assert tree(photos) == before
    assert list((trash_of(copied)).rglob("*.trashinfo")) == []
    agree(copied, photos)


@pytest.mark.parametrize("step", _BACKWARD)
def test_undo_killed_at_a_step_and_again_in_recovery_loses_nothing(
    step, copied, photos, monkeypatch, caplog
):
    monkeypatch.setenv("XDG_DATA_HOME", str(copied.parent / "data"))
    before, held = tree(photos), contents(photos)
    assert not dies(_DOING, copied, photos, "none")
    assert tree(photos) != before
    assert dies(_UNDOING, copied, photos, step)
    assert contents(photos, trash_of(copied)) == held
    dies(_OPENING, copied, photos, "moving-back")
    assert not half_done(copied)
    agree(copied, photos)
    with writing_with_trash(copied) as library:
        if any(one["kind"] == "trash" for one in undo_list(library)):
            assert undo(library)["refused"] == []
        assert trash_list(library) == []
    assert tree(photos) == before
    agree(copied, photos)


def test_recovery_is_told_in_the_log_and_by_the_doctor(copied, photos, monkeypatch, caplog):
    monkeypatch.setenv("XDG_DATA_HOME", str(copied.parent / "data"))
    assert dies(_DOING, copied, photos, "moved")
    with reading(copied) as library:
        assert library_status(library)["trash"]["interrupted"] == 1
    with writing(copied) as library:
        assert library.recovered == {"finished": 1}
        checks = check_library(library, repair=False)["checks"]
    (check,) = [one for one in checks if one["name"] == "trash"]
    assert check["state"] == "repaired"
    assert "pair.jpg to the trash was finished" in caplog.text
