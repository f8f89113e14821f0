"""The pixels that the encoder looks at: one geometry for the library's photos and for queries.

Changing anything here changes every feature. GEOMETRY is part of the encoder's fingerprint, so
change it too; the library is then encoded anew.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

ENCODER_SIZE_PX = 224
"""Width and height of the encoder's pictures."""

ENCODER_SOURCE_PX = 256
"""The least shorter side at which a photo may be decoded for the encoder (JPEG's DCT scale)."""

GEOMETRY = "squash-224-box-from-256"
"""Names what `encoder_pixels` does."""


def encoder_pixels(image: Image.Image) -> NDArray[np.uint8]:
    """Return a photo as the encoder takes it: the whole photo, squeezed into a square.

    Args:
        image: oriented, RGB in sRGB, of any size; from a larger file decoded at a scale that
            leaves ENCODER_SOURCE_PX or more on the shorter side.

    Returns:
        (224, 224, 3) uint8, RGB.

    Raises:
        ValueError: the image is not RGB.
    """
    if image.mode != "RGB":
        raise ValueError(f"the encoder takes RGB, not {image.mode}")
    size = (ENCODER_SIZE_PX, ENCODER_SIZE_PX)
    return np.array(image.resize(size, Image.Resampling.BOX), dtype=np.uint8)
