"""Simple classifiers on frozen embeddings: if the embedding is good, all of them are.

k nearest neighbours and the nearest class mean use the embedding's own distance. The other three
are scikit-learn's: a linear support vector machine, Gaussian naive Bayes, a decision tree.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.base.types import Ids
from photosearch.learning.evaluation.open_set import identify
from photosearch.learning.evaluation.ranking import Ranker
from photosearch.metric.distance import Distance

N_NEIGHBOURS = 5


@dataclass(frozen=True, eq=False)
class LabelledVectors:
    """Embeddings with their classes: vectors (N, d) floats, labels (N,) integers or strings."""

    vectors: NDArray[np.floating]
    labels: NDArray[Any]


@dataclass(frozen=True, eq=False)
class ClassifierResult:
    """What a classifier said.

    Attributes:
        name: such as ``"nearest mean"``.
        predicted: (n,) labels.
        correct: (n,) bool.
        seconds: to fit and to predict.
    """

    name: str
    predicted: NDArray[Any]
    correct: NDArray[np.bool_]
    seconds: float

    @property
    def accuracy(self) -> float:
        """Return the share that is right, 0 to 1."""
        return float(self.correct.mean())


def k_nearest(
    train: LabelledVectors,
    vectors: NDArray[np.floating],
    distance: Distance | str = Distance.COSINE,
    k: int = N_NEIGHBOURS,
) -> NDArray[Any]:
    """Let the k nearest vote; of equal votes the class of the nearest among them wins.

    Args:
        train: labelled photos.
        vectors: (n, d) floats, none of them in ``train``.
        distance: by what.
        k: voters; at most as many as there are.

    Returns:
        (n,) labels.
    """
    classes, codes = np.unique(train.labels, return_inverse=True)
    k = min(k, len(codes))
    voters = codes[Ranker(train.vectors, distance=distance).nearest(vectors, None, k).rows]
    votes = (voters[:, :, None] == voters[:, None, :]).sum(axis=2)
    return np.asarray(classes[voters[np.arange(len(voters)), votes.argmax(axis=1)]])


def _nearest_mean(
    train: LabelledVectors, vectors: NDArray[np.floating], distance: Distance | str
) -> NDArray[Any]:
    return identify(vectors, (train.vectors, train.labels), "mean", distance)[0]


def _linear_svm(
    train: LabelledVectors, vectors: NDArray[np.floating], distance: Distance | str
) -> NDArray[Any]:
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import LinearSVC

    del distance  # it draws planes
    # Without scaling unit vectors of 512 dimensions have entries of 0.04 and C = 1 is far too weak;
    # the primal problem is the quicker one where photos outnumber dimensions.
    primal = len(train.vectors) > train.vectors.shape[1]
    machine = LinearSVC(dual=not primal, C=0.1, tol=1e-3, random_state=0, max_iter=5000)
    model = make_pipeline(StandardScaler(), machine)
    return np.asarray(model.fit(train.vectors, train.labels).predict(vectors))


def _naive_bayes(
    train: LabelledVectors, vectors: NDArray[np.floating], distance: Distance | str
) -> NDArray[Any]:
    from sklearn.naive_bayes import GaussianNB

    del distance  # it looks at each dimension by itself
    return np.asarray(GaussianNB().fit(train.vectors, train.labels).predict(vectors))


def _decision_tree(
    train: LabelledVectors, vectors: NDArray[np.floating], distance: Distance | str
) -> NDArray[Any]:
    from sklearn.tree import DecisionTreeClassifier

    del distance  # it asks about one dimension at a time
    tree = DecisionTreeClassifier(min_samples_leaf=5, random_state=0)
    return np.asarray(tree.fit(train.vectors, train.labels).predict(vectors))


_Classify = Callable[[LabelledVectors, NDArray[np.floating], Distance | str], NDArray[Any]]
CLASSIFIERS: Mapping[str, _Classify] = {
    "kNN": k_nearest,
    "nearest mean": _nearest_mean,
    "linear SVM": _linear_svm,
    "naive Bayes": _naive_bayes,
    "decision tree": _decision_tree,
}


def classify(
    train: LabelledVectors,
    test: LabelledVectors,
    distance: Distance | str = Distance.COSINE,
    progress: Progress = NO_PROGRESS,
) -> tuple[ClassifierResult, ...]:
    """Fit every classifier on the training embeddings and ask it about the test embeddings.

    Args:
        train: at least two classes.
        test: none of its photos in ``train``.
        distance: of the two that go by one.
        progress: told after every classifier.
    """
    results = []
    for number, (name, predict) in enumerate(CLASSIFIERS.items(), start=1):
        progress.checkpoint()
        start = time.perf_counter()
        predicted = predict(train, test.vectors, distance)
        seconds = time.perf_counter() - start
        results.append(ClassifierResult(name, predicted, predicted == test.labels, seconds))
        progress.report(Step("classify", number, len(CLASSIFIERS), detail=name))
    return tuple(results)


def confusion(labels: NDArray[Any], predicted: NDArray[Any]) -> tuple[Ids, NDArray[Any]]:
    """Count how often each class was taken for each.

    Args:
        labels: (n,) true classes.
        predicted: (n,) classes that were said.

    Returns:
        (C, C) int64, a true class a row, and the (C,) classes in order.
    """
    classes, codes = np.unique(np.concatenate([labels, predicted]), return_inverse=True)
    true, said = codes[: len(labels)], codes[len(labels) :]
    n = len(classes)
    counts = np.bincount(true * n + said, minlength=n * n).reshape(n, n)
    return counts.astype(np.int64), classes
