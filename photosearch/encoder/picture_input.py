"""How an encoder wants its pictures: size, layout, type, and what is subtracted and divided.

The bundled encoder and those that are trained here take bytes and do the rest inside their graph.
An encoder from elsewhere usually takes floats, normalised with a mean and a deviation a channel.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from photosearch.imaging.pixels import ENCODER_SIZE_PX, LARGEST_PX, SMALLEST_PX

Layout = Literal["NHWC", "NCHW"]
Number = Literal["uint8", "float32"]
_CHANNELS = 3


@dataclass(frozen=True)
class PictureInput:
    """The pictures that an encoder takes.

    Attributes:
        size_px: Width and height.
        layout: ``"NHWC"`` or ``"NCHW"``.
        dtype: ``"uint8"``: 0 to 255 as they are; ``"float32"``: (x / 255 - mean) / std.
        mean: Three numbers, 0 to 1.
        std: Three numbers above 0.
    """

    size_px: int = ENCODER_SIZE_PX
    layout: Layout = "NHWC"
    dtype: Number = "uint8"
    mean: tuple[float, ...] = (0.0, 0.0, 0.0)
    std: tuple[float, ...] = (1.0, 1.0, 1.0)

    def __post_init__(self) -> None:
        """Refuse what no encoder can mean (``ValueError`` with a sentence for people)."""
        if type(self.size_px) is not int or not SMALLEST_PX <= self.size_px <= LARGEST_PX:
            raise ValueError(f"size must be {SMALLEST_PX} to {LARGEST_PX} pixels")
        if self.layout not in get_args(Layout) or self.dtype not in get_args(Number):
            raise ValueError("layout must be NHWC or NCHW, dtype uint8 or float32")
        numbers = [*self.mean, *self.std]
        if len(self.mean) != _CHANNELS or len(self.std) != _CHANNELS:
            raise ValueError("mean and std must be three numbers each")
        if not np.isfinite(np.array(numbers, np.float64)).all() or min(self.std) <= 0:
            raise ValueError("mean and std must be finite numbers, std above 0")

    @property
    def shape(self) -> tuple[int | None, ...]:
        """Return the shape of a batch; ``None`` for its length."""
        side = self.size_px
        return (None, side, side, 3) if self.layout == "NHWC" else (None, 3, side, side)

    def prepared(self, pixels: NDArray[np.uint8]) -> NDArray[Any]:
        """Return pictures as the encoder takes them.

        Args:
            pixels: (N, s, s, 3) uint8, RGB.

        Raises:
            ValueError: They have another shape or type.
        """
        side = self.size_px
        if pixels.dtype != np.uint8 or pixels.shape[1:] != (side, side, _CHANNELS):
            found = f"{pixels.dtype} {pixels.shape}"
            raise ValueError(f"pixels must be uint8 (N, {side}, {side}, 3), not {found}")
        batch: NDArray[Any] = pixels
        if self.dtype == "float32":
            scaled = pixels.astype(np.float32) / np.float32(255)
            batch = (scaled - np.array(self.mean, np.float32)) / np.array(self.std, np.float32)
        if self.layout == "NCHW":
            batch = batch.transpose(0, 3, 1, 2)
        return np.ascontiguousarray(batch)

    def to_json(self) -> dict[str, Any]:
        """Return what ``from_json`` takes."""
        return asdict(self)


def picture_input(content: dict[str, Any]) -> PictureInput:
    """Read a picture input from a card.

    Raises:
        ValueError: With a sentence for people.
    """
    unknown = content.keys() - PictureInput.__dataclass_fields__.keys()
    if unknown:
        raise ValueError(f"unknown words about the input: {', '.join(sorted(unknown))}")
    values = dict(content)
    for name in ("mean", "std"):
        if name in values:
            given = values[name]
            if not isinstance(given, list) or not all(type(one) in (int, float) for one in given):
                raise ValueError("mean and std must be lists of numbers")
            values[name] = tuple(float(one) for one in given)
    return PictureInput(**values)
