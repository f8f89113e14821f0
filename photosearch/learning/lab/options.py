"""What a person asks of an experiment; the same names as the command line's options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from photosearch.base.errors import UserError

ENCODERS = ("lite0", "small")
SPLITS = ("photos", "classes")


@dataclass(frozen=True)
class LabOptions:
    """Options of any experiment; each uses those that concern it.

    Attributes:
        folder: Pictures, a sub-folder per class.
        archive: CIFAR-10 as an archive.
        checkpoint: An encoder that was trained before.
        out: The run's folder; empty: a new one below the person's lab folder.
        resume: The folder of a run to go on with.
        cache: Where decoded pictures are kept for the next run; empty: nowhere.
        seed: Of everything random.
        seeds: How many seeds, from ``seed`` on; 0: the experiment's own number.
        epochs: Of each training; 0: the experiment's own number.
        minutes: Of each training, at most; 0: the experiment's own limit.
        quick: A small version of it all: a few photos, a few epochs.
        encoder: ``"lite0"``, the bundled one, or ``"small"``, three convolutions from scratch.
        unfrozen: How many of lite0's last blocks learn.
        input_px: Width and height of the small encoder's pictures.
        normalised: Whether the small encoder has batch normalisation.
        dim: Length of an embedding.
        loss: By name.
        distance: ``"cosine"``, ``"euclidean"`` or ``"manhattan"``.
        temperature: Of the loss; 0: its own.
        miner: Of the triplet and quadruplet losses: ``"all"``, ``"semi-hard"`` or ``"hard"``.
        split: What is held out: ``"photos"`` of every class, or whole ``"classes"``.
        values: Of an ablation or comparison; empty: the experiment's own.
    """

    folder: str = ""
    archive: str = ""
    checkpoint: str = ""
    out: str = ""
    resume: str = ""
    cache: str = ""
    seed: int = 0
    seeds: int = 0
    epochs: int = 0
    minutes: float = 0.0
    quick: bool = False
    encoder: str = "lite0"
    unfrozen: int = 2
    input_px: int = 32
    normalised: bool = True
    dim: int = 64
    loss: str = "supcon"
    distance: str = "cosine"
    temperature: float = 0.0
    miner: str = "semi-hard"
    split: str = "photos"
    values: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse choices that don't exist (``UserError``)."""
        _one_of("encoder", self.encoder, ENCODERS)
        _one_of("split", self.split, SPLITS)

    def to_json(self) -> dict[str, Any]:
        """Return the options as a JSON object."""
        return {**asdict(self), "values": list(self.values)}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> LabOptions:
        """Return the options of a JSON object; what a newer version added is left out."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in document.items() if name in known}
        return cls(**{**values, "values": tuple(values.get("values", ()))})


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        text = f"there is no {name} {value!r}"
        raise UserError(f"unknown-{name}", text, f"Choose {' or '.join(allowed)}.")
