"""Doing deeds: moving files to the trash and back so that a crash at any moment loses nothing.

What is written before a move says all that is needed to finish it or to take it back: every place
in the trash is planned with a name that nobody else has, so what lies there is ours. After the move
the file that stays is opened anew and hashed: where it is gone, it was the file that was moved
(a share mounted twice, a drive with inodes that can't be trusted), and the move is taken back.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress

from photosearch.base.faults import fault_point
from photosearch.base.paths import as_text, shown
from photosearch.base.types import LocationId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.deeds import Deed, DeedFile, NewDeed
from photosearch.catalog.locations import FileStat
from photosearch.services.freedesktop_trash import FreedesktopTrash
from photosearch.services.held_folder import HeldFolder, hold_folder
from photosearch.services.set_aside import SetAside
from photosearch.services.trash import NoTrash, Trash, TrashError, emptied, returning_refused

JOURNAL_KIND = "trash"
# Where a test may have the process die: ``deed:intent`` and so on (see ``base.faults``).
STEPS = (
    "intent",
    "moving",
    "moved",
    "verified",
    "settling",
    "done",
    "returning",
    "moving-back",
    "settling-back",
    "undone",
)


def system_trash() -> Trash:
    """Return the trash that needs no window."""
    if os.name == "posix" and sys.platform != "darwin":
        return FreedesktopTrash()
    return NoTrash()


def trash_for(deed: NewDeed, system: Trash) -> Trash:
    """Return the trash that a deed uses."""
    return SetAside(deed.root_path) if deed.kind == "aside" else system


def carry_out(catalog: Catalog, trash: Trash, new: NewDeed) -> Deed:
    """Do a deed, or leave everything as it was.

    Args:
        catalog: Opened to write, outside a transaction.
        trash: Where its files go.
        new: Checked already (see ``deed_checks``).

    Raises:
        TrashError: A file could not be moved, or the one that stays was gone afterwards.
        UserError: The library's disk is full; the next opening finishes what is half done.
    """
    with catalog.transaction(durable=True):
        deed_id = catalog.deeds.add(new)
    fault_point("deed:intent")
    try:
        _move(catalog, trash, deed_id, new)
        with catalog.transaction():
            catalog.deeds.set_step(deed_id, "moved")
        fault_point("deed:moved")
        if not keeper_stands(new):
            raise _keeper_lost(new)
        with catalog.transaction():
            catalog.deeds.set_step(deed_id, "verified")
        fault_point("deed:verified")
    except BaseException:
        _take_back_at_once(catalog, trash, deed_id)
        raise
    deed = _known(catalog, deed_id)
    settle_done(catalog, deed)
    fault_point("deed:done")
    return deed


def keeper_stands(deed: NewDeed) -> bool:
    """Open the file that stays by its path, and say whether its content is what it was."""
    folder, name = os.path.split(deed.keeper_path)
    try:
        with hold_folder(deed.keeper_root, folder) as held:
            return digest_of(held, name) == deed.keeper_sha256
    except OSError:
        return False


def digest_of(folder: HeldFolder, name: bytes) -> bytes:
    """Return the SHA-256 of a file in a held folder (``OSError``)."""
    with folder.open_file(name) as file:
        return hashlib.file_digest(file, "sha256").digest()


def settle_done(catalog: Catalog, deed: Deed) -> None:
    """Write that a deed is done: places, step and the undo step of its bulk, all at once."""
    fault_point("deed:settling")
    with catalog.transaction(durable=True):
        catalog.locations.set_state(_own_locations(catalog, deed), "trashed")
        catalog.deeds.set_step(deed.deed_id, "done")
        disposal = catalog.deeds.disposal(deed.disposal_id)
        if disposal is not None and disposal.journal_id is None:
            change = {"disposal": deed.disposal_id}
            inverse = {**change, "path": as_text(deed.path), "name": ""}
            step = catalog.journal.record(JOURNAL_KIND, disposal.summary, change, inverse)
            catalog.deeds.set_journal(deed.disposal_id, step)


def settle_returned(catalog: Catalog, deed: Deed) -> None:
    """Write that the files of a deed are back: places, stack, step and undo step, all at once."""
    fault_point("deed:settling-back")
    with catalog.transaction(durable=True):
        _put_online(catalog, deed)
        catalog.deeds.set_step(deed.deed_id, "undone")
        disposal = catalog.deeds.disposal(deed.disposal_id)
        undone = catalog.deeds.is_undone(deed.disposal_id)
        if disposal is not None and disposal.journal_id is not None and undone:
            with suppress(LookupError):  # undone before, or too old to be undone
                catalog.journal.mark_undone(disposal.journal_id)


def give_back(catalog: Catalog, trash: Trash, deed: Deed) -> None:
    """Bring the files of a deed back, all of them.

    Raises:
        TrashError: ``place-taken``, ``trash-emptied``, ``offline``, …: none was moved, or, where
            something came between, the rest can be brought back later.
    """
    for file in deed.files:
        _check_way_back(deed, file)
    with catalog.transaction(durable=True):
        catalog.deeds.set_step(deed.deed_id, "returning")
    fault_point("deed:returning")
    try:
        bring_back(trash, deed)
    except BaseException:
        with catalog.transaction(durable=True):
            catalog.deeds.set_step(deed.deed_id, "done")
        raise
    settle_returned(catalog, deed)
    fault_point("deed:undone")


def bring_back(trash: Trash, deed: NewDeed) -> None:
    """Move what lies in the trash back to where it was, what came last first.

    Raises:
        TrashError: One could not be moved; those before it are back.
    """
    for file in reversed(deed.files):
        if not in_trash(file):
            continue
        folder, name = os.path.split(file.relative_path)
        try:
            held = hold_folder(deed.root_path, folder, create=True)
        except OSError as error:
            raise returning_refused(error, _path(deed, file)) from error
        with held:
            trash.take_back(file.place, held, name)
        fault_point("deed:moving-back")


def in_trash(file: DeedFile) -> bool:
    """Say whether a file lies at its place in the trash."""
    return bool(file.place) and os.path.lexists(file.place)


def at_origin(deed: NewDeed, file: DeedFile) -> bool:
    """Say whether a file lies where it was, with the size and time that it had."""
    try:
        found = os.lstat(_path(deed, file))
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (file.size, file.mtime_ns)


def _move(catalog: Catalog, trash: Trash, deed_id: int, deed: NewDeed) -> None:
    for position, file in enumerate(deed.files):
        folder, name = os.path.split(file.relative_path)
        try:
            held = hold_folder(deed.root_path, folder)
        except OSError as error:
            raise _lost_way(deed, file) from error
        with held:
            place = trash.put(held, name, file.place)
        if place != file.place:
            with catalog.transaction(durable=True):
                catalog.deeds.set_place(deed_id, position, place)
        if not place:  # the system does not tell; what stays is looked at all the same
            continue
        moved = os.lstat(place)
        if (moved.st_size, moved.st_mtime_ns) != (file.size, file.mtime_ns):
            name_shown = shown(_path(deed, file))
            text = f"{name_shown} was changed just now"
            raise TrashError("changed", text, "Index its folder, then look again.", path=name_shown)
        fault_point("deed:moving")


def _take_back_at_once(catalog: Catalog, trash: Trash, deed_id: int) -> None:
    """Undo a deed that failed; what can't be undone now is found at the next opening."""
    with suppress(TrashError):
        deed = _known(catalog, deed_id)
        bring_back(trash, deed)
        if deed.kind == "system" and not all(at_origin(deed, file) for file in deed.files):
            return  # it went where the system does not tell
        for file in deed.files:
            trash.tidy(file.place)
        with catalog.transaction(durable=True):
            catalog.deeds.set_step(deed_id, "undone")


def _check_way_back(deed: Deed, file: DeedFile) -> None:
    path = _path(deed, file)
    there = in_trash(file)
    if there and os.path.lexists(path):
        raise returning_refused(FileExistsError(), path)
    if there or at_origin(deed, file):
        return
    if not os.path.isdir(deed.root_path):
        name = shown(deed.root_path)
        raise TrashError("offline", f"{name} is not there", "Plug its drive in.", path=name)
    if deed.kind == "system" and not file.place:
        text = f"only the system knows where {shown(path)} lies in its trash"
        raise TrashError("unknown-place", text, "Bring it back there.", path=shown(path))
    raise emptied(path)


def _own_locations(catalog: Catalog, deed: Deed) -> list[LocationId]:
    """Return the places of a deed that are still the catalogue's for these paths."""
    own = []
    for file in deed.files:
        row = catalog.locations.at(deed.root_id, file.relative_path)
        if row is not None and row.location_id == file.location_id:
            own.append(row.location_id)
    return own


def _put_online(catalog: Catalog, deed: Deed) -> None:
    """Show the files of a deed again, as a stack where they were one."""
    if catalog.roots.get(deed.root_id) is None:
        return  # the folder was taken out of the library meanwhile
    for file in deed.files:
        if file.location_id is None:
            continue
        found = os.lstat(_path(deed, file))
        stat = FileStat(found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev)
        row = catalog.locations.at(deed.root_id, file.relative_path)
        if row is None:  # its row went along with a move that a scan believed in
            if file.file_id is None or catalog.files.get(file.file_id) is not None:
                catalog.locations.add(deed.root_id, file.relative_path, stat, file.file_id)
        elif row.state in {"trashed", "missing"}:
            catalog.locations.set_stat(row.location_id, stat)
            catalog.locations.set_state([row.location_id], "online")
    if deed.stem:
        _stack_again(catalog, deed)


def _stack_again(catalog: Catalog, deed: Deed) -> None:
    rows = [
        catalog.locations.at(deed.root_id, file.relative_path)
        for file in deed.files
        if file.location_id is not None
    ]
    members = [row.location_id for row in rows if row is not None]
    sidecars = [file.relative_path for file in deed.files if file.location_id is None]
    if members:
        catalog.stacks.put(deed.root_id, deed.stem, members, sidecars)


def _known(catalog: Catalog, deed_id: int) -> Deed:
    deed = catalog.deeds.get(deed_id)
    assert deed is not None, "a deed was written and is gone"
    return deed


def _path(deed: NewDeed, file: DeedFile) -> bytes:
    return os.path.join(deed.root_path, file.relative_path)


def _keeper_lost(deed: NewDeed) -> TrashError:
    name = shown(os.path.join(deed.keeper_root, deed.keeper_path))
    text = f"{name}, which was to stay, was gone or changed after the move: both are one file"
    return TrashError("same-file", text, "Nothing was moved.", path=name)


def _lost_way(deed: NewDeed, file: DeedFile) -> TrashError:
    name = shown(_path(deed, file))
    text = f"{name} is not there any more, or a link lies on the way to it"
    return TrashError("gone", text, "Index its folder, then look again.", path=name)
