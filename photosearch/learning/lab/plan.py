"""What one training of the lab is: a model, a loss, how batches are drawn, and the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from photosearch.learning.data.augmentation import FLIPS, LIGHT, STRONG, Augmentation
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.training.settings import TrainingSettings

Supervision = Literal["labels", "pairs", "triplets", "quadruplets", "none"]

_SOFTMAX_LOSSES = frozenset({"anchor-positive", "nt-xent", "supcon"})
_EPOCHS, _QUICK_EPOCHS = 30, 3
_PATIENCE = 8


@dataclass(frozen=True)
class Plan:
    """One training.

    Attributes:
        architecture: Of the model, see ``build_model``.
        loss: By name.
        distance: That the loss compares by.
        loss_options: What differs from the loss's defaults.
        miner: Of the triplet loss.
        supervision: What is known of the training photos.
        classes: In a batch, at most (P).
        photos: Of each class in a batch (Q).
        augmentation: Of pictures; cached maps have their own few views.
        crop_px: Side of the random piece of a picture that is trained on; 0: the whole picture.
        settings: Of the trainer.
    """

    architecture: Mapping[str, Any]
    settings: TrainingSettings
    loss: str = "supcon"
    distance: str = "cosine"
    loss_options: Mapping[str, float] = field(default_factory=dict)
    miner: str = "semi-hard"
    supervision: Supervision = "labels"
    classes: int = 16
    photos: int = 4
    augmentation: Augmentation = LIGHT
    crop_px: int = 0

    @property
    def seed(self) -> int:
        """Of everything random."""
        return self.settings.seed

    def with_seed(self, seed: int) -> Plan:
        """Return the same plan with another seed."""
        return replace(self, settings=replace(self.settings, seed=seed))

    def with_fixed_budget(self) -> Plan:
        """Return the same plan for a comparison: every epoch is done, and the last one counts.

        So the photos that measure it have no say in it, and all that is compared gets the same.
        """
        return replace(self, settings=replace(self.settings, patience=0, keep_last=True))

    def describe(self) -> dict[str, Any]:
        """Return what config.json says about it."""
        return {
            "architecture": dict(self.architecture),
            "loss": self.loss,
            "distance": self.distance,
            "loss_options": dict(self.loss_options),
            "miner": self.miner,
            "supervision": self.supervision,
            "augmentation": asdict(self.augmentation),
            "crop_px": self.crop_px,
            "batch": {"classes": self.classes, "photos": self.photos},
            "settings": self.settings.to_json(),
        }


def plan_of(options: LabOptions) -> Plan:
    """Return the training that a person's options ask for.

    Frozen lite0 features want a higher rate than unfrozen blocks: only a projection learns.
    """
    lite0 = options.encoder == "lite0"
    rate = (3e-4 if options.unfrozen else 2e-3) if lite0 else 3e-3
    settings = TrainingSettings(
        epochs=options.epochs or (_QUICK_EPOCHS if options.quick else _EPOCHS),
        minutes=options.minutes or None,
        learning_rate=rate,
        patience=_PATIENCE,
        seed=options.seed,
    )
    chosen = {"temperature": options.temperature} if options.temperature else {}
    return Plan(
        architecture=architecture_of_options(options),
        settings=settings,
        loss=options.loss,
        distance=options.distance,
        loss_options=chosen,
        miner=options.miner,
        augmentation=STRONG if options.loss == "nt-xent" else LIGHT if not lite0 else FLIPS,
    )


def architecture_of_options(options: LabOptions) -> dict[str, Any]:
    """Return the architecture that a person's options ask for."""
    if options.encoder == "lite0":
        return {"kind": "lite0", "dim": options.dim, "unfrozen_blocks": options.unfrozen}
    return {
        "kind": "small",
        "dim": options.dim,
        "normalised": options.normalised,
        "input_px": options.input_px,
    }


def has_temperature(loss: str) -> bool:
    """Tell whether a loss is a softmax with a temperature."""
    return loss in _SOFTMAX_LOSSES
