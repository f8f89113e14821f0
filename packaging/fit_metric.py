"""Make the metric that serves before a library has 100 photos: from the classifier, from no photo.

The backbone's 1,000 class vectors say along which directions kinds of things differ; their
principal axes stand in for those of photos. Features are not centred (mean 0): a mean would
need somebody's photos. Usage: ``python packaging/fit_metric.py`` from the checkout.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np

from photosearch.base.atomic import write_bytes
from photosearch.metric.level0 import DIM, POWER, from_moments
from photosearch.metric.metric_file import save

MODELS = Path(__file__).resolve().parent.parent / "resources" / "models"

QUALITY = Path(__file__).resolve().parent / "metric_quality.json"


def main() -> None:
    """Write resources/models/metric0/metric.npz and its card."""
    source = MODELS / "efficientnet-lite0" / "classifier.npz"
    with np.load(source, allow_pickle=False) as file:
        classes = file["weight"].astype(np.float64)
    centred = classes - classes.mean(axis=0)
    metric = from_moments(
        np.zeros(classes.shape[1]), centred.T @ centred / len(centred), DIM, POWER, "shipped"
    )
    folder = MODELS / "metric0"
    folder.mkdir(parents=True, exist_ok=True)
    save(metric, folder / "metric.npz")
    card = {
        "version": 1,
        "statistics_from": "the 1,000 class vectors of the bundled classifier; no photo",
        "classifier_sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "licence": "Apache-2.0, as the classifier",
        "dim": DIM,
        "quality": json.loads(QUALITY.read_text("utf-8")),
        "power": POWER,
        "mean": "zero",
        "fingerprint": metric.fingerprint,
        "sha256": hashlib.sha256((folder / "metric.npz").read_bytes()).hexdigest(),
    }
    write_bytes(folder / "card.json", (json.dumps(card, indent=2) + "\n").encode())


if __name__ == "__main__":
    main()
