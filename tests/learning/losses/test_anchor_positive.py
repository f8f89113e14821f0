import math
import subprocess
import sys

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.distances import DISTANCES  # noqa: E402
from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from tests.learning.losses.batches import anchor_positive, similarities, value  # noqa: E402


def build(dim, distance="cosine", **options):
    return loss_by_name("anchor-positive", dim=dim, n_classes=4, distance=distance, options=options)


def test_three_pairs_give_the_value_computed_by_hand():
    # Cosines of anchors (rows) and positives (columns):  1 0 0 / 0 .6 0 / 0 .8 1
    anchors = [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]
    positives = [[1.0, 0, 0], [0, 0.6, 0.8], [0, 0, 1]]
    # Each over 0.2, then minus the diagonal: 0 -5 -5 / -3 0 -3 / -5 -1 0
    by_hand = (
        math.log(1 + 2 * math.exp(-5))
        + math.log(1 + 2 * math.exp(-3))
        + math.log(1 + math.exp(-5) + math.exp(-1))
    ) / 3
    found = value(build(3), np.array(anchors + positives), [0, 1, 2, 0, 1, 2])
    assert found == pytest.approx(by_hand, abs=1e-6)


@pytest.mark.parametrize(
    ("n_classes", "distance"), [(2, "cosine"), (10, "euclidean"), (100, "manhattan")]
)
def test_identical_embeddings_give_the_logarithm_of_the_number_of_classes(n_classes, distance):
    labels = np.tile(np.arange(n_classes), 2)
    found = value(build(8, distance), np.ones((2 * n_classes, 8)), labels)
    assert found == pytest.approx(math.log(n_classes), abs=1e-6)


@pytest.mark.parametrize("distance", DISTANCES)
def test_value_is_the_cross_entropy_on_the_diagonal(distance):
    rows, labels = anchor_positive()
    scaled = similarities(rows[:4], rows[4:], distance) / 0.5
    expected = np.mean(np.log(np.exp(scaled).sum(axis=1)) - np.diag(scaled))
    found = value(build(6, distance, temperature=0.5), rows, labels)
    assert found == pytest.approx(expected, abs=1e-6)


def test_other_positives_of_the_own_class_are_no_negatives():
    rows, _ = anchor_positive()
    scaled = rows[:4] @ rows[4:].T / 0.2
    keep = ~np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]], bool)
    expected = np.mean(np.log((np.exp(scaled) * keep).sum(axis=1)) - np.diag(scaled))
    found = value(build(6), rows, [5, 5, 1, 2, 5, 5, 1, 2])
    assert found == pytest.approx(expected, abs=1e-6)


def test_a_batch_that_is_not_laid_out_in_pairs_is_refused():
    rows, _ = anchor_positive()
    with pytest.raises(ValueError, match="anchors"):
        value(build(6), rows, [0, 0, 1, 1, 2, 2, 3, 3])


def test_background_tuning_needs_torch_alone():
    code = (
        "import sys; from photosearch.learning.losses.by_name import loss_by_name;"
        "[loss_by_name(name, dim=4, n_classes=2) for name in"
        " ('anchor-positive', 'supcon', 'nt-xent', 'quadruplet')];"
        "sys.exit(any(name in sys.modules for name in"
        " ('pytorch_metric_learning', 'scipy', 'sklearn', 'torchvision', 'matplotlib')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
