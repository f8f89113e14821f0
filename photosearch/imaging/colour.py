"""One path for colour: every kind of pixel to 8 bits, every profile to sRGB.

``plain`` comes first, on full-size pixels, band by band: it only does what reducing the size needs
(palettes resolved, 16 bits scaled, transparency laid over a neutral ground). ``srgb`` comes last,
on the small picture, where LittleCMS costs a millisecond.

HDR transfer curves that AVIF and HEIC announce outside an ICC profile are not applied.
"""

from __future__ import annotations

import functools
import io
import logging
from typing import cast

import numpy as np
from PIL import Image, ImageCms

_logger = logging.getLogger(__name__)

GROUND = 128
"""Grey under transparent pixels: neither black nor white, which both occur as subjects."""

_PLAIN = frozenset({"L", "RGB", "CMYK", "LAB"})
_PROFILE_SPACES = {"GRAY": "L", "RGB ": "RGB", "CMYK": "CMYK", "Lab ": "LAB"}

Range = tuple[float, float]


def value_range(image: Image.Image) -> Range | None:
    """Return (black, white) of a picture whose values are not 8 bits; ``None`` for the others.

    16-bit pictures have a fixed range. 32-bit integers and floats say nothing about theirs: whole
    numbers up to 255 or 65,535 and floats up to 1 are taken as such, else the extremes decide.
    """
    if image.mode.startswith("I;16"):
        return 0.0, 65535.0
    if image.mode not in {"I", "F"}:
        return None
    low, high = cast("Range", image.getextrema())
    if image.mode == "F":
        known = 1.0 if low >= 0 and high <= 1 else None
    else:
        known = next((top for top in (255.0, 65535.0) if low >= 0 and high <= top), None)
    return (low, max(high, low + 1e-9)) if known is None else (0.0, known)


def plain(image: Image.Image, values: Range | None = None) -> Image.Image:
    """Return the picture with 8 bits a channel in mode L, RGB, CMYK or LAB.

    Args:
        image: Any mode; transparent parts come out over ``GROUND``.
        values: ``value_range`` of the whole picture that this one is a band of.
    """
    if values is not None:
        return _scaled(image, values)
    if image.has_transparency_data:
        return _over_ground(image)
    if image.mode in _PLAIN:
        return image
    return image.convert("L" if image.mode in {"1", "LA", "La"} else "RGB")


def srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a plain picture in sRGB, mode RGB.

    Args:
        image: Mode L, RGB, CMYK or LAB.
        profile: ICC profile; one that is damaged or of another colour space is ignored.
    """
    transform = _transform(profile, image.mode) if profile else None
    if transform is None and image.mode == "LAB":
        transform = _lab_transform()
    if transform is not None:
        try:
            return ImageCms.applyTransform(image, transform) or image
        except (ImageCms.PyCMSError, ValueError) as error:
            _logger.debug("colour transform: %s", error)
    return image if image.mode == "RGB" else image.convert("RGB")


def _scaled(image: Image.Image, values: Range) -> Image.Image:
    low, high = values
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    numbers = np.nan_to_num(np.asarray(image, dtype=np.float64), nan=low, posinf=high, neginf=low)
    return Image.fromarray(np.clip((numbers - low) * (255 / (high - low)), 0, 255).astype(np.uint8))


def _over_ground(image: Image.Image) -> Image.Image:
    if image.mode == "La":  # Pillow can't turn this one into RGBA at once
        image = image.convert("LA")
    opaque = image.convert("RGBA")
    ground = Image.new("RGB", image.size, (GROUND, GROUND, GROUND))
    ground.paste(opaque, mask=opaque.getchannel("A"))
    return ground


@functools.lru_cache(maxsize=32)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if _PROFILE_SPACES.get(source.profile.xcolor_space) != mode:
            return None
        return _to_srgb(source, mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError) as error:
        _logger.debug("unusable colour profile: %s", error)
        return None


@functools.cache
def _lab_transform() -> ImageCms.ImageCmsTransform:
    return _to_srgb(ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")), "LAB")


def _to_srgb(source: ImageCms.ImageCmsProfile, mode: str) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransformFromOpenProfiles(
        source,
        ImageCms.createProfile("sRGB"),
        mode,
        "RGB",
        renderingIntent=ImageCms.Intent.PERCEPTUAL,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
