"""A linear classifier from a few examples and what a library is made of otherwise.

Ridge regression onto +1 for examples and -1 for random photos of the library and for rejected ones
(regularised least squares as a classifier: Rifkin, Yeo and Poggio 2003): one linear system of the
vectors' size, and the library's part of it is the same for every group.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.base.types import Vectors

_RIDGE = 0.03
_REJECTED = 1.0


@dataclass(frozen=True, eq=False)
class Background:
    """What random photos of a library contribute to every classifier.

    Attributes:
        moments: (d + 1, d + 1) float64, mean of the outer products of vectors with a one appended.
        mean: (d + 1,) float64.
    """

    moments: NDArray[np.float64]
    mean: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LinearClassifier:
    """Tells one group from the rest.

    Attributes:
        weights: (d,) float64.
        offset: Added to the products.
        held_out: (P,) float64, the score of each example by the classifier without it.
    """

    weights: NDArray[np.float64]
    offset: float
    held_out: NDArray[np.float64]

    def scores(self, vectors: Vectors) -> NDArray[np.float64]:
        """Score photos (N, d): about 1 for examples, -1 for the rest; (N,) float64."""
        return np.asarray(vectors @ self.weights + self.offset)


def background_of(vectors: Vectors) -> Background:
    """Sum up random photos (N, d) float32, N >= 1."""
    rows = _with_one(vectors)
    return Background(rows.T @ rows / len(rows), rows.mean(axis=0))


def fit_classifier(
    examples: Vectors, rejected: Vectors, background: Background, ridge: float = _RIDGE
) -> LinearClassifier:
    """Fit the classifier of a group.

    Args:
        examples: (P, d) float32, P >= 1.
        rejected: (M, d) float32, photos that are known not to belong, M >= 0.
        background: Of the library.
        ridge: What weights cost.
    """
    own, wrong = _with_one(examples), _with_one(rejected)
    share = 1 / len(own)
    system = background.moments + share * own.T @ own + _REJECTED * share * wrong.T @ wrong
    penalty = np.full(len(system), ridge)
    penalty[-1] = 1e-9
    system[np.diag_indices(len(system))] += penalty
    wanted = share * own.sum(axis=0) - background.mean - _REJECTED * share * wrong.sum(axis=0)
    solved = np.linalg.solve(system, np.column_stack([wanted, share * own.T]))
    weights = solved[:, 0]
    fitted = own @ weights
    leverage = np.einsum("pd,dp->p", own, solved[:, 1:]).clip(0.0, 0.999)
    held_out = (fitted - leverage) / (1 - leverage)  # Allen 1974: the residual without each
    return LinearClassifier(weights[:-1], float(weights[-1]), held_out)


def _with_one(vectors: Vectors) -> NDArray[np.float64]:
    rows = vectors.astype(np.float64)
    return np.concatenate([rows, np.ones((len(rows), 1))], axis=1)
