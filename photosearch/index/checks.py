"""Arguments of an index, refused before they do harm.

A NaN in a graph makes every later comparison with it false, and a vector that is not of unit length
turns inner products into something that is no cosine: both would show as quietly wrong results.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Ids, Vectors
from photosearch.index.protocol import LARGEST_ID

LENGTH_TOLERANCE = 1e-5
"""By how much the length of a float32 row may differ from 1."""


def checked_ids(ids: npt.ArrayLike) -> Ids:
    """Return ids as (N,) int64 (``ValueError`` unless they are integers from 0 to 2^62)."""
    array = np.asarray(ids)
    if array.size == 0:
        return np.empty(0, np.int64)
    if array.ndim != 1 or array.dtype.kind not in "iu":
        raise ValueError(f"ids must be one row of integers, not {array.dtype} {array.shape}")
    if int(array.min()) < 0 or int(array.max()) > LARGEST_ID:
        raise ValueError("ids must lie between 0 and 2^62")
    return array.astype(np.int64, copy=False)


def checked_vectors(vectors: npt.ArrayLike, dim: int) -> Vectors:
    """Return vectors as C-ordered (N, dim) float32 (``ValueError`` unless of unit length)."""
    array = np.ascontiguousarray(vectors, dtype=np.float32)
    if array.ndim != 2 or array.shape[1] != dim:
        raise ValueError(f"vectors must be (N, {dim}), not {array.shape}")
    squares = np.einsum("nd,nd->n", array, array, dtype=np.float64)
    # The difference of a NaN is not within the tolerance either.
    if not np.all(np.abs(squares - 1.0) <= 2 * LENGTH_TOLERANCE):
        raise ValueError("vectors must be finite and of unit length")
    return array


def checked_entries(ids: npt.ArrayLike, vectors: npt.ArrayLike, dim: int) -> tuple[Ids, Vectors]:
    """Return ids and vectors of one length, of an id that comes twice only its last vector."""
    id_array, vector_array = checked_ids(ids), checked_vectors(vectors, dim)
    if len(id_array) != len(vector_array):
        raise ValueError(f"{len(id_array)} ids for {len(vector_array)} vectors")
    _, last = np.unique(id_array[::-1], return_index=True)
    if len(last) == len(id_array):
        return id_array, vector_array
    kept = np.sort(len(id_array) - 1 - last)
    return id_array[kept], vector_array[kept]


def checked_k(k: int) -> int:
    """Return the number of neighbours asked for (``ValueError`` below 1)."""
    if k < 1:
        raise ValueError(f"k must be at least 1, not {k}")
    return int(k)
