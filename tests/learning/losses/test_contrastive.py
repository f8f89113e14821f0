import itertools

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("pytorch_metric_learning", reason="pytorch-metric-learning is not installed")

from photosearch.learning.distances import DISTANCES  # noqa: E402
from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from photosearch.learning.losses.tuples import Tuples  # noqa: E402
from tests.learning.losses.batches import distances, p_by_q, value  # noqa: E402


def reference(rows, pairs, same, distance, margin):
    """Follow equation 4 of Hadsell et al. 2006, each kind of pair averaged apart."""
    measured = np.array([distances(rows, rows, distance)[pair] for pair in pairs])
    near = 0.5 * measured[same] ** 2
    far = 0.5 * np.maximum(0, margin - measured[~same]) ** 2
    return (near.mean() if len(near) else 0) + (far.mean() if len(far) else 0)


def build(distance="euclidean", **options):
    return loss_by_name("contrastive", dim=6, n_classes=4, distance=distance, options=options)


@pytest.mark.parametrize("distance", DISTANCES)
def test_value_of_labels_follows_the_paper(distance):
    rows, labels = p_by_q()
    pairs = list(itertools.combinations(range(12), 2))
    same = np.array([labels[a] == labels[b] for a, b in pairs])
    expected = reference(rows, pairs, same, distance, 0.8)
    found = value(build(distance, margin=0.8), rows, labels)
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("same", [[1, 0, 1, 0, 0], [1] * 5, [0] * 5, [1, 0], [0], [1]])
def test_value_of_pairs_follows_the_paper(same):
    rows, _ = p_by_q()
    pairs = [(0, 1), (2, 3), (4, 5), (7, 6), (0, 9)][: len(same)]
    known = np.array(same, bool)
    loss = build("euclidean")
    expected = reference(rows, pairs, known, "euclidean", 2**0.5)
    found = value(loss, rows, tuples=Tuples("pairs", np.array(pairs), known))
    assert found == pytest.approx(expected, abs=1e-9)


def test_two_photos_at_right_angles_give_their_squared_distance_halved():
    rows = np.array([[1.0, 0], [0, 1]])
    pair = Tuples("pairs", np.array([[0, 1]]), np.array([True]))
    assert value(build("euclidean"), rows, tuples=pair) == pytest.approx(1.0)
    assert value(build("cosine"), rows, tuples=pair) == pytest.approx(0.5)
    assert value(build("manhattan"), rows, tuples=pair) == pytest.approx(2.0)
