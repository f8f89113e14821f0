"""An index on disk, and back only if it is the very same.

hnswlib reports no failure while it saves (a full disk leaves a short file) and, given a file with a
flipped bit, crashes or answers wrongly; its file knows neither dimension nor metric. So a snapshot
is a pair of files, ``NAME`` (graph or matrix) and ``NAME.ids`` (the id of each label or row), and a
``SnapshotInfo`` that the caller keeps in the catalogue:

temporary names → size check → sha256 → fsync → replace → fsync of the folder → row in the catalogue

Killed anywhere before the row, the old snapshot still holds; ``prune`` removes what no row names.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import struct
from collections.abc import Collection
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from photosearch.base.atomic import sync_dir
from photosearch.base.errors import UserError
from photosearch.base.faults import fault_point
from photosearch.base.types import Ids
from photosearch.index.exact import ExactIndex
from photosearch.index.graph import Graph
from photosearch.index.hnsw import HnswIndex
from photosearch.index.parameters import GraphSettings
from photosearch.index.protocol import Distance

STEPS = ("begun", "written", "hashed", "synced", "half-replaced", "replaced", "done", "pruning")
"""The fault points of a snapshot, as ``snapshot:STEP``."""

_PREFIX = "vectors-"
_N_SELF_QUERIES = 20
_SELF_SIMILARITY = 0.9999
_HEADER = struct.Struct("=6Q")  # offset 0, capacity, count, entry bytes, label and data offsets
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class SnapshotDamaged(Exception):  # noqa: N818 - a finding; the caller rebuilds and goes on
    """The files are not what was written; nothing of them has been used."""


@dataclass(frozen=True)
class SnapshotInfo:
    """What a snapshot has to be.

    Attributes:
        file_name: Of the first file, in the folder of snapshots.
        sha256: 32 bytes, of the first file and then the second.
        n_bytes: Of both files.
        count: Entries that can be found.
        dim: Numbers in a vector.
        distance: Of the index.
        graph: The settings of the graph; ``None``: exact.
        metric: Fingerprint of the metric that made the vectors.
        revision: Of the catalogue, up to which the index had caught up.
    """

    file_name: str
    sha256: bytes
    n_bytes: int
    count: int
    dim: int
    distance: Distance
    graph: GraphSettings | None
    metric: str
    revision: int


def write(
    index: ExactIndex | HnswIndex, directory: Path, metric: str, revision: int
) -> SnapshotInfo:
    """Write an index into a folder; changes of the index wait, queries go on.

    Raises:
        UserError: ``disk-full``; the snapshots that were there are untouched.
        OSError: The folder can't be written.
    """
    name = f"{_PREFIX}{revision}-{secrets.token_hex(4)}"
    first, second = directory / name, directory / f"{name}.ids"
    parts = [directory / f".{name}.tmp", directory / f".{name}.ids.tmp"]
    try:
        count, digest, n_bytes = _write_parts(index, parts)
        os.replace(parts[1], second)
        fault_point("snapshot:half-replaced")
        os.replace(parts[0], first)
        fault_point("snapshot:replaced")
        sync_dir(directory)
        fault_point("snapshot:done")
    except BaseException as error:
        for path in (*parts, first, second):
            with suppress(FileNotFoundError):
                path.unlink()
        if isinstance(error, OSError) and error.errno in _FULL:
            raise _disk_full(directory) from error
        raise
    graph = index.settings if isinstance(index, HnswIndex) else None
    return SnapshotInfo(
        name, digest, n_bytes, count, index.dim, index.distance, graph, metric, revision
    )


def load(info: SnapshotInfo, directory: Path) -> ExactIndex | HnswIndex:
    """Return the index of a snapshot that is exactly as it was written.

    Raises:
        SnapshotDamaged: A file is missing, changed, or not what ``info`` says; build anew.
    """
    first = directory / info.file_name
    second = directory / f"{info.file_name}.ids"
    try:
        with first.open("rb") as main, second.open("rb") as ids_file:
            if os.fstat(main.fileno()).st_size + os.fstat(ids_file.fileno()).st_size != (
                info.n_bytes
            ):
                raise SnapshotDamaged("the size is not what was written")
            if _sha256(main, ids_file) != info.sha256:
                raise SnapshotDamaged("the checksum is not what was written")
            ids_file.seek(0)
            ids = np.frombuffer(ids_file.read(), np.int64)
            index = _exact(info, main, ids) if info.graph is None else _graph(info, first, ids)
    except (OSError, RuntimeError, ValueError) as error:
        raise SnapshotDamaged(str(error)) from error
    _check_answers(index, info)
    return index


def prune(directory: Path, keep: Collection[str]) -> None:
    """Remove all snapshots, whole or half, but those of the given file names."""
    kept = {name for each in keep for name in (each, f"{each}.ids")}
    for path in sorted(directory.iterdir()):
        ours = path.name.startswith((_PREFIX, f".{_PREFIX}"))
        if ours and path.name not in kept:
            path.unlink(missing_ok=True)
            fault_point("snapshot:pruning")


def _write_parts(index: ExactIndex | HnswIndex, parts: list[Path]) -> tuple[int, bytes, int]:
    """Write both files and flush them; return entries, sha256 and bytes."""
    with ExitStack() as stack:
        main, ids_file = (stack.enter_context(path.open("xb+")) for path in parts)
        fault_point("snapshot:begun")
        ids, n_expected = index.write_to(parts[0], main)
        ids_file.write(ids.tobytes())
        main.flush()
        ids_file.flush()
        fault_point("snapshot:written")
        n_written = os.fstat(main.fileno()).st_size
        if n_written != n_expected:
            raise _disk_full(parts[0].parent)
        digest = _sha256(main, ids_file)
        fault_point("snapshot:hashed")
        for file in (main, ids_file):
            os.fsync(file.fileno())
        fault_point("snapshot:synced")
        return int(np.count_nonzero(ids >= 0)), digest, n_written + ids.nbytes


def _sha256(*files: BinaryIO) -> bytes:
    digest = hashlib.sha256()
    for file in files:
        file.seek(0)
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.digest()


def _exact(info: SnapshotInfo, main: BinaryIO, ids: Ids) -> ExactIndex:
    main.seek(0)
    matrix = np.frombuffer(main.read(), np.float32)
    if matrix.size != len(ids) * info.dim:
        raise SnapshotDamaged("the vectors have another dimension")
    index = ExactIndex(info.dim, info.distance)
    index.add(ids, matrix.reshape(len(ids), info.dim))
    return index


def _graph(info: SnapshotInfo, path: Path, ids: Ids) -> HnswIndex:
    assert info.graph is not None
    with path.open("rb") as file:
        header = file.read(_HEADER.size)
    if len(header) < _HEADER.size:
        raise SnapshotDamaged("the file is too short")
    _, _, count, _, label_offset, data_offset = _HEADER.unpack(header)
    # hnswlib would read past the end of a vector of fewer dimensions.
    if label_offset - data_offset != 4 * info.dim or count != len(ids):
        raise SnapshotDamaged("the graph has another dimension or size")
    graph = Graph.load(path, info.dim)
    if graph.n_labels != len(ids):
        raise SnapshotDamaged("the graph has another size")
    return HnswIndex(info.dim, info.distance, info.graph, stored=(graph, ids))


def _check_answers(index: ExactIndex | HnswIndex, info: SnapshotInfo) -> None:
    ids = index.ids()
    if len(ids) != info.count:
        raise SnapshotDamaged(f"{len(ids)} entries instead of {info.count}")
    if len(ids) == 0:
        return
    asked = ids[np.linspace(0, len(ids) - 1, _N_SELF_QUERIES).astype(np.int64)]
    try:
        found = index.search(index.get(asked), 1, distance="cosine")
    except (ValueError, RuntimeError) as error:
        raise SnapshotDamaged(f"the index does not answer: {error}") from error
    # A near-duplicate may come first; a graph may miss one of them, not several.
    n_right = int(np.count_nonzero(found.similarities[:, 0] >= _SELF_SIMILARITY))
    if n_right < _N_SELF_QUERIES - 1:
        raise SnapshotDamaged("entries do not find themselves")


def _disk_full(directory: Path) -> UserError:
    return UserError(
        "disk-full",
        f"The index could not be written to {os.fsencode(directory).decode('utf-8', 'replace')}: "
        "the disk is full.",
        "Free some space; nothing is lost, the index is written again later.",
    )
