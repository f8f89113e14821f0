"""Rows that together are too many for memory, in a temporary file without a name.

The memory that a mapped file takes is the system's cache, given back whenever something else needs
it. The file lies in the library, which has room for the same rows anyway; the system's temporary
folder is often memory itself.
"""

from __future__ import annotations

import mmap
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from photosearch.services.disk import writing_library


class Spool:
    """Rows of one kind, written one after the other, then read; gone when the block ends.

    Args:
        directory: Of the library.
        dtype: Of a row.

    Attributes:
        dtype: The same.
    """

    def __init__(self, directory: Path, dtype: np.dtype[Any]) -> None:
        self._directory = directory
        self.dtype = dtype
        with writing_library(directory):
            self._file = tempfile.TemporaryFile(dir=directory)  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def append(self, rows: NDArray[Any]) -> None:
        """Write rows (n,) of the spool's kind (``UserError`` when the disk is full)."""
        with writing_library(self._directory):
            self._file.write(rows.tobytes())

    def mapped(self) -> NDArray[Any]:
        """Return all rows (N,), read from the file when they are looked at."""
        with writing_library(self._directory):
            self._file.flush()
        if not self._file.tell():
            return np.empty(0, self.dtype)
        whole = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        return np.frombuffer(whole, self.dtype)
