"""From a loaded picture of any size to a small plain one, without a second large one.

Colour and transparency have to be resolved before pixels are averaged, and each step of that would
need another full-size copy: 1.6 GB for a scan of 400 megapixels. So it goes band by band.
"""

from __future__ import annotations

from PIL import Image

from photosearch.imaging.colour import plain, value_range

_BAND_PIXELS = 4_000_000
_KEPT_OVERSIZE = 2  # averaging stops at twice the wanted size; a better filter does the rest:
# Hamming is as sharp as bicubic when a picture gets smaller, at half of the cost.


def shrunk(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return a loaded picture in mode L, RGB, CMYK or LAB at exactly ``size`` (never enlarged)."""
    factor = min(image.width // size[0], image.height // size[1]) // _KEPT_OVERSIZE
    small = _reduced(image, max(1, factor))
    return small if small.size == size else small.resize(size, Image.Resampling.HAMMING)


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    values = value_range(image)
    rows = max(1, _BAND_PIXELS // (image.width * factor)) * factor
    if rows >= image.height:
        return _reduced_band(plain(image, values), factor)
    whole: Image.Image | None = None
    for top in range(0, image.height, rows):
        bottom = min(top + rows, image.height)
        band = _reduced_band(plain(image.crop((0, top, image.width, bottom)), values), factor)
        if whole is None:
            whole = Image.new(band.mode, (band.width, -(-image.height // factor)))
        whole.paste(band, (0, top // factor))
    return whole or image


def _reduced_band(band: Image.Image, factor: int) -> Image.Image:
    return band if factor == 1 else band.reduce(factor)
