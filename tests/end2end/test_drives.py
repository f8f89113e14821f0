"""Disks that are full, folders that can't be written, drives that are pulled out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end2end.library_state import assert_sound, n_photos
from tests.end2end.namespaces import Mounts
from tests.end2end.program import Program, wait_until
from tests.services.photo_folders import tree_hash


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    """Return an empty mount point."""
    point = tmp_path / "drive"
    point.mkdir()
    return point


@pytest.fixture
def program_there(program: Program, mounts: Mounts) -> Program:
    """Return the program, started in the namespace."""
    return program.beside(mounts.prefix)


@pytest.mark.parametrize("free_kb", [96, 700, 1500])
def test_index_full_disk_is_told_and_goes_on_once_there_is_space(
    free_kb: int, program_there: Program, mounts: Mounts, drive: Path, photos: Path
):
    mounts.run("mount", "-t", "tmpfs", "-o", f"size={free_kb}k", "none", drive)
    program = Program(drive / "library", program_there.home, mounts.prefix)
    ran = program.run("--json", "--quiet", "index", photos, expect=1)
    assert ran.document["error"]["code"] == "disk-full"
    assert "is full" in ran.stderr
    assert "Traceback" not in ran.stderr
    seen = mounts.seen(program.library)
    assert_sound(seen)
    kept = n_photos(seen)
    mounts.run("mount", "-o", "remount,size=64m", drive)
    report = program.index(photos)
    assert (report["indexed"], report["unchanged"]) == (60 - kept, kept)
    assert program.run("--json", "doctor").document["ok"]
    assert program.status()["index"] == {"state": "current", "count": 60, "behind": 0}


def test_index_folder_that_cannot_be_written_is_like_any_other(
    program_there: Program, mounts: Mounts, few_photos: Path
):
    before = tree_hash(few_photos)
    mounts.run("mount", "--bind", few_photos, few_photos)
    mounts.run("mount", "-o", "remount,ro,bind", few_photos)
    report = program_there.index(few_photos)
    assert (report["indexed"], report["failed"]) == (12, [])
    found = program_there.run("--json", "search", few_photos / "03.jpg").document
    assert found["same"] == [str(few_photos / "03.jpg")]
    assert tree_hash(few_photos) == before


def test_drive_pulled_out_is_offline_and_comes_back_without_being_read_again(
    program_there: Program, mounts: Mounts, drive: Path, few_photos: Path, tmp_path: Path
):
    kept = tmp_path / "kept"
    kept.mkdir()
    mounts.run("mount", "-t", "tmpfs", "stick", kept)
    mounts.run("cp", "-a", *sorted(few_photos.iterdir()), kept)
    mounts.run("mount", "--bind", kept, drive)
    assert program_there.index(drive)["indexed"] == 12
    mounts.run("umount", "--lazy", drive)
    for _ in range(2):
        report = program_there.index()
        assert report["offline"] == ["drive"]
        assert (report["missing"], report["indexed"], report["failed"]) == (0, 0, [])
    status = program_there.status()
    assert (status["photos"], status["offline"], status["missing"]) == (12, 12, 0)
    found = program_there.run("--json", "search", few_photos / "07.jpg").document
    assert found["same"] == [str(drive / "07.jpg")]
    mounts.run("mount", "--bind", kept, drive)
    report = program_there.index()
    assert (report["unchanged"], report["indexed"], report["offline"]) == (12, 0, [])
    assert program_there.status()["offline"] == 0


def test_drive_pulled_out_while_it_is_indexed_leaves_nothing_failed_or_missing(
    program_there: Program, mounts: Mounts, drive: Path, photos: Path, tmp_path: Path
):
    kept = tmp_path / "kept"
    kept.mkdir()
    mounts.run("mount", "-t", "tmpfs", "stick", kept)
    mounts.run("cp", "-a", *sorted(photos.iterdir()), kept)
    mounts.run("mount", "--bind", kept, drive)
    process = program_there.start("--json", "--quiet", "index", drive)
    try:
        wait_until(lambda: n_photos(program_there.library) > 0, "the first photos", 60)
        mounts.run("umount", "--lazy", drive)
        process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 0
    status = program_there.status()
    assert (status["failed"], status["missing"]) == (0, 0)
    first = status["photos"]
    assert 0 < first <= 60
    mounts.run("mount", "--bind", kept, drive)
    report = program_there.index()
    assert (report["unchanged"], report["indexed"]) == (first, 60 - first)
