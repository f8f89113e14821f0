"""How a head is learned: which level, with which settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.learning.tuning.gate import Limits
from photosearch.learning.tuning.tuning_set import TuningSet
from photosearch.metric.group_head import GroupHead

DEFAULT_LOSS = "supcon"
REACH = 2.0
BACKGROUND_WEIGHT = 0.3
DEFAULT_KEEP = 300.0


@dataclass(frozen=True)
class Recipe:
    """What to fit.

    Attributes:
        level: 1 whitening and groups, convex; 2 whitening and a trained low-rank residual.
        loss: of level 2, by name.
        keep: weight of what holds the rest of the library in place, at level 2; 0: nothing does.
        seed: of level 2.
        reach: of level 1, how far members are drawn to their groups; 0: whitening alone.
        background: of level 1, what the library around counts against the labels.
    """

    level: int = 1
    loss: str = DEFAULT_LOSS
    keep: float = DEFAULT_KEEP
    seed: int = 0
    reach: float = REACH
    background: float = BACKGROUND_WEIGHT

    def gentler(self) -> Recipe | None:
        """Return what to try when the gate refuses this; ``None`` where nothing is left.

        In a small library, or where what is labelled has much kin without labels, level 1 as it is
        by default draws in too much.
        """
        if self.level != 1 or self.reach == 0:
            return None
        if self.reach == REACH:
            return replace(self, reach=REACH / 2, background=1.0)
        return replace(self, reach=0.0)

    @property
    def limits(self) -> Limits:
        """Return what the gate allows; level 1 leaves alone by construction what is in no group."""
        if self.level == 1:
            return Limits(most_loss=3.0)
        return Limits(most_loss=1.0, protected=self.keep > 0)

    def fit(self, tuning_set: TuningSet, progress: Progress = NO_PROGRESS) -> GroupHead:
        """Learn a head.

        Raises:
            UserError: There is nothing to learn from; the loss is none.
            Cancelled: By ``progress``.
        """
        if self.level == 1:
            from photosearch.learning.tuning.group_fit import GroupSettings, fit_groups

            gentle = GroupSettings(self.reach, self.background)
            return fit_groups(tuning_set, gentle, progress)
        from photosearch.learning.tuning.residual_fit import ResidualSettings, fit_residual

        settings = ResidualSettings(loss=self.loss, keep=self.keep, seed=self.seed)
        return fit_residual(tuning_set, settings, progress)

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self)


def recipe_from_json(values: Mapping[str, Any]) -> Recipe:
    """Read what ``Recipe.to_json`` wrote."""
    return Recipe(**values)
