"""Pairs by hashes, against comparing all with all."""

from __future__ import annotations

import numpy as np

from photosearch.grouping.hash_pairs import distances, distinct_pairs, hash_pairs

TURNED_BACK = [0, 1, 2, 3, 4, 7, 6, 5]  # turning by 90 degrees either way undoes the other


def random_hashes(n: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 2**64, (n, 8), dtype=np.uint64)


def flipped(value: np.uint64, bits: int, rng: np.random.Generator) -> np.uint64:
    for bit in rng.choice(64, bits, replace=False):
        value ^= np.uint64(1) << np.uint64(bit)
    return value


def with_copies(n: int, bits: int, turn: int, seed: int = 1) -> np.ndarray:
    """Return n photos and n copies, each some bits off and turned."""
    rng = np.random.default_rng(seed)
    hashes = random_hashes(2 * n, seed)
    for row in range(n):
        noise = flipped(np.uint64(0), bits, rng)
        hashes[n + row, 0] = hashes[row, turn] ^ noise
        hashes[n + row, TURNED_BACK[turn]] = hashes[row, 0] ^ noise
    return hashes


def test_turned_copies_are_found_in_every_orientation():
    for turn in range(8):
        pairs = {tuple(pair) for pair in hash_pairs(with_copies(200, 2, turn)).tolist()}
        found = sum((row, 200 + row) in pairs for row in range(200))
        assert found >= 198, turn


def test_more_bits_are_found_less_often_but_four_nearly_always():
    for bits, least in ((4, 0.93), (8, 0.35)):
        pairs = {tuple(pair) for pair in hash_pairs(with_copies(500, bits, 0)).tolist()}
        found = sum((row, 500 + row) in pairs for row in range(500))
        assert found >= least * 500, bits


def test_what_is_found_is_near_and_each_pair_once():
    hashes = with_copies(300, 6, 3)
    pairs = hash_pairs(hashes, most_bits=6)
    assert len(np.unique(pairs, axis=0)) == len(pairs)
    assert (pairs[:, 0] < pairs[:, 1]).all()
    near = np.minimum(
        distances(hashes, pairs).min(axis=1), distances(hashes, pairs[:, ::-1]).min(1)
    )
    assert near.max() <= 6


def test_strangers_are_no_pairs():
    assert len(hash_pairs(random_hashes(3_000, 7))) == 0


def test_a_crowd_of_equal_hashes_is_passed_over():
    hashes = random_hashes(5_000, 3)
    hashes[:2_000] = hashes[0]
    assert len(hash_pairs(hashes)) < 5_000


def test_nothing_and_one_photo_give_no_pairs():
    for n in (0, 1):
        assert hash_pairs(random_hashes(n, 1)).shape == (0, 2)


def test_distinct_pairs_order_and_drop():
    pairs = np.array([[3, 1], [1, 3], [2, 2], [0, 3]])
    found, first = distinct_pairs(pairs, 4)
    assert found.tolist() == [[0, 3], [1, 3]]
    assert first.tolist() == [3, 0]
