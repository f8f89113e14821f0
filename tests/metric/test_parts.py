"""A vector's two parts make the whole again."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.metric.parts import split
from photosearch.metric.shipped import shipped_metric
from photosearch.metric.transform import INDEX_DIM, unit_rows


@pytest.fixture(scope="module")
def features():
    return np.random.default_rng(0).random((8, 1280), np.float32)


def test_split_heads_are_what_an_index_may_hold(features):
    parts = split(shipped_metric(), features)
    assert parts.heads.shape == (8, INDEX_DIM)
    np.testing.assert_allclose(np.linalg.norm(parts.heads, axis=1), 1, atol=1e-6)
    assert parts.codes.dtype == np.int8


def test_whole_is_the_metric_s_vector_but_for_the_rounding(features):
    metric = shipped_metric()
    cosines = (split(metric, features).whole() * metric.project(features)).sum(axis=1)
    assert (cosines > 0.9995).all()


def test_parts_do_not_depend_on_the_batch(features):
    metric = shipped_metric()
    alone = np.concatenate([split(metric, row[None]).whole() for row in features])
    np.testing.assert_array_equal(alone, split(metric, features).whole())


def test_head_of_a_whole_vector_is_its_head_but_for_the_rounding(features):
    parts = split(shipped_metric(), features)
    for whole, head in zip(parts.whole(), parts.heads, strict=True):
        np.testing.assert_allclose(unit_rows(whole[:INDEX_DIM]), head, atol=5e-3)


def test_split_mean_feature_points_nowhere():
    metric = shipped_metric()
    parts = split(metric, metric.mean[None])
    assert not parts.heads.any()
    assert np.isfinite(parts.whole()).all()
