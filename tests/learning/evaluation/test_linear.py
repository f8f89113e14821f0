import numpy as np
import pytest

pytest.importorskip("sklearn", reason="scikit-learn is not installed")

from photosearch.base.errors import UserError
from photosearch.learning.evaluation.classifiers import LabelledVectors
from photosearch.learning.evaluation.linear import linear_evaluation
from tests.learning.evaluation.embeddings import classes


def halves(vectors, labels):
    return LabelledVectors(vectors[::2], labels[::2]), LabelledVectors(vectors[1::2], labels[1::2])


def test_linear_evaluation_separates_what_a_plane_can():
    train, test = halves(*classes(per_class=30, noise=0.2))
    assert linear_evaluation(train, test).accuracy > 0.97


def test_linear_evaluation_does_not_separate_rings():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 2, 400)
    angles = rng.random(400) * 2 * np.pi
    rings = (1 + labels)[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    assert linear_evaluation(*halves(rings, labels)).accuracy < 0.65


def test_linear_evaluation_chooses_its_penalty_from_the_training_photos():
    train, test = halves(*classes(n_classes=4, per_class=40, noise=1.5, dim=64, seed=3))
    chosen = linear_evaluation(train, test, penalties=[100.0, 0.01]).accuracy
    assert chosen == linear_evaluation(train, test, penalties=[0.01]).accuracy


def test_linear_evaluation_of_one_class_is_refused():
    part = LabelledVectors(np.eye(3), np.zeros(3))
    with pytest.raises(UserError, match="two classes"):
        linear_evaluation(part, part)
