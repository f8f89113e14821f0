"""Any folder with a sub-folder per class, as ``torchvision.datasets.ImageFolder`` takes it.

Classes and labels are ImageFolder's (``class_names.index`` is its ``class_to_idx``), so a folder
that works there works here. Different, since a person's folders are no curated data set: a damaged
picture is skipped and listed instead of ending the run, a sub-folder without pictures is listed
and is no error, and the formats are the program's own (HEIC, AVIF, RAW, … by content). A data set
that torchvision itself has goes through ``torchvision_dataset.py``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import Pixels
from photosearch.imaging.decoded import DecodeFailure
from photosearch.learning.data.decoding import decode_files, recipe
from photosearch.learning.data.folder_listing import ListedFile, list_pictures
from photosearch.learning.data.image_cache import IN_MEMORY_BYTES, ImageCache
from photosearch.learning.data.labelled_images import (
    Keys,
    LabelledImages,
    SkippedImage,
    content_keys,
    require_comparable,
)

_LARGEST_PX = 2048


@dataclass(frozen=True, eq=False)
class _Decoded:
    """What became of listed files: pixels, keys and rows (in the listing) of the readable ones."""

    pixels: Pixels
    keys: Keys
    rows: npt.NDArray[np.int64]
    skipped: tuple[SkippedImage, ...]


def read_image_folder(
    folder: Path,
    input_px: int,
    *,
    cache_dir: Path | None = None,
    labelled: bool = True,
    progress: Progress = NO_PROGRESS,
) -> LabelledImages:
    """Read all pictures of a folder with a sub-folder per class.

    Args:
        folder: Only read.
        input_px: Width and height wanted, 1 to 2,048. 224 gives exactly the pixels that the
            program's encoder sees.
        cache_dir: Where decoded pictures are kept for the next run; needed from 2 GB of pixels.
        labelled: Classes are needed. Otherwise a flat folder will do: one class with its name.
        progress: Phase ``"decode"``.

    Returns:
        The pictures in order of class and path.

    Raises:
        UserError: ``bad-size``, ``not-a-folder``, ``split-folder``, ``no-classes``,
            ``no-pictures``, ``one-class``, ``single-image-classes``, ``cache-needed``,
            ``cache-not-written`` or ``workers-do-not-start``.
        Cancelled: The person cancelled.
    """
    if not 1 <= input_px <= _LARGEST_PX:
        text = f"Pictures can't be {input_px} pixels wide."
        raise UserError("bad-size", text, f"Give a size from 1 to {_LARGEST_PX}.")
    name = shown(str(folder))
    listing = list_pictures(folder, labelled=labelled)
    if not listing.files:
        what = "sub-folders with pictures" if labelled else "pictures"
        hint = "Make one sub-folder per class and put its pictures in it."
        raise UserError("no-classes", f"{name} holds no {what}.", hint)
    decoded = _decoded(listing.files, input_px, cache_dir, progress)
    if not len(decoded.rows):
        text = f"None of the {len(listing.files)} pictures in {name} can be read."
        hint = f"The reason of the first, {decoded.skipped[0].name}: {decoded.skipped[0].reason}"
        raise UserError("no-pictures", text, hint)
    decoded = replace(decoded, skipped=listing.left_out + decoded.skipped)
    images = _labelled(listing.files, decoded, folder.resolve().name)
    if labelled:
        require_comparable(images, name)
    return images


def _labelled(files: Sequence[ListedFile], decoded: _Decoded, folder_name: str) -> LabelledImages:
    kept = [files[row] for row in decoded.rows.tolist()]
    classes = sorted({file.class_name for file in kept})
    number = {name: i for i, name in enumerate(classes)}
    return LabelledImages(
        pixels=decoded.pixels,
        labels=np.array([number[file.class_name] for file in kept], dtype=np.int64),
        keys=decoded.keys,
        names=tuple(shown(file.relative) for file in kept),
        class_names=tuple(shown(name or folder_name) for name in classes),
        skipped=decoded.skipped,
    )


def _decoded(
    files: Sequence[ListedFile], px: int, cache_dir: Path | None, progress: Progress
) -> _Decoded:
    """Return the pixels from the cache, or decode the files and fill it."""
    if cache_dir is None:
        return _decode(files, px, None, progress)
    cache = ImageCache(cache_dir, "photos", _fingerprint(files, px))
    cached = cache.load()
    if cached is not None:
        rows = np.array(cached.facts["rows"], dtype=np.int64)
        skipped = tuple(SkippedImage(*texts) for texts in cached.facts["skipped"])
        return _Decoded(cached.pixels, cached.keys, rows, skipped)
    decoded = _decode(files, px, cache, progress)
    skipped_texts = [(one.name, one.code, one.reason) for one in decoded.skipped]
    facts = {"rows": decoded.rows.tolist(), "skipped": skipped_texts}
    cache.save(decoded.pixels, decoded.keys, facts)
    return decoded


def _decode(
    files: Sequence[ListedFile], px: int, cache: ImageCache | None, progress: Progress
) -> _Decoded:
    paths = [file.path for file in files]
    n_bytes = len(files) * px * px * 3
    if n_bytes <= IN_MEMORY_BYTES:
        room = np.empty((len(files), px, px, 3), dtype=np.uint8)
        failures = decode_files(paths, room, progress)
        rows = _moved_together(room, failures)
    elif cache is not None:
        with cache.mapped_room(len(files), px) as room:
            failures = decode_files(paths, room, progress)
            rows = _moved_together(room, failures)
    else:
        text = f"The decoded pictures take {n_bytes / 1e9:.0f} GB, too much for the memory."
        raise UserError("cache-needed", text, "Name a folder for the cache, or a smaller size.")
    skipped = (
        SkippedImage(shown(files[row].relative), failure.code, failure.reason)
        for row, failure in sorted(failures.items())
    )
    pixels = room[: len(rows)]
    return _Decoded(pixels, content_keys(pixels), rows, tuple(skipped))


def _moved_together(pixels: Pixels, failures: dict[int, DecodeFailure]) -> npt.NDArray[np.int64]:
    """Close the gaps that failures left, in place; return where the rows were."""
    rows = np.array([i for i in range(len(pixels)) if i not in failures], dtype=np.int64)
    for new, old in enumerate(rows.tolist()):
        if new != old:
            pixels[new] = pixels[old]
    return rows


def _fingerprint(files: Sequence[ListedFile], px: int) -> str:
    digest = hashlib.sha256(recipe(px).encode())
    for file in files:
        digest.update(b"%s\0%d\0%d\0" % (file.relative, file.size, file.mtime_ns))
    return digest.hexdigest()
