"""Which photos: by folder, by date and by group."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from photosearch.base.types import GroupId
from photosearch.catalog.locations import within


@dataclass(frozen=True)
class PhotoFilter:
    """A choice of photos; the default is all that are shown.

    Attributes:
        folders: Absolute folders; a photo counts when it lies in or below one. Empty: everywhere.
        after: Taken at or after this (POSIX seconds of the local clock taken as UTC).
        before: Taken before this.
        group_id: In this group; ``None``: whether in a group or not.
    """

    folders: tuple[bytes, ...] = ()
    after: float | None = None
    before: float | None = None
    group_id: GroupId | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == PhotoFilter()


def condition(
    photo_filter: PhotoFilter, connection: sqlite3.Connection
) -> tuple[str, list[int | float | bytes]]:
    """Return a filter as SQL over ``tile t`` and its parameters."""
    parts: list[str] = []
    parameters: list[int | float | bytes] = []
    if photo_filter.after is not None:
        parts.append("t.taken_at >= ?")
        parameters.append(photo_filter.after)
    if photo_filter.before is not None:
        parts.append("t.taken_at < ?")
        parameters.append(photo_filter.before)
    if photo_filter.group_id is not None:
        parts.append("t.photo_id IN (SELECT l.photo_id FROM label l WHERE l.group_id = ?)")
        parameters.append(photo_filter.group_id)
    if photo_filter.folders:
        folders, values = in_folders(photo_filter.folders, connection)
        parts.append(
            f"""t.photo_id IN (SELECT l.photo_id FROM folder d JOIN location l
            ON l.folder_id = d.id AND l.state = 'online' WHERE {folders})"""
        )
        parameters += values
    return " AND ".join(parts) or "1", parameters


def in_folders(
    folders: tuple[bytes, ...], connection: sqlite3.Connection
) -> tuple[str, list[int | float | bytes]]:
    """Return as SQL over ``folder d`` that it is, or lies in, one of these, and its parameters."""
    parts: list[str] = []
    parameters: list[int | float | bytes] = []
    roots = connection.execute("SELECT id, path FROM root").fetchall()
    for folder in folders:
        wanted = folder.rstrip(b"/") or b"/"
        for root_id, root in roots:
            inside = within(wanted, root)
            if inside:
                parts.append("(d.root_id = ? AND (d.path = ? OR (d.path > ? AND d.path < ?)))")
                parameters += [root_id, inside, inside + b"/", inside + b"0"]  # "0" follows "/"
            elif inside == b"" or within(root, wanted) is not None:
                parts.append("d.root_id = ?")
                parameters.append(root_id)
    return " OR ".join(parts) or "0", parameters
