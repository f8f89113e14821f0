"""Stack: files of one stem in one folder (RAW + JPEG, HEIC + MOV, .xmp): one tile.

Its leader is shown and searched; the other members are there, but shown through it. Sidecars are
files without a picture of their own. A photo is shown if any of its locations leads or is in no
stack, so a copy elsewhere of a member that does not lead is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from photosearch.base.types import LocationId, PhotoId, RootId
from photosearch.catalog.arrays import LISTED, IdSequence, ids_of, listed, plain
from photosearch.catalog.database import Database


@dataclass(frozen=True)
class Stack:
    """Files that belong together.

    Attributes:
        stack_id: Its id.
        root_id: The root that it lies in.
        stem: Path within the root without extension.
        leader: The location that is shown.
        members: All locations, the leader first, then by id.
        sidecars: Paths within the root, in order.
    """

    stack_id: int
    root_id: RootId
    stem: bytes
    leader: LocationId
    members: tuple[LocationId, ...]
    sidecars: tuple[bytes, ...]


class Stacks:
    """The stacks of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self,
        root_id: RootId,
        stem: bytes,
        members: Sequence[LocationId],
        sidecars: Sequence[bytes] = (),
    ) -> int:
        """Store the stack of a stem in the place of the one that is there, and return its id.

        Args:
            root_id: The root that it lies in.
            stem: Path within the root without extension.
            members: The leader first; at least one.
            sidecars: Paths within the root.
        """
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO stack (root_id, stem) VALUES (?, ?)", (root_id, stem)
            )
            stack_id = int(
                connection.execute(
                    "SELECT id FROM stack WHERE root_id = ? AND stem = ?", (root_id, stem)
                ).fetchone()[0]
            )
            connection.execute(
                f"""UPDATE location SET stack_id = NULL, leads = 1
                    WHERE stack_id = ? AND id NOT IN {LISTED}""",
                (stack_id, listed(members)),
            )
            connection.executemany(
                """UPDATE location SET stack_id = ?1, leads = ?2
                   WHERE id = ?3 AND (stack_id IS NOT ?1 OR leads <> ?2)""",
                [(stack_id, int(place == 0), member) for place, member in enumerate(members)],
            )
            connection.execute("DELETE FROM sidecar WHERE stack_id = ?", (stack_id,))
            connection.executemany(
                "INSERT OR IGNORE INTO sidecar VALUES (?, ?)",
                [(stack_id, path) for path in sidecars],
            )
        return stack_id

    def of_location(self, location_id: LocationId) -> Stack | None:
        """Return the stack that a location belongs to."""
        found = self._stacks("s.id = (SELECT stack_id FROM location WHERE id = ?)", location_id)
        return found[0] if found else None

    def of_photo(self, photo_id: PhotoId) -> list[Stack]:
        """Return the stacks that locations of a photo belong to."""
        return self._stacks("s.id IN (SELECT stack_id FROM location WHERE photo_id = ?)", photo_id)

    def of_root(self, root_id: RootId) -> list[Stack]:
        """Return the stacks of a root, by stem."""
        return self._stacks("s.root_id = ?", root_id)

    def companions(self, photo_id: PhotoId) -> list[PhotoId]:
        """Return the other photos in the stacks of a photo, ascending."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT DISTINCT other.photo_id FROM location own JOIN location other
                   ON other.stack_id = own.stack_id WHERE own.photo_id = ?1
                   AND other.photo_id <> ?1 ORDER BY 1""",
                (photo_id,),
            )
            return [PhotoId(item) for item in ids_of(rows).tolist()]

    def remove(self, stack_ids: IdSequence) -> None:
        """Take stacks apart; their members are shown by themselves again."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM stack WHERE id = ?", [(item,) for item in plain(stack_ids)]
            )

    def prune(self) -> int:
        """Remove stacks without members, and return how many."""
        with self._database.transaction() as connection:
            return connection.execute(
                """DELETE FROM stack WHERE NOT EXISTS
                   (SELECT 1 FROM location WHERE location.stack_id = stack.id)"""
            ).rowcount

    def _stacks(self, condition: str, parameter: int) -> list[Stack]:
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT s.id, s.root_id, s.stem FROM stack s WHERE {condition} ORDER BY s.stem",
                (parameter,),
            ).fetchall()
            wanted = listed([row[0] for row in rows])
            members: dict[int, list[LocationId]] = {row[0]: [] for row in rows}
            sidecars: dict[int, list[bytes]] = {row[0]: [] for row in rows}
            for stack_id, location_id in connection.execute(
                f"""SELECT stack_id, id FROM location WHERE stack_id IN {LISTED}
                    ORDER BY leads DESC, id""",
                (wanted,),
            ):
                members[stack_id].append(location_id)
            for stack_id, path in connection.execute(
                f"""SELECT stack_id, relative_path FROM sidecar WHERE stack_id IN {LISTED}
                    ORDER BY relative_path""",
                (wanted,),
            ):
                sidecars[stack_id].append(path)
        return [
            Stack(item, root, stem, members[item][0], tuple(members[item]), tuple(sidecars[item]))
            for item, root, stem in rows
            if members[item]
        ]
