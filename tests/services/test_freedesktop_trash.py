"""The trash of Linux desktops on its own: which one, what it writes, what it refuses."""

from __future__ import annotations

import os

import pytest

from photosearch.services import freedesktop_trash
from photosearch.services.freedesktop_trash import FreedesktopTrash
from photosearch.services.held_folder import hold_folder, rename_new
from photosearch.services.trash import TrashError
from photosearch.services.volumes import Mount


@pytest.fixture
def folder(tmp_path):
    """Return a folder with one file, held open."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"a")
    with hold_folder(os.fsencode(tmp_path / "photos")) as held:
        yield held


@pytest.fixture
def trash(tmp_path):
    return FreedesktopTrash(os.fsencode(tmp_path / "data" / "Trash"))


@pytest.fixture
def on_a_drive(tmp_path, monkeypatch):
    """Let the photos lie on a drive of their own whose top is ``tmp_path``."""
    (tmp_path / "data").mkdir()
    top = os.fsencode(tmp_path)

    def mount(path):
        drive = path.startswith(top) and b"/data" not in path
        return Mount(top if drive else b"/", b"/", b"ext4", b"/dev/x" if drive else b"/dev/y")

    monkeypatch.setattr(freedesktop_trash, "_mount", mount)
    return tmp_path


def test_put_and_take_back_leave_nothing_behind(trash, folder, tmp_path):
    place = trash.put(folder, b"a.jpg", trash.plan(folder, b"a.jpg"))
    assert os.path.dirname(place) == os.fsencode(tmp_path / "data" / "Trash" / "files")
    assert (tmp_path / "data" / "Trash").stat().st_mode & 0o777 == 0o700
    trash.take_back(place, folder, b"a.jpg")
    assert [one for one in (tmp_path / "data").rglob("*") if one.is_file()] == []


def test_put_where_the_move_fails_takes_its_note_back(trash, folder, tmp_path):
    with pytest.raises(TrashError) as caught:
        trash.put(folder, b"none.jpg", trash.plan(folder, b"none.jpg"))
    assert caught.value.code == "gone"
    assert list((tmp_path / "data" / "Trash" / "info").iterdir()) == []


def test_long_names_fit_with_their_note(trash, folder):
    name = b"n" * 250 + b".jpg"
    os.rename(os.path.join(folder.path, b"a.jpg"), os.path.join(folder.path, name))
    place = trash.put(folder, name, trash.plan(folder, name))
    trash.take_back(place, folder, name)
    assert folder.stat(name).st_size == 1


def test_drive_has_a_trash_of_its_own_with_relative_paths(trash, folder, on_a_drive):
    place = trash.put(folder, b"a.jpg", trash.plan(folder, b"a.jpg"))
    own = on_a_drive / f".Trash-{os.getuid()}"
    assert place.startswith(os.fsencode(own / "files"))
    (note,) = (own / "info").iterdir()
    assert "\nPath=photos/a.jpg\n" in note.read_text()


def test_shared_trash_of_a_drive_counts_only_if_it_is_sticky_and_no_link(trash, folder, on_a_drive):
    shared = on_a_drive / ".Trash"
    shared.mkdir(mode=0o777)
    own = os.fsencode(on_a_drive / f".Trash-{os.getuid()}")
    assert trash.plan(folder, b"a.jpg").startswith(own + b"/")
    shared.chmod(0o1777)
    user = str(os.getuid())
    assert trash.plan(folder, b"a.jpg").startswith(os.fsencode(shared / user) + b"/")
    place = trash.put(folder, b"a.jpg", trash.plan(folder, b"a.jpg"))
    (note,) = (shared / user / "info").iterdir()
    assert "\nPath=photos/a.jpg\n" in note.read_text()
    trash.take_back(place, folder, b"a.jpg")
    (on_a_drive / "real").mkdir(mode=0o1777)
    for one in ("info", "files"):
        (shared / user / one).rmdir()
    (shared / user).rmdir()
    shared.rmdir()
    shared.symlink_to(on_a_drive / "real")
    assert trash.plan(folder, b"a.jpg").startswith(own + b"/")


def test_trash_of_a_drive_that_is_a_link_is_not_used(trash, folder, on_a_drive):
    (on_a_drive / "elsewhere").mkdir()
    (on_a_drive / f".Trash-{os.getuid()}").symlink_to(on_a_drive / "elsewhere")
    with pytest.raises(TrashError) as caught:
        trash.plan(folder, b"a.jpg")
    assert caught.value.code == "no-trash"


@pytest.mark.parametrize("way", ["kernel", "links", "neither"])
def test_rename_never_replaces_anything(way, folder, tmp_path, monkeypatch):
    if way != "kernel":
        monkeypatch.setattr("photosearch.services.held_folder._renameat2", lambda: None)
    if way == "neither":
        monkeypatch.setattr(os, "link", _no_links)
    (tmp_path / "photos" / "b.jpg").write_bytes(b"b")
    with pytest.raises(FileExistsError):
        rename_new(folder, b"a.jpg", folder, b"b.jpg")
    assert (tmp_path / "photos" / "b.jpg").read_bytes() == b"b"
    rename_new(folder, b"a.jpg", folder, b"c.jpg")
    assert sorted(one.name for one in (tmp_path / "photos").iterdir()) == ["b.jpg", "c.jpg"]
    assert (tmp_path / "photos" / "c.jpg").read_bytes() == b"a"


def _no_links(*_args, **_named):
    raise PermissionError(1, "no hard links here")


def test_hold_folder_follows_no_link_below_its_base(tmp_path):
    (tmp_path / "real" / "inner").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for relative in (b"link", b"link/inner", b"../x"):
        with pytest.raises(OSError, match=r"link|director|upwards"):
            hold_folder(os.fsencode(tmp_path), relative)
