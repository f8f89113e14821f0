"""The file of the photos' cells, ``insides.cells`` of a library: a cache that can be made again.

Records of one size follow a header that says what made them; another header, and the file starts
anew. Records are only appended; what a crash left of the last one is cut off by the next writer.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.base.atomic import replacing, write_bytes
from photosearch.base.types import Ids
from photosearch.metric.inside_cells import AXES, CELLS, N_WINDOWS
from photosearch.services.disk import writing_library

FILE_NAME = "insides.cells"
RECORD = np.dtype(
    [
        ("photo_id", "<i8"),
        ("lengths", "<f2", (N_WINDOWS,)),
        ("cells", "i1", (CELLS * CELLS, AXES)),
    ]
)
Records = NDArray[Any]

_VERSION = 1
_HEADER_BYTES = 32
_READ_AT_ONCE = 4096


class InsideStore:
    """Cells by photo; one writer at a time, which the caller sees to."""

    def __init__(self, directory: Path, made_by: str) -> None:
        """Name the file of a library.

        Args:
            directory: The library's.
            made_by: The fingerprints that decide the cells.
        """
        self._path = directory / FILE_NAME
        self._header = hashlib.sha256(f"{_VERSION} {AXES} {made_by}".encode()).digest()

    def blocks(self) -> Iterator[Records]:
        """Yield the records, up to 4,096 at once; none where the file is not of this kind."""
        try:
            file = open(self._path, "rb")  # noqa: SIM115 - closed by the next line's block
        except OSError:
            return
        with file:
            if file.read(_HEADER_BYTES) != self._header:
                return
            while data := file.read(_READ_AT_ONCE * RECORD.itemsize):
                whole = len(data) // RECORD.itemsize
                yield np.frombuffer(data, dtype=RECORD, count=whole)

    def ids(self) -> Ids:
        """Return whose cells are there, (N,) int64, in the file's order."""
        parts = [block["photo_id"] for block in self.blocks()]
        return np.concatenate(parts).astype(np.int64) if parts else np.empty(0, dtype=np.int64)

    def append(self, records: Records) -> None:
        """Add photos whose cells are not there.

        Raises:
            UserError: The disk is full, or the folder can't be written.
        """
        with writing_library(self._path.parent):
            if not self._usable():
                write_bytes(self._path, self._header)
            with open(self._path, "r+b") as file:
                size = file.seek(0, os.SEEK_END) - _HEADER_BYTES
                file.seek(_HEADER_BYTES + size // RECORD.itemsize * RECORD.itemsize)
                file.truncate()
                file.write(records.tobytes())

    def keep(self, photo_ids: Ids) -> None:
        """Remove all other photos, or a file of another kind; errors as of ``append``."""
        if not self._usable():
            self.clear()
            return
        if not np.setdiff1d(self.ids(), photo_ids).size:
            return
        with writing_library(self._path.parent), replacing(self._path) as file:
            file.write(self._header)
            for block in self.blocks():
                file.write(block[np.isin(block["photo_id"], photo_ids)].tobytes())

    def clear(self) -> None:
        """Forget all cells; errors as of ``append``."""
        if self._path.exists():
            with writing_library(self._path.parent):
                write_bytes(self._path, self._header)

    def _usable(self) -> bool:
        try:
            with open(self._path, "rb") as file:
                return file.read(_HEADER_BYTES) == self._header
        except FileNotFoundError:
            return False
