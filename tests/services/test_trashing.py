"""Files go to the trash because others stay, and only then."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.progress import ProgressControl
from photosearch.base.types import RootId
from photosearch.catalog.deeds import Deed, DeedFile
from photosearch.services.deed_checks import DeedChecks
from photosearch.services.folders import set_role
from photosearch.services.forgetting import forget, photos_of_paths
from photosearch.services.relocating import where_it_lies
from photosearch.services.trash import NoTrash
from photosearch.services.trash_returning import restore, trash_list
from photosearch.services.trashing import dispose
from photosearch.services.undoing import undo, undo_list
from tests.pictures import jpeg, make_photo
from tests.services.photo_folders import SIZE, index, write_photo
from tests.services.trash_cases import (
    contents,
    instead_of,
    location,
    states,
    trash_of,
    tree,
    writing_with_trash,
)


@pytest.fixture
def copied(photos: Path, indexed: Path) -> Path:
    """Return the library of three photos, each with a copy in ``copies``."""
    shutil.copytree(photos, photos / "copies")
    index(indexed)
    return indexed


def refusal(home: Path, goes: Path, stays: Path) -> str:
    """Return the code with which a disposal is refused; nothing may have moved."""
    before = contents(home.parent / "photos")
    with writing_with_trash(home) as library:
        report = dispose(library, [instead_of(library, goes, stays)], "One goes")
        assert (len(report.done), len(report.refused)) == (0, 1)
        assert all(one["kind"] != "trash" for one in undo_list(library))
    assert contents(home.parent / "photos") == before
    assert goes.exists()
    return report.refused[0].code


def test_dispose_moves_a_bulk_and_one_undo_brings_all_back(copied, photos):
    before = tree(photos)
    with writing_with_trash(copied) as library:
        wanted = [
            instead_of(library, photos / "copies" / name, photos / name)
            for name in ("0000.jpg", "0001.jpg", "0002.jpg")
        ]
        report = dispose(library, wanted, "Resolved 3 duplicates")
        assert len(report.done) == 3
        assert report.bytes_won == sum(size for size in map(_size, report.done))
        assert list((photos / "copies").iterdir()) == []
        assert states(library)["copies/0001.jpg"] == "trashed"
        assert undo_list(library)[0]["summary"] == "Resolved 3 duplicates"
    with writing_with_trash(copied) as library:  # also after a restart
        assert undo(library)["refused"] == []
        assert set(states(library).values()) == {"online"}
        assert trash_list(library) == []
    assert tree(photos) == before
    assert contents(trash_of(copied)) == {}
    assert list((trash_of(copied) / "info").iterdir()) == []


def _size(done) -> int:
    return sum(os.stat(place).st_size for place in done.places)


def test_dispose_writes_a_note_that_file_managers_understand(copied, photos):
    odd = photos / os.fsdecode(b"a b\xff%.jpg")
    shutil.copy2(photos / "0000.jpg", odd)
    index(copied)
    with writing_with_trash(copied) as library:
        dispose(library, [instead_of(library, odd, photos / "0000.jpg")], "One")
    (note,) = (trash_of(copied) / "info").iterdir()
    lines = note.read_text().splitlines()
    assert lines[0] == "[Trash Info]"
    assert lines[1] == f"Path={photos}/a%20b%FF%25.jpg"
    assert lines[2].startswith("DeletionDate=20")
    assert (trash_of(copied) / "files" / note.name.removesuffix(".trashinfo")).exists()


def test_restore_brings_back_one_and_the_step_still_undoes_the_rest(copied, photos):
    with writing_with_trash(copied) as library:
        wanted = [
            instead_of(library, photos / "copies" / name, photos / name)
            for name in ("0000.jpg", "0001.jpg")
        ]
        dispose(library, wanted, "Two")
        assert len(trash_list(library)) == 2
        back = restore(library, [os.fsencode(photos / "copies" / "0000.jpg")])
        assert back.paths == (os.fsencode(photos / "copies" / "0000.jpg"),)
        assert undo(library)["refused"] == []
        assert all(one["kind"] != "trash" for one in undo_list(library))
    assert (photos / "copies" / "0001.jpg").exists()


def test_undo_where_something_else_lies_there_is_refused_and_overwrites_nothing(copied, photos):
    place = photos / "copies" / "0000.jpg"
    with writing_with_trash(copied) as library:
        dispose(library, [instead_of(library, place, photos / "0000.jpg")], "One")
        place.write_bytes(b"something else")
        with pytest.raises(Exception, match="something else lies at") as caught:
            undo(library)
        assert caught.value.code == "place-taken"
        assert place.read_bytes() == b"something else"
        place.unlink()
        assert undo(library)["refused"] == []
    assert place.read_bytes() == (photos / "0000.jpg").read_bytes()


def test_undo_after_the_trash_was_emptied_says_so_once_and_lets_go_on(copied, photos):
    with writing_with_trash(copied) as library:
        steps = len(undo_list(library))
        goes = photos / "copies" / "0000.jpg"
        dispose(library, [instead_of(library, goes, photos / "0000.jpg")], "One")
        shutil.rmtree(trash_of(copied))
        with pytest.raises(Exception, match="it was emptied") as caught:
            undo(library)
        assert caught.value.code == "trash-emptied"
        assert len(undo_list(library)) == steps
        assert [one.there for one in trash_list(library)] == [False]


def test_dispose_of_a_hard_link_of_what_stays_is_refused(copied, photos):
    os.link(photos / "0000.jpg", photos / "linked.jpg")
    index(copied)
    assert refusal(copied, photos / "linked.jpg", photos / "0000.jpg") == "same-file"


def test_dispose_where_only_the_move_shows_that_both_are_one_file_moves_it_back(
    copied, photos, tmp_path, monkeypatch
):
    again = tmp_path / "again"
    shutil.copytree(photos, again)
    index(copied, again)
    shutil.rmtree(again)
    again.symlink_to(photos)  # as a share that is mounted twice, whose inodes tell nothing
    monkeypatch.setattr(DeedChecks, "_is_kept", lambda *_: False)
    before = tree(photos)
    assert refusal(copied, again / "0000.jpg", photos / "0000.jpg") == "same-file"
    assert tree(photos) == before
    assert [one for one in trash_of(copied).rglob("*") if one.is_file()] == []


def test_trash_of_a_drive_is_found_where_the_drive_is_mounted_now(copied, photos):
    with writing_with_trash(copied) as library:
        deed = Deed(
            disposal_id=1, kind="trash", photo_id=None, stem=b"", root_id=RootId(1),
            root_path=b"/media/old/photos", keeper_root=b"/media/old/kept", keeper_path=b"k",
            keeper_sha256=b"", deed_id=1, step="done", at=0.0,
            files=(DeedFile(None, None, b"a", 1, 1, b"/media/old/.Trash-1/files/a"),),
        )  # fmt: skip
        root = library.catalog.roots.list()[0]
        deed = replace(deed, root_id=root.root_id)
        library.catalog.roots.set_path(root.root_id, b"/mnt/new/photos")
        found = where_it_lies(library.catalog, deed)
    assert found.files[0].place == b"/mnt/new/.Trash-1/files/a"
    assert (found.root_path, found.keeper_root) == (b"/mnt/new/photos", b"/mnt/new/kept")


def test_dispose_while_the_librarys_disk_is_full_moves_nothing(copied, photos, monkeypatch):
    before = tree(photos)
    with writing_with_trash(copied) as library:

        def full(new):
            raise UserError("disk-full", "the disk is full")

        monkeypatch.setattr(library.catalog.deeds, "add", full)
        wanted = [instead_of(library, photos / "copies" / "0000.jpg", photos / "0000.jpg")]
        with pytest.raises(UserError, match="full"):
            dispose(library, wanted, "One")
    assert tree(photos) == before


def test_dispose_whose_end_can_not_be_written_is_ended_at_the_next_opening(
    copied, photos, monkeypatch, caplog
):
    before = tree(photos)
    with writing_with_trash(copied) as library:

        def full(*_):
            raise UserError("disk-full", "the disk is full")

        wanted = [instead_of(library, photos / "copies" / "0000.jpg", photos / "0000.jpg")]
        monkeypatch.setattr(library.catalog.locations, "set_state", full)
        with pytest.raises(UserError, match="full"):
            dispose(library, wanted, "One")
        assert len(library.catalog.deeds.half_done()) == 1
    with writing_with_trash(copied) as library:
        assert library.recovered == {"finished": 1}
        assert states(library)["copies/0000.jpg"] == "trashed"
        assert undo(library)["refused"] == []
    assert tree(photos) == before


def test_dispose_cancelled_in_a_bulk_keeps_what_was_done_as_one_step(copied, photos):
    before = tree(photos)
    with writing_with_trash(copied) as library:
        control = ProgressControl(lambda step: control.cancel() if step.done == 1 else None)
        wanted = [
            instead_of(library, photos / "copies" / name, photos / name)
            for name in ("0000.jpg", "0001.jpg", "0002.jpg")
        ]
        with pytest.raises(Cancelled):
            dispose(library, wanted, "Three", control)
        assert len(list((photos / "copies").iterdir())) == 1
        assert undo(library)["summary"] == "Three"
    assert tree(photos) == before


def test_forget_takes_every_trace_of_what_was_trashed(copied, photos):
    with writing_with_trash(copied) as library:
        goes = photos / "copies" / "0000.jpg"
        dispose(library, [instead_of(library, goes, photos / "0000.jpg")], "One")
        forget(
            library, photos_of_paths(library, [os.fsencode(photos / "0000.jpg")]), confirmed=True
        )
        assert trash_list(library) == []


def test_dispose_where_the_keeper_was_changed_is_refused(copied, photos):
    goes = photos / "copies" / "0000.jpg"
    info = (photos / "0000.jpg").stat()
    (photos / "0000.jpg").write_bytes(bytes(info.st_size))
    os.utime(photos / "0000.jpg", ns=(info.st_atime_ns, info.st_mtime_ns))
    assert refusal(copied, goes, photos / "0000.jpg") == "keeper-changed"
    (photos / "0000.jpg").unlink()
    assert refusal(copied, goes, photos / "0000.jpg") == "keeper-gone"


def test_dispose_of_a_file_that_was_changed_or_replaced_is_refused(copied, photos):
    goes = photos / "copies" / "0000.jpg"
    goes.write_bytes(jpeg(make_photo(9, SIZE)))
    assert refusal(copied, goes, photos / "0000.jpg") == "changed"
    goes.unlink()
    goes.symlink_to(photos / "0000.jpg")
    assert refusal(copied, goes, photos / "0000.jpg") == "changed"


def test_dispose_of_a_file_that_was_touched_only_goes(copied, photos):
    goes = photos / "copies" / "0000.jpg"
    os.utime(goes)
    with writing_with_trash(copied) as library:
        report = dispose(library, [instead_of(library, goes, photos / "0000.jpg")], "One")
    assert report.refused == ()


def test_dispose_through_a_folder_that_became_a_link_is_refused(copied, photos):
    elsewhere = photos.parent / "elsewhere"
    (photos / "copies").rename(elsewhere)
    (photos / "copies").symlink_to(elsewhere)
    assert refusal(copied, photos / "copies" / "0000.jpg", photos / "0000.jpg") == "gone"
    assert (elsewhere / "0000.jpg").exists()


@pytest.mark.parametrize("role", ["backup", "reference"])
def test_dispose_in_a_protected_folder_is_refused(role, copied, photos, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(photos, other)
    index(copied, other)
    with writing_with_trash(copied) as library:
        set_role(library, os.fsencode(other), role)
    assert refusal(copied, other / "0000.jpg", photos / "0000.jpg") == f"in-{role}-folder"
    if role == "backup":
        assert refusal(copied, photos / "0000.jpg", other / "0000.jpg") == "keeper-in-backup"


def test_dispose_in_a_circle_keeps_all_and_in_a_chain_keeps_what_others_rely_on(copied, photos):
    names = [photos / "0000.jpg", photos / "copies" / "0000.jpg", photos / "third.jpg"]
    shutil.copy2(names[0], names[2])
    index(copied)
    with writing_with_trash(copied) as library:
        circle = [
            instead_of(library, names[0], names[1]),
            instead_of(library, names[1], names[0]),
        ]
        report = dispose(library, circle, "Circle")
        assert [one.code for one in report.refused] == ["keeper-goes"] * 2
        chain = [instead_of(library, names[0], names[1]), instead_of(library, names[1], names[2])]
        report = dispose(library, chain, "Chain")
        assert [one.code for one in report.refused] == ["keeper-goes"]
        assert [name.exists() for name in names] == [True, False, True]


@pytest.fixture
def stacked(photos: Path, indexed: Path) -> Path:
    """Return the library with a RAW, its JPEG and a sidecar, and a second set of all three."""
    for folder in (photos, photos / "copies"):
        write_photo(folder / "pair.jpg", 7)
        (folder / "pair.dng").write_bytes(jpeg(make_photo(7, SIZE), quality=60))
        (folder / "pair.xmp").write_text("rated")
    index(indexed)
    return indexed


def test_dispose_of_a_stack_takes_and_returns_it_whole(stacked, photos):
    before = tree(photos)
    with writing_with_trash(stacked) as library:
        stack_before = library.catalog.stacks.of_location(
            location(library, photos / "copies" / "pair.jpg")
        )
        wanted = instead_of(library, photos / "copies" / "pair.jpg", photos / "pair.jpg")
        (done,) = dispose(library, [wanted], "A stack").done
        assert len(done.places) == 3
        assert list((photos / "copies").iterdir()) == []
    index(stacked)  # a scan in between forgets the stack
    with writing_with_trash(stacked) as library:
        assert undo(library)["refused"] == []
        assert set(states(library).values()) == {"online"}
        stack = library.catalog.stacks.of_location(
            location(library, photos / "copies" / "pair.jpg")
        )
        assert stack is not None
        assert (stack.members, stack.sidecars) == (stack_before.members, stack_before.sidecars)
    assert tree(photos) == before


def test_dispose_of_a_jpeg_whose_raw_would_go_along_is_refused(photos, indexed):
    write_photo(photos / "pair.jpg", 7)
    (photos / "pair.dng").write_bytes(jpeg(make_photo(7, SIZE), quality=60))
    shutil.copy2(photos / "pair.jpg", photos / "alone.jpg")
    index(indexed)
    assert refusal(indexed, photos / "pair.jpg", photos / "alone.jpg") == "only-copy"


def test_scan_shows_a_trashed_file_that_another_program_brought_back(copied, photos):
    goes = photos / "copies" / "0000.jpg"
    with writing_with_trash(copied) as library:
        (done,) = dispose(library, [instead_of(library, goes, photos / "0000.jpg")], "One").done
    report = index(copied)
    assert report.missing == 0
    os.rename(done.places[0], goes)
    index(copied)
    with writing_with_trash(copied) as library:
        assert states(library)["copies/0000.jpg"] == "online"
        assert trash_list(library) == []


def test_dispose_without_a_trash_is_refused_or_set_aside(copied, photos):
    goes = photos / "copies" / "0000.jpg"
    before = tree(photos)
    with writing_with_trash(copied) as library:
        library.trash = NoTrash()
        wanted = [instead_of(library, goes, photos / "0000.jpg")]
        report = dispose(library, wanted, "One")
        assert [one.code for one in report.refused] == ["no-trash"]
        (done,) = dispose(library, wanted, "One", set_aside=True).done
        (place,) = done.places
        aside = photos.parent / "photosearch set aside"
        assert os.fsdecode(place).startswith(str(aside / "photos" / "copies" / "0000."))
        assert undo(library)["refused"] == []
        assert not aside.exists()
    assert tree(photos) == before


def test_scan_leaves_out_what_was_set_aside(copied, photos):
    (photos / "photosearch set aside").mkdir()
    write_photo(photos / "photosearch set aside" / "gone.jpg", 50)
    assert index(copied).indexed == 0
