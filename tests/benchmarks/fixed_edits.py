"""Edits of fixed strength, by name: what duplicates are measured on.

The first fourteen are the usual ones; the others, and chains of two, stand for what people do that
nobody has thought of. None of them is the code that the model of pairs has learned from.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

Edit = Callable[[Image.Image], Image.Image]
_LEAST_PX = 8


def _pixels(values: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def _jpeg(picture: Image.Image) -> Image.Image:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=10)
    return Image.open(stream).convert("RGB")


def _sized(across: float, down: float) -> Edit:
    def sized(picture: Image.Image) -> Image.Image:
        size = int(picture.width * across), int(picture.height * down)
        return picture.resize((max(_LEAST_PX, size[0]), max(_LEAST_PX, size[1])))

    return sized


def _crop(share: float, left: float, upper: float) -> Edit:
    def crop(picture: Image.Image) -> Image.Image:
        width, height = (max(_LEAST_PX, int(side * share**0.5)) for side in picture.size)
        x, y = int((picture.width - width) * left), int((picture.height - height) * upper)
        return picture.crop((x, y, x + width, y + height))

    return crop


def _turn(way: Image.Transpose) -> Edit:
    return lambda picture: picture.transpose(way)


def _enhance(kind: Callable[[Image.Image], ImageEnhance._Enhance], factor: float) -> Edit:
    return lambda picture: kind(picture).enhance(factor)


def _border(share: float, grey: int) -> Edit:
    def border(picture: Image.Image) -> Image.Image:
        return ImageOps.expand(picture, int(min(picture.size) * share), (grey,) * 3)

    return border


def _text(picture: Image.Image) -> Image.Image:
    written = picture.copy()
    font = ImageFont.load_default(size=max(10, picture.height // 8))
    place = picture.width * 0.08, picture.height * 0.75
    ImageDraw.Draw(written).text(place, "Holiday 2024", fill=(255, 255, 0), font=font)
    return written


def _noise(picture: Image.Image) -> Image.Image:
    pixels = np.asarray(picture, dtype=float)
    return _pixels(pixels + np.random.default_rng(1).normal(0, 15, pixels.shape))


def _sepia(picture: Image.Image) -> Image.Image:
    mix = np.array([[0.393, 0.349, 0.272], [0.769, 0.686, 0.534], [0.189, 0.168, 0.131]])
    return _pixels(np.asarray(picture, dtype=float) @ mix)


def _hue(picture: Image.Image) -> Image.Image:
    hue, saturation, value = picture.convert("HSV").split()
    turned = hue.point([(number + 30) % 256 for number in range(256)])
    return Image.merge("HSV", (turned, saturation, value)).convert("RGB")


def _vignette(picture: Image.Image) -> Image.Image:
    pixels = np.asarray(picture, dtype=float)
    y, x = np.ogrid[-1 : 1 : pixels.shape[0] * 1j, -1 : 1 : pixels.shape[1] * 1j]
    return _pixels(pixels * (1 - 0.6 * np.clip((x * x + y * y) / 2, 0, 1))[..., None])


def _slant(picture: Image.Image) -> Image.Image:
    w, h = picture.size
    corners = (w * 0.04, h * 0.03, 0, h, w * 0.97, h * 0.96, w, h * 0.05)
    quad = Image.Transform.QUAD
    return picture.transform(picture.size, quad, corners, Image.Resampling.BICUBIC)


NAMED: dict[str, Edit] = {
    "jpeg 10": _jpeg,
    "quarter size": _sized(0.25, 0.25),
    "crop 80": _crop(0.8, 0.3, 0.6),
    "crop 50": _crop(0.5, 0.4, 0.5),
    "crop 25": _crop(0.25, 0.5, 0.45),
    "mirror": ImageOps.mirror,
    "turn 90": _turn(Image.Transpose.ROTATE_90),
    "tilt 10": lambda picture: picture.rotate(10, Image.Resampling.BICUBIC),
    "grey": lambda picture: picture.convert("L").convert("RGB"),
    "bright": _enhance(ImageEnhance.Brightness, 1.5),
    "dark": _enhance(ImageEnhance.Brightness, 0.5),
    "blur": lambda picture: picture.filter(ImageFilter.GaussianBlur(min(picture.size) / 75)),
    "border": _border(0.1, 255),
    "text": _text,
}
OTHERS: dict[str, Edit] = {
    "sharpen": lambda picture: picture.filter(ImageFilter.UnsharpMask(3, 200)),
    "contrast": _enhance(ImageEnhance.Contrast, 1.7),
    "saturate": _enhance(ImageEnhance.Color, 2.2),
    "hue": _hue,
    "noise": _noise,
    "sepia": _sepia,
    "vignette": _vignette,
    "stretch": _sized(1.2, 1.0),
    "slant": _slant,
    "turn 180": _turn(Image.Transpose.ROTATE_180),
    "upside down": ImageOps.flip,
    "posterise": lambda picture: ImageOps.posterize(picture, 3),
    "small and back": lambda picture: _sized(1 / 3, 1 / 3)(picture).resize(picture.size),
    "tilt 3, cropped": lambda p: _crop(0.85, 0.5, 0.5)(p.rotate(3, Image.Resampling.BICUBIC)),
    "dark border": _border(0.2, 0),
    "crop 35": _crop(0.35, 0.8, 0.2),
    "equalise": ImageOps.equalize,
}
