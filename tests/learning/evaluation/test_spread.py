import numpy as np
import pytest

from photosearch.learning.evaluation.pairs import PairDistances, pair_distances
from photosearch.learning.evaluation.spread import spread
from tests.learning.evaluation.embeddings import classes


def test_spread_of_known_distances():
    found = spread(PairDistances(np.array([1.0, 3.0]), np.array([5.0, 7.0])))
    assert (found.intra, found.inter, found.ratio) == (2, 6, pytest.approx(1 / 3))
    assert found.separation == pytest.approx(4)  # both deviations are 1


def test_spread_ratio_falls_as_classes_get_compact():
    ratios = [spread(pair_distances(*classes(noise=noise))).ratio for noise in (1.0, 0.5, 0.1)]
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[-1] < 0.1


def test_spread_of_a_collapsed_embedding_says_so():
    found = spread(pair_distances(np.ones((6, 3)), np.repeat([0, 1], 3)))
    assert (found.ratio, found.separation) == (1, 0)
