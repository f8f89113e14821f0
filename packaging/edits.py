"""What people and programs do to photos, at random strengths: what the pair model learns from.

Beside edits there are other shots of one scene, made of a single photo: parts at several depths
shift, things move, the light changes a little. They are what must not be taken for an edit.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

Picture = Image.Image
Edit = Callable[[Picture, random.Random], Picture]
_LEAST_PX = 24


def edited(picture: Picture, rng: random.Random) -> Picture:
    """Return a picture after one to three edits."""
    n_edits = rng.choices([1, 2, 3], [0.62, 0.3, 0.08])[0]
    for name in rng.sample(sorted(EDITS), n_edits):
        picture = EDITS[name](picture, rng)
    return picture


def other_shot(picture: Picture, rng: random.Random) -> Picture:
    """Return what another shot a moment later might look like."""
    import cv2

    seeded = np.random.default_rng(rng.randint(0, 10**9))
    pixels = np.asarray(picture)
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    zoom = 1 + rng.uniform(-0.06, 0.06)
    there_x = (x - width / 2) * zoom + width * (0.5 + rng.uniform(-0.05, 0.05))
    there_y = (y - height / 2) * zoom + height * (0.5 + rng.uniform(-0.05, 0.05))
    what = rng.choice(["depth", "depth", "moved", "both"])
    if what != "moved":
        cells, strength = rng.choice([3, 4, 6]), rng.uniform(0.012, 0.04) * width
        there_x = there_x + _waves(seeded, (height, width), cells) * strength
        there_y = there_y + _waves(seeded, (height, width), cells) * strength * 0.6
    shot = cv2.remap(
        pixels,
        there_x.astype(np.float32),
        there_y.astype(np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REFLECT,
    ).astype(np.float32)
    if what != "depth":
        for _ in range(rng.choice([1, 1, 2, 3])):
            shot = _moved(shot, pixels, (x, y), rng)
    noise = seeded.normal(0, rng.uniform(1, 5), shot.shape)
    return _picture(shot * rng.uniform(0.9, 1.1) + noise)


def _moved(
    shot: npt.NDArray[np.float32],
    pixels: npt.NDArray[np.uint8],
    at: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]],
    rng: random.Random,
) -> npt.NDArray[np.float32]:
    """Lay a part of the picture elsewhere, as a thing that has moved."""
    import cv2

    x, y = at
    height, width = pixels.shape[:2]
    size = rng.uniform(0.15, 0.4) * width, rng.uniform(0.15, 0.4) * height
    centre = rng.uniform(0.15, 0.85) * width, rng.uniform(0.15, 0.85) * height
    way = rng.uniform(-0.12, 0.12) * width, rng.uniform(-0.08, 0.08) * height
    if abs(way[0]) + abs(way[1]) < 0.05 * width:
        way = (0.08 * width, way[1])
    round_ = ((x - centre[0]) / (size[0] / 2)) ** 2 + ((y - centre[1]) / (size[1] / 2)) ** 2
    share = np.clip(3 * (1 - round_), 0, 1)[..., None]
    from_x = np.clip(x - way[0], 0, width - 1).astype(np.float32)
    from_y = np.clip(y - way[1], 0, height - 1).astype(np.float32)
    thing = cv2.remap(pixels, from_x, from_y, cv2.INTER_CUBIC)
    return np.asarray(shot * (1 - share) + thing * share, dtype=np.float32)


def _waves(
    seeded: np.random.Generator, shape: tuple[int, int], cells: int
) -> npt.NDArray[np.float32]:
    coarse = Image.fromarray(seeded.normal(0, 1, (cells, cells)).astype(np.float32))
    smooth = coarse.resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(smooth, dtype=np.float32)


def _picture(values: npt.NDArray[np.floating]) -> Picture:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def _sized(picture: Picture, across: float, down: float) -> Picture:
    size = max(_LEAST_PX, int(picture.width * across)), max(_LEAST_PX, int(picture.height * down))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _cropped(picture: Picture, rng: random.Random, share: float) -> Picture:
    width, height = (max(_LEAST_PX, int(side * share**0.5)) for side in picture.size)
    left = int((picture.width - width) * rng.random())
    upper = int((picture.height - height) * rng.random())
    return picture.crop((left, upper, left + width, upper + height))


def _either(rng: random.Random, low: tuple[float, float], high: tuple[float, float]) -> float:
    return rng.uniform(*rng.choice([low, high]))


def _jpeg(picture: Picture, rng: random.Random) -> Picture:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=rng.randint(6, 60))
    return Image.open(stream).convert("RGB")


def _small(picture: Picture, rng: random.Random) -> Picture:
    share = rng.uniform(0.2, 0.8)
    return _sized(picture, share, share)


def _stretched(picture: Picture, rng: random.Random) -> Picture:
    return _sized(picture, rng.uniform(0.78, 1.28), 1.0)


def _crop(picture: Picture, rng: random.Random) -> Picture:
    return _cropped(picture, rng, rng.uniform(0.22, 0.95))


def _tilted(picture: Picture, rng: random.Random) -> Picture:
    angle = rng.uniform(2, 14) * rng.choice([-1, 1])
    turned = picture.rotate(angle, Image.Resampling.BICUBIC)
    return _cropped(turned, rng, rng.uniform(0.6, 0.9)) if rng.random() < 0.5 else turned


def _turned(picture: Picture, rng: random.Random) -> Picture:
    ways = Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270
    return picture.transpose(rng.choice([*ways, Image.Transpose.FLIP_TOP_BOTTOM]))


def _slanted(picture: Picture, rng: random.Random) -> Picture:
    width, height = picture.size

    def inset(side: int) -> float:
        return rng.uniform(0, 0.08) * side

    corners = (
        *(inset(width), inset(height)),
        *(inset(width), height - inset(height)),
        *(width - inset(width), height - inset(height)),
        *(width - inset(width), inset(height)),
    )
    quad = Image.Transform.QUAD
    return picture.transform(picture.size, quad, corners, Image.Resampling.BICUBIC)


def _written_on(picture: Picture, rng: random.Random) -> Picture:
    picture = picture.copy()
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=max(10, int(picture.height * rng.uniform(0.06, 0.16))))
    for _ in range(rng.choice([1, 1, 2])):
        text = "".join(rng.choices("abcdefghij KLMNOP 0123456789", k=rng.randint(5, 18)))
        place = picture.width * rng.uniform(0, 0.6), picture.height * rng.uniform(0, 0.9)
        draw.text(place, text, fill=_colour(rng), font=font)
    if rng.random() < 0.3:
        x, y = picture.width * rng.uniform(0, 0.7), picture.height * rng.uniform(0, 0.7)
        width, height = (side * rng.uniform(0.05, 0.25) for side in picture.size)
        draw.ellipse((x, y, x + width, y + height), fill=_colour(rng))
    return picture


def _colour(rng: random.Random) -> tuple[int, int, int]:
    return rng.randint(0, 255), rng.randint(0, 255), rng.randint(0, 255)


def _bordered(picture: Picture, rng: random.Random) -> Picture:
    grey = rng.choice([0, 255, rng.randint(0, 255)])
    return ImageOps.expand(picture, int(min(picture.size) * rng.uniform(0.02, 0.25)), (grey,) * 3)


def _hue(picture: Picture, rng: random.Random) -> Picture:
    hue, saturation, value = picture.convert("HSV").split()
    shift = rng.randint(10, 60)
    shifted = hue.point([(number + shift) % 256 for number in range(256)])
    return Image.merge("HSV", (shifted, saturation, value)).convert("RGB")


def _gamma(picture: Picture, rng: random.Random) -> Picture:
    power = _either(rng, (0.45, 0.8), (1.3, 2.2))
    return picture.point([int(255 * (number / 255) ** power) for number in range(256)] * 3)


def _sepia(picture: Picture, _: random.Random) -> Picture:
    mix = np.array([[0.393, 0.349, 0.272], [0.769, 0.686, 0.534], [0.189, 0.168, 0.131]])
    return _picture(np.asarray(picture, dtype=np.float64) @ mix)


def _noisy(picture: Picture, rng: random.Random) -> Picture:
    pixels = np.asarray(picture, dtype=np.float64)
    seeded = np.random.default_rng(rng.randint(0, 10**9))
    return _picture(pixels + seeded.normal(0, rng.uniform(6, 24), pixels.shape))


def _vignette(picture: Picture, rng: random.Random) -> Picture:
    pixels = np.asarray(picture, dtype=np.float64)
    y, x = np.ogrid[-1 : 1 : pixels.shape[0] * 1j, -1 : 1 : pixels.shape[1] * 1j]
    dark = 1 - rng.uniform(0.3, 0.7) * np.clip((x * x + y * y) / 2, 0, 1)
    return _picture(pixels * dark[..., None])


def _blurred(picture: Picture, rng: random.Random) -> Picture:
    return picture.filter(ImageFilter.GaussianBlur(min(picture.size) / rng.uniform(60, 160)))


def _sharpened(picture: Picture, rng: random.Random) -> Picture:
    return picture.filter(ImageFilter.UnsharpMask(rng.uniform(1, 4), rng.randint(80, 250)))


EDITS: dict[str, Edit] = {
    "border": _bordered,
    "blur": _blurred,
    "brightness": lambda picture, rng: ImageEnhance.Brightness(picture).enhance(
        _either(rng, (0.4, 0.8), (1.25, 1.7))
    ),
    "contrast": lambda picture, rng: ImageEnhance.Contrast(picture).enhance(
        _either(rng, (0.4, 0.8), (1.2, 2.0))
    ),
    "crop": _crop,
    "equalise": lambda picture, _: ImageOps.equalize(picture),
    "gamma": _gamma,
    "grey": lambda picture, _: picture.convert("L").convert("RGB"),
    "hue": _hue,
    "jpeg": _jpeg,
    "mirror": lambda picture, _: ImageOps.mirror(picture),
    "noise": _noisy,
    "posterise": lambda picture, rng: ImageOps.posterize(picture, rng.choice([2, 3, 4])),
    "saturation": lambda picture, rng: ImageEnhance.Color(picture).enhance(
        _either(rng, (0.1, 0.6), (1.4, 2.6))
    ),
    "sepia": _sepia,
    "sharpen": _sharpened,
    "slant": _slanted,
    "small": _small,
    "stretch": _stretched,
    "text": _written_on,
    "tilt": _tilted,
    "turn": _turned,
    "vignette": _vignette,
}
