"""Duplicates of a small library: every kind, answers, backups, faults."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance, ImageOps

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.progress import ProgressControl, Step
from photosearch.services.duplicate_answers import say_duplicates, say_not_duplicates
from photosearch.services.duplicates import Duplicates, find_duplicates
from photosearch.services.folders import add_folder
from photosearch.services.indexing import index_folders
from photosearch.services.library import Library
from photosearch.services.named_photos import photo_named
from photosearch.services.undoing import undo
from tests.imaging.test_alignment import busy, cropped
from tests.pictures import encoded, exif, jpeg
from tests.services.photo_folders import writing

N_STRANGERS = 12


def edits(picture: Image.Image) -> dict[str, bytes]:
    return {
        "original.jpg": jpeg(picture),
        "small.jpg": jpeg(picture.resize((200, 150))),
        "crop.jpg": jpeg(cropped(picture, 0.6)),
        "mirror.jpg": jpeg(ImageOps.mirror(picture)),
        "dark.png": encoded(ImageEnhance.Brightness(picture).enhance(0.6), "PNG"),
    }


def burst(picture: Image.Image) -> dict[str, bytes]:
    """Return three frames of one camera, taken two seconds apart, in which something moves."""
    frames = {}
    for frame in range(3):
        moved = picture.copy()
        moved.paste(busy(77).resize((90, 80)), (40 + 60 * frame, 100))
        tags = exif(taken=f"2024:05:01 12:00:{10 + 2 * frame:02}", camera=("Acme", "One"))
        frames[f"frame{frame}.jpg"] = jpeg(moved, exif=tags)
    return frames


@pytest.fixture(scope="module")
def _made(tmp_path_factory) -> Path:
    base = tmp_path_factory.mktemp("duplicates")
    photos = base / "photos"
    photos.mkdir()
    files = {f"stranger{seed:02}.jpg": jpeg(busy(seed)) for seed in range(N_STRANGERS)}
    files |= edits(busy(40)) | burst(busy(50))
    files["copy of stranger.jpg"] = files["stranger03.jpg"]
    files["same pixels.bmp"] = encoded(Image.open(io.BytesIO(edits(busy(40))["dark.png"])), "BMP")
    for name, content in files.items():
        (photos / name).write_bytes(content)
    with writing(base / "library") as library:
        index_folders(library, [os.fsencode(photos)])
        find_duplicates(library)
    return base


@pytest.fixture
def base(_made, tmp_path) -> Path:
    shutil.copytree(_made, tmp_path / "made", copy_function=shutil.copy2)
    return tmp_path / "made"


@pytest.fixture
def library(_made, base):
    """Open the library; its root still is the first folder, which nothing changes."""
    with writing(base / "library") as opened:
        opened.home = _made / "photos"
        yield opened


def names(found: Duplicates, kind: str) -> list[list[str]]:
    return sorted(
        sorted(os.path.basename(member.path).decode() for member in group.members)
        for group in found.groups
        if group.kind == kind
    )


def photo(library: Library, name: str) -> int:
    return photo_named(library, os.fsencode(library.home / name))


VERSIONS = ["crop.jpg", "dark.png", "mirror.jpg", "original.jpg", "small.jpg"]
FRAMES = ["frame0.jpg", "frame1.jpg", "frame2.jpg"]


def test_every_kind_has_its_own_groups(library):
    found = find_duplicates(library)
    assert names(found, "exact") == [
        ["copy of stranger.jpg", "stranger03.jpg"], ["dark.png", "same pixels.bmp"]
    ]  # fmt: skip
    assert names(found, "edited") == [VERSIONS]
    assert names(found, "burst") == [FRAMES]
    assert found.n_photos == N_STRANGERS + 5 + 3 + 1
    assert found.n_waiting == 0


def test_finding_again_decodes_nothing_and_says_the_same(library, monkeypatch):
    before = find_duplicates(library)
    monkeypatch.setattr("photosearch.services.second_look._grey", None)
    monkeypatch.setattr("photosearch.services.same_pixels.PictureLoader", None)
    for look in (True, False):
        again = find_duplicates(library, look=look)
        assert again.groups == before.groups


def test_pairs_are_listed_surest_first(library):
    pairs = find_duplicates(library).pairs
    shares = [pair.probability for pair in pairs if pair.kind != "exact"]
    assert shares == sorted(shares, reverse=True)
    assert min(shares) >= 0.1
    assert all(pair.first < pair.second for pair in pairs)


def test_not_duplicates_is_remembered_and_taken_back(library):
    crop, original = photo(library, "crop.jpg"), photo(library, "original.jpg")
    rest = [photo(library, name) for name in VERSIONS if name != "crop.jpg"]
    assert say_not_duplicates(library, [crop, *rest]) == 10
    assert names(find_duplicates(library), "edited") == []
    undo(library)
    assert names(find_duplicates(library), "edited") == [VERSIONS]
    say_not_duplicates(library, [crop, original])
    for group in names(find_duplicates(library), "edited"):
        assert not {"crop.jpg", "original.jpg"} <= set(group)


def test_said_again_is_nothing_new_and_the_opposite_replaces(library):
    two = [photo(library, "stranger01.jpg"), photo(library, "stranger02.jpg")]
    assert [say_duplicates(library, two), say_duplicates(library, two)] == [1, 0]
    assert say_not_duplicates(library, two) == 1
    undo(library)
    assert library.catalog.duplicates.answers()[0].duplicates


def test_answers_about_unknown_or_too_many_photos_are_refused(library):
    with pytest.raises(UserError, match="does not know"):
        say_not_duplicates(library, [1, 9_999])
    with pytest.raises(UserError, match="too many"):
        say_not_duplicates(library, list(range(1, 500)))
    assert library.catalog.duplicates.answers() == []


def test_undo_refuses_where_something_else_was_said_since(library):
    two = [photo(library, "stranger01.jpg"), photo(library, "stranger02.jpg")]
    say_not_duplicates(library, two)
    answer = library.catalog.duplicates.answers()[0]
    library.catalog.duplicates.remove_answers([answer.pair])
    with pytest.raises(UserError, match="something else was said"):
        undo(library)


def test_copies_in_a_backup_folder_are_no_duplicates(library, tmp_path):
    backup = tmp_path / "backup"
    shutil.copytree(library.home, backup)
    add_folder(library, os.fsencode(backup), role="backup")
    index_folders(library, [])
    found = find_duplicates(library)
    paths = [copy.path for group in found.groups for copy in group.copies()]
    assert paths
    assert not any(path.startswith(os.fsencode(backup)) for path in paths)
    assert names(found, "edited") == [VERSIONS]


def test_copies_in_a_reference_folder_are_marked(library, tmp_path):
    reference = tmp_path / "reference"
    reference.mkdir()
    shutil.copy2(library.home / "stranger05.jpg", reference)
    add_folder(library, os.fsencode(reference), role="reference")
    index_folders(library, [])
    groups = [group for group in find_duplicates(library).groups if group.kind == "exact"]
    marks = {copy.path: copy.is_reference for group in groups for copy in group.copies()}
    assert marks[os.fsencode(reference / "stranger05.jpg")]
    assert not marks[os.fsencode(library.home / "stranger05.jpg")]


def test_hard_link_is_one_file_and_no_copy(library, tmp_path):
    linked = tmp_path / "linked"
    linked.mkdir()
    os.link(library.home / "stranger07.jpg", linked / "link.jpg")
    add_folder(library, os.fsencode(linked))
    index_folders(library, [])
    found = names(find_duplicates(library), "exact")
    assert not any("stranger07.jpg" in group or "link.jpg" in group for group in found)


class _CancelAt(ProgressControl):
    """Cancels when a phase is met."""

    def __init__(self, phase: str) -> None:
        super().__init__(self._see)
        self._phase = phase

    def _see(self, step: Step) -> None:
        if step.phase == self._phase:
            self.cancel()


@pytest.mark.parametrize("phase", ["candidates", "look"])
def test_cancelled_search_leaves_everything_as_it_was(library, phase):
    before = find_duplicates(library).groups
    library.catalog.duplicates.put_looks(library.catalog.duplicates.looks(1, 14), 99)
    with pytest.raises(Cancelled):
        find_duplicates(library, progress=_CancelAt(phase))
    assert find_duplicates(library).groups == before


def test_lost_thumbnails_leave_pairs_waiting(library):
    looks = library.catalog.duplicates.looks(1, 14)
    library.catalog.duplicates.put_looks(looks, 99)
    library.thumbnails.delete(library.catalog.photos.known_ids())
    found = find_duplicates(library)
    assert found.n_waiting > 0
    assert ["copy of stranger.jpg", "stranger03.jpg"] in names(found, "exact")


def test_empty_library_has_no_duplicates(tmp_path):
    with writing(tmp_path / "empty") as library:
        found = find_duplicates(library)
    assert (found.groups, found.pairs, found.n_photos) == ((), (), 0)
