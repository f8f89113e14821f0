"""Pictures of known classes as one array: what every experiment starts from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from photosearch.base.errors import UserError
from photosearch.base.types import Pixels
from photosearch.learning.data.class_table import class_table

Labels = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class SkippedImage:
    """A file that is not among the pictures.

    Attributes:
        name: Relative path, fit to show.
        code: Why, as a stable word (``photosearch.imaging.decoded.FAILURE_CODES``).
        reason: One sentence for people.
    """

    name: str
    code: str
    reason: str


@dataclass(frozen=True, eq=False)
class LabelledImages:
    """Pictures, all of one size, each with its class.

    Shape:
        - pixels: (N, px, px, 3) uint8 RGB; an array, or a read-only memory map of a large set.
        - labels: (N,) int64, 0 to C − 1.
        - keys: (N,) uint64, from the sha256 of each picture's pixels (``content_keys``).

    Attributes:
        pixels: As above.
        labels: As above; an index of ``class_names``.
        keys: As above. Equal pixels, and only they, have equal keys.
        names: N relative paths, fit to show.
        class_names: C names in sorted order.
        skipped: Files that could not be read, with the reason.
    """

    pixels: Pixels
    labels: Labels
    keys: Keys
    names: tuple[str, ...]
    class_names: tuple[str, ...]
    skipped: tuple[SkippedImage, ...] = ()

    def __post_init__(self) -> None:
        """Refuse parts that don't belong together (``ValueError``)."""
        n_images = len(self.pixels)
        if not n_images == len(self.labels) == len(self.keys) == len(self.names):
            raise ValueError("pixels, labels, keys and names must be of one length")
        if self.pixels.ndim != 4 or self.pixels.shape[1:] != (self.input_px, self.input_px, 3):
            raise ValueError(f"pixels must be (N, px, px, 3), not {self.pixels.shape}")

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def input_px(self) -> int:
        """Width and height of the pictures."""
        return int(self.pixels.shape[1])

    @property
    def n_classes(self) -> int:
        """How many classes there are names for; after ``subset`` some may have no picture."""
        return len(self.class_names)

    @cached_property
    def fingerprint(self) -> str:
        """Hex sha256 of the pictures' content and classes, in order; names don't count."""
        digest = hashlib.sha256(f"labelled images {self.input_px}".encode())
        digest.update(self.keys.astype("<u8").tobytes())
        digest.update(self.labels.astype("<i8").tobytes())
        return digest.hexdigest()

    def subset(self, indices: npt.NDArray[np.int64]) -> Self:
        """Return some of the pictures, in that order, with the same classes.

        Args:
            indices: (n,) int64. Pixels are copied.
        """
        return type(self)(
            pixels=self.pixels[indices],
            labels=self.labels[indices],
            keys=self.keys[indices],
            names=tuple(self.names[i] for i in indices.tolist()),
            class_names=self.class_names,
            skipped=self.skipped,
        )


def content_keys(pixels: Pixels) -> Keys:
    """Return what names each picture by its content.

    Args:
        pixels: (N, H, W, 3) uint8.

    Returns:
        (N,) uint64: the first eight bytes of the sha256 of each picture's pixels. Among 100,000
        different pictures two agree with a chance of 3e-10.
    """
    digests = (hashlib.sha256(np.ascontiguousarray(image).data).digest()[:8] for image in pixels)
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def require_comparable(images: LabelledImages, where: str) -> None:
    """Make sure that there is something to compare: two classes, one of them with two pictures.

    Args:
        images: What was read.
        where: The folder or archive, fit to show.

    Raises:
        UserError: ``one-class`` or ``single-image-classes``.
    """
    sizes = {label: len(members) for label, members in class_table(images.labels).items()}
    if len(sizes) < 2:
        name = images.class_names[next(iter(sizes))] if sizes else "none"
        raise UserError(
            "one-class",
            f"The pictures in {where} are all of one class ({name}).",
            "Learning compares classes: add a sub-folder with pictures of another class.",
        )
    if max(sizes.values()) < 2:
        raise UserError(
            "single-image-classes",
            f"Every class in {where} has one readable picture only.",
            "Put two or more pictures of the same kind into at least one sub-folder.",
        )
