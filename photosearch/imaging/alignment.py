"""Laying one picture over another: does an edit explain all the difference between the two?

Two ways are tried. A copy that was re-encoded, resized, recoloured, turned or mirrored lies over
the whole of the other one; a crop, a border or a slight rotation is an affine map that the local
features of both agree on (RANSAC: Fischler and Bolles 1981). Then what lies over each other is
compared small block by small block, by the correlation of each, which neither brightness nor
contrast change. In an edit nearly every block agrees. In another shot of the same scene some do,
and the things that moved, or stand at another depth, do not.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from photosearch.base.types import Pixels
from photosearch.imaging.local_features import LocalFeatures, local_features, matched

_SHORTER_PX, _LONGER_PX = 240, 640
_SOFT_PX = 1.2
_BLOCK_SHORTER_PX = 160  # blocks are compared at this size
_BLOCKS_ACROSS = 14
_FEWEST_MATCHES = 6
_FEWEST_BLOCKS = 6
_RANSAC_PX = 4.0
_FLAT = 4.0  # grey levels squared: below this a block has no structure to compare
_STRUCTURE = 0.35
_SURE_TENTH, _SURE_AGREEING = 0.75, 0.98
_SURE_POINTS = 25
_FEWEST_REFINED = 10
_HAZY, _CLEAR = 0.4, 0.93
_ECC_STEPS = 8
_MOST_GROWTH, _MOST_STRETCH = 8.0, 2.0

Affine: TypeAlias = "npt.NDArray[np.float64]"
_Grey: TypeAlias = "npt.NDArray[np.float32]"

# EXIF's orientations 1 to 8 as maps of centred coordinates, in the order of the perceptual hashes.
_TURNS = np.array(
    [
        [[1, 0], [0, 1]],
        [[-1, 0], [0, 1]],
        [[-1, 0], [0, -1]],
        [[1, 0], [0, -1]],
        [[0, 1], [1, 0]],
        [[0, 1], [-1, 0]],
        [[0, -1], [-1, 0]],
        [[0, -1], [1, 0]],
    ],
    dtype=np.float64,
)


class GreyPicture:
    """A small grey picture with what comparing it needs, computed when first asked for.

    Args:
        grey: (h, w) uint8; larger ones are shrunk to 240 pixels on the shorter side.
    """

    def __init__(self, grey: Pixels) -> None:
        self.grey = _fitted(grey)
        self.height, self.width = self.grey.shape

    @cached_property
    def soft(self) -> Pixels:
        """The picture without its finest detail, which every encoder treats in its own way."""
        import cv2

        return np.asarray(cv2.GaussianBlur(self.grey, (0, 0), _SOFT_PX), dtype=np.uint8)

    @cached_property
    def features(self) -> LocalFeatures:
        """Its local features."""
        return local_features(self.grey)

    @cached_property
    def mirrored_features(self) -> LocalFeatures:
        """The local features of its mirror image, in that image's coordinates."""
        return local_features(np.ascontiguousarray(self.grey[:, ::-1]))


@dataclass(frozen=True)
class Alignment:
    """How well one picture explains another.

    Attributes:
        agreement: Mean correlation of the blocks, weighted by their structure, -1 to 1.
        tenth: The correlation that nine of ten blocks with structure exceed.
        quarter: That three of four exceed.
        middle: Their median.
        agreeing: Share of them above 0.7.
        differing: Share of them below 0.3.
        structured: Share of blocks that have structure.
        covers_second: Share of the second picture that the first one lies over.
        covers_first: Share of the first picture that lies over the second one.
        brightness: Correlation of the blocks' means.
        uneven: The ninth tenth of what a common brightness and contrast leave of these.
        n_points: Points that agree on the map; 0 for the whole picture.
        share_of_points: Of all matched points.
        is_affine: 1 where the map came from local features, else 0.
    """

    agreement: float = 0.0
    tenth: float = 0.0
    quarter: float = 0.0
    middle: float = 0.0
    agreeing: float = 0.0
    differing: float = 1.0
    structured: float = 0.0
    covers_second: float = 0.0
    covers_first: float = 0.0
    brightness: float = 0.0
    uneven: float = 1.0
    n_points: float = 0.0
    share_of_points: float = 0.0
    is_affine: float = 0.0

    def numbers(self) -> tuple[float, ...]:
        """Return all of them in order (see ``NUMBERS``)."""
        return astuple(self)


NUMBERS = tuple(field.name for field in fields(Alignment))


def align(first: GreyPicture, second: GreyPicture, turn: int) -> Alignment:
    """Lay the first picture over the second one in the best way that is found.

    Args:
        first: Is turned, mirrored, cut and resized.
        second: Stays.
        turn: 0 to 7, which of EXIF's orientations of the second picture the whole first one is most
            like, in the order of ``imaging.perceptual``.
    """
    whole = _compared(first, second, _whole_map(first, second, turn))
    if whole is not None and _is_sure(whole):
        return whole
    found = [whole] if whole is not None else []
    for in_mirror in (False, True):
        affine = _affine(first, second, in_mirror=in_mirror)
        if affine is not None:
            found.append(affine)
            if affine.n_points >= _SURE_POINTS:
                break
    return max(found, key=_merit, default=Alignment())


def _is_sure(whole: Alignment) -> bool:
    return whole.tenth > _SURE_TENTH and whole.agreeing > _SURE_AGREEING


def _merit(alignment: Alignment) -> float:
    covered = min(1.0, 2 * alignment.covers_second) * min(1.0, 2 * alignment.covers_first)
    points = 0.002 * min(alignment.n_points, 100.0)
    return alignment.agreeing * covered + 0.3 * alignment.quarter + points


def _fitted(grey: Pixels) -> Pixels:
    height, width = grey.shape
    scale = min(1.0, _SHORTER_PX / min(height, width), _LONGER_PX / max(height, width))
    if scale == 1.0:
        return grey
    import cv2

    size = max(8, round(width * scale)), max(8, round(height * scale))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _whole_map(first: GreyPicture, second: GreyPicture, turn: int) -> Affine:
    """Return the map (2, 3) of the whole first picture onto the whole second one."""
    shrink = np.diag([2 / first.width, 2 / first.height])
    grow = np.diag([second.width / 2, second.height / 2])
    linear = grow @ _TURNS[turn] @ shrink
    centre = np.array([first.width - 1, first.height - 1]) / 2
    shift = np.array([second.width - 1, second.height - 1]) / 2 - linear @ centre
    return np.concatenate([linear, shift[:, None]], axis=1)


def _affine(first: GreyPicture, second: GreyPicture, *, in_mirror: bool) -> Alignment | None:
    import cv2

    own = first.mirrored_features if in_mirror else first.features
    pairs = matched(own, second.features)
    if len(pairs) < _FEWEST_MATCHES:
        return None
    there, here = own.points[pairs[:, 0]], second.features.points[pairs[:, 1]]
    found, inliers = cv2.estimateAffine2D(
        there, here, method=cv2.RANSAC, ransacReprojThreshold=_RANSAC_PX, maxIters=500
    )
    if found is None or not _is_edit(found):
        return None
    if in_mirror:
        found = found @ np.array([[-1, 0, first.width - 1], [0, 1, 0], [0, 0, 1]], dtype=np.float64)
    n_points = int(inliers.sum())
    rough = _compared(first, second, found, n_points, len(pairs))
    if rough is None or n_points < _FEWEST_REFINED or not _HAZY < rough.agreeing < _CLEAR:
        return rough
    fine = _compared(first, second, _refined(first, second, found), n_points, len(pairs))
    return rough if fine is None or _merit(fine) < _merit(rough) else fine


def _refined(first: GreyPicture, second: GreyPicture, found: Affine) -> Affine:
    """Shift a map by fractions of a pixel to where the pictures correlate best.

    Enhanced correlation coefficient (Evangelidis and Psarakis 2008); as it was where that fails.
    """
    import cv2

    back = cv2.invertAffineTransform(found).astype(np.float32)
    steps = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, _ECC_STEPS, 1e-3)
    paper = cv2.warpAffine(np.ones_like(first.grey), found, (second.width, second.height))
    try:
        _, back = cv2.findTransformECC(
            second.soft, first.soft, back, cv2.MOTION_AFFINE, steps, paper, 5
        )
    except cv2.error:  # it does not converge: the pictures do not fit
        return found
    refined = cv2.invertAffineTransform(back).astype(np.float64)
    return refined if np.isfinite(refined).all() and _is_edit_or_mirror(refined) else found


def _is_edit(found: Affine) -> bool:
    """Say whether a map is one that people make: no mirror, no needle, not 8 times as large."""
    return bool(np.linalg.det(found[:, :2]) > 0) and _is_edit_or_mirror(found)


def _is_edit_or_mirror(found: Affine) -> bool:
    larger, smaller = np.linalg.svd(found[:, :2], compute_uv=False).tolist()
    return bool(smaller > 1 / _MOST_GROWTH and larger < min(_MOST_GROWTH, _MOST_STRETCH * smaller))


def _compared(
    first: GreyPicture, second: GreyPicture, found: Affine, n_points: int = 0, n_matches: int = 0
) -> Alignment | None:
    """Compare what lies over each other under a map; ``None`` where that is next to nothing."""
    import cv2

    scale = min(1.0, _BLOCK_SHORTER_PX / min(second.width, second.height))
    size = max(8, round(second.width * scale)), max(8, round(second.height * scale))
    under = cv2.resize(second.soft.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    found = np.diag([size[0] / second.width, size[1] / second.height]) @ found
    growth = float(np.sqrt(abs(np.linalg.det(found[:, :2]))))
    above = first.soft.astype(np.float32)
    if growth < 0.7:  # what is shrunk that much would flicker
        above = cv2.GaussianBlur(above, (0, 0), 0.5 / max(growth, 0.1))
    over = cv2.warpAffine(above, found, size, flags=cv2.INTER_LINEAR)
    paper = np.ones((first.height, first.width), dtype=np.float32)
    inside = (cv2.warpAffine(paper, found, size, flags=cv2.INTER_LINEAR) > 0.99).astype(np.float32)
    area = abs(float(np.linalg.det(found[:, :2]))) * first.width * first.height
    blocks = _Blocks.of(over * inside, under * inside, inside)
    if blocks is None:
        return None
    covers = float(inside.mean()), min(1.0, float(inside.sum()) / max(area, 1.0))
    return blocks.alignment(covers, n_points, n_matches)


@dataclass(frozen=True, eq=False)
class _Blocks:
    """Moments of the blocks of two pictures: (n,) float32 each."""

    mean_over: _Grey
    mean_under: _Grey
    spread_over: _Grey
    spread_under: _Grey
    common: _Grey

    @staticmethod
    def of(over: _Grey, under: _Grey, inside: _Grey) -> _Blocks | None:
        """Take the moments of every block that lies inside both."""
        import cv2

        side = max(6, min(inside.shape) // _BLOCKS_ACROSS)
        step = slice(side // 2, None, max(1, side // 2))

        def means(values: _Grey) -> _Grey:
            return np.asarray(cv2.boxFilter(values, -1, (side, side))[step, step])

        full = means(inside) > 0.999
        if full.sum() < _FEWEST_BLOCKS:
            return None
        mean_over, mean_under = means(over)[full], means(under)[full]
        return _Blocks(
            mean_over,
            mean_under,
            np.maximum(means(over * over)[full] - mean_over**2, 0),
            np.maximum(means(under * under)[full] - mean_under**2, 0),
            means(over * under)[full] - mean_over * mean_under,
        )

    def alignment(self, covers: tuple[float, float], n_points: int, n_matches: int) -> Alignment:
        """Sum the blocks up."""
        product = (self.spread_over + _FLAT) * (self.spread_under + _FLAT)
        correlations = self.common / np.sqrt(product)
        structure = np.sqrt(
            np.minimum(_relative(self.spread_over), _relative(self.spread_under))
        ).clip(0.0, 1.5)
        telling = correlations[structure > _STRUCTURE]
        if len(telling) < _FEWEST_BLOCKS:
            telling = correlations
        tenth, quarter, middle = (_quantile(telling, share) for share in (0.1, 0.25, 0.5))
        brightness, uneven = self._light()
        return Alignment(
            agreement=_ratio(float(correlations @ structure), float(structure.sum())),
            tenth=tenth,
            quarter=quarter,
            middle=middle,
            agreeing=float((telling > 0.7).mean()),
            differing=float((telling < 0.3).mean()),
            structured=float((structure > _STRUCTURE).mean()),
            covers_second=covers[0],
            covers_first=covers[1],
            brightness=brightness,
            uneven=uneven,
            n_points=float(n_points),
            share_of_points=_ratio(n_points, n_matches),
            is_affine=float(n_matches > 0),
        )

    def _light(self) -> tuple[float, float]:
        """Compare the blocks' means: their correlation, and what a straight line leaves."""
        over = self.mean_over - self.mean_over.mean()
        under = self.mean_under - self.mean_under.mean()
        both, own, other = float(over @ under), float(over @ over), float(under @ under)
        if min(own, other) < 1e-3 * len(over):
            return 0.0, 1.0
        rest = np.abs(under - both / own * over) / (np.sqrt(other / len(over)) + 5.0)
        return both / float(np.sqrt(own * other)), _quantile(rest, 0.9)


def _relative(spread: _Grey) -> _Grey:
    return np.asarray(spread / max(float(spread.mean()), 1e-3), dtype=np.float32)


def _quantile(values: npt.NDArray[np.floating], share: float) -> float:
    """Return the value that a share lies below (``np.quantile`` takes ten times as long)."""
    place = int(share * (len(values) - 1))
    return float(np.partition(values, place)[place])


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0
