"""The trash on drives: their own, none at all, full ones, read-only ones, shares mounted twice."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.end2end.namespaces import Mounts
from tests.end2end.program import Program

_DISPOSING = """
import json, sys
from pathlib import Path
from photosearch.services.library import open_library
from photosearch.services.trashing import dispose
from tests.services.trash_cases import instead_of
home, goes, stays, aside = sys.argv[1:]
library = open_library(Path(home), writable=True)
wanted = [instead_of(library, Path(goes), Path(stays))]
report = dispose(library, wanted, "One", set_aside=aside == "aside")
library.close()
places = [bytes(place).decode() for one in report.done for place in one.places]
print(json.dumps({"places": places, "refused": [one.code for one in report.refused]}))
"""


@pytest.fixture
def there(program: Program, mounts: Mounts, tmp_path: Path) -> Program:
    """Return the program in the namespace, with an empty mount point ``drive``."""
    (tmp_path / "drive").mkdir()
    return program.beside(mounts.prefix)


def disposed(program: Program, goes: Path, stays: Path, aside: str = "") -> dict[str, Any]:
    """Move one file to the trash where the program is."""
    command = [*program.prefix, sys.executable, "-c", _DISPOSING]
    arguments = [str(program.library), str(goes), str(stays), aside]
    ran = subprocess.run(
        [*command, *arguments], env=program.environment, check=True, capture_output=True, text=True
    )
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def on_drive(mounts: Mounts, tmp_path: Path, few_photos: Path, size: str = "64m") -> Path:
    """Mount a drive with photos, ``a`` and their copies, ``b``; return where it is mounted."""
    drive = tmp_path / "drive"
    mounts.run("mount", "-t", "tmpfs", "-o", f"size={size}", "none", drive)
    for name in ("a", "b"):
        mounts.run("cp", "-a", few_photos, drive / name)
    return drive


def test_drive_has_its_own_trash_that_scans_leave_out(
    there: Program, mounts: Mounts, tmp_path: Path, few_photos: Path
):
    drive = on_drive(mounts, tmp_path, few_photos)
    there.index(drive)
    answer = disposed(there, drive / "b" / "00.jpg", drive / "a" / "00.jpg")
    (place,) = answer["places"]
    assert place.startswith(str(drive / ".Trash-"))
    seen = mounts.seen(Path(place))
    assert seen.read_bytes() == (few_photos / "00.jpg").read_bytes()
    report = there.index()
    assert (report["indexed"], report["copies"], report["missing"]) == (0, 0, 0)
    assert there.run("--json", "undo").document["refused"] == []
    assert mounts.seen(drive / "b" / "00.jpg").exists()


def test_undo_while_the_drive_is_away_is_refused_and_stands(
    there: Program, mounts: Mounts, tmp_path: Path, few_photos: Path
):
    drive = on_drive(mounts, tmp_path, few_photos)
    there.index(drive / "a", drive / "b")
    disposed(there, drive / "b" / "00.jpg", drive / "a" / "00.jpg")
    mounts.run("umount", "--lazy", drive)
    failed = there.run("--json", "undo", expect=1).document["error"]
    assert failed["code"] == "offline"
    assert there.run("--json", "undo", "--list").document["steps"][0]["kind"] == "trash"


def test_read_only_folder_is_refused_with_its_reason(
    there: Program, mounts: Mounts, tmp_path: Path, few_photos: Path
):
    drive = on_drive(mounts, tmp_path, few_photos)
    there.index(drive)
    disposed(there, drive / "b" / "01.jpg", drive / "a" / "01.jpg")  # makes the trash
    mounts.run("mount", "-o", "remount,ro", drive)
    goes, stays = drive / "b" / "00.jpg", drive / "a" / "00.jpg"
    assert disposed(there, goes, stays)["refused"] == ["read-only"]
    assert disposed(there, goes, stays, "aside")["refused"] == ["read-only"]
    failed = there.run("--json", "undo", expect=1).document["error"]
    assert failed["code"] == "read-only"
    mounts.run("mount", "-o", "remount,rw", drive)
    assert there.run("--json", "undo").document["refused"] == []
    assert there.run("--json", "doctor", "--check", expect=None).document["checks"][2] == {
        "name": "trash",
        "state": "ok",
        "detail": "every move to the trash is whole",
    }


def test_full_drive_is_refused_and_nothing_has_moved(
    there: Program, mounts: Mounts, tmp_path: Path, few_photos: Path
):
    drive = on_drive(mounts, tmp_path, few_photos)
    there.index(drive)
    mounts.run("sh", "-c", f"head -c 100m /dev/zero > {drive}/filler || true")
    answer = disposed(there, drive / "b" / "00.jpg", drive / "a" / "00.jpg")
    assert answer["refused"] == ["trash-full"]
    assert mounts.seen(drive / "b" / "00.jpg").exists()


def test_drive_without_a_trash_sets_files_aside(
    there: Program, mounts: Mounts, tmp_path: Path, few_photos: Path
):
    drive = on_drive(mounts, tmp_path, few_photos)
    mounts.run("sh", "-c", f": > {drive}/.Trash-$(id -u)")  # no folder can be made there
    there.index(drive)
    goes, stays = drive / "b" / "00.jpg", drive / "a" / "00.jpg"
    assert disposed(there, goes, stays)["refused"] == ["no-trash"]
    (place,) = disposed(there, goes, stays, "aside")["places"]
    assert place.startswith(str(drive / "photosearch set aside" / "b" / "00."))
    report = there.index()
    assert (report["indexed"], report["copies"], report["missing"]) == (0, 0, 0)
    assert there.run("--json", "undo").document["refused"] == []
    assert not mounts.seen(drive / "photosearch set aside").exists()


def test_folder_mounted_twice_is_one_copy(
    there: Program, mounts: Mounts, tmp_path: Path, few_photos: Path
):
    shutil.copytree(few_photos, tmp_path / "again")
    there.index(few_photos, tmp_path / "again")
    mounts.run("mount", "--bind", few_photos, tmp_path / "again")
    answer = disposed(there, tmp_path / "again" / "00.jpg", few_photos / "00.jpg")
    assert answer["refused"] == ["same-file"]
    assert (few_photos / "00.jpg").exists()


def test_file_seen_through_another_file_system_is_one_copy(
    there: Program, mounts: Mounts, tmp_path: Path, few_photos: Path
):
    # An overlay shows the same files under a device, and maybe inodes, of its own.
    drive = tmp_path / "drive"
    mounts.run("mount", "-t", "tmpfs", "none", drive)
    for name in ("empty", "shown"):
        mounts.run("mkdir", drive / name)
    mounts.run("cp", "-a", few_photos, drive / "photos")
    try:
        layers = f"lowerdir={drive}/empty:{drive}/photos"
        mounts.run("mount", "-t", "overlay", "-o", layers, "none", drive / "shown")
    except subprocess.CalledProcessError:
        pytest.skip("no overlay can be mounted here")
    there.index(drive / "photos", drive / "shown")
    answer = disposed(there, drive / "photos" / "00.jpg", drive / "shown" / "00.jpg")
    assert answer["refused"] == ["same-file"]
    assert mounts.seen(drive / "photos" / "00.jpg").exists()
