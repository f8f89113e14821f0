"""Features and neighbours survive, damaged rows are told."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from photosearch.base.types import Box
from photosearch.catalog.metrics import NewMetric
from photosearch.catalog.neighbours import NeighbourBlock
from tests.catalog.conftest import new_photo


@pytest.fixture
def photo_ids(catalog):
    return catalog.photos.add_many([new_photo(str(number)) for number in range(20)])


@pytest.fixture
def encoder_id(catalog):
    return catalog.encoders.ensure("fingerprint", "name", 6)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    codes=arrays(np.uint8, (20, 6)),
    scales=arrays(np.float32, 20, elements=st.floats(0, 1000, width=32)),
)
def test_put_any_codes_come_back(catalog, photo_ids, encoder_id, codes, scales):
    catalog.features.put(photo_ids, encoder_id, codes, scales)
    blocks = list(catalog.features.blocks(encoder_id, block_rows=7))
    assert [len(block.ids) for block in blocks] == [7, 7, 6]
    assert np.array_equal(np.concatenate([block.codes for block in blocks]), codes)
    assert np.array_equal(np.concatenate([block.scales for block in blocks]), scales)


def test_get_damaged_row_is_told_and_left_out(catalog, photo_ids, encoder_id):
    catalog.features.put(photo_ids, encoder_id, np.ones((20, 6), np.uint8), np.ones(20, np.float32))
    with catalog.transaction() as connection:
        for photo_id, change in ((3, "codes = x'010101010103'"), (4, "scale = 2"),
                                 (5, "codes = x'01'"), (6, "scale = 'x'")):  # fmt: skip
            connection.execute(f"UPDATE feature SET {change} WHERE photo_id = ?", (photo_id,))
    assert catalog.features.get([2, 3, 4, 5, 6, 7], encoder_id).ids.tolist() == [2, 7]
    assert catalog.features.damaged(encoder_id).tolist() == [3, 4, 5, 6]


def test_missing_lists_photos_without_feature_of_this_encoder(catalog, photo_ids, encoder_id):
    catalog.features.put(
        photo_ids[:18], encoder_id, np.ones((18, 6), np.uint8), np.ones(18, np.float32)
    )
    assert catalog.features.missing(encoder_id).tolist() == photo_ids[18:]
    catalog.features.remove([1], encoder_id)
    assert catalog.features.missing(encoder_id).tolist() == [1, *photo_ids[18:]]


def test_region_features_lie_apart_and_go_with_their_region(catalog, photo_ids, encoder_id):
    region_id = catalog.regions.add(1, Box(0.1, 0.2, 0.3, 0.4))
    assert catalog.regions.add(1, Box(0.1, 0.2, 0.3, 0.4)) == region_id
    catalog.features.put(
        [1], encoder_id, np.ones((1, 6), np.uint8), np.ones(1, np.float32), region_id
    )
    assert len(catalog.features.get([1], encoder_id).ids) == 0
    assert len(catalog.features.get([1], encoder_id, region_id).ids) == 1
    catalog.regions.remove(region_id)
    assert len(catalog.features.get([1], encoder_id, region_id).ids) == 0


def test_put_again_is_a_change_for_an_index(catalog, photo_ids, encoder_id):
    revision = catalog.photos.revision()
    catalog.features.put([4], encoder_id, np.ones((1, 6), np.uint8), np.ones(1, np.float32))
    changes = catalog.photos.changes(revision)
    assert changes.gone.tolist() == [4]  # known, but shown nowhere


def test_activate_leaves_one_active_metric(catalog, encoder_id):
    ids = [
        catalog.metrics.add(NewMetric(encoder_id, 0, name, 4, f"{name}.npz", bytes(32), 500))
        for name in "ab"
    ]
    assert catalog.metrics.active() is None
    for metric_id in ids:
        catalog.metrics.activate(metric_id)
        assert catalog.metrics.active().metric_id == metric_id
    assert [row.active for row in catalog.metrics.list()] == [False, True]


def test_neighbours_come_back_and_damaged_rows_count_as_not_there(catalog, photo_ids, encoder_id):
    metric_id = catalog.metrics.add(NewMetric(encoder_id, 0, "m", 4, "m", bytes(32), 0))
    neighbour_ids = np.arange(6).reshape(3, 2)
    values = np.array([[0.5, 0.25], [0.5, -np.inf], [1, 0]], np.float32)
    edges = np.array([0.25, 0.5, 0.75], np.float32)
    own = np.array([[-127, 0, 1], [2, 3, 4], [5, 6, 127]], np.int8)
    catalog.neighbours.replace(
        metric_id,
        NeighbourBlock(np.array([1, 2, 3]), neighbour_ids, values, -values, edges, 2 * edges, own),
    )
    found = catalog.neighbours.get(metric_id, [3, 2, 1, 4])
    assert found.ids.tolist() == [1, 2, 3]
    assert found.neighbour_ids.tolist() == neighbour_ids.tolist()
    assert found.similarities.tolist() == values.tolist()
    assert found.scores.tolist() == (-values).tolist()
    assert found.scales.tolist() == edges.tolist()
    assert found.reaches.tolist() == (2 * edges).tolist()
    assert found.vectors.tolist() == own.tolist()
    assert catalog.neighbours.vectors(metric_id, [2]).vectors.tolist() == [[2, 3, 4]]
    assert catalog.neighbours.get(metric_id, []).neighbour_ids.shape == (0, 0)
    with catalog.transaction() as connection:
        connection.execute("UPDATE neighbour SET scale = 9 WHERE photo_id = 2")
    assert next(catalog.neighbours.blocks(metric_id)).ids.tolist() == [1, 3]
    catalog.neighbours.delete(metric_id, [1])
    assert catalog.neighbours.ids(metric_id).tolist() == [2, 3]
    catalog.neighbours.delete(metric_id)
    assert catalog.neighbours.count(metric_id) == 0
