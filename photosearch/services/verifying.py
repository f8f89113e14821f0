"""Verification: do two photos show the same? Yes, no, or unsure, at a false-accept rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.metric.calibration import Calibration
from photosearch.metric.pair_score import paired_scores
from photosearch.services.calibrating import calibration_of
from photosearch.services.examples import Example
from photosearch.services.library import Library
from photosearch.services.placing import place_example

DEFAULT_FAR = 0.01
MOST_FAR = 0.5
_UNSURE = 10.0
"""Below the threshold of so many times the rate, the answer is no."""

Decision = Literal["yes", "no", "unsure"]


@dataclass(frozen=True)
class Verdict:
    """What can be said of two photos.

    Attributes:
        decision: ``"yes"`` from the threshold on, ``"unsure"`` a little below it, or ``"no"``.
        score: Higher is more alike.
        probability: That they are of one group, if as many pairs are as are not; ``None`` while
            uncalibrated.
        calibrated: Whether the groups say enough.
        threshold: The score from which on it is yes.
        far: Of pairs of two groups, the share that reaches the threshold, as far as is known.
        tar: Of pairs of one group, the share that does; ``None`` while uncalibrated.
    """

    decision: Decision
    score: float
    probability: float | None
    calibrated: bool
    threshold: float
    far: float
    tar: float | None


def verify(
    library: Library,
    one: Example,
    other: Example,
    far: float = DEFAULT_FAR,
    progress: Progress = NO_PROGRESS,
) -> Verdict:
    """Say whether two photos, of the library or not, show the same.

    Args:
        library: What is alike in it decides.
        one: A photo.
        other: Another one.
        far: The share of pairs of two groups that may be taken for the same, above 0, at most 0.5.
        progress: Cancels.

    Raises:
        UserError: ``bad-far``, ``empty-library``, or a photo can't be read.
    """
    if not 0.0 < far <= MOST_FAR:
        hint = "Give a share above 0 and up to 0.5, such as 0.01."
        raise UserError("bad-far", f"{far:g} is no rate of false answers", hint)
    gallery = library.gallery
    placed = [place_example(library, gallery, example, progress) for example in (one, other)]
    score = float(paired_scores(placed[0].placed, placed[1].placed)[0])
    calibration = calibration_of(library, gallery)
    if not calibration.thresholds:
        text = "there are too few photos to compare with"
        raise UserError("empty-library", text, "Index a folder first: photosearch index FOLDER")
    return _verdict(calibration, score, far)


def _verdict(calibration: Calibration, score: float, far: float) -> Verdict:
    threshold = calibration.threshold(far)
    decision: Decision = "yes"
    if score < threshold:
        unsure = calibration.threshold(min(_UNSURE * far, MOST_FAR))
        decision = "unsure" if score >= unsure else "no"
    probability = None
    if calibration.calibrated:
        probability = float(calibration.balanced(np.array([score], dtype=np.float32))[0])
    return Verdict(
        decision=decision,
        score=score,
        probability=probability,
        calibrated=calibration.calibrated,
        threshold=threshold,
        far=calibration.far(threshold),
        tar=calibration.tar(threshold),
    )
