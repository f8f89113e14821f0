"""The pixels that the encoder looks at: one geometry for the library's photos and for queries.

The longer side is cut to the shorter one about the centre, but at most by a third: a 4:3 or 3:2
photo keeps its proportions, while of a panorama two thirds stay, squeezed. Measured against the
whole photo squeezed into a square, against borders and against tighter crops; the numbers are in
packaging/encoder_quality.json and in the model card. Tighter crops scored higher on CD covers
only, lower on Caltech-101, and blind the search to more of the photo. Bilinear (Pillow's, which
averages over all pixels when it shrinks) retrieves like bicubic, is cheaper, and changes least
when a photo was saved smaller: 1 - cosine is .008, against .009 for bicubic and .017 for box.

Changing anything here changes every feature. GEOMETRY is part of the encoder's fingerprint, so
change it too; the library is then encoded anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL import Image

ENCODER_SIZE_PX = 224
"""Width and height of the encoder's pictures."""

ENCODER_SOURCE_PX = 256
"""The least shorter side at which a photo may be decoded for the encoder (JPEG's DCT scale)."""

KEPT_SHARE = 2 / 3
"""The least share of the longer side that is looked at."""

SMALLEST_PX, LARGEST_PX = 16, 512
"""Between these an encoder's pictures may be."""

GEOMETRY = "centre-2/3 224 bilinear from-256"
"""Names what `encoder_pixels` does."""


def encoder_box(width: int, height: int) -> tuple[float, float, float, float]:
    """Return the part of a photo that the encoder sees: left, top, right, bottom in pixels.

    Heat maps need it to lay the 7 x 7 cells over the photo.
    """
    seen_width = min(width, max(height, width * KEPT_SHARE))
    seen_height = min(height, max(width, height * KEPT_SHARE))
    left, top = (width - seen_width) / 2, (height - seen_height) / 2
    return left, top, left + seen_width, top + seen_height


def source_px(size_px: int) -> int:
    """Return the least shorter side at which a photo may be decoded for pixels of a size."""
    return max(ENCODER_SOURCE_PX, round(size_px * ENCODER_SOURCE_PX / ENCODER_SIZE_PX))


def encoder_pixels(image: Image.Image, size_px: int = ENCODER_SIZE_PX) -> NDArray[np.uint8]:
    """Return the pixels of a photo that an encoder takes.

    Args:
        image: oriented, RGB in sRGB, of any size; from a larger file decoded at a scale that
            leaves ``source_px`` or more on the shorter side.
        size_px: width and height that the encoder wants, s.

    Returns:
        (s, s, 3) uint8, RGB.

    Raises:
        ValueError: the image is not RGB.
    """
    if image.mode != "RGB":
        raise ValueError(f"the encoder takes RGB, not {image.mode}")
    from PIL import Image  # 10 ms, which the window, where nothing is decoded, need not pay

    size = (size_px, size_px)
    box = encoder_box(image.width, image.height)
    return np.array(image.resize(size, Image.Resampling.BILINEAR, box=box), dtype=np.uint8)
