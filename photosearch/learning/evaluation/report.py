"""Everything that is measured of one embedding, in one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.learning.evaluation.classifiers import (
    ClassifierResult,
    LabelledVectors,
    classify,
)
from photosearch.learning.evaluation.clustering import (
    CLUSTERERS,
    ClusteringScores,
    cluster,
    clustering_scores,
)
from photosearch.learning.evaluation.intervals import Interval, bootstrap
from photosearch.learning.evaluation.linear import linear_evaluation
from photosearch.learning.evaluation.open_set import OpenSet, open_set, split_open_set
from photosearch.learning.evaluation.outliers import planted_outlier_auroc
from photosearch.learning.evaluation.pairs import PairDistances, pair_distances
from photosearch.learning.evaluation.retrieval import retrieval
from photosearch.learning.evaluation.spread import Spread, spread
from photosearch.learning.evaluation.verification import Verification, verification
from photosearch.metric.distance import Distance

_T = TypeVar("_T")
_PHASES = ("retrieval", "pairs", "open set", "outliers", "clustering", "classifiers")


@dataclass(frozen=True)
class EvaluationSettings:
    """What to measure and how.

    Attributes:
        distance: ``"cosine"``, ``"euclidean"`` or ``"manhattan"``.
        seed: of everything that is drawn.
        shots: templates a known class in the open set.
        most_clustered: photos that are clustered at most, drawn at random: linkage is quadratic.
        classifiers: whether to fit classifiers and the linear evaluation, the longest part.
    """

    distance: str = Distance.COSINE.value
    seed: int = 0
    shots: int = 5
    most_clustered: int = 3000
    classifiers: bool = True


@dataclass(frozen=True)
class ClassifierScore:
    """Attributes: accuracy over the test photos with its interval, and seconds to get it."""

    accuracy: Interval
    seconds: float


@dataclass(frozen=True)
class Measure:
    """One number for people.

    Attributes:
        name: such as ``"MAP@R"``.
        value: the number.
        low: lower end of its 95 % interval, where there is one.
        high: upper end.
    """

    name: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class EvaluationReport:
    """How good an embedding is. Parts that the photos don't allow for are ``None`` or empty.

    Attributes:
        n_photos: test photos.
        n_classes: their classes.
        n_lone: photos that were no query, being alone in their class.
        dim: dimensions of the embedding.
        distance: by which it was measured.
        retrieval: recall_at_1, r_precision and map_at_r with intervals over queries.
        spread: distances within and between classes.
        verification: same or not the same.
        open_set: which class, or unknown.
        outliers: AUROC of planted outliers, with its interval over albums.
        n_clustered: photos that were clustered.
        clustering: by method.
        classifiers: by method, ``"linear"`` being the linear evaluation.
    """

    n_photos: int
    n_classes: int
    n_lone: int
    dim: int
    distance: str
    retrieval: Mapping[str, Interval]
    spread: Spread | None
    verification: Verification | None
    open_set: OpenSet | None
    outliers: Interval | None
    n_clustered: int
    clustering: Mapping[str, ClusteringScores]
    classifiers: Mapping[str, ClassifierScore]

    def to_json(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        document = asdict(self)
        if self.spread is not None:
            document["spread"]["ratio"] = self.spread.ratio
        return document

    def measures(self) -> tuple[Measure, ...]:
        """Return every number in one flat list, the primary ones first."""
        found = [
            _with_interval("MAP@R", self.retrieval["map_at_r"]),
            _with_interval("R-precision", self.retrieval["r_precision"]),
            _with_interval("Recall@1", self.retrieval["recall_at_1"]),
        ]
        for name, classifier in self.classifiers.items():
            found.append(_with_interval(f"Accuracy, {name}", classifier.accuracy))
        for name, scores in self.clustering.items():
            found += [Measure(f"AMI, {name}", scores.ami)]
            found += [Measure(f"BCubed F1, {name}", scores.bcubed.f1)]
        found += self._of_pairs() + self._of_open_set()
        if self.outliers is not None:
            found.append(_with_interval("Outlier AUROC", self.outliers))
        return tuple(found)

    def _of_pairs(self) -> list[Measure]:
        found = []
        if self.verification is not None:
            found.append(Measure("Pair AUROC", self.verification.auroc))
            found.append(Measure("EER", self.verification.eer))
            found += [
                Measure(f"TAR at FAR {point.target_far:g}", point.tar)
                for point in self.verification.points
            ]
        if self.spread is not None:
            found.append(Measure("Intra-class distance", self.spread.intra))
            found.append(Measure("Inter-class distance", self.spread.inter))
            found.append(Measure("Intra/inter ratio", self.spread.ratio))
        return found

    def _of_open_set(self) -> list[Measure]:
        if self.open_set is None:
            return []
        return [
            Measure("Open-set accuracy", self.open_set.accuracy),
            Measure("Open-set AUROC", self.open_set.auroc),
            Measure("OSCR", self.open_set.oscr),
            *(
                Measure(f"Identified at FAR {point.target_far:g}", point.identified)
                for point in self.open_set.points
            ),
        ]


def evaluate(
    test: LabelledVectors,
    train: LabelledVectors | None = None,
    settings: EvaluationSettings | None = None,
    progress: Progress = NO_PROGRESS,
) -> EvaluationReport:
    """Measure an embedding in every use that it is for.

    Args:
        test: photos that no training has seen.
        train: photos that the classifiers learn from; none: they are left out.
        settings: what to measure and how.
        progress: told after every part.

    Raises:
        UserError: No class of the test photos has two photos.
    """
    settings = settings or EvaluationSettings()
    distance, seed = settings.distance, settings.seed
    vectors, labels = test.vectors, np.asarray(test.labels)
    found = retrieval(vectors, labels, distance=distance, progress=progress)
    _done(progress, 1)
    pairs = _possible(lambda: pair_distances(vectors, labels, distance, seed=seed))
    _done(progress, 2)
    identified = _possible(lambda: _open_set(test, settings))
    _done(progress, 3)
    odd = _possible(lambda: planted_outlier_auroc(vectors, labels, distance=distance, seed=seed))
    _done(progress, 4)
    n_clustered, clustering = _clustering(test, settings, progress)
    _done(progress, 5)
    classifiers: dict[str, ClassifierScore] = {}
    if train is not None and settings.classifiers and len(np.unique(train.labels)) > 1:
        results = classify(train, test, distance, progress)
        results += (linear_evaluation(train, test, seed=seed, progress=progress),)
        classifiers = {result.name: _score(result, seed) for result in results}
    _done(progress, 6)
    return EvaluationReport(
        n_photos=len(labels),
        n_classes=len(np.unique(labels)),
        n_lone=found.n_lone,
        dim=vectors.shape[1],
        distance=Distance(distance).value,
        retrieval={
            name: bootstrap(getattr(found, name), seed=seed)
            for name in ("recall_at_1", "r_precision", "map_at_r")
        },
        spread=_of(pairs, spread),
        verification=_of(pairs, verification),
        open_set=identified,
        outliers=None if odd is None else bootstrap(odd, seed=seed),
        n_clustered=n_clustered,
        clustering=clustering,
        classifiers=classifiers,
    )


def _open_set(test: LabelledVectors, settings: EvaluationSettings) -> OpenSet:
    split = split_open_set(test.labels, settings.shots, seed=settings.seed)
    return open_set(test.vectors, test.labels, split, distance=settings.distance)


def _clustering(
    test: LabelledVectors, settings: EvaluationSettings, progress: Progress
) -> tuple[int, dict[str, ClusteringScores]]:
    rng = np.random.default_rng(settings.seed)
    rows = np.sort(rng.permutation(len(test.labels))[: settings.most_clustered])
    vectors, labels = test.vectors[rows], test.labels[rows]
    unit = settings.distance == Distance.COSINE.value
    n_classes = len(np.unique(labels))
    found = {}
    for name in CLUSTERERS:
        progress.checkpoint()
        clusters = cluster(name, vectors, n_classes, unit=unit, seed=settings.seed)
        found[name] = clustering_scores(clusters, labels)
    return len(rows), found


def _score(result: ClassifierResult, seed: int) -> ClassifierScore:
    return ClassifierScore(bootstrap(result.correct.astype(float), seed=seed), result.seconds)


def _with_interval(name: str, interval: Interval) -> Measure:
    return Measure(name, interval.mean, interval.low, interval.high)


def _possible(measure: Callable[[], _T]) -> _T | None:
    """Measure what the photos allow for: an album of pairs alone has no outliers, and so on."""
    try:
        return measure()
    except UserError:
        return None


def _of(pairs: PairDistances | None, measure: Callable[[PairDistances], _T]) -> _T | None:
    return None if pairs is None else measure(pairs)


def _done(progress: Progress, n_done: int) -> None:
    progress.checkpoint()
    progress.report(Step("evaluate", n_done, len(_PHASES), detail=_PHASES[n_done - 1]))
