"""How the window ends, by whatever hand: no process stays, the library is free, nothing is lost."""

from __future__ import annotations

from pathlib import Path

from tests.end2end.conftest import N_PHOTOS, Opener
from tests.end2end.library_state import assert_healthy, assert_sound, n_photos
from tests.end2end.program import Program, assert_all_ended, processes_of, wait_until


def _decoding(program: Program) -> bool:
    return any("--worker decode" in line for line in processes_of(program.home).values())


def test_window_closed_while_indexing_ends_its_workers_and_frees_the_library(
    program: Program, open_window: Opener, photos: Path
):
    program.run("folders", "add", photos)
    window = open_window()
    wait_until(lambda: _decoding(program), "a decode worker")
    assert window.close() == 0
    assert_all_ended(program.home)
    assert program.index()["failed"] == []
    assert_healthy(program.library, N_PHOTOS)


def test_window_asked_to_terminate_ends_in_good_order(indexed: Program, open_window: Opener):
    window = open_window()
    assert window.end() == 0
    assert_all_ended(indexed.home)
    assert window.errors() == ""
    assert indexed.index()["unchanged"] == N_PHOTOS


def test_window_killed_while_indexing_goes_on_with_everything_at_the_next_start(
    program: Program, open_window: Opener, photos: Path
):
    program.run("folders", "add", photos)
    window = open_window()
    wait_until(lambda: n_photos(program.library) > 0, "the first photos", 40)
    window.kill()
    assert_all_ended(program.home)
    assert_sound(program.library)
    kept = n_photos(program.library)
    window = open_window()
    wait_until(lambda: n_photos(program.library) == N_PHOTOS, "all photos", 60)
    assert 0 < kept <= N_PHOTOS
    assert window.close() == 0
    assert program.index()["unchanged"] == N_PHOTOS
    assert_healthy(program.library, N_PHOTOS)
