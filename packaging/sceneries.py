"""Draws a small photo collection for screenshots: no real photo may be part of the project.

Five kinds of scenery, each with seeded weather, so that a search has something to find.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1200, 900
Colour = tuple[int, int, int]
_Random = np.random.Generator


def draw_collection(folder: Path, n_each: int = 12) -> list[Path]:
    """Draw pictures of each kind into a sub-folder of its name and return their paths."""
    paths = []
    for kind, draw in KINDS.items():
        (folder / kind).mkdir(parents=True)
        for number in range(n_each):
            random = np.random.default_rng([number, *kind.encode()])
            picture = _with_grain(draw(random), random)
            path = folder / kind / f"{kind}-{number + 1:02d}.jpg"
            exif = Image.Exif()
            month, day = 1 + int(random.integers(12)), 1 + int(random.integers(28))
            exif[306] = f"{2021 + number % 5}:{month:02d}:{day:02d} 1{number % 10}:30:00"
            exif[271], exif[272] = "Drawn", "by hand"
            picture.save(path, quality=88, exif=exif)
            paths.append(path)
    return paths


def _sky(random: _Random, top: Colour, bottom: Colour) -> Image.Image:
    shift = random.integers(-18, 18, 3)
    low = np.clip(np.array(bottom) + shift, 0, 255)
    high = np.clip(np.array(top) + shift, 0, 255)
    share = np.linspace(0, 1, HEIGHT)[:, None, None]
    rows = high * (1 - share) + low * share
    return Image.fromarray(np.broadcast_to(rows, (HEIGHT, WIDTH, 3)).astype(np.uint8))


def _ridge(random: _Random, base: float, height: float, roughness: float) -> list[tuple[int, int]]:
    steps = np.arange(0, WIDTH + 12, 12)
    line = np.zeros(len(steps))
    for octave in range(1, 6):
        phase, frequency = random.uniform(0, math.tau), octave * random.uniform(0.8, 1.6)
        line += np.sin(steps / WIDTH * math.tau * frequency + phase) / octave**roughness
    points = [(int(x), int(base - height * y)) for x, y in zip(steps, line, strict=True)]
    return [*points, (WIDTH, HEIGHT), (0, HEIGHT)]


def _mountains(random: _Random) -> Image.Image:
    picture = _sky(random, (96, 150, 214), (226, 234, 240))
    draw = ImageDraw.Draw(picture)
    for layer in range(4):
        tone = 150 - 34 * layer
        colour = (tone - 20, tone, tone + 22 - 8 * layer)
        base = 420 + 110 * layer
        draw.polygon(_ridge(random, base, 120 - 14 * layer, 1.1), fill=colour)
    return picture.filter(ImageFilter.GaussianBlur(1.2))


def _sea(random: _Random) -> Image.Image:
    picture = _sky(random, (70, 60, 120), (255, 176, 96))
    draw = ImageDraw.Draw(picture)
    x, y, size = int(random.integers(250, 950)), int(random.integers(340, 470)), 70
    draw.ellipse((x - size, y - size, x + size, y + size), fill=(255, 232, 170))
    draw.rectangle((0, 540, WIDTH, HEIGHT), fill=(38, 62, 98))
    for _ in range(260):
        wave_y = int(random.integers(545, HEIGHT))
        spread = 30 + (wave_y - 540) // 2
        wave_x = int(random.normal(x, 60 + (wave_y - 540) * 0.7))
        glow = random.uniform(0.3, 1)
        colour = (int(80 + 170 * glow), int(70 + 110 * glow), int(90 + 30 * glow))
        draw.line((wave_x - spread, wave_y, wave_x + spread, wave_y), fill=colour, width=3)
    return picture.filter(ImageFilter.GaussianBlur(1.6))


def _flowers(random: _Random) -> Image.Image:
    picture = _sky(random, (74, 122, 62), (30, 74, 34)).filter(ImageFilter.GaussianBlur(3))
    draw = ImageDraw.Draw(picture)
    petals: Colour = [(226, 70, 92), (240, 190, 60), (150, 96, 200), (244, 240, 236)][
        int(random.integers(4))
    ]
    for _ in range(int(random.integers(5, 10))):
        x, y = int(random.integers(100, 1100)), int(random.integers(120, 780))
        size = int(random.integers(50, 120))
        for petal in range(8):
            angle = petal * math.tau / 8
            px, py = x + size * 0.8 * math.cos(angle), y + size * 0.8 * math.sin(angle)
            box = (px - size * 0.45, py - size * 0.45, px + size * 0.45, py + size * 0.45)
            draw.ellipse(box, fill=petals, outline=tuple(max(0, c - 50) for c in petals), width=3)
        draw.ellipse((x - size // 3, y - size // 3, x + size // 3, y + size // 3), (92, 58, 20))
    return picture.filter(ImageFilter.GaussianBlur(1.4))


def _city(random: _Random) -> Image.Image:
    picture = _sky(random, (8, 10, 30), (60, 46, 84))
    draw = ImageDraw.Draw(picture)
    x = 0
    while x < WIDTH:
        width, top = int(random.integers(60, 150)), int(random.integers(220, 600))
        draw.rectangle((x, top, x + width, HEIGHT), fill=(20, 22, 36))
        for wx in range(x + 10, x + width - 14, 22):
            for wy in range(top + 14, HEIGHT - 60, 30):
                if random.random() < 0.45:
                    draw.rectangle((wx, wy, wx + 10, wy + 16), fill=(255, 214, 130))
        x += width + int(random.integers(2, 12))
    return picture.filter(ImageFilter.GaussianBlur(1))


def _dunes(random: _Random) -> Image.Image:
    picture = _sky(random, (120, 182, 226), (236, 226, 206))
    draw = ImageDraw.Draw(picture)
    for layer in range(4):
        colour = (236 - 28 * layer, 186 - 28 * layer, 120 - 22 * layer)
        draw.polygon(_ridge(random, 480 + 120 * layer, 60, 2.2), fill=colour)
    return picture.filter(ImageFilter.GaussianBlur(1.6))


def _with_grain(picture: Image.Image, random: _Random) -> Image.Image:
    pixels: npt.NDArray[np.float64] = np.asarray(picture, dtype=np.float64)
    noisy = pixels + random.normal(0, 5, pixels.shape[:2])[..., None]
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


KINDS: dict[str, Callable[[_Random], Image.Image]] = {
    "mountains": _mountains,
    "sea": _sea,
    "flowers": _flowers,
    "city": _city,
    "dunes": _dunes,
}
