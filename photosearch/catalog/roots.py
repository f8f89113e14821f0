"""Root: a folder that a person added, and the volume that it lies on."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from photosearch.base.paths import shown
from photosearch.base.types import RootId
from photosearch.catalog.database import Database

Role = Literal["photos", "reference", "backup"]
RootState = Literal["online", "offline"]
VolumeKind = Literal["uuid", "share", "label", "none"]


@dataclass(frozen=True)
class Volume:
    """What a drive is known by, whatever its mount point.

    Attributes:
        kind: ``"uuid"`` (of the file system), ``"share"`` (network address), ``"label"`` (label and
            size: known files decide), ``"none"`` (nothing is known).
        identifier: The uuid, address or "label:size"; empty for ``"none"``.
        label: The drive's name for people; may be empty.
    """

    kind: VolumeKind
    identifier: str
    label: str


NO_VOLUME = Volume("none", "", "")


@dataclass(frozen=True)
class Root:
    """A folder that a person added.

    Attributes:
        root_id: Its id.
        path: Absolute, where it was found last.
        role: ``"photos"``, ``"reference"`` or ``"backup"``.
        volume: The drive that it lies on.
        path_in_volume: Relative to the volume's mount point; empty for the volume itself.
        excludes: Patterns that are left out, beside the default ones.
        state: ``"offline"`` while its drive is away; its photos are offline with it.
        label: Name for people.
        added_at: POSIX seconds.
        scanned_at: POSIX seconds of the end of the last whole scan; ``None`` before the first.
    """

    root_id: RootId
    path: bytes
    role: Role
    volume: Volume
    path_in_volume: bytes
    excludes: tuple[str, ...]
    state: RootState
    label: str
    added_at: float
    scanned_at: float | None


_COLUMNS = """id, path, role, volume_kind, volume_identifier, volume_label, path_in_volume,
    excludes, state, label, added_at, scanned_at"""


class Roots:
    """The folders of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        path: bytes,
        role: Role = "photos",
        volume: Volume = NO_VOLUME,
        path_in_volume: bytes = b"",
        label: str = "",
    ) -> Root:
        """Add a folder; one that is there already is returned as it is."""
        shown_label = label or shown(os.path.basename(path))
        values = (path, role, volume.kind, volume.identifier, volume.label, path_in_volume)
        with self._database.transaction() as connection:
            connection.execute(
                """INSERT INTO root (path, role, volume_kind, volume_identifier, volume_label,
                   path_in_volume, excludes, state, label, added_at)
                   VALUES (?, ?, ?, ?, ?, ?, '[]', 'online', ?, ?) ON CONFLICT (path) DO NOTHING""",
                (*values, shown_label, time.time()),
            )
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM root WHERE path = ?", (path,)
            ).fetchone()
        return _root(row)

    def get(self, root_id: RootId) -> Root | None:
        """Return a root; ``None`` where there is none of this id."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM root WHERE id = ?", (root_id,)
            ).fetchone()
        return None if row is None else _root(row)

    def list(self) -> list[Root]:
        """Return every root in the order of being added."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM root ORDER BY id").fetchall()
        return [_root(row) for row in rows]

    def set_role(self, root_id: RootId, role: Role) -> None:
        """Change what a folder is for."""
        self._set(root_id, "role", role)

    def set_excludes(self, root_id: RootId, patterns: Sequence[str]) -> None:
        """Change what is left out of a folder."""
        self._set(root_id, "excludes", json.dumps([*patterns]))

    def set_state(self, root_id: RootId, state: RootState) -> None:
        """Take a folder and all its photos offline or online."""
        self._set(root_id, "state", state)

    def set_label(self, root_id: RootId, label: str) -> None:
        """Change a folder's name for people."""
        self._set(root_id, "label", label)

    def set_path(self, root_id: RootId, path: bytes) -> None:
        """Record where a folder lies now."""
        self._set(root_id, "path", path)

    def set_volume(self, root_id: RootId, volume: Volume, path_in_volume: bytes) -> None:
        """Record the drive that a folder lies on."""
        with self._database.transaction() as connection:
            connection.execute(
                """UPDATE root SET volume_kind = ?, volume_identifier = ?, volume_label = ?,
                   path_in_volume = ? WHERE id = ?""",
                (volume.kind, volume.identifier, volume.label, path_in_volume, root_id),
            )

    def set_scanned(self, root_id: RootId, at: float) -> None:
        """Record the end of a whole scan (POSIX seconds)."""
        self._set(root_id, "scanned_at", at)

    def remove(self, root_id: RootId) -> None:
        """Remove a folder with its locations, stacks and failures; its photos stay known."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM root WHERE id = ?", (root_id,))

    def _set(self, root_id: RootId, column: str, value: str | bytes | float) -> None:
        with self._database.transaction() as connection:
            connection.execute(f"UPDATE root SET {column} = ? WHERE id = ?", (value, root_id))


def _root(row: tuple[Any, ...]) -> Root:
    (root_id, path, role, kind, identifier, volume_label, in_volume, excludes, *rest) = row
    state, label, added_at, scanned_at = rest
    return Root(
        root_id=root_id,
        path=path,
        role=role,
        volume=Volume(kind, identifier, volume_label),
        path_in_volume=in_volume,
        excludes=tuple(json.loads(excludes)),
        state=state,
        label=label,
        added_at=added_at,
        scanned_at=scanned_at,
    )
