"""Values that cross packages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

import numpy as np
import numpy.typing as npt

PhotoId = NewType("PhotoId", int)
RootId = NewType("RootId", int)
LocationId = NewType("LocationId", int)
FileId = NewType("FileId", int)
MetricId = NewType("MetricId", int)
EncoderId = NewType("EncoderId", int)
GroupId = NewType("GroupId", int)
ConstraintId = NewType("ConstraintId", int)

Ids = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32]
Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Box:
    """A part of an oriented picture, in fractions of its width and height.

    Attributes:
        x: Left edge, 0 to 1.
        y: Upper edge, 0 to 1.
        width: Above 0; ``x + width`` is at most 1.
        height: Above 0; ``y + height`` is at most 1.
    """

    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        """Refuse a box that is empty or leaves the picture (``ValueError``)."""
        inside = 0 <= self.x < 1 and 0 <= self.y < 1
        fits = 0 < self.width <= 1 - self.x + 1e-6 and 0 < self.height <= 1 - self.y + 1e-6
        if not (inside and fits):
            raise ValueError(f"the box {self} is empty or leaves the picture")


@dataclass(frozen=True)
class Neighbour:
    """A photo found for a query.

    Attributes:
        photo_id: The photo.
        score: Higher is more alike; its unit depends on the search's metric.
    """

    photo_id: PhotoId
    score: float
