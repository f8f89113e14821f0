"""What a person's groups add to a level-0 vector.

Three steps, each of which leaves alone what has nothing to do with the groups:

- ``linear``: directions in which photos of one group differ count less (within-group whitening; at
  level 2 a trained low-rank residual on top of it).
- A photo belongs to group g with weight a_g(x), the soft-max of ``gates`` over the groups and a
  background of random photos of the library. For a photo of no group all weights are about 0, and
  its vector stays: that is what protects the rest of the library, where a matrix that is learned
  without restraint moves everything.
- It is drawn towards the middle of its groups (``pulls``), and its weights are written beside the
  vector on axes of their own (``profile``). The pull brings a photo near to its group. The profile
  keeps apart what is drawn to the same place from different sides, and photos of one group that
  nobody has named have like profiles, which helps them too. Half of each is better than either:
  on three sets, 12 groups of six photos, the photos of these groups gained 12.4 points of MAP@R and
  all others 0.3; with the pull alone 11.8 and -0.3, with the profile alone 9.4 and 0.3.

The weights are those of a prototype classifier as in Snell et al. 2017 (equation 2), here with
learned hyperplanes and a background; adding them to the vector is a residual of rank G.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors
from photosearch.metric.transform import unit_rows

_Matrix = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class GroupHead:
    """A residual on level-0 vectors, learned from G groups; G may be 0.

    Attributes:
        linear: (d, d) float32; a row vector is multiplied with it and brought to unit length.
        gates: (G + 1, d) float32, the last for the background.
        offsets: (G + 1,) float32.
        pulls: (G, d) float32, how far and where to a member of a group moves.
        profile: (G, e) float32, what it gets beside its vector; e <= G.
    """

    linear: Vectors
    gates: Vectors
    offsets: Vectors
    pulls: Vectors
    profile: Vectors

    @property
    def dim(self) -> int:
        """Return d + e, the number of dimensions of what ``apply`` gives."""
        return int(self.linear.shape[1] + self.profile.shape[1])

    @property
    def n_groups(self) -> int:
        """Return G."""
        return len(self.pulls)

    @property
    def arrays(self) -> Mapping[str, Vectors]:
        """Return all its numbers, by name."""
        return {
            "linear": self.linear,
            "gates": self.gates,
            "offsets": self.offsets,
            "pulls": self.pulls,
            "profile": self.profile,
        }

    def apply(self, vectors: NDArray[np.floating]) -> _Matrix:
        """Return level-0 vectors (N, d) of unit length as (N, d + e) float64 of unit length."""
        moved = unit_rows(vectors.astype(np.float64) @ self.linear.astype(np.float64))
        if not self.n_groups:
            return np.asarray(moved)
        weights = self.weights(moved)
        pulled = moved + weights @ self.pulls
        return np.asarray(unit_rows(np.concatenate([pulled, weights @ self.profile], axis=1)))

    def weights(self, moved: NDArray[np.floating]) -> _Matrix:
        """Return how much each photo belongs to each group.

        Args:
            moved: (N, d) float, unit rows behind ``linear``.

        Returns:
            (N, G) float64, 0 to 1; what a row lacks to 1 is the background's.
        """
        logits = moved @ self.gates.T.astype(np.float64) + self.offsets
        logits -= logits.max(axis=1, keepdims=True)
        np.exp(logits, out=logits)
        logits /= logits.sum(axis=1, keepdims=True)
        return np.asarray(logits[:, :-1])


def whitening_only(linear: NDArray[np.floating]) -> GroupHead:
    """Return a head that multiplies with a matrix (d, d) and knows no group."""
    d = len(linear)
    return GroupHead(
        linear=np.asarray(linear, dtype=np.float32),
        gates=np.zeros((1, d), dtype=np.float32),
        offsets=np.zeros(1, dtype=np.float32),
        pulls=np.zeros((0, d), dtype=np.float32),
        profile=np.zeros((0, 0), dtype=np.float32),
    )
