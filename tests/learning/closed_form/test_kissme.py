import subprocess
import sys

import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.learning.closed_form.kissme import kissme
from photosearch.learning.losses.tuples import Tuples

WITHIN = np.diag([4.0, 1.0, 0.25])
BETWEEN = np.diag([1.0, 9.0, 4.0])


def known_pairs(n_groups=20_000, seed=0):
    """Two photos of each Gaussian group: (0, 1), (2, 3) ... are the same, (1, 2) ... not."""
    rng = np.random.default_rng(seed)
    centres = rng.multivariate_normal([5.0, 0.0, -5.0], BETWEEN, n_groups)
    noise = rng.multivariate_normal(np.zeros(3), WITHIN, (n_groups, 2))
    vectors = (centres[:, None] + noise).reshape(-1, 3)
    rows = np.stack([np.arange(2 * n_groups - 1), np.arange(1, 2 * n_groups)], axis=1)
    return vectors, Tuples("pairs", rows, np.arange(len(rows)) % 2 == 0)


def test_gaussian_groups_give_the_analytic_matrix():
    vectors, pairs = known_pairs()
    metric = kissme(vectors, pairs, shrinkage=0.0)
    expected = np.linalg.inv(2 * WITHIN) - np.linalg.inv(2 * (WITHIN + BETWEEN))
    found = metric.projection @ metric.projection.T
    np.testing.assert_allclose(found, expected, atol=0.03 * expected.max())


def test_distances_are_those_of_the_matrix():
    vectors, pairs = known_pairs(n_groups=200)
    near, far = (
        np.cov((vectors[rows[:, 0]] - vectors[rows[:, 1]]).T, bias=True)
        for rows in (pairs.rows[pairs.same], pairs.rows[~pairs.same])
    )
    metric = kissme(vectors, pairs, shrinkage=0.0)
    mapped = (vectors - metric.mean) @ metric.projection
    difference = vectors[0] - vectors[7]
    expected = difference @ (np.linalg.inv(near) - np.linalg.inv(far)) @ difference
    assert np.sum((mapped[0] - mapped[7]) ** 2) == pytest.approx(expected, rel=0.05)


def test_directions_in_which_same_pairs_differ_more_are_dropped():
    vectors, pairs = known_pairs(n_groups=2000)
    others = np.random.default_rng(1).standard_normal((len(vectors), 1))
    others[1::2] += 10  # the two photos of a group always differ here, as do all neighbours
    others[3::4] -= 20  # and "not the same" differ less
    metric = kissme(np.hstack([vectors, others]), pairs, shrinkage=0.0)
    assert metric.dim <= 4
    mapped = metric.projection @ metric.projection.T
    assert mapped[3, 3] < 0.05 * mapped.max()


def test_few_pairs_in_many_dimensions_stay_finite():
    vectors = np.random.default_rng(0).standard_normal((10, 40)).astype(np.float32)
    pairs = Tuples("pairs", np.arange(10).reshape(5, 2), np.array([1, 1, 0, 0, 0], bool))
    metric = kissme(vectors, pairs)
    assert np.isfinite(metric.projection).all()
    np.testing.assert_allclose(np.linalg.norm(metric.project(vectors), axis=1), 1, rtol=1e-5)


@pytest.mark.parametrize("same", [True, False])
def test_one_kind_of_pair_only_is_refused(same):
    vectors, pairs = known_pairs(n_groups=10)
    with pytest.raises(UserError, match="not enough pairs"):
        kissme(vectors, Tuples("pairs", pairs.rows, np.full(len(pairs), same)))


def test_pairs_that_say_nothing_are_refused():
    vectors = np.eye(4)
    rows = np.array([[0, 1], [2, 3], [0, 1], [2, 3]])
    with pytest.raises(UserError, match="differ as much as the others"):
        kissme(vectors, Tuples("pairs", rows, np.array([True, True, False, False])))


def test_triplets_are_refused():
    with pytest.raises(ValueError, match="not from triplets"):
        kissme(np.eye(3), Tuples("triplets", np.array([[0, 1, 2]])))


def test_closed_forms_import_no_torch():
    code = (
        "import sys; import photosearch.learning.closed_form.kissme,"
        " photosearch.learning.closed_form.whitening;"
        " sys.exit(any(name in sys.modules for name in ('torch', 'scipy', 'sklearn')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
