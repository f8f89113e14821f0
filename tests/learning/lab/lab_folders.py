"""Folders of small pictures, a colour a class, for experiments of a second."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

COLOURS = {
    "blue": (40, 60, 200),
    "green": (40, 190, 60),
    "red": (210, 50, 40),
    "sun": (220, 200, 40),
}


def write_classes(folder: Path, n_classes: int = 4, n_photos: int = 10, px: int = 32) -> Path:
    """Write noisy pictures of a few colours into a sub-folder per class."""
    random = np.random.default_rng(0)
    for name in list(COLOURS)[:n_classes]:
        (folder / name).mkdir(parents=True)
        for number in range(n_photos):
            # Coarse noise: finer would be averaged away, and the pictures would be near-copies.
            noise = random.normal(0, 70, (8, 8, 3)).repeat(px // 8, 0).repeat(px // 8, 1)
            pixels = np.clip(np.array(COLOURS[name]) + noise, 0, 255).astype(np.uint8)
            Image.fromarray(pixels).save(folder / name / f"{number}.png")
    return folder
