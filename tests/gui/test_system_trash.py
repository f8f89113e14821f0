"""The trash that Qt reaches: what goes there is known by its place and comes back."""

from __future__ import annotations

import os
import shutil

import pytest

from photosearch.gui.system_trash import SystemTrash
from photosearch.services.held_folder import hold_folder
from photosearch.services.trash import NoTrash, TrashError
from photosearch.services.trashing import dispose
from photosearch.services.undoing import undo
from tests.services.photo_folders import index, write_photos, writing
from tests.services.trash_cases import instead_of, tree


@pytest.fixture
def folder(home_dir):
    """Return a folder in the home, whose trash is the test's own."""
    photos = home_dir / "photos"
    write_photos(photos, range(400, 402))
    shutil.copytree(photos, photos / "copies")
    return photos


def test_put_tells_where_the_file_is_and_take_back_overwrites_nothing(folder):
    before = (folder / "0400.jpg").read_bytes()
    trash = SystemTrash()
    with hold_folder(os.fsencode(folder)) as held:
        place = trash.put(held, b"0400.jpg", trash.plan(held, b"0400.jpg"))
        assert not (folder / "0400.jpg").exists()
        with open(place, "rb") as file:
            assert file.read() == before
        (folder / "0400.jpg").write_bytes(b"new")
        with pytest.raises(TrashError) as caught:
            trash.take_back(place, held, b"0400.jpg")
        assert caught.value.code == "place-taken"
        (folder / "0400.jpg").unlink()
        trash.take_back(place, held, b"0400.jpg")
    assert (folder / "0400.jpg").read_bytes() == before


def test_put_of_what_is_not_there_is_refused(folder):
    with hold_folder(os.fsencode(folder)) as held, pytest.raises(TrashError):
        SystemTrash().put(held, b"none.jpg", b"")


def test_bulk_through_the_system_is_undone_also_without_a_window(folder, home_dir):
    before = tree(folder)
    index(home_dir / "library", folder)
    with writing(home_dir / "library") as library:
        library.trash = SystemTrash()
        wanted = [
            instead_of(library, folder / "copies" / name, folder / name)
            for name in ("0400.jpg", "0401.jpg")
        ]
        assert dispose(library, wanted, "Two").refused == ()
        assert list((folder / "copies").iterdir()) == []
        library.trash = NoTrash()
        refused = dispose(
            library, [instead_of(library, folder / "0400.jpg", folder / "0401.jpg")], "x"
        )
        assert [one.code for one in refused.refused] == ["no-trash"]
        assert undo(library)["refused"] == []
    assert tree(folder) == before
