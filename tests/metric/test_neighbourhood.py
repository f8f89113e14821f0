import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.metric.level0 import fit_level0
from photosearch.metric.neighbourhood import (
    BACKGROUND_SCALE,
    N_SCALE,
    entered_rows,
    exact_candidates,
    neighbour_rows,
    refresh_rows,
)
from photosearch.metric.transform import on_grid, unit_rows
from tests.metric.library_of_groups import grouped_vectors


def derived(vectors):
    return neighbour_rows(vectors, np.arange(len(vectors)), exact_candidates(vectors))


def test_exact_candidates_agree_with_sorting():
    vectors = grouped_vectors()[0]
    cosines = on_grid(vectors) @ on_grid(vectors).T
    np.fill_diagonal(cosines, -np.inf)
    expected = np.argsort(-cosines, axis=1, kind="stable")[:, :20]
    np.testing.assert_array_equal(exact_candidates(vectors, 20), expected)


def test_scale_is_the_mean_cosine_to_the_nearest_that_are_no_near_duplicates():
    vectors = grouped_vectors(noise=0.2, n_groups=50)[0]
    gallery = on_grid(vectors)
    cosines = gallery @ gallery.T
    assert np.sort(cosines[7])[-2] < 0.9
    nearest = np.sort(np.delete(cosines[7], 7))[-N_SCALE:]
    np.testing.assert_allclose(derived(vectors).scale[7], nearest.mean(), atol=1e-6)


def test_neighbours_of_a_group_are_its_members_best_first():
    vectors, labels = grouped_vectors(noise=0.1)
    rows = derived(vectors)
    assert (labels[rows.ids[:, :3]] == labels[:, None]).mean() > 0.95
    real = np.isfinite(rows.scores)
    assert (np.diff(np.where(real, rows.scores, -9.0), axis=1) <= 0).all()
    assert (rows.ids != np.arange(len(vectors))[:, None]).all()


def test_burst_longer_than_the_list_does_not_raise_the_scale():
    vectors = grouped_vectors(noise=0.2, n_groups=50)[0]
    rng = np.random.default_rng(1)
    burst = unit_rows(vectors[:1] + 0.01 * rng.standard_normal((40, 32))).astype(np.float32)
    alone = derived(vectors).scale[0]
    assert abs(derived(np.concatenate([vectors, burst])).scale[0] - alone) < 0.05


def test_small_library_shrinks_towards_the_background():
    vectors = grouped_vectors(n_groups=2, size=3, noise=0.3)[0]
    assert np.abs(derived(vectors).scale - BACKGROUND_SCALE).max() < 0.02


def test_one_photo_and_none_have_rows_without_neighbours():
    for n in (0, 1):
        rows = derived(grouped_vectors()[0][:n])
        assert rows.ids.shape == (n, 10)
        assert (rows.ids == -1).all()


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000))
def test_rows_do_not_depend_on_the_order_of_candidates(seed):
    vectors = grouped_vectors(n_groups=12, seed=seed)[0]
    vectors[5] = vectors[40]  # an exact tie
    candidates = exact_candidates(vectors)
    mixed = np.random.default_rng(seed).permuted(candidates, axis=1)
    one, other = (neighbour_rows(vectors, np.arange(len(vectors)), c) for c in (candidates, mixed))
    for name in ("ids", "similarities", "scores", "scale", "reach"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_refreshing_every_row_equals_a_recompute():
    vectors = grouped_vectors()[0]
    rows = derived(vectors)
    every = np.arange(len(vectors))
    near = exact_candidates(vectors)
    again = refresh_rows(vectors, every, every, near, rows.scale * 0, len(every))
    np.testing.assert_array_equal(again.ids, rows.ids)
    np.testing.assert_array_equal(again.scale, rows.scale)


def test_entered_rows_name_every_row_whose_scale_changes():
    vectors = grouped_vectors(n_groups=50, noise=0.2)[0]
    before, after = derived(vectors[:-5]), derived(vectors)
    new = np.arange(len(vectors) - 5, len(vectors))
    near = exact_candidates(vectors, m=len(vectors) - 1, of=new)
    cosines = np.einsum("nmd,nd->nm", vectors[near], vectors[new])
    reach = np.append(before.reach, np.full(5, -1, np.float32))
    changed = np.flatnonzero(before.scale != after.scale[:-5])
    assert set(changed) <= set(entered_rows(new, near, cosines, reach))


def test_rows_are_the_same_however_the_photos_came():
    features = grouped_vectors(n_groups=40, dim=64, noise=0.2)[0]
    keys = np.random.default_rng(3).permutation(len(features))  # of image: their order, not ids
    states = []
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(len(features))
        ids = np.empty(len(order), dtype=np.int64)
        ids[order] = np.arange(len(order))  # the catalogue's ids follow the history
        by_key = np.argsort(keys[order])
        metric = fit_level0(features[order][by_key], dim=32)
        pieces = np.array_split(features[order][by_key], [1, 10, 10, 200][: seed + 2])
        vectors = np.concatenate([metric.project(piece) for piece in pieces])
        rows = neighbour_rows(vectors, ids[order][by_key], exact_candidates(vectors))
        photos = np.append(order, -1)[rows.ids]
        states.append((metric.fingerprint, photos.tobytes(), rows.scores.tobytes()))
    assert states[0] == states[1] == states[2]
