"""Steps from one schema to the next, each whole or not at all.

A step is never edited once it was released; the next change is a new step. Tables that a later
version needs are created by its step.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.catalog.schema import APPLICATION_ID, SCHEMA_1
from photosearch.catalog.schema_deeds import SCHEMA_DEEDS
from photosearch.catalog.schema_duplicates import SCHEMA_DUPLICATES

# What speaks for keeping a file; NULL until it was measured (jpeg_quality also of other formats).
_MERITS = """
ALTER TABLE photo ADD COLUMN sharpness REAL;
ALTER TABLE photo ADD COLUMN colours BLOB;
ALTER TABLE file ADD COLUMN jpeg_quality INTEGER;
ALTER TABLE file ADD COLUMN tag_count INTEGER;
"""

# STEPS[n] lifts version n to n + 1
STEPS: tuple[str, ...] = (SCHEMA_1, _MERITS, SCHEMA_DUPLICATES, SCHEMA_DEEDS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the schema version of a database; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(connection: sqlite3.Connection, path: Path, known: int = len(STEPS)) -> None:
    """Raise ``UserError`` (``newer-library``) for a schema that this program does not know."""
    version = version_of(connection)
    if version > known:
        raise UserError(
            "newer-library",
            f"{shown(os.fsencode(path))} was made by a newer photosearch "
            f"(format {version}; this one knows {known}).",
            "Update photosearch, or use another library with --library. Nothing was changed.",
            path=shown(os.fsencode(path)),
        )


def migrate(
    connection: sqlite3.Connection,
    before: Callable[[], object],
    steps: Sequence[str] = STEPS,
) -> int:
    """Lift a database to the newest schema and return the version that it had.

    Args:
        connection: A writer in autocommit mode.
        before: Called once before the first step over a database that holds something: the backup.
        steps: ``steps[n]`` lifts version n to n + 1.

    Raises:
        sqlite3.Error: A step failed; the database is at the last version that it reached.
    """
    found = version_of(connection)
    if 0 < found < len(steps):
        before()
    connection.execute("PRAGMA foreign_keys = OFF")  # a step may rebuild a table
    try:
        for version in range(found, len(steps)):
            _lift(connection, version, steps[version])
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    return found


def _lift(connection: sqlite3.Connection, version: int, script: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _statements(script):
            connection.execute(statement)
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise sqlite3.IntegrityError(f"step {version + 1} leaves {len(broken)} broken links")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script (``executescript`` would commit in between)."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            yield pending
            pending = ""
