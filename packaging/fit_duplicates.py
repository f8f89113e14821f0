"""Teach the model of pairs: ``python packaging/fit_duplicates.py --data DIR [--keep FOLDER]``.

``DIR`` holds ``photos/clothing_full`` and ``photos/scenes/seneca_drone``, both CC0: nothing else
may go into what is shipped. Every photo is edited at random and shot again (see edits.py), all of
it is indexed as one library by the program itself, its candidate pairs are looked at, and gradient
boosting (scikit-learn, of the extra ``lab``) learns which pairs are edits and which are one scene.
Only pairs with an original count as edits: two crops of one photo may show nothing in common.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from sklearn.ensemble import HistGradientBoostingClassifier

import edits
from photosearch.base.atomic import write_bytes
from photosearch.base.progress import NO_PROGRESS
from photosearch.grouping.boosted_trees import BoostedTrees
from photosearch.grouping.pair_evidence import FIRST_NUMBERS, first_look
from photosearch.grouping.pair_model import QUESTIONS, PairModel
from photosearch.imaging.alignment import NUMBERS
from photosearch.services.duplicate_candidates import (
    candidate_pairs,
    level0_index,
    photo_evidence,
)
from photosearch.services.indexing import index_folders
from photosearch.services.library import open_library
from photosearch.services.second_look import look_at, near_order

TARGET = Path(__file__).resolve().parent.parent / "resources" / "models" / "duplicates"
SETS = ("clothing_full", "scenes/seneca_drone")
VERSION = 1
_EDITS, _SHOTS = 7, 3
_LONGER_PX = 1400
_SHARE_OF_STRANGERS, _SHARE_OF_SHOTS = 0.15, 0.5
_RISING = {
    **dict.fromkeys(("similarity", "correlation", "agreement", "tenth", "quarter", "middle"), 1),
    **dict.fromkeys(("agreeing", "n_points", "share_of_points"), 1),
    **dict.fromkeys(("bits", "differing"), -1),
}
# Trees and how much each learns. A million pairs may wait, and four numbers need few trees.
_LOOKED, _WAITING = (300, 0.05), (40, 0.3)
_LEAST_LABEL = {"edited": 2, "scene": 1}
_WEIGHTS = {"edited": (1.0, 0.3, 1.0), "scene": (1.0, 1.0, 1.0)}  # of strangers, shots and edits


@dataclass(frozen=True, eq=False)
class Pairs:
    """Labelled pairs: 0 strangers, 1 shots of one scene, 2 a photo and its edit."""

    first: npt.NDArray[np.float32]
    looks: npt.NDArray[np.float32]
    labels: npt.NDArray[np.int64]


def main(arguments: Sequence[str] | None = None) -> None:
    """Write resources/models/duplicates/model.npz and its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="keep pictures and library here")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        place = options.keep or Path(temporary)
        sources = [
            path for one in SETS for path in sorted((options.data / "photos" / one).rglob("*.*"))
        ]
        make_pictures(sources, place / "pictures")
        pairs = labelled_pairs(place / "pictures", place / "library")
    model = learned(pairs)
    TARGET.mkdir(parents=True, exist_ok=True)
    digest = model.write(TARGET / "model.npz")
    counts = np.bincount(pairs.labels, minlength=3).tolist()
    card = {
        "version": VERSION,
        "learned_from": "edits and simulated further shots of CC0 photos: clothing_full (439) and"
        " scenes/seneca_drone (4); made by packaging/edits.py",
        "licence": "Apache-2.0",
        "pairs": {"strangers": counts[0], "shots": counts[1], "edits": counts[2]},
        "numbers": [*FIRST_NUMBERS, *NUMBERS],
        "sha256": digest,
    }
    write_bytes(TARGET / "card.json", (json.dumps(card, indent=2) + "\n").encode())
    print(json.dumps(card["pairs"]), digest)


def make_pictures(sources: Sequence[Path], folder: Path) -> None:
    """Write every photo, its edits and its further shots, named NUMBER_o, _e0 …, _s0 …."""
    if folder.exists():
        return
    folder.mkdir(parents=True)
    for number, source in enumerate(sources):
        rng = random.Random(number * 7919 + 3)
        with Image.open(source) as image:
            picture = image.convert("RGB")
        picture.thumbnail((_LONGER_PX, _LONGER_PX))
        picture.save(folder / f"{number:04d}_o.jpg", quality=92)
        for copy in range(_EDITS):
            changed = edits.edited(picture, rng)
            changed.save(folder / f"{number:04d}_e{copy}.jpg", quality=rng.randint(70, 95))
        for shot in range(_SHOTS):
            other = edits.other_shot(picture, rng)
            other.save(folder / f"{number:04d}_s{shot}.jpg", quality=rng.randint(80, 95))


def labelled_pairs(pictures: Path, directory: Path) -> Pairs:
    """Index the pictures, find candidate pairs as the program does, label and look at them."""
    library = open_library(directory, writable=True)
    try:
        index_folders(library, [os.fsencode(pictures)])
        photos = photo_evidence(library.catalog)
        found = candidate_pairs(level0_index(library), photos, NO_PROGRESS)
        names = {
            row.photo_id: os.path.basename(row.path).decode()
            for row in library.catalog.duplicates.copies(photos.ids)
        }
        labels = _labels([names[photo] for photo in photos.ids.tolist()], found.pairs)
        rng = np.random.default_rng(0)
        share = np.array([_SHARE_OF_STRANGERS, _SHARE_OF_SHOTS, 1.0, 0.0])[labels]
        chosen = np.flatnonzero(rng.random(len(labels)) < share)
        first = first_look(photos, found.pairs[chosen], found.similarities[chosen])
        order = near_order(found.pairs[chosen], len(photos.ids))
        looks = np.empty((len(chosen), len(NUMBERS)), dtype=np.float32)
        looks[order] = look_at(
            library, photos.ids, found.pairs[chosen][order], first.turns[order], NO_PROGRESS
        )
        return Pairs(first.numbers, looks, labels[chosen])
    finally:
        library.close()


def _labels(names: Sequence[str], pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return 0, 1, 2 as in ``Pairs``, and 3 for two copies of one photo without the original."""
    source = np.array([int(name[:4]) for name in names])
    kind = np.array([name[5] for name in names])
    one, other = kind[pairs].T
    same = source[pairs[:, 0]] == source[pairs[:, 1]]
    shots = (one == "s") | (other == "s")
    original = (one == "o") | (other == "o")
    return np.where(~same, 0, np.where(shots, 1, np.where(original, 2, 3)))


def learned(pairs: Pairs) -> PairModel:
    """Fit both questions, with and without looks."""
    both = np.concatenate([pairs.first, pairs.looks], axis=1)
    names = [*FIRST_NUMBERS, *NUMBERS]
    few = names[: len(FIRST_NUMBERS)]
    model = PairModel({}, {}, {}, VERSION)
    for question in QUESTIONS:
        target = pairs.labels >= _LEAST_LABEL[question]
        weights = np.array(_WEIGHTS[question])[pairs.labels]
        model.looked[question] = _trees(both, target, weights, names, _LOOKED)
        model.first[question] = _trees(pairs.first, target, weights, few, _WAITING)
        model.shares[question] = float(weights[target].sum() / weights.sum())
    return model


def _trees(
    numbers: npt.NDArray[np.float32],
    target: npt.NDArray[np.bool_],
    weights: npt.NDArray[np.float64],
    names: Sequence[str],
    steps: tuple[int, float],
) -> BoostedTrees:
    boosting = HistGradientBoostingClassifier(
        max_iter=steps[0],
        learning_rate=steps[1],
        max_depth=2,
        min_samples_leaf=40,
        l2_regularization=1.0,
        monotonic_cst=[_RISING.get(name, 0) for name in names],
        early_stopping=False,
        random_state=0,
    ).fit(numbers, target, sample_weight=weights)
    trees = [predictor.nodes for (predictor,) in boosting._predictors]  # noqa: SLF001
    exported = _exported(trees, float(boosting._baseline_prediction.ravel()[0]))  # noqa: SLF001
    wanted, got = boosting.decision_function(numbers), exported.log_odds(numbers)
    assert np.abs(wanted - got).max() < 1e-3, "the exported trees answer otherwise"
    return exported


def _exported(trees: Sequence[npt.NDArray[Any]], offset: float) -> BoostedTrees:
    n_nodes = max(len(nodes) for nodes in trees)
    shape = (len(trees), n_nodes)
    feature, left, right = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    threshold, value = (np.zeros(shape, dtype=np.float32) for _ in range(2))
    for row, nodes in enumerate(trees):
        own = np.arange(len(nodes))
        leaf = nodes["is_leaf"].astype(bool)
        part = row, slice(0, len(nodes))
        feature[part] = np.where(leaf, 0, nodes["feature_idx"])
        threshold[part] = np.where(leaf, 0, nodes["num_threshold"])
        left[part] = np.where(leaf, own, nodes["left"])
        right[part] = np.where(leaf, own, nodes["right"])
        value[part] = np.where(leaf, nodes["value"], 0)
    depth = max(int(nodes["depth"].max()) for nodes in trees)
    return BoostedTrees(feature, threshold, left, right, value, offset, depth)


if __name__ == "__main__":
    main()
