import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.learning.closed_form.whitening import within_group_whitening, within_scatter

WITHIN = np.array([[4.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 0.25]])


def groups(n_groups=400, size=20, seed=0):
    """Gaussian groups: one scatter within all of them, another between."""
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((n_groups, 3)) * [1.0, 3.0, 2.0] + [5.0, -2.0, 1.0]
    noise = rng.multivariate_normal(np.zeros(3), WITHIN, (n_groups, size))
    labels = np.repeat(np.arange(n_groups), size)
    return (centres[:, None] + noise).reshape(-1, 3), labels


def test_scatter_within_gaussian_groups_is_their_covariance():
    vectors, labels = groups(size=20)
    np.testing.assert_allclose(within_scatter(vectors, labels), WITHIN * 19 / 20, atol=0.1)


def test_whitening_without_shrinkage_makes_the_scatter_within_groups_round():
    vectors, labels = groups()
    metric = within_group_whitening(vectors, labels, shrinkage=0.0)
    mapped = (vectors - metric.mean) @ metric.projection
    np.testing.assert_allclose(within_scatter(mapped, labels), np.eye(3), atol=1e-4)
    inverse = np.linalg.inv(within_scatter(vectors, labels))
    np.testing.assert_allclose(metric.projection @ metric.projection.T, inverse, rtol=1e-4)


def test_full_shrinkage_keeps_distances_up_to_a_factor():
    vectors, labels = groups(n_groups=30)
    metric = within_group_whitening(vectors, labels, shrinkage=1.0)
    round_one = metric.projection @ metric.projection.T
    np.testing.assert_allclose(round_one, np.eye(3) * round_one[0, 0], atol=1e-5)


def test_half_shrinkage_mixes_the_scatter_with_a_round_one():
    vectors, labels = groups(n_groups=30)
    scatter = within_scatter(vectors, labels)
    mixed = 0.5 * scatter + 0.5 * np.trace(scatter) / 3 * np.eye(3)
    metric = within_group_whitening(vectors, labels, shrinkage=0.5)
    np.testing.assert_allclose(
        metric.projection @ metric.projection.T, np.linalg.inv(mixed), rtol=1e-4
    )


def test_axes_come_strongest_first_and_say_their_variance():
    vectors, labels = groups()
    metric = within_group_whitening(vectors, labels, shrinkage=0.0)
    mapped = (vectors - vectors.mean(axis=0)) @ metric.projection
    np.testing.assert_allclose(np.cov(mapped.T), np.diag(metric.spectrum), atol=0.02)
    assert (np.diff(metric.spectrum) <= 0).all()


def test_photos_of_no_group_and_groups_of_one_do_not_enter_the_scatter():
    vectors, labels = groups(n_groups=10)
    more = np.concatenate([vectors, np.full((2, 3), 100.0)])
    marked = np.concatenate([labels, [-1, 99]])
    np.testing.assert_allclose(within_scatter(more, marked), within_scatter(vectors, labels))
    paired = np.concatenate([labels, [-1, -1]])  # two without a group are no group
    np.testing.assert_allclose(within_scatter(more, paired), within_scatter(vectors, labels))


def test_whitening_tells_groups_apart_that_noise_hides():
    rng = np.random.default_rng(0)
    labels = np.repeat(np.arange(20), 10)
    hidden = rng.standard_normal((20, 2))[labels] + 0.1 * rng.standard_normal((200, 2))
    vectors = np.hstack([hidden, 10 * rng.standard_normal((200, 3))])

    def recall_at_1(rows):
        cosines = rows @ rows.T
        np.fill_diagonal(cosines, -2)
        return (labels[cosines.argmax(axis=1)] == labels).mean()

    plain = vectors - vectors.mean(axis=0)
    plain /= np.linalg.norm(plain, axis=1, keepdims=True)
    metric = within_group_whitening(vectors.astype(np.float32), labels, shrinkage=0.0)
    found = recall_at_1(metric.project(vectors.astype(np.float32)))
    assert found > 2 * recall_at_1(plain) > 0


def test_more_dimensions_than_photos_stay_finite():
    vectors = np.random.default_rng(0).standard_normal((6, 40)).astype(np.float32)
    metric = within_group_whitening(vectors, np.array([0, 0, 1, 1, 2, 2]), shrinkage=0.0)
    assert np.isfinite(metric.projection).all()
    assert np.isfinite(metric.project(vectors)).all()


def test_the_same_input_gives_the_same_metric_and_survives_a_file(tmp_path):
    from photosearch.metric.metric_file import load, save

    vectors, labels = groups(n_groups=10)
    one, other = (within_group_whitening(vectors, labels) for _ in range(2))
    assert one.fingerprint == other.fingerprint
    save(one, tmp_path / "metric.npz")
    assert load(tmp_path / "metric.npz").fingerprint == one.fingerprint


@pytest.mark.parametrize("labels", [[0, 1, 2], [-1, -1, -1]])
def test_no_group_of_two_is_refused(labels):
    with pytest.raises(UserError, match="No group has two different photos"):
        within_group_whitening(np.eye(3), np.array(labels))


def test_groups_of_copies_only_are_refused():
    with pytest.raises(UserError, match="No group has two different photos"):
        within_group_whitening(np.ones((4, 3)), np.array([0, 0, 1, 1]))


@pytest.mark.parametrize("shrinkage", [-0.1, 1.1, np.nan])
def test_a_shrinkage_beyond_0_and_1_is_refused(shrinkage):
    with pytest.raises(ValueError, match="shrinkage"):
        within_group_whitening(*groups(n_groups=3), shrinkage=shrinkage)
