"""Ids and rows between NumPy and SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Ids

IdSequence: TypeAlias = "Ids | Sequence[int]"

# To be put after IN: one parameter for any number of ids (SQLite's own limit is 32,766).
LISTED = "(SELECT value FROM json_each(?))"

NO_IDS: Ids = np.empty(0, np.int64)


def listed(ids: IdSequence) -> str:
    """Return the parameter for ``LISTED``."""
    return json.dumps(plain(ids))


def plain(ids: IdSequence) -> list[int]:
    """Return ids as Python integers, which is what SQLite stores."""
    if isinstance(ids, np.ndarray):
        return [int(value) for value in ids.tolist()]
    return [int(value) for value in ids]


def ids_of(cursor: Iterable[Sequence[int]]) -> Ids:
    """Return the first column of a query as (N,) int64."""
    return np.fromiter((row[0] for row in cursor), np.int64)


def column_of(
    connection: sqlite3.Connection, query: str, parameters: Sequence[int | float | str | bytes] = ()
) -> Ids:
    """Return a query of one column of integers, in its order, as (N,) int64.

    SQLite joins them to one text and NumPy reads it: 0.26 s a million, where a Python object a row
    takes 0.93 s. SQLite keeps the order of a subquery whose outer query calls ``group_concat``.
    """
    joined = f"WITH found (number) AS ({query}) SELECT group_concat(number) FROM found"
    text = connection.execute(joined, parameters).fetchone()[0]
    return NO_IDS if text is None else np.fromstring(text, np.int64, sep=",")


def column_pairs(rows: Sequence[Sequence[Any]]) -> npt.NDArray[np.int64]:
    """Return the first two columns of rows as (N, 2) int64."""
    return np.array([row[:2] for row in rows], dtype=np.int64).reshape(-1, 2)


def one_int(cursor: sqlite3.Cursor) -> int:
    """Return the only number of a query that always has a row."""
    return int(cursor.fetchone()[0])


def signed(value: int) -> int:
    """Return an unsigned 64-bit number (inode, device) as SQLite stores it."""
    return value - (1 << 64) if value >= 1 << 63 else value


def unsigned(value: int) -> int:
    """Undo ``signed``."""
    return value & ((1 << 64) - 1)


def rows_of(blobs: Sequence[bytes], dtype: npt.DTypeLike, width: int) -> npt.NDArray[np.generic]:
    """Return blobs of one length as an array (N, width)."""
    return np.frombuffer(b"".join(blobs), dtype).reshape(len(blobs), width)
