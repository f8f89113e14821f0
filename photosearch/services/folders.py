"""The folders of a library: adding, removing, what they are for, letting a drive go."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from photosearch.base.errors import UserError
from photosearch.base.paths import as_text, shown
from photosearch.catalog.locations import within
from photosearch.catalog.roots import Role, Root
from photosearch.services.library import Library
from photosearch.services.volumes import place_of

ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True)
class FolderStatus:
    """A folder as people see it.

    Attributes:
        root: The folder.
        n_photos: Files in it that are photos of the library.
        n_missing: Files that were there once.
        n_failed: Files that could not be read.
        n_ignored: By kind (``"video"``, ``"link"``, …), files that are not indexed.
        drive: Name of its drive; empty where it has none.
    """

    root: Root
    n_photos: int
    n_missing: int
    n_failed: int
    n_ignored: dict[str, int]
    drive: str


def list_folders(library: Library) -> list[FolderStatus]:
    """Return every folder with its counts."""
    counts = library.catalog.locations.counts()
    failed = library.catalog.failures.counts()
    folders = []
    for root in library.catalog.roots.list():
        states = counts.get(root.root_id, {})
        folders.append(
            FolderStatus(
                root=root,
                n_photos=states.get("online", 0) + states.get("offline", 0),
                n_missing=states.get("missing", 0),
                n_failed=failed.get(root.root_id, 0),
                n_ignored=library.catalog.ignored.counts(root.root_id),
                drive=root.volume.label,
            )
        )
    return folders


def place_in_roots(library: Library, path: bytes) -> tuple[Root, bytes] | None:
    """Return the innermost root that a path lies in, and the path relative to it.

    Symbolic links are looked through on both sides: a folder has many names, but one place.
    """
    real = os.path.realpath(path)
    best: tuple[Root, bytes] | None = None
    for root in library.catalog.roots.list():
        inside = within(real, os.path.realpath(root.path))
        if inside is not None and (best is None or len(inside) < len(best[1])):
            best = root, inside
    return best


def known_path(library: Library, path: bytes) -> bytes:
    """Return a path under the name that the library has for it: root as given, then as it is."""
    held = place_in_roots(library, path)
    if held is None:
        return os.path.abspath(path)
    root, inside = held
    return os.path.join(root.path, inside) if inside else root.path


def add_folder(
    library: Library, path: bytes, role: str = "photos", excludes: Sequence[str] = ()
) -> Root:
    """Add a folder; one that is there already is returned as it is.

    Raises:
        UserError: It does not exist, is no folder, can't be read, or ``role`` is none.
    """
    checked = _role(role)
    path = os.path.abspath(path)
    _check_folder(path)
    real = os.path.realpath(path)
    for root in library.catalog.roots.list():
        if os.path.realpath(root.path) == real:
            return root
    if _overlaps_library(library, real):
        text = f"{shown(path)} is the library's own folder"
        raise UserError("own-folder", text, "Choose the folder with your photos.", path=shown(path))
    place = place_of(path)
    around = place_in_roots(library, path)
    with library.catalog.transaction(durable=True):
        root = library.catalog.roots.add(path, checked, place.volume, place.path_in_volume)
        if around is not None:
            _take_over(library, root, *around)
        if excludes:
            library.catalog.roots.set_excludes(root.root_id, excludes)
        library.catalog.journal.record(
            "folder-add", f"Added {shown(path)}", {"path": as_text(path)}, _named(root)
        )
    library.folders_changed()
    return library.catalog.roots.get(root.root_id) or root


def remove_folder(library: Library, path: bytes) -> None:
    """Take a folder out of the library; its files and what was said of its photos stay.

    Raises:
        UserError: It is not a folder of the library.
    """
    root = _existing(library, path)
    inverse = {"path": as_text(root.path), "role": root.role, "excludes": list(root.excludes)}
    with library.writing, library.catalog.transaction(durable=True):
        library.catalog.roots.remove(root.root_id)
        library.catalog.journal.record(
            "folder-remove", f"Removed {shown(root.path)}", {"path": as_text(root.path)}, inverse
        )
    library.folders_changed()


def set_role(library: Library, path: bytes, role: str) -> None:
    """Say what a folder is for: photos, reference or backup.

    Raises:
        UserError: It is not a folder of the library, or ``role`` is none.
    """
    root = _existing(library, path)
    checked = _role(role)
    change = {"path": as_text(root.path), "role": checked}
    inverse = {**_named(root), "role": root.role}
    with library.catalog.transaction(durable=True):
        library.catalog.roots.set_role(root.root_id, checked)
        library.catalog.journal.record(
            "folder-role", f"Made {shown(root.path)}: {checked}", change, inverse
        )


def set_excludes(library: Library, path: bytes, excludes: Sequence[str]) -> None:
    """Set the patterns that indexing leaves out of a folder, from its next run on.

    Raises:
        UserError: It is not a folder of the library.
    """
    root = _existing(library, path)
    change = {"path": as_text(root.path), "excludes": list(excludes)}
    inverse = {**_named(root), "excludes": list(root.excludes)}
    with library.catalog.transaction(durable=True):
        library.catalog.roots.set_excludes(root.root_id, excludes)
        library.catalog.journal.record(
            "folder-excludes", f"Changed what is left out of {shown(root.path)}", change, inverse
        )


def release_drive(library: Library, path: bytes) -> list[Root]:
    """Let go of the drive of a folder, so that it can be unplugged; its photos stay searchable.

    Files are open only while a worker reads one, and a worker reads none of a released root from
    now on. It is taken up again once it was away and is back, or when its folder is named to
    indexing.

    Raises:
        UserError: It is not a folder of the library.
    """
    held = place_in_roots(library, path)
    root = held[0] if held is not None else _existing(library, path)
    released = [
        other
        for other in library.catalog.roots.list()
        if other.root_id == root.root_id or _same_drive(other, root)
    ]
    with library.catalog.transaction():
        for one in released:
            library.released.add(one.root_id)
            library.catalog.roots.set_state(one.root_id, "offline")
    library.folders_changed()
    return released


def _take_over(library: Library, root: Root, around: Root, inside: bytes) -> None:
    """Give a new root what the root around it knows of its files."""
    locations = library.catalog.locations
    for path, row in locations.of_root(around.root_id).items():
        below = within(path, inside)
        if below:
            locations.move(row.location_id, root.root_id, below, row.stat)
            if row.state in {"missing", "trashed"}:
                locations.set_state([row.location_id], row.state)


def _named(root: Root) -> dict[str, Any]:
    """Return what an undo finds a root by, wherever its drive is mounted then."""
    return {"root": root.root_id, "path": as_text(root.path)}


def _same_drive(one: Root, other: Root) -> bool:
    return one.volume == other.volume and bool(one.volume.identifier)


def _existing(library: Library, path: bytes) -> Root:
    for root in library.catalog.roots.list():
        if root.path == path or os.path.realpath(root.path) == os.path.realpath(path):
            return root
    known = ", ".join(shown(root.path) for root in library.catalog.roots.list())
    hint = f"The folders are: {known}." if known else "There are none yet."
    text = f"{shown(path)} is not a folder of the library"
    raise UserError("unknown-folder", text, hint, path=shown(path))


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise UserError("bad-role", f"{role} is not a role", f"Say one of: {', '.join(ROLES)}.")


def _check_folder(path: bytes) -> None:
    name = shown(path)
    if not os.path.exists(path):
        text = f"there is no folder {name}"
        raise UserError("no-such-folder", text, "Check the name, or plug the drive in.", path=name)
    if not os.path.isdir(path):
        text = f"{name} is not a folder"
        raise UserError("not-a-folder", text, "Name the folder that the photos are in.", path=name)
    try:
        with os.scandir(path):
            pass
    except OSError as error:
        text = f"{name} can't be read: {error.strerror}"
        hint = "Give yourself the right to read it."
        raise UserError("unreadable-folder", text, hint, path=name) from error


def _overlaps_library(library: Library, real: bytes) -> bool:
    return within(real, os.path.realpath(os.fsencode(library.directory))) is not None
