"""What is known after an epoch, and after the whole training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Outcome = Literal["finished", "stopped-early", "diverged", "collapsed"]
PRIMARY_SCORE = "map_at_r"


@dataclass(frozen=True)
class EpochReport:
    """One epoch.

    Attributes:
        epoch: 1 for the first.
        loss: Mean over the batches.
        seconds: Wall time of the epoch without its validation.
        learning_rate: At its end.
        spread: Mean of 1 − cosine between two photos of a batch; 0: collapsed to a point.
        rank: Effective rank of the last batch's embeddings; 1: collapsed to a line.
        validation: Scores by name, 0 to 1, with ``"map_at_r"``; empty where nothing is held out.
    """

    epoch: int
    loss: float
    seconds: float
    learning_rate: float
    spread: float
    rank: float
    validation: Mapping[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float | None:
        """MAP@R on the held-out photos, by which epochs are compared."""
        return self.validation.get(PRIMARY_SCORE)

    def to_json(self) -> dict[str, Any]:
        """Return the report as a JSON object (a line of metrics.jsonl)."""
        return asdict(self)


@dataclass(frozen=True)
class TrainingResult:
    """How a training ended. The model then holds the weights of the best epoch.

    Attributes:
        outcome: ``"finished"``, ``"stopped-early"``, ``"diverged"`` or ``"collapsed"``.
        reason: One sentence for people.
        best_epoch: The one whose weights were kept; 0: those from before the training.
        epochs: A report of each.
        seconds: Wall time in all, earlier parts of a resumed training included.
        profile: Seconds by phase of this part of the training.
    """

    outcome: Outcome
    reason: str
    best_epoch: int
    epochs: tuple[EpochReport, ...]
    seconds: float
    profile: Mapping[str, float]

    @property
    def healthy(self) -> bool:
        """Whether it ended as it should."""
        return self.outcome in {"finished", "stopped-early"}
