"""kill -9 at any moment of indexing: the catalogue stays whole and the next run goes on from it."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from photosearch.base.faults import EXIT_CODE, VARIABLE
from photosearch.index.snapshot import STEPS
from tests.end2end.conftest import N_PHOTOS
from tests.end2end.library_state import assert_healthy, assert_sound, n_photos
from tests.end2end.program import Program, assert_all_ended, wait_until
from tests.services.photo_folders import write_photo

_KILLS = 8
_FIRST_S, _LAST_S = 0.6, 3.6


def _kill_after(program: Program, seconds: float, folder: Path) -> None:
    process = program.start("--quiet", "index", folder)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()


@pytest.mark.slow
def test_index_killed_at_random_moments_keeps_whole_photos_and_resumes(
    program: Program, photos: Path
):
    moments = random.Random(2)
    kept = [0]
    for _ in range(_KILLS):
        if kept[-1] == N_PHOTOS:  # the next ones hit a library that is being made again
            shutil.rmtree(program.library)
        _kill_after(program, moments.uniform(_FIRST_S, _LAST_S), photos)
        assert_all_ended(program.home)
        assert_sound(program.library)
        kept.append(n_photos(program.library))
    report = program.index(photos)
    assert (report["indexed"], report["unchanged"]) == (N_PHOTOS - kept[-1], kept[-1])
    assert report["failed"] == report["skipped"] == []
    assert_healthy(program.library, N_PHOTOS)


def test_index_killed_after_the_first_batch_does_not_decode_it_again(
    program: Program, photos: Path
):
    process = program.start("--quiet", "index", photos)
    try:
        wait_until(lambda: n_photos(program.library) > 0, "the first photos", 60)
    finally:
        process.kill()
        process.communicate()
    assert_all_ended(program.home)
    assert_sound(program.library)
    kept = n_photos(program.library)
    report = program.index(photos)
    assert (report["indexed"], report["unchanged"]) == (N_PHOTOS - kept, kept)


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_index_killed_at_a_step_of_the_snapshot_and_again_in_recovery_is_healthy_after(
    step: str, indexed: Program, photos: Path
):
    dying = indexed.beside(**{VARIABLE: f"snapshot:{step}"})
    deaths = runs = 0
    while deaths < 2:  # "pruning" comes once there are snapshots to remove
        runs += 1
        assert runs < 6, "the step is never reached"
        write_photo(photos / f"new {runs}.jpg", 1000 + runs)
        deaths += dying.run("--quiet", "index", expect=None).code == EXIT_CODE
        assert_sound(indexed.library)
    report = indexed.index()
    assert report["failed"] == report["skipped"] == []
    assert_healthy(indexed.library, N_PHOTOS + runs)
