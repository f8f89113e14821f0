"""A classifier from a few examples against random photos."""

import numpy as np
import pytest

from photosearch.metric.linear_classifier import background_of, fit_classifier
from tests.metric.library_of_groups import grouped_vectors

NOBODY = np.empty((0, 32), dtype=np.float32)


@pytest.fixture
def vectors():
    return grouped_vectors()[0]


def test_rest_of_the_group_scores_above_everything_else(vectors):
    fitted = fit_classifier(vectors[:4], NOBODY, background_of(vectors[8:]))
    scores = fitted.scores(vectors)
    assert scores[4:8].min() > scores[8:].max()


def test_rejected_photo_scores_lower(vectors):
    background = background_of(vectors[8:])
    before = fit_classifier(vectors[:4], NOBODY, background).scores(vectors[8:9])
    after = fit_classifier(vectors[:4], vectors[8:9], background).scores(vectors[8:9])
    assert after[0] < before[0] - 0.01


def test_held_out_scores_are_those_of_a_classifier_without_the_example(vectors):
    """The closed form keeps the weight of each example, so the fit without one does, too."""
    background = background_of(vectors[8:])
    fitted = fit_classifier(vectors[:4], NOBODY, background)
    own = np.concatenate([vectors[:4].astype(np.float64), np.ones((4, 1))], axis=1)
    penalty = np.full(33, 0.03)
    penalty[-1] = 1e-9
    system = background.moments + own[1:].T @ own[1:] / 4 + np.diag(penalty)
    weights = np.linalg.solve(system, own[1:].sum(axis=0) / 4 - background.mean)
    assert fitted.held_out[0] == pytest.approx(float(own[0] @ weights), abs=1e-6)
