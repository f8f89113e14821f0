"""What a person does with the window, on a real display with a real mouse and keyboard."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

from PIL import Image

from tests.end2end.conftest import Opener
from tests.end2end.display import Display
from tests.end2end.open_window import Neighbour, OpenWindow
from tests.end2end.program import Program, wait_until
from tests.services.photo_folders import tree_hash


def _smaller(photo: Path, target: Path) -> Path:
    """Write a photo as somebody else might have sent it: a little smaller, compressed again."""
    with Image.open(photo) as image:
        image.resize((304, 228)).save(target, "JPEG", quality=88)
    return target


def _found(program: Program, *queries: Path) -> list[dict[str, Any]]:
    """Return what the command line finds, best first."""
    results: list[dict[str, Any]] = program.run("--json", "search", *queries).document["results"]
    return results


def _drop(window: OpenWindow, display: Display, *files: Path) -> str:
    """Drag files out of another program onto the window; return what that program was told.

    The other program hands over the data after its own drag has ended: it must live until then.
    """
    place = window.place(500, 200, 1000, 700)
    neighbour = Neighbour(window, "drag", *files)
    try:
        _, x, y = neighbour.said().split()
        display.drag((int(x), int(y)), place.centre)
        told = neighbour.said()
        window.wait_for("query received")
        return told
    finally:
        neighbour.close()


def test_window_with_an_empty_library_shows_and_closes(program: Program, open_window: Opener):
    window = open_window()
    assert [event["event"] for event in window.events()][:2] == ["shown", "usable"]
    assert window.close() == 0
    assert window.errors() == ""


def test_command_index_beside_a_window_is_done_by_it_and_shown_in_it(
    program: Program, open_window: Opener, few_photos: Path
):
    window = open_window()
    ran = program.run("--json", "index", few_photos)
    assert ran.document["indexed"] == 12
    assert "Indexing: 12 of 12" in ran.stderr
    everything = sorted(few_photos.iterdir())
    wait_until(lambda: sorted(window.copied("ctrl+a")) == everything, "all photos in the grid")
    assert window.close() == 0


def test_window_photo_dropped_from_another_program_shows_what_the_command_finds(
    indexed: Program, open_window: Opener, display: Display, photos: Path, tmp_path: Path
):
    window = open_window()
    query = _smaller(photos / "07.jpg", tmp_path / "sent to me.jpg")
    assert _drop(window, display, query) == "dropped CopyAction"
    window.wait_for("results painted")
    found = [Path(row["path"]) for row in _found(indexed, query)]
    assert window.copied("Home") == found[:1]
    assert photos / "07.jpg" in found[:5]
    assert window.close() == 0


def test_window_two_photos_dropped_together_are_one_query(
    indexed: Program, open_window: Opener, display: Display, photos: Path, tmp_path: Path
):
    window = open_window()
    queries = [shutil.copy(photos / f"{n}.jpg", tmp_path / f"{n} sent.jpg") for n in ("03", "09")]
    assert _drop(window, display, *queries) == "dropped CopyAction"
    window.wait_for("results painted")
    assert sorted(window.copied("Home", "shift+Right")) == [photos / "03.jpg", photos / "09.jpg"]
    assert [event["event"] for event in window.events()].count("query received") == 1


def test_window_picture_pasted_from_another_program_finds_its_original(
    indexed: Program, open_window: Opener, photos: Path
):
    window = open_window()
    neighbour = Neighbour(window, "offer-picture", photos / "05.jpg")
    try:
        assert neighbour.said() == "ready"
        window.press("ctrl+v")
        window.wait_for("results painted")
    finally:
        neighbour.close()
    assert window.copied("Home") == [photos / "05.jpg"]


def test_window_file_pasted_from_another_program_is_searched_for(
    indexed: Program, open_window: Opener, photos: Path, tmp_path: Path
):
    window = open_window()
    query = shutil.copy(photos / "02.jpg", tmp_path / "100%\n√.jpg")
    neighbour = Neighbour(window, "offer", query)
    try:
        assert neighbour.said() == "ready"
        window.press("ctrl+v")
        window.wait_for("results painted")
    finally:
        neighbour.close()
    assert window.copied("Home") == [photos / "02.jpg"]


def test_second_start_with_a_query_reaches_the_open_window(
    indexed: Program, open_window: Opener, photos: Path
):
    window = open_window()
    ran = indexed.run("--query", photos / "04.jpg", within_s=20)
    assert (ran.stdout, ran.stderr) == ("", "")
    window.wait_for("query received")
    window.wait_for("results painted")
    assert window.copied("Home") == [photos / "04.jpg"]


def test_window_closed_and_opened_again_is_where_it_was(program: Program, open_window: Opener):
    window = open_window()
    before = window.place(310, 140, 840, 620)
    assert window.close() == 0
    after = open_window().rectangle
    assert (after.width, after.height) == (before.width, before.height)
    assert abs(after.x - before.x) <= 4
    assert abs(after.y - before.y) <= 4


def test_window_session_with_everything_leaves_the_originals_untouched(
    program: Program, open_window: Opener, display: Display, few_photos: Path, tmp_path: Path
):
    (few_photos / "07.jpg.xmp").write_text("<x/>")
    (few_photos / "damaged.jpg").write_bytes((few_photos / "07.jpg").read_bytes()[:3000])
    query = _smaller(few_photos / "07.jpg", tmp_path / "query.jpg")
    before = tree_hash(few_photos)
    window = open_window()
    program.run("--quiet", "index", few_photos)
    _drop(window, display, query)
    window.wait_for("results painted")
    window.press("Home", "v", "Right", "Escape", "s")
    window.wait_for("results painted")
    program.run("search", few_photos / "03.jpg")
    assert window.close() == 0
    program.run("--quiet", "doctor")
    assert tree_hash(few_photos) == before


def test_several_second_starts_at_once_all_reach_the_window(
    indexed: Program, open_window: Opener, photos: Path
):
    window = open_window()
    codes: list[int] = []

    def start(name: str) -> None:
        codes.append(indexed.run("--query", photos / name, within_s=40).code)

    threads = [threading.Thread(target=start, args=(f"0{n}.jpg",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [0, 0, 0, 0]
    for _ in range(4):
        window.wait_for("query received")
    assert window.close() == 0
