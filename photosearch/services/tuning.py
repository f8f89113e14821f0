"""Tuning the metric on the person's own groups, and using it only if it is better.

Level 0 needs no labels and is fitted after indexing. Level 1 learns a head on its vectors by convex
optimisation; level 2 trains a low-rank residual with a loss. Both run in a child process, which
also judges what came out on photos and groups that were held out (photosearch.learning.tuning).
Only a metric that passes every check takes the place of the one in use; the new index is built
beside the old one, so searches go on meanwhile and never see half of it.

Each tuning starts from level 0 with all labels: what it comes to does not depend on earlier ones.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.base.types import GroupId, MetricId
from photosearch.metric.calibration import PairScores
from photosearch.metric.transform import LinearMetric
from photosearch.metric.tuned import TunedMetric, tuned_metric
from photosearch.services.calibrating import calibrate_metric
from photosearch.services.gallery import MetricFacts, MetricInUse, build_gallery, save_metric
from photosearch.services.library import Library
from photosearch.services.metric_versions import use_metric
from photosearch.services.refreshing import level0_of
from photosearch.services.tuning_examples import TuningExamples, tuning_examples

if TYPE_CHECKING:
    from photosearch.learning.tuning.recipe import Recipe
    from photosearch.learning.tuning.task import Outcome

LAST_TUNING = "last-tuning"
_LEVELS = (0, 1, 2)


@dataclass(frozen=True)
class TuningRequest:
    """What a person wants tuned.

    Attributes:
        level: 0, 1 or 2.
        loss: of level 2, by name; empty: the default.
        keep: of level 2, what protects the rest of the library; ``None``: the default.
        seed: of level 2.
        groups: Only on these; none: all.
        name: Of the metric that comes of it.
        use: Whether to search with it if it is accepted.
    """

    level: int = 1
    loss: str = ""
    keep: float | None = None
    seed: int = 0
    groups: Sequence[GroupId] = field(default=())
    name: str = ""
    use: bool = True


@dataclass(frozen=True)
class TuningReport:
    """What a tuning came to.

    Attributes:
        accepted: Whether every check passed.
        metric: The metric in use now.
        previous: The one that was in use before.
        made: The new metric's row where it was accepted, used or not.
        checks: JSON values of each check; see ``learning.tuning.gate``.
        gains: Of each group that could be held out: name, photos, before, after.
        advice: Codes of what would help.
        seconds: Wall clock.
    """

    accepted: bool
    metric: MetricId
    previous: MetricId
    made: MetricId | None
    checks: list[dict[str, Any]]
    gains: list[dict[str, Any]]
    advice: list[str]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Return it as the contract's JSON."""
        return {
            "accepted": self.accepted,
            "metric": self.metric,
            "previous": self.previous,
            "made": self.made,
            "checks": self.checks,
            "groups": self.gains,
            "advice": self.advice,
            "seconds": round(self.seconds, 3),
        }


def tune(
    library: Library, request: TuningRequest, progress: Progress = NO_PROGRESS
) -> TuningReport:
    """Learn a metric from the groups, judge it, and use it if it passes.

    Args:
        library: Opened to write.
        request: What to do.
        progress: Phases ``fit``, ``train``, ``evaluate``, ``project``, ``neighbours``,
            ``snapshot``.

    Raises:
        Cancelled: By ``progress``, within a second; the metric in use stays.
        UserError: There is nothing to learn from; there is no such loss or level.
    """
    started = time.monotonic()
    if request.level not in _LEVELS:
        text = f"there is no level {request.level}"
        hint = "Say 0 (no labels), 1 (groups) or 2 (groups, with a loss of your choice)."
        raise UserError("no-such-level", text, hint, level=str(request.level))
    previous = library.gallery.in_use.metric_id
    level0 = level0_of(library, progress)
    if request.level == 0:
        use_metric(library, level0.metric_id, progress)
        return TuningReport(
            accepted=True, metric=level0.metric_id, previous=previous, made=level0.metric_id,
            checks=[], gains=[], advice=[], seconds=time.monotonic() - started,
        )  # fmt: skip
    examples = tuning_examples(library, level0, request.groups)
    progress.report(Step("fit", 0, examples.n_labelled))
    outcome = _outcome(examples, _recipe(request), progress)
    return _taken_up(library, _Run(request, level0, examples, outcome, started), progress)


@dataclass(frozen=True, eq=False)
class _Run:
    request: TuningRequest
    level0: MetricInUse
    examples: TuningExamples
    outcome: Outcome
    started: float


def _recipe(request: TuningRequest) -> Recipe:
    from photosearch.learning.losses.by_name import loss_by_name
    from photosearch.learning.tuning.recipe import DEFAULT_KEEP, DEFAULT_LOSS, Recipe

    loss = request.loss or DEFAULT_LOSS
    if request.level == 1:
        if request.loss or request.keep is not None:
            text = "level 1 has no loss and no keep term"
            raise UserError("level-without-loss", text, "Add --level 2, or leave them out.")
        return Recipe()
    if request.loss:
        loss_by_name(loss, dim=2, n_classes=2)  # an unknown name is said before anything starts
    keep = DEFAULT_KEEP if request.keep is None else request.keep
    if keep < 0:
        raise UserError("bad-keep", "--keep can't be negative", "Say 0 or more, such as 300.")
    return Recipe(level=2, loss=loss, keep=keep, seed=request.seed)


def _outcome(examples: TuningExamples, recipe: Recipe, progress: Progress) -> Outcome:
    from photosearch.learning.tuning.task import run_tuning

    return run_tuning(examples.tuning_set, recipe, progress)


def _taken_up(library: Library, run: _Run, progress: Progress) -> TuningReport:
    from photosearch.learning.tuning.gate import accepted, advice_for

    passed = accepted(run.outcome.checks)
    sizes = [0] * len(run.examples.group_ids)
    for label in run.examples.tuning_set.labels[run.examples.tuning_set.labelled].tolist():
        sizes[label] += 1
    advice = advice_for(
        run.outcome.checks, {"groups": len(sizes), "smallest": min(sizes, default=0)}
    )
    card = _card(library, run)
    previous = library.gallery.in_use.metric_id
    made = None
    if passed:
        stored = _stored(library, run, card)
        made = stored.metric_id
        if run.request.use:
            use_metric(library, made, progress)
        # Only now are there neighbours under the new metric, which scores are scaled by.
        used = run.request.use and library.gallery.in_use.metric_id == made
        gallery = library.gallery if used else build_gallery(library.catalog, stored)
        fair = PairScores(run.outcome.same, run.outcome.different)
        calibrate_metric(library, gallery, fair, progress)
    report = TuningReport(
        accepted=passed,
        metric=library.gallery.in_use.metric_id,
        previous=previous,
        made=made,
        checks=card["checks"],
        gains=card["groups"],
        advice=advice,
        seconds=time.monotonic() - run.started,
    )
    library.catalog.facts.put(LAST_TUNING, {**card, **report.to_json(), "at": time.time()})
    return report


def _card(library: Library, run: _Run) -> dict[str, Any]:
    known = library.catalog.groups.get(list(run.examples.group_ids))
    names = [known[one].name if one in known else "" for one in run.examples.group_ids]
    return {
        "level": run.request.level,
        "loss": run.request.loss if run.request.level == 2 else "",
        "keep": run.request.keep,
        "seed": run.request.seed,
        "level0": run.level0.metric.fingerprint,
        "labels": run.examples.n_labelled,
        "library_photos": library.catalog.photos.count(),
        "newest_photo": int(library.catalog.photos.ids().max(initial=0)),
        "checks": [check.to_json() for check in run.outcome.checks],
        "groups": [
            {
                "group": names[gain.group],
                "photos": gain.n_photos,
                "before": gain.before,
                "after": gain.after,
            }
            for gain in run.outcome.gains
        ],
        "left_out": len(run.examples.left_out),
    }


def _stored(library: Library, run: _Run, card: dict[str, Any]) -> MetricInUse:
    metric = _metric(run)
    facts = MetricFacts(
        run.level0.encoder_id,
        run.examples.n_labelled,
        level=run.request.level,
        name=run.request.name,
        card=card,
    )
    with library.writing:
        return save_metric(library.directory, library.catalog, metric, facts)


def _metric(run: _Run) -> TunedMetric:
    base = run.level0.metric
    if not isinstance(base, LinearMetric):
        raise TypeError("level 0 is linear")
    return tuned_metric(base, run.outcome.head, run.examples.sample)
