"""The metric of a library that is too small for its own: made from the classifier, from no photo.

``packaging/fit_metric.py`` writes it; its card says how and from what.
"""

from __future__ import annotations

from photosearch.base.paths import resources_dir
from photosearch.metric.metric_file import load_linear
from photosearch.metric.transform import LinearMetric


def shipped_metric() -> LinearMetric:
    """Load the shipped metric (``UserError`` where the installation is damaged)."""
    return load_linear(resources_dir() / "models" / "metric0" / "metric.npz")
