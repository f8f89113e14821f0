import numpy as np
import pytest

from photosearch.base.errors import Cancelled
from photosearch.base.progress import ProgressControl
from photosearch.learning.evaluation import ranking
from photosearch.learning.evaluation.ranking import Gallery, Ranker


def test_nearest_leaves_the_query_out_by_id_and_keeps_its_copies():
    vectors = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    found = Ranker(vectors).nearest(vectors, np.arange(3), 2)
    assert found.rows.tolist() == [[1, 2], [0, 2], [0, 1]]
    np.testing.assert_allclose(found.distances, [[0, 1], [0, 1], [1, 1]])


def test_nearest_of_equal_distances_come_in_the_order_of_rows():
    vectors = np.tile(np.array([[0.3, 0.7, 0.1]], dtype=np.float32), (50, 1))
    found = Ranker(vectors).nearest(vectors[:1], np.array([7]), 20)
    assert found.rows[0].tolist() == [row for row in range(21) if row != 7]


def test_nearest_beyond_the_gallery_is_padded():
    vectors = np.eye(3, dtype=np.float32)
    found = Ranker(vectors).nearest(vectors, np.arange(3), 4)
    assert found.rows[0].tolist() == [1, 2, -1, -1]
    assert np.isinf(found.distances[:, 2:]).all()


def test_nearest_of_no_queries_is_empty():
    found = Ranker(np.eye(3)).nearest(np.empty((0, 3)), None, 2)
    assert found.rows.shape == (0, 2)


def test_nearest_is_the_same_in_any_block_size(monkeypatch):
    vectors = np.random.default_rng(0).integers(0, 3, size=(60, 4)).astype(np.float32)
    whole = Ranker(vectors, distance="euclidean").nearest(vectors, np.arange(60), 10)
    monkeypatch.setattr(ranking, "_BLOCK_CELLS", 7 * 60)
    parts = Ranker(vectors, distance="euclidean").nearest(vectors, np.arange(60), 10)
    np.testing.assert_array_equal(whole.rows, parts.rows)
    np.testing.assert_array_equal(whole.distances, parts.distances)


def test_nearest_cancelled_stops():
    progress = ProgressControl(lambda step: None)
    progress.cancel()
    with pytest.raises(Cancelled):
        Ranker(np.eye(3)).nearest(np.eye(3), None, 1, progress)


def test_gallery_of_uneven_arrays_is_refused():
    with pytest.raises(ValueError, match="label"):
        Gallery(np.eye(3), np.array([0, 1]), np.arange(3))
