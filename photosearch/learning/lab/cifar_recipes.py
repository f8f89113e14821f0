"""The two trainings of the reference experiment on CIFAR-10, with the same three convolutions.

Plain: Kelcey, "Metric learning for image similarity search" (Keras examples, 2020): one
anchor–positive pair of each class, temperature 0.2, 64 numbers, no normalisation layers, the
pictures as they are. Best: what a search over short budgets found for the same widths: a proxy a
class teaches more in the same time than pairs do (Recall@1 .596 after 216 s of one core, SupCon
.548 after 222 s), and random pieces at full sharpness more than pictures that were scaled.
"""

from __future__ import annotations

from typing import Any

from photosearch.learning.data.augmentation import FLIPS, UNCHANGED
from photosearch.learning.lab.plan import Plan
from photosearch.learning.training.settings import TrainingSettings

WIDTHS = [32, 64, 128]
_CROP_PX = 28
_MOST_EPOCHS = 1_000  # the minutes are what ends it


def plain_plan(minutes: float, seed: int) -> Plan:
    """Return the plain training."""
    settings = TrainingSettings(
        epochs=_MOST_EPOCHS,
        minutes=minutes,
        learning_rate=1e-3,
        weight_decay=0.0,
        warm_up=0.0,
        seed=seed,
    )
    return Plan(
        architecture=_architecture(normalised=False),
        settings=settings,
        loss="anchor-positive",
        loss_options={"temperature": 0.2},
        classes=10,
        photos=2,
        augmentation=UNCHANGED,
    )


def best_plan(minutes: float, seed: int) -> Plan:
    """Return the best recipe that was found."""
    settings = TrainingSettings(
        epochs=_MOST_EPOCHS,
        minutes=minutes,
        learning_rate=5e-3,
        weight_decay=1e-3,
        warm_up=0.15,
        proxy_rate=1.0,
        seed=seed,
    )
    return Plan(
        architecture=_architecture(normalised=True),
        settings=settings,
        loss="proxy-nca",
        loss_options={"scale": 10.0},
        classes=10,
        photos=13,
        augmentation=FLIPS,
        crop_px=_CROP_PX,
    )


def _architecture(*, normalised: bool) -> dict[str, Any]:
    # A picture and its mirror image are alike: outside of training the good one looks at both.
    return {
        "kind": "small",
        "dim": 64,
        "widths": WIDTHS,
        "normalised": normalised,
        "input_px": 32,
        "mirrored": normalised,
    }
