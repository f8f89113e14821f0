"""The pictures of an experiment, and which of them are held out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Ids
from photosearch.learning.data.class_table import class_table
from photosearch.learning.data.image_folder import read_image_folder
from photosearch.learning.data.labelled_images import LabelledImages, Labels
from photosearch.learning.data.near_duplicates import duplicate_groups
from photosearch.learning.data.splitting import Split, split_classes, split_photos
from photosearch.learning.lab.options import LabOptions

QUICK_CLASSES, QUICK_PHOTOS = 8, 12
_CLASS_SHARE = 0.5


@dataclass(frozen=True, eq=False)
class LabData:
    """Pictures with their split.

    Attributes:
        images: All of them.
        duplicates: (N,) int64 group of near-copies of each.
        split: Rows that are trained on, and rows that are held out.
        held_out_by: ``"photos"`` of every class, or whole ``"classes"``.
        seed: Of the choice of classes.
    """

    images: LabelledImages
    duplicates: Ids
    split: Split
    held_out_by: str = "photos"
    seed: int = 0

    @property
    def labels(self) -> Labels:
        """(N,) int64 class of each picture."""
        return self.images.labels

    @property
    def train_labels(self) -> Labels:
        """(n,) int64 classes of the training pictures, numbered from 0 without gaps.

        Losses with a proxy a class need them so; classes that are held out whole have none.
        """
        codes = np.unique(self.labels[self.split.train], return_inverse=True)[1]
        return codes.astype(np.int64)

    @property
    def n_train_classes(self) -> int:
        """Classes with a training picture."""
        return len(np.unique(self.labels[self.split.train]))

    @property
    def gallery(self) -> Ids:
        """Rows that held-out photos are searched among.

        The held-out photos alone, where each of their classes has two of them; else all photos:
        a class of three holds out one, which only has its training photos to be found.
        """
        sizes = class_table(self.labels[self.split.held_out])
        if all(len(members) > 1 for members in sizes.values()):
            return self.split.held_out
        return np.arange(len(self.images), dtype=np.int64)

    def describe(self) -> dict[str, Any]:
        """Return what config.json says about the data."""
        return {
            "pictures": len(self.images),
            "classes": self.images.n_classes,
            "trained_on": len(self.split.train),
            "held_out": len(self.split.held_out),
            "unreadable": len(self.images.skipped),
            "input_px": self.images.input_px,
            "split": self.held_out_by,
            "split_seed": self.seed,
            "fingerprint": self.images.fingerprint,
        }


def load_images(
    options: LabOptions, input_px: int, progress: Progress = NO_PROGRESS
) -> LabelledImages:
    """Read the folder of an experiment.

    Raises:
        UserError: It holds no classes to compare, see ``read_image_folder``.
    """
    cache = Path(options.cache) if options.cache else None
    images = read_image_folder(Path(options.folder), input_px, cache_dir=cache, progress=progress)
    return quickly(images) if options.quick else images


def load_data(options: LabOptions, input_px: int, progress: Progress = NO_PROGRESS) -> LabData:
    """Read the folder of an experiment and split it as the options say.

    Raises:
        UserError: It holds no classes to compare, or too little to hold anything out.
    """
    return split_data(load_images(options, input_px, progress), options, progress)


def split_data(
    images: LabelledImages, options: LabOptions, progress: Progress = NO_PROGRESS
) -> LabData:
    """Hold part of the pictures out.

    Raises:
        UserError: ``nothing-to-hold-out``.
    """
    duplicates = duplicate_groups(images.pixels, progress)
    if options.split == "classes":
        split = split_classes(images.labels, _CLASS_SHARE, options.seed)
    else:
        split = split_photos(images.labels, duplicates, images.keys)
    data = LabData(images, duplicates, split, options.split, options.seed)
    trained = class_table(data.labels[split.train])
    if not len(split.held_out) or max(map(len, trained.values()), default=0) < 2:
        raise UserError(
            "nothing-to-hold-out",
            "There are too few pictures to train on some and to measure on others",
            "Use classes of three different pictures or more.",
        )
    return data


def quickly(images: LabelledImages) -> LabelledImages:
    """Return a small part: the first classes, and the first pictures of each."""
    rows = [
        members[:QUICK_PHOTOS]
        for members in list(class_table(images.labels).values())[:QUICK_CLASSES]
    ]
    return images.subset(np.sort(np.concatenate(rows)))
