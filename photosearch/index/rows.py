"""Which row of a store holds which id.

Two sorted arrays (16 bytes an entry; a dict takes 150) answer a batch of ids with one binary
search each. New ids above all others, the usual case, are appended; others cost a copy, 3 ms at a
million entries.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Ids

Rows = npt.NDArray[np.int64]


class GrowingRow:
    """An array of int64 that grows at its end without being copied each time."""

    def __init__(self, numbers: Rows | None = None) -> None:
        self._numbers: Rows = np.empty(0, np.int64) if numbers is None else numbers.copy()
        self._n_used = len(self._numbers)

    def __len__(self) -> int:
        return self._n_used

    @property
    def used(self) -> Rows:
        """The numbers, (N,) int64: a view, good until the next change."""
        return self._numbers[: self._n_used]

    def extend(self, numbers: Rows) -> None:
        """Append numbers."""
        n_needed = self._n_used + len(numbers)
        if n_needed > len(self._numbers):
            grown = np.empty(max(n_needed, self._n_used * 3 // 2), np.int64)
            grown[: self._n_used] = self.used
            self._numbers = grown
        self._numbers[self._n_used : n_needed] = numbers
        self._n_used = n_needed


class RowTable:
    """A map from ids to row numbers."""

    def __init__(self) -> None:
        self._ids = GrowingRow()
        self._rows = GrowingRow()

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> Ids:
        """All ids, ascending: a view, good until the next change."""
        return self._ids.used

    @property
    def rows(self) -> Rows:
        """The rows of ``ids``, in that order: a view, good until the next change."""
        return self._rows.used

    def rows_of(self, ids: Ids) -> Rows:
        """Return the row of each id, -1 where there is none."""
        if len(self) == 0:
            return np.full(len(ids), -1, np.int64)
        at = np.minimum(np.searchsorted(self.ids, ids), len(self) - 1)
        return np.where(self.ids[at] == ids, self.rows[at], -1)

    def put(self, ids: Ids, rows: Rows) -> None:
        """Say where ids are now; ``ids`` holds none twice."""
        order = np.argsort(ids, kind="stable")
        ids, rows = ids[order], rows[order]
        known = self.rows_of(ids) >= 0
        self.rows[np.searchsorted(self.ids, ids[known])] = rows[known]
        ids, rows = ids[~known], rows[~known]
        if len(ids) == 0:
            return
        if len(self) == 0 or ids[0] > self.ids[-1]:
            self._ids.extend(ids)
            self._rows.extend(rows)
            return
        at = np.searchsorted(self.ids, ids)
        self._rows = GrowingRow(np.insert(self.rows, at, rows))
        self._ids = GrowingRow(np.insert(self.ids, at, ids))

    def drop(self, ids: Ids) -> Rows:
        """Forget ids and return the rows that they had; unknown ones are passed over."""
        at = np.flatnonzero(np.isin(self.ids, ids))
        rows = self.rows[at]
        self._ids = GrowingRow(np.delete(self.ids, at))
        self._rows = GrowingRow(np.delete(self.rows, at))
        return rows
