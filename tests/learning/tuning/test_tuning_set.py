import numpy as np

from photosearch.learning.tuning.tuning_set import TuningSet, bundles_of, chains_of
from photosearch.metric.transform import unit_rows
from tests.learning.tuning.kinds import tuning_set


def test_bundles_of_joins_near_duplicates_of_one_group_only():
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 0, 0]]
    bundles = bundles_of(vectors, np.array([0, 0, 0, 1, -1]))
    assert bundles[0] == bundles[1]
    assert len(set(bundles.tolist())) == 4


def test_one_of_each_counts_a_burst_once():
    vectors = unit_rows(np.eye(3)[[0, 0, 1, 2]] + 0.01).astype(np.float32)
    labels = np.array([0, 0, 0, 1])
    found = TuningSet(vectors, labels, bundles_of(vectors, labels), np.arange(4, dtype=np.uint64))
    assert found.one_of_each().tolist() == [0, 2, 3]


def test_without_leaves_no_trace_of_a_photo_and_renumbers_groups():
    whole = tuning_set(n_groups=3)
    rest = whole.without(np.flatnonzero(whole.labels == 0))
    assert rest.n_groups == 2
    assert set(rest.labels[whole.labels == 0]) == {-1}
    assert set(rest.labels[whole.labels == 1]) == {0}


def test_without_drops_what_was_said_of_a_photo():
    whole = tuning_set()
    said = TuningSet(
        whole.vectors, whole.labels, whole.bundles, whole.keys,
        same=np.array([[0, 1], [2, 3]]), closer=np.array([[0, 4, 5], [6, 7, 8]]),
    )  # fmt: skip
    rest = said.without(np.array([0]))
    assert rest.same.tolist() == [[2, 3]]
    assert rest.closer.tolist() == [[6, 7, 8]]


def test_chains_of_joins_what_pairs_connect():
    chains = chains_of(np.array([[1, 2], [5, 6], [2, 3]]), 8)
    assert sorted(chain.tolist() for chain in chains) == [[1, 2, 3], [5, 6]]
