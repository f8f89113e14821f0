import numpy as np

from photosearch.metric.group_head import GroupHead, whitening_only
from photosearch.metric.transform import unit_rows


def head(scale: float = 20.0, offset: float = -10.0) -> GroupHead:
    """A head with two groups along the first two axes of six, and a background."""
    gates = np.zeros((3, 6), dtype=np.float32)
    gates[0, 0] = gates[1, 1] = scale
    offsets = np.array([offset, offset, 0], dtype=np.float32)
    pulls = np.eye(6, dtype=np.float32)[:2]
    return GroupHead(np.eye(6, dtype=np.float32), gates, offsets, pulls, np.eye(2, dtype="f4"))


def test_apply_gives_unit_rows_of_both_parts():
    vectors = unit_rows(np.random.default_rng(0).standard_normal((9, 6)))
    given = head().apply(vectors)
    assert given.shape == (9, 8)
    np.testing.assert_allclose(np.linalg.norm(given, axis=1), 1)


def test_apply_to_a_photo_of_no_group_leaves_its_vector():
    stranger = np.eye(6)[5:]
    np.testing.assert_allclose(head().apply(stranger)[0, :6], stranger[0], atol=1e-3)


def test_apply_brings_members_of_a_group_together():
    members = unit_rows(np.array([[1, 0, 0.9, 0, 0, 0], [1, 0, 0, 0.9, 0, 0]], dtype=float))
    given = head().apply(members)
    assert given[0] @ given[1] > members[0] @ members[1] + 0.2


def test_weights_with_the_background_sum_to_one():
    vectors = unit_rows(np.random.default_rng(0).standard_normal((50, 6)))
    weights = head().weights(vectors)
    assert (weights >= 0).all()
    assert (weights.sum(axis=1) < 1).all()


def test_weights_match_the_softmax_by_hand():
    one = np.eye(6)[:1]
    logits = np.array([10.0, -10.0, 0.0])
    expected = np.exp(logits) / np.exp(logits).sum()
    np.testing.assert_allclose(head().weights(one)[0], expected[:2])


def test_whitening_only_is_the_matrix_and_nothing_else():
    rng = np.random.default_rng(0)
    matrix, vectors = rng.standard_normal((6, 6)), unit_rows(rng.standard_normal((4, 6)))
    given = whitening_only(matrix).apply(vectors)
    np.testing.assert_allclose(given, unit_rows(vectors @ matrix), atol=1e-6)
