"""Measure what a metric is good for: ``python -m tests.benchmarks.uses LIBRARY [LIBRARY…]``.

Every library is copied first; the label of a photo is its folder, relevant within its own set (the
folder above). In every round some groups are labelled, and everything is measured on groups, or on
photos, that are not. ``--half 0`` and ``--half 1`` take every other group only: what is chosen on
one half is reported on the other. Figures are means over sets with the worst set behind.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does, before NumPy is imported

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Ids, PhotoId, Vectors
from photosearch.grouping.outliers import belonging
from photosearch.learning.evaluation.auroc import auroc
from photosearch.metric.neighbourhood import NEAR_DUPLICATE
from photosearch.metric.pair_score import pair_scores
from photosearch.services.calibrating import calibration_of
from photosearch.services.constraints import reject, say_same
from photosearch.services.examples import PhotoExample
from photosearch.services.feedback import Feedback
from photosearch.services.groups import add_photos, delete_group, list_groups
from photosearch.services.identifying import identify
from photosearch.services.library import Library, open_library
from photosearch.services.placing import place_photos
from photosearch.services.searching import Query, search
from photosearch.services.suggesting import Suggester, answer_suggestion

_FARS = (0.1, 0.01, 0.001)
_N_GROUPS, _N_PHOTOS, _SHOTS = 12, 6, 5
_SHOWN = 20


@dataclass
class Labelled:
    """A library whose folders are the truth."""

    library: Library
    ids: Ids
    sets: NDArray[np.str_]
    names: NDArray[np.str_]
    figures: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def groups(self, of: str, least: int) -> list[Ids]:
        """Return the photos of every group of a set that has at least so many."""
        mine = self.sets == of
        found = [self.ids[mine & (self.names == name)] for name in np.unique(self.names[mine])]
        return [group for group in found if len(group) >= least]

    def note(self, figure: str, of: str, value: float) -> None:
        """Keep a figure of a set."""
        self.figures.setdefault(figure, {}).setdefault(of, []).append(value)

    def forget(self) -> None:
        """Take everything back that was said."""
        for one in list_groups(self.library):
            delete_group(self.library, one.group.name)
        constraints = self.library.catalog.constraints
        constraints.remove([one.constraint_id for one in constraints.all()])


def main() -> None:
    """Print one table a library."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path, nargs="+")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for directory in options.library:
        with tempfile.TemporaryDirectory(prefix="photosearch-uses-") as place:
            copy = Path(place) / "library"
            shutil.copytree(directory, copy, ignore=shutil.ignore_patterns("handover.key"))
            library = open_library(copy, writable=True)
            try:
                labelled = read_labels(library, options.half)
                for seed in range(options.rounds):
                    measure(labelled, seed)
            finally:
                library.close()
            show(directory.name, labelled)


def read_labels(library: Library, half: int | None) -> Labelled:
    """Take the two last folders of each path as set and group."""
    ids = library.gallery.index.ids()
    paths = library.catalog.locations.path_of_photos(ids)
    parts = [os.fsdecode(paths[PhotoId(int(one))]).split("/")[-3:-1] for one in ids.tolist()]
    sets, names = np.array([one for one, _ in parts]), np.array([name for _, name in parts])
    if half is not None:
        order = {name: row for row, name in enumerate(np.unique(names).tolist())}
        kept = np.array([order[name] % 2 == half for name in names.tolist()])
        ids, sets, names = ids[kept], sets[kept], names[kept]
    return Labelled(library, ids, sets, names)


def measure(held: Labelled, seed: int) -> None:
    """Do one round of everything."""
    for of in np.unique(held.sets).tolist():
        parts: tuple[Callable[[Labelled, str, int], None], ...] = (
            pairs_of_unseen_groups,
            unknowns,
            filled_groups,
            planted,
        )
        for part in parts:
            part(held, of, seed)
            held.forget()
    answered_results(held, seed)
    held.forget()


def label_some(held: Labelled, of: str, seed: int, n_photos: int) -> tuple[list[Ids], list[Ids]]:
    """Label 12 groups of a set (half of them where there are few); return them and the others."""
    groups = held.groups(of, n_photos)
    order = np.random.default_rng(seed).permutation(len(groups))
    n_known = min(_N_GROUPS, len(groups) // 2)
    known = [np.random.default_rng(seed).permutation(groups[row]) for row in order[:n_known]]
    for number, group in enumerate(known):
        add_photos(held.library, f"{of} {number}", _photos(group[:n_photos]))
    return known, [groups[row] for row in order[n_known:]]


def pairs_of_unseen_groups(held: Labelled, of: str, seed: int) -> None:
    """Measure probabilities and thresholds on pairs of groups that have no label."""
    known, unseen = label_some(held, of, seed, _N_PHOTOS if held.groups(of, _N_PHOTOS) else 3)
    if len(known) < 4 or len(unseen) < 2:
        return
    started = time.perf_counter()
    calibration = calibration_of(held.library, held.library.gallery)
    held.note("calibrated in, s", of, time.perf_counter() - started)
    if not calibration.calibrated:
        return
    same, different = _pairs(held, unseen)
    chances = [calibration.balanced(scores) for scores in (same, different)]
    held.note("ECE of balanced pairs", of, calibration_error(*chances))
    for far in _FARS:
        threshold = calibration.threshold(far)
        held.note(f"FAR / {far}", of, float((different >= threshold).mean()) / far)
        held.note(f"TAR at {far}", of, float((same >= threshold).mean()))
    limit = calibration.threshold(_FARS[1])
    away = (calibration.tar(limit) or 0.0) - float((same >= limit).mean())
    held.note("TAR said - measured", of, away)


def unknowns(held: Labelled, of: str, seed: int) -> None:
    """Tell photos of a dozen groups from those of other groups of the same kind."""
    shots = _SHOTS if held.groups(of, _SHOTS + 2) else 2
    known, unseen = label_some(held, of, seed, shots)
    own = np.concatenate([np.empty(0, np.int64), *(group[shots:] for group in known)])
    if len(known) < 2 or not len(own) or not unseen:
        return
    strangers = np.random.default_rng(seed).permutation(np.concatenate(unseen))
    best: list[list[float]] = []
    right: list[bool] = []
    for photos in (own[:100], strangers[:100]):
        found = [identify(held.library, PhotoExample(one)) for one in _photos(photos)]
        best.append([one.candidates[0].score for one in found])
        if not right:
            number = {int(one): row for row, group in enumerate(known) for one in group.tolist()}
            right = [
                one.candidates[0].group == f"{of} {number[photo]}"
                for one, photo in zip(found, photos.tolist(), strict=True)
            ]
    held.note("unknowns AUROC", of, auroc(*map(np.array, best)))
    held.note("first name right", of, float(np.mean(right)))


def filled_groups(held: Labelled, of: str, seed: int) -> None:
    """Complete groups from 5 examples, before and after ten answers."""
    groups = held.groups(of, _SHOTS + 3)
    suggester = Suggester(held.library)
    n_all = len(held.library.gallery.index)
    for row in np.random.default_rng(seed).permutation(len(groups))[:8]:
        group = np.random.default_rng(seed).permutation(groups[row])
        add_photos(held.library, "new", _photos(group[:_SHOTS]))
        rest = frozenset(group[_SHOTS:].tolist())
        before = _suggested(suggester, n_all)
        held.note("AP from 5 examples", of, average_precision(before, rest))
        for photo in before[:10]:
            answer_suggestion(held.library, "new", photo, belongs=photo in rest)
        started = time.perf_counter()
        after = _suggested(suggester, 30)
        held.note("tray new in, ms", of, 1e3 * (time.perf_counter() - started))
        after = _suggested(suggester, n_all)
        left = rest.difference(before[:10])
        if left:
            held.note("AP on the rest, no answers", of, average_precision(before[10:], left))
            held.note("AP on the rest, 10 answers", of, average_precision(after, left))
        held.forget()


def planted(held: Labelled, of: str, seed: int) -> None:
    """Plant photos of other groups, from anywhere and of the same kind."""
    random = np.random.default_rng(seed)
    for group in held.groups(of, 3):
        n_planted = max(1, round(0.1 * len(group)))
        for name, kind in (("", held.sets != ""), (" of the same kind", held.sets == of)):
            others = np.setdiff1d(held.ids[kind], group)
            if len(others) < n_planted:
                continue
            chosen = np.concatenate([group, random.choice(others, n_planted, replace=False)])
            placed = place_photos(held.library.gallery, chosen)
            copies = placed.vectors @ placed.vectors.T >= NEAR_DUPLICATE
            np.fill_diagonal(copies, False)
            scores = belonging(pair_scores(placed, placed), copies)
            found = auroc(-scores[len(group) :], -scores[: len(group)])
            held.note(f"planted{name} AUROC", of, found)


def answered_results(held: Labelled, seed: int) -> None:
    """Hold the probabilities of 20 shown results against the truth, after 100 answers."""
    random = np.random.default_rng(seed)
    for of in np.unique(held.sets).tolist():
        for number, group in enumerate(label_some(held, of, seed, 6)[0]):
            if number >= 3:
                delete_group(held.library, f"{of} {number}")
            assert len(group)
    name_of = dict(zip(held.ids.tolist(), zip(held.sets, held.names, strict=True), strict=True))
    queries = random.permutation(held.ids)
    for query in queries[:5].tolist():
        shown = _results(held, query)
        kin = [one for one, _ in shown if name_of.get(one) == name_of[query]]
        for one in kin:
            say_same(held.library, PhotoId(query), PhotoId(one))
        others = [PhotoId(one) for one, _ in shown if one not in kin]
        reject(held.library, PhotoId(query), others, "rejected-result")
    chances, truth, times = [], [], []
    for query in queries[5:85].tolist():
        started = time.perf_counter()
        feedback = Feedback(Query((PhotoExample(PhotoId(query)),), top=_SHOWN))
        search(held.library, feedback.query)
        times.append(time.perf_counter() - started)
        for one, chance in _results(held, query):
            chances.append(chance)
            truth.append(name_of.get(one) == name_of[query])
    is_kin = np.array(truth)
    both = np.array(chances)
    error = binned_error(both, is_kin.astype(np.float64), np.ones(len(both)))
    held.note("ECE of 20 results, 100 answers", "all", error)
    held.note("results that are right", "all", float(is_kin.mean()))
    held.note("search with marks, ms", "all", 1e3 * float(np.median(times)))


def calibration_error(same: NDArray[np.float64], different: NDArray[np.float64]) -> float:
    """Return the expected calibration error (Guo et al. 2017, eq. 3) of balanced pairs, 10 bins."""
    chances = np.concatenate([same, different])
    truth = np.concatenate([np.ones(len(same)), np.zeros(len(different))])
    weights = np.concatenate(
        [np.full(len(same), 0.5 / len(same)), np.full(len(different), 0.5 / len(different))]
    )
    return binned_error(chances, truth, weights)


def binned_error(
    chances: NDArray[np.float64], truth: NDArray[np.float64], weights: NDArray[np.float64]
) -> float:
    """Return the mean distance of probabilities and shares over ten bins of one width."""
    cell = np.minimum((chances * 10).astype(np.int64), 9)
    away = np.bincount(cell, weights * (chances - truth), minlength=10)
    return float(np.abs(away).sum() / weights.sum())


def average_precision(found: list[PhotoId], wanted: frozenset[int]) -> float:
    """Return the mean precision at each wanted photo; those not found count 0."""
    hits = np.array([one in wanted for one in found], dtype=np.float64)
    precision = hits.cumsum() / np.arange(1, len(hits) + 1)
    return float((precision * hits).sum() / len(wanted))


def show(name: str, held: Labelled) -> None:
    """Print the figures."""
    print(f"{name}: {len(held.ids):,} photos")  # noqa: T201 - the table
    for figure, found in held.figures.items():
        means = {of: float(np.mean(values)) for of, values in found.items()}
        cells = "  ".join(f"{of} {value:.3f}" for of, value in means.items())
        print(f"  {figure:32s} {np.mean(list(means.values())):7.3f}   {cells}")  # noqa: T201


def _pairs(held: Labelled, groups: list[Ids]) -> tuple[Vectors, Vectors]:
    ids = np.concatenate(groups)[:1500]
    number = np.repeat(np.arange(len(groups)), [len(group) for group in groups])[:1500]
    placed = place_photos(held.library.gallery, ids)
    one, other = np.triu_indices(len(ids), 1)
    scores = pair_scores(placed, placed)[one, other]
    alike = number[one] == number[other]
    return scores[alike], scores[~alike]


def _suggested(suggester: Suggester, top: int) -> list[PhotoId]:
    found = suggester.suggest("new", top)
    return [one.photo_id for one in (*found.sure, *found.maybe)]


def _results(held: Labelled, query: int) -> list[tuple[int, float]]:
    asked = Query((PhotoExample(PhotoId(query)),), top=_SHOWN)
    return [
        (int(one.photo_id), one.probability or 0.0) for one in search(held.library, asked).results
    ]


def _photos(ids: Ids) -> list[PhotoId]:
    return [PhotoId(one) for one in ids.tolist()]


if __name__ == "__main__":
    main()
