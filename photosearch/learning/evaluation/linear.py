"""Linear evaluation: how far a plane gets on frozen features (Zhang, Isola and Efros 2016).

Multinomial logistic regression on standardised features: mean loss + penalty / 2 · |w|². The
penalty is chosen on a tenth of the training photos, of 10,000 of them at most. The variants with an
unfrozen backbone and end to end are the trainer's.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.learning.evaluation.classifiers import ClassifierResult, LabelledVectors

PENALTIES = (1e-5, 1e-4, 1e-3, 1e-2)
_CHOICE_SHARE = 0.1
_CHOICE_PHOTOS = 10_000
_MAX_ITERATIONS = 200


def linear_evaluation(
    train: LabelledVectors,
    test: LabelledVectors,
    penalties: Sequence[float] = PENALTIES,
    seed: int = 0,
    progress: Progress = NO_PROGRESS,
) -> ClassifierResult:
    """Fit a linear classifier on frozen features and ask it about the test photos.

    Args:
        train: (N, d) features of at least two classes.
        test: (n, d) features of other photos.
        penalties: L2 penalties to choose from, as defined at the head.
        seed: of the tenth that chooses.
        progress: told after every fit.

    Raises:
        UserError: The training photos are of one class.
    """
    if len(np.unique(train.labels)) < 2:
        raise UserError(
            "one-class",
            "A linear evaluation needs photos of two classes or more.",
            "Give a folder with a sub-folder per class.",
        )
    start = time.perf_counter()
    penalty = penalties[0]
    if len(penalties) > 1:
        penalty = _best(train, penalties, seed, progress)
    progress.checkpoint()
    predicted = _fit(train, penalty).predict(test.vectors)
    progress.report(Step("classify", len(penalties) + 1, len(penalties) + 1))
    seconds = time.perf_counter() - start
    return ClassifierResult("linear", predicted, predicted == test.labels, seconds)


def _best(
    train: LabelledVectors, penalties: Sequence[float], seed: int, progress: Progress
) -> float:
    order = np.random.default_rng(seed).permutation(len(train.labels))[:_CHOICE_PHOTOS]
    n_choosing = max(1, round(_CHOICE_SHARE * len(order)))
    choosing, fitting = order[:n_choosing], order[n_choosing:]
    if len(np.unique(train.labels[fitting])) < 2:
        return penalties[0]
    part = LabelledVectors(train.vectors[fitting], train.labels[fitting])
    found = []
    for number, penalty in enumerate(penalties, start=1):
        progress.checkpoint()
        model = _fit(part, penalty)
        found.append(float(model.score(train.vectors[choosing], train.labels[choosing])))
        progress.report(Step("classify", number, len(penalties) + 1))
    return penalties[int(np.argmax(found))]


def _fit(train: LabelledVectors, penalty: float) -> Any:  # noqa: ANN401 - scikit-learn is untyped
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    weight = 1 / (penalty * len(train.labels))  # scikit-learn adds up the losses
    model = make_pipeline(
        StandardScaler(), LogisticRegression(C=weight, max_iter=_MAX_ITERATIONS, tol=1e-3)
    )
    with warnings.catch_warnings():
        # Stopping early is a penalty too, and no classifier worth reporting hangs on the last step.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(train.vectors, train.labels)
