"""Any data set of torchvision, or made like one, as labelled pictures.

Nothing is downloaded here: make the data set with ``download=False``.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from PIL import Image

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.learning.data.decoding import square
from photosearch.learning.data.labelled_images import (
    LabelledImages,
    content_keys,
    require_comparable,
)


class ClassifiedPictures(Protocol):
    """What is used of ``torchvision.datasets``: CIFAR10, ImageFolder, Flowers102, FakeData."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> tuple[Any, int]:
        """Return a Pillow image, which no transform has made a tensor of, and its class."""


def read_dataset(
    dataset: ClassifiedPictures, input_px: int, progress: Progress = NO_PROGRESS
) -> LabelledImages:
    """Read a data set whose items are (Pillow image, class number).

    Args:
        dataset: Without a ``transform``. Its ``classes`` name the classes, where it has them.
        input_px: Width and height wanted.
        progress: Phase ``"decode"``.

    Raises:
        UserError: ``not-pictures``, ``one-class`` or ``single-image-classes``.
        Cancelled: The person cancelled.
    """
    pixels = np.empty((len(dataset), input_px, input_px, 3), dtype=np.uint8)
    labels = np.empty(len(dataset), dtype=np.int64)
    for i in range(len(dataset)):
        progress.checkpoint()
        progress.report(Step("decode", i, len(dataset)))
        image, label = dataset[i]
        if not isinstance(image, Image.Image):
            text = f"The data set's items are {type(image).__name__}, not pictures."
            raise UserError("not-pictures", text, "Make it without a transform.")
        pixels[i] = square(image.convert("RGB"), input_px)
        labels[i] = label
    names = getattr(dataset, "classes", None) or range(int(labels.max(initial=-1)) + 1)
    images = LabelledImages(
        pixels=pixels,
        labels=labels,
        keys=content_keys(pixels),
        names=tuple(str(i) for i in range(len(dataset))),
        class_names=tuple(str(name) for name in names),
    )
    require_comparable(images, "the data set")
    return images
