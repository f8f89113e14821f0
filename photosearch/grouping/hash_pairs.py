"""Pairs of photos whose perceptual hashes are nearly the same, in any of eight orientations.

Blurred, tiny and turned copies look different to the encoder, but their hashes stay. Comparing all
with all is quadratic, so photos meet only where a random choice of hash bits is the same: bit
sampling, the locality-sensitive hashing of Indyk and Motwani (1998) for Hamming distance. As many
bits are drawn as keep a bucket at about one photo, whatever the size of the library. Buckets that
are crowded all the same (blank pages, black frames) tell nothing and are passed over.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

N_TABLES = 8
MOST_BITS = 8
_CROWD = 48
_LEAST_WIDTH, _MOST_WIDTH = 10, 24
_TURNS = (0, 1, 2, 3, 4, 5, 6)  # 7 undoes 5: that pair is met from its other side

Hashes = npt.NDArray[np.uint64]
Pairs = npt.NDArray[np.int64]
"""(P, 2) rows, the lower first, each pair once, ascending."""


def hash_pairs(hashes: Hashes, most_bits: int = MOST_BITS) -> Pairs:
    """Find pairs at most some bits apart; nearly all at 4 bits, most at 8.

    Args:
        hashes: (N, 8) uint64, of each photo's eight orientations; the first is as shown.
        most_bits: Farther pairs are left out.
    """
    n = len(hashes)
    found: list[npt.NDArray[np.int64]] = []
    width = int(np.clip(np.ceil(np.log2(max(n, 2))), _LEAST_WIDTH, _MOST_WIDTH))
    rng = np.random.default_rng(20261130)
    for _ in range(N_TABLES):
        bits = rng.choice(64, size=width, replace=False)
        mask = np.bitwise_or.reduce(np.left_shift(np.uint64(1), bits.astype(np.uint64)))
        found += _meetings(hashes, mask, most_bits)
    return distinct_pairs(np.concatenate(found), n)[0]


def distances(hashes: Hashes, pairs: Pairs) -> npt.NDArray[np.uint8]:
    """Return how many bits the photos of pairs differ by, in the orientation that fits best.

    Args:
        hashes: (N, 8) uint64.
        pairs: (P, 2) rows.

    Returns:
        (P, 8) uint8: under each orientation of the second photo.
    """
    differing = hashes[pairs[:, 0], :1] ^ hashes[pairs[:, 1]]
    return np.asarray(np.bitwise_count(differing), dtype=np.uint8)


def distinct_pairs(pairs: Pairs, n: int) -> tuple[Pairs, npt.NDArray[np.int64]]:
    """Return pairs with the lower row first, each once, ascending, none of a photo with itself.

    Beside them stands where each was met first, (P,) places of ``pairs``.

    Args:
        pairs: (P, 2) rows below n, in any order.
        n: Number of photos; its square must fit into 63 bits.
    """
    low, high = pairs.min(axis=1), pairs.max(axis=1)
    places = np.flatnonzero(low != high)
    keys, first = np.unique(low[places] * n + high[places], return_index=True)
    return np.stack([keys // n, keys % n], axis=1), places[first]


def _meetings(hashes: Hashes, mask: np.uint64, most_bits: int) -> list[Pairs]:
    own = hashes[:, 0] & mask
    order = np.argsort(own)
    keys = own[order]
    found = []
    for turn in _TURNS:
        asked = hashes[:, turn] & mask
        askers = np.argsort(asked)
        wanted = asked[askers]
        first = np.searchsorted(keys, wanted, "left")
        count = np.searchsorted(keys, wanted, "right") - first
        count[count > _CROWD] = 0
        asking = np.repeat(askers, count)
        offset = np.arange(len(asking)) - np.repeat(np.cumsum(count) - count, count)
        met = order[np.repeat(first, count) + offset]
        near = np.bitwise_count(hashes[asking, turn] ^ hashes[met, 0]) <= most_bits
        near &= asking != met
        found.append(np.stack([asking[near], met[near]], axis=1))
    return found
