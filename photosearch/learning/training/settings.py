"""How a training runs; what is trained, and on what, is said elsewhere."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from photosearch.base.errors import UserError


@dataclass(frozen=True)
class TrainingSettings:
    """Settings of the trainer; they survive a JSON round trip.

    Attributes:
        epochs: Passes over the training data at most.
        minutes: Wall time at most, validation included; ``None``: no limit. With a limit the
            learning rate falls with the time as well, so that it is spent to the end.
        learning_rate: Of AdamW, after the warm-up.
        weight_decay: Of matrices and filters; biases, norms and proxies have none.
        warm_up: Share of the training during which the rate rises, 0 to 1.
        proxy_rate: How much faster the loss's own parameters (proxies) learn.
        gradient_limit: Longest gradient (L2 norm); 0: no limit.
        average: Decay of the moving average of the weights, 0 (none) to below 1. The averaged
            weights are the ones that are validated and kept.
        patience: Epochs without a gain of MAP@R before it ends; 0: never.
        keep_last: Whether the last healthy epoch is kept whatever its score: photos that had a say
            in the epoch would flatter what is measured on them.
        seed: Of everything random.
    """

    epochs: int = 20
    minutes: float | None = None
    learning_rate: float = 1e-3
    weight_decay: float = 1e-4
    warm_up: float = 0.05
    proxy_rate: float = 10.0
    gradient_limit: float = 0.0
    average: float = 0.0
    patience: int = 0
    keep_last: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse settings that can't be trained with (``UserError``)."""
        self._require("epochs", self.epochs >= 1, "at least 1")
        self._require("minutes", self.minutes is None or self.minutes > 0, "above 0")
        self._require("learning_rate", self.learning_rate > 0, "above 0")
        self._require("weight_decay", self.weight_decay >= 0, "0 or more")
        self._require("warm_up", 0 <= self.warm_up < 1, "0 to below 1")
        self._require("proxy_rate", self.proxy_rate > 0, "above 0")
        self._require("gradient_limit", self.gradient_limit >= 0, "0 or more")
        self._require("average", 0 <= self.average < 1, "0 to below 1")
        self._require("patience", self.patience >= 0, "0 or more")

    def _require(self, name: str, holds: bool, allowed: str) -> None:
        value = getattr(self, name)
        finite = value is None or math.isfinite(value)
        if not (holds and finite):
            words = name.replace("_", " ")
            text = f"{words} is {value}, but has to be {allowed}"
            raise UserError("bad-setting", text, "Choose another value.")

    def to_json(self) -> dict[str, Any]:
        """Return the settings as a JSON object."""
        return asdict(self)

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> TrainingSettings:
        """Return the settings of a JSON object.

        Raises:
            UserError: It holds a setting that is unknown, or none that can be trained with.
        """
        unknown = set(document) - {field.name for field in fields(cls)}
        if unknown:
            text = f"unknown settings: {', '.join(sorted(unknown))}"
            raise UserError("bad-setting", text, "They may come from a newer version.")
        try:
            return cls(**document)
        except TypeError as error:
            raise UserError("bad-setting", f"these are no settings: {error}") from error
