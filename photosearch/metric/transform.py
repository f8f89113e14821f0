"""The linear part of a metric: features in, unit vectors out.

A stored vector must depend on the photo and the metric only, whatever batch it came in. BLAS adds
in an order that depends on the batch, so ``project`` works in float64 and rounds once to float32;
what is left of the order (1e-15) hardly ever survives that rounding. ``on_grid`` goes on where two
vectors meet: it rounds to multiples of 2**-11, so that a dot product of unit vectors is a sum of
multiples of 2**-22 that stays below 2: exact in float32 in every order, on every machine.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.base.atomic import write_bytes
from photosearch.base.errors import UserError
from photosearch.base.types import Vectors

VERSION = 1
GRID = 2048.0
INDEX_DIM = 256
_CHUNK = 4096
_ARRAYS = ("mean", "projection", "spectrum")


def unit_rows(rows: NDArray[np.floating]) -> NDArray[np.floating]:
    """Scale rows to length 1; a row of zeros stays.

    Args:
        rows: (..., d) float32 or float64.
    """
    lengths = np.sqrt(np.einsum("...d,...d->...", rows, rows))
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0)[..., None])


def on_grid(vectors: NDArray[np.floating]) -> Vectors:
    """Round unit vectors so that their dot products are exact in float32.

    Args:
        vectors: (..., d) unit rows.

    Returns:
        (..., d) float32, multiples of 2**-11; a cosine moves by about 1e-4.
    """
    rounded = np.multiply(vectors, np.float32(GRID), dtype=np.float32)
    np.rint(rounded, out=rounded)
    rounded *= np.float32(1 / GRID)
    return np.asarray(rounded)


@dataclass(frozen=True, eq=False)
class LinearMetric:
    """Centre, project and normalise.

    Attributes:
        mean: (D,) float32, taken from every feature.
        projection: (D, d) float32; column j is the j-th principal axis times its weight.
        spectrum: (d,) float32 > 0, the variance along each axis before weighting, falling.
        power: the exponent in weight = spectrum ** -power; 0 is plain PCA, 0.5 full whitening.
        source: where the statistics come from, such as ``"library"`` or ``"shipped"``.
    """

    mean: Vectors
    projection: Vectors
    spectrum: Vectors
    power: float
    source: str = "library"

    @property
    def dim(self) -> int:
        """Return d, the number of dimensions of the vectors."""
        return int(self.projection.shape[1])

    @property
    def index_dim(self) -> int:
        """Return i, how many of the strongest axes an index holds."""
        return min(INDEX_DIM, self.dim)

    @cached_property
    def fingerprint(self) -> str:
        """Return the SHA-256 (hex) of everything that decides a vector or an order."""
        digest = hashlib.sha256(struct.pack("<Id", VERSION, self.power))
        for name in _ARRAYS:
            array = np.ascontiguousarray(getattr(self, name), dtype="<f4")
            digest.update(struct.pack("<II", array.shape[0], array.size))
            digest.update(array.tobytes())
        return digest.hexdigest()

    @cached_property
    def _wide_projection(self) -> NDArray[np.float64]:
        """The projection as ``project`` takes it; making it takes longer than using it once."""
        return self.projection.astype(np.float64)

    def project(self, features: NDArray[np.floating]) -> Vectors:
        """Return the vectors of features.

        Args:
            features: (N, D) float32.

        Returns:
            (N, d) float32, rows of unit length; zeros for a feature equal to the mean.
        """
        out = np.empty((len(features), self.dim), dtype=np.float32)
        for start in range(0, len(features), _CHUNK):
            block = features[start : start + _CHUNK].astype(np.float64) - self.mean
            out[start : start + _CHUNK] = unit_rows(block @ self._wide_projection)
        return out

    def save(self, path: Path) -> None:
        """Write the metric as one .npz, whole or not at all (``OSError``)."""
        buffer = io.BytesIO()
        arrays = {name: np.asarray(getattr(self, name), dtype="<f4") for name in _ARRAYS}
        facts = {
            "version": np.asarray(VERSION),
            "power": np.asarray(self.power),
            "source": np.asarray(self.source),
            "fingerprint": np.asarray(self.fingerprint),
        }
        with zipfile.ZipFile(buffer, "w") as archive:  # np.savez would write the time of day
            for name, array in {**arrays, **facts}.items():
                member = io.BytesIO()
                np.save(member, array, allow_pickle=False)
                archive.writestr(zipfile.ZipInfo(f"{name}.npy"), member.getvalue())
        write_bytes(path, buffer.getvalue())


def load(path: Path) -> LinearMetric:
    """Read a metric.

    Raises:
        UserError: ``metric-missing``, ``metric-damaged`` or ``metric-too-new``.
    """
    name = os.fspath(path)
    try:
        with np.load(path, allow_pickle=False) as file:
            version = int(file["version"])
            if version > VERSION:
                raise UserError(
                    "metric-too-new",
                    f"The metric {name} was written by a newer version of photosearch.",
                    "Update photosearch, or choose another metric.",
                )
            metric = LinearMetric(
                mean=file["mean"],
                projection=file["projection"],
                spectrum=file["spectrum"],
                power=float(file["power"]),
                source=str(file["source"]),
            )
            expected = str(file["fingerprint"])
    except FileNotFoundError:
        raise UserError("metric-missing", f"There is no metric at {name}.") from None
    except (KeyError, ValueError, EOFError, OSError, zipfile.BadZipFile):
        raise _damaged(name) from None
    if metric.fingerprint != expected:
        raise _damaged(name)
    return metric


def _damaged(name: str) -> UserError:
    return UserError(
        "metric-damaged",
        f"The metric file {name} is damaged.",
        "Fit the metric again, or restore a backup.",
    )
