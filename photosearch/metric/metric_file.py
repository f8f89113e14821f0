"""The file of a metric: one .npz with its numbers and fingerprint, and nothing of any photo."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from photosearch.base.atomic import write_bytes
from photosearch.base.errors import UserError
from photosearch.base.types import Vectors
from photosearch.metric.group_head import GroupHead
from photosearch.metric.transform import VERSION, LinearMetric, Metric
from photosearch.metric.tuned import TunedMetric

_BASE = "base_"


def save(metric: Metric, path: Path) -> None:
    """Write a metric, whole or not at all (``OSError``)."""
    write_bytes(path, content_of(metric))


def content_of(metric: Metric) -> bytes:
    """Return what the file of a metric holds: the same bytes for the same metric."""
    buffer = io.BytesIO()
    arrays = {name: np.asarray(array, dtype="<f4") for name, array in metric.arrays.items()}
    facts = {
        "version": np.asarray(VERSION),
        "power": np.asarray(metric.power),
        "source": np.asarray(metric.source),
        "fingerprint": np.asarray(metric.fingerprint),
    }
    with zipfile.ZipFile(buffer, "w") as archive:  # np.savez would write the time of day
        for name, array in {**arrays, **facts}.items():
            member = io.BytesIO()
            np.save(member, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), member.getvalue())
    return buffer.getvalue()


def load(path: Path) -> Metric:
    """Read a metric.

    Raises:
        UserError: ``metric-missing``, ``metric-damaged`` or ``metric-too-new``.
    """
    name = os.fspath(path)
    try:
        return read(path.read_bytes(), name)
    except OSError:
        text = f"There is no metric at {name}."
        raise UserError("metric-missing", text, path=name) from None


def load_linear(path: Path) -> LinearMetric:
    """Read a metric that must be a linear one, such as the shipped (errors as ``load``)."""
    metric = load(path)
    if not isinstance(metric, LinearMetric):
        raise _damaged(os.fspath(path))
    return metric


def read(content: bytes, name: str) -> Metric:
    """Make a metric of the bytes of its file.

    Args:
        content: As ``content_of`` made them.
        name: Where they came from, for what is said of them.

    Raises:
        UserError: ``metric-damaged`` or ``metric-too-new``.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            if int(file["version"]) > VERSION:
                raise UserError(
                    "metric-too-new",
                    f"The metric {name} was written by a newer version of photosearch.",
                    "Update photosearch, or choose another metric.",
                    path=name,
                )
            metric = _metric(dict(file))
            expected = str(file["fingerprint"])
    except (KeyError, ValueError, EOFError, OSError, zipfile.BadZipFile, NotImplementedError):
        raise _damaged(name) from None
    if metric.fingerprint != expected:
        raise _damaged(name)
    return metric


def _metric(file: Mapping[str, Vectors]) -> Metric:
    power = float(file["power"])
    if "rotation" not in file:
        return _linear(file, "", power, str(file["source"]))
    head = GroupHead(file["linear"], file["gates"], file["offsets"], file["pulls"], file["profile"])
    base = _linear(file, _BASE, power, "library")
    return TunedMetric(base, head, file["rotation"], file["spectrum"], power)


def _linear(file: Mapping[str, Vectors], prefix: str, power: float, source: str) -> LinearMetric:
    return LinearMetric(
        mean=file[f"{prefix}mean"],
        projection=file[f"{prefix}projection"],
        spectrum=file[f"{prefix}spectrum"],
        power=power,
        source=source,
    )


def _damaged(name: str) -> UserError:
    return UserError(
        "metric-damaged",
        f"The metric file {name} is damaged.",
        "Fit the metric again, or restore a backup.",
        path=name,
    )
