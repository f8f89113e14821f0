"""Journal: what a person changed, and how to undo it.

A change and its inverse are named operations with arguments, in JSON; the service that made the
change applies the inverse. Both are written in the transaction of the change itself, so there is
never one without the other, also after a crash.

A step speaks of photos only in lists of rows under the keys of ``_PHOTO_ROWS``, so that photos can
be forgotten here too. A step whose summary names photos speaks of these alone: it goes with them.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any, TypeAlias

from photosearch.catalog.arrays import IdSequence, plain
from photosearch.catalog.database import Database

KEPT_STEPS = 1_000
KEPT_S = 90 * 24 * 3600.0

Json: TypeAlias = "dict[str, Any]"

# Lists of rows in a step, and where in a row the ids of photos begin; they go on to its end.
_PHOTO_ROWS = {
    "labels_added": 1,
    "labels_removed": 1,
    "constraints_added": 4,
    "constraints_removed": 4,
    "answers_before": 2,
    "answers_after": 2,
}


@dataclass(frozen=True)
class JournalRow:
    """A change that can be, or was, undone.

    Attributes:
        journal_id: Its id; a later change has a higher one.
        at: POSIX seconds.
        kind: The service's word, such as ``"forget"``.
        summary: One line for people.
        change: What was done.
        inverse: What undoes it.
        undone_at: POSIX seconds; ``None`` while it stands.
    """

    journal_id: int
    at: float
    kind: str
    summary: str
    change: Json
    inverse: Json
    undone_at: float | None


_COLUMNS = "id, at, kind, summary, change, inverse, undone_at"


class Journal:
    """The undo steps of a library: 1,000 of them, or 90 days."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, kind: str, summary: str, change: Json, inverse: Json) -> int:
        """Write a change and its inverse, and return the id of the step.

        Paths go in as ``base.paths.as_text``: JSON keeps their lone surrogates.

        Raises:
            RuntimeError: Not inside the transaction of the change.
        """
        if not self._database.in_transaction:
            raise RuntimeError("a change is recorded in its own transaction")
        now = time.time()
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO journal (at, kind, summary, change, inverse) VALUES (?, ?, ?, ?, ?)",
                (now, kind, summary, json.dumps(change), json.dumps(inverse)),
            )
            journal_id = cursor.lastrowid or 0
            connection.execute(
                """DELETE FROM journal WHERE at < ? OR id <= (SELECT id FROM journal
                   ORDER BY id DESC LIMIT 1 OFFSET ?)""",
                (now - KEPT_S, KEPT_STEPS),
            )
        return journal_id

    def amend(self, journal_id: int, summary: str, change: Json, inverse: Json) -> None:
        """Write a step anew that has grown, in the transaction of what was added to it.

        Raises:
            RuntimeError: Not inside a transaction.
        """
        if not self._database.in_transaction:
            raise RuntimeError("a step grows in the transaction of the change")
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE journal SET summary = ?, change = ?, inverse = ? WHERE id = ?",
                (summary, json.dumps(change), json.dumps(inverse), journal_id),
            )

    def forget(self, photo_ids: IdSequence) -> None:
        """Take photos out of every step, undone or not; a step that is left empty goes."""
        forgotten = frozenset(plain(photo_ids))
        with self._database.transaction() as connection:
            rows = connection.execute("SELECT id, change, inverse FROM journal").fetchall()
            for journal_id, change, inverse in rows:
                kept_change, kept_inverse = json.loads(change), json.loads(inverse)
                if not (_drop(kept_change, forgotten) | _drop(kept_inverse, forgotten)):
                    continue
                if any(isinstance(one, list) and one for one in kept_inverse.values()):
                    connection.execute(
                        "UPDATE journal SET change = ?, inverse = ? WHERE id = ?",
                        (json.dumps(kept_change), json.dumps(kept_inverse), journal_id),
                    )
                else:
                    connection.execute("DELETE FROM journal WHERE id = ?", (journal_id,))

    def undoable(self, limit: int = KEPT_STEPS) -> list[JournalRow]:
        """Return the steps that stand, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"""SELECT {_COLUMNS} FROM journal WHERE undone_at IS NULL
                    ORDER BY id DESC LIMIT ?""",
                (limit,),
            ).fetchall()
        return [_step(row) for row in rows]

    def revision(self) -> tuple[int, float]:
        """Return what grows with every new step and with every one that is undone."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT coalesce(max(id), 0), coalesce(max(undone_at), 0.0) FROM journal"
            ).fetchone()
        return int(row[0]), float(row[1])

    def last(self) -> JournalRow | None:
        """Return the step that an undo takes next."""
        return next(iter(self.undoable(1)), None)

    def mark_undone(self, journal_id: int) -> None:
        """Record that a step was undone, in the transaction that undoes it.

        Raises:
            RuntimeError: Not inside a transaction.
            LookupError: There is no such step, or it was undone before.
        """
        if not self._database.in_transaction:
            raise RuntimeError("a step is marked in the transaction that undoes it")
        with self._database.transaction() as connection:
            changed = connection.execute(
                "UPDATE journal SET undone_at = ? WHERE id = ? AND undone_at IS NULL",
                (time.time(), journal_id),
            ).rowcount
        if not changed:
            raise LookupError(f"no step {journal_id} to undo")


def _drop(document: Json, forgotten: frozenset[int]) -> bool:
    """Take rows about forgotten photos out of a step, and return whether there were any."""
    found = False
    for key, start in _PHOTO_ROWS.items():
        rows = document.get(key)
        if rows:
            document[key] = [row for row in rows if forgotten.isdisjoint(row[start:])]
            found |= len(document[key]) < len(rows)
    return found


def _step(row: tuple[Any, ...]) -> JournalRow:
    journal_id, at, kind, summary, change, inverse, undone_at = row
    return JournalRow(
        journal_id, at, kind, summary, json.loads(change), json.loads(inverse), undone_at
    )
