"""CIFAR-10 as an archive of JPEG files: cifar10/{train,test}/CLASS/*.jpg, 32×32.

The archive is read once from front to back and nothing is unpacked, so no name in it ever becomes
a path on disk. What is no small file with such a name (links, devices, absolute names, names that
climb up, other folders) is passed over.

Source: Krizhevsky, "Learning multiple layers of features from tiny images" (2009).
"""

from __future__ import annotations

import hashlib
import re
import tarfile
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
from PIL import Image

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.base.types import Pixels
from photosearch.imaging.failures import RefusedError, refusal_of
from photosearch.imaging.formats import SNIFFED_BYTES, sniff
from photosearch.imaging.opening import open_image
from photosearch.learning.data.image_cache import CachedImages, ImageCache
from photosearch.learning.data.labelled_images import (
    LabelledImages,
    SkippedImage,
    content_keys,
)

INPUT_PX = 32
_NAME = r"(?!\.)[^/]+"
_MEMBER = re.compile(rf"(?:\./)?(?:{_NAME}/)?(train|test)/({_NAME})/({_NAME}\.(?i:jpg|jpeg|png))")
_LARGEST_FILE = 1 << 16
_LARGEST_ARCHIVE = 4 << 30  # unpacked; a bomb of zeros is passed over, but not for hours
_MOST_PICTURES = 200_000
_RECIPE = "cifar10 32 | 1"
_EVERY = 500

Split = Literal["train", "test"]


@dataclass(frozen=True, eq=False)
class _Pictures:
    """All pictures of an archive, and what was passed over."""

    names: list[str]
    pixels: Pixels
    skipped: list[SkippedImage]


def read_cifar10(
    archive: Path, *, cache_dir: Path | None = None, progress: Progress = NO_PROGRESS
) -> tuple[LabelledImages, LabelledImages]:
    """Read the training and the test pictures.

    Args:
        archive: A tar file, compressed or not; only read.
        cache_dir: Where the decoded pictures (184 MB) are kept for the next run.
        progress: Phase ``"decode"``; the total is unknown.

    Returns:
        50,000 and 10,000 pictures of the same ten classes, in order of class and name.

    Raises:
        UserError: ``no-archive``, ``archive-damaged``, ``no-pictures`` or ``cache-not-written``.
        Cancelled: The person cancelled.
    """
    cache = None
    if cache_dir is not None:
        cache = ImageCache(cache_dir, "cifar10", _fingerprint(archive))
    cached = None if cache is None else cache.load()
    if cached is None:
        cached = _read(archive, progress)
        if cache is not None:
            cache.save(cached.pixels, cached.keys, cached.facts)
    names = cached.facts["names"]
    classes = sorted({name.split("/")[1] for name in names})
    skipped = tuple(SkippedImage(*texts) for texts in cached.facts["skipped"])
    return _part("train", cached, classes, skipped), _part("test", cached, classes, skipped)


def _part(
    split: Split, cached: CachedImages, classes: list[str], skipped: tuple[SkippedImage, ...]
) -> LabelledImages:
    names = cached.facts["names"]
    number = {name: i for i, name in enumerate(classes)}
    rows = [i for i, name in enumerate(names) if name.startswith(split)]
    # Sorted by name, the training pictures are one piece: no copy of 150 MB.
    piece = slice(rows[0], rows[-1] + 1) if rows else slice(0)
    labels = [number[names[i].split("/")[1]] for i in rows]
    return LabelledImages(
        pixels=cached.pixels[piece],
        labels=np.array(labels, dtype=np.int64),
        keys=cached.keys[piece],
        names=tuple(names[piece]),
        class_names=tuple(classes),
        skipped=tuple(one for one in skipped if one.name.startswith(split)),
    )


def _read(archive: Path, progress: Progress) -> CachedImages:
    with warnings.catch_warnings():  # a header that announces a bomb is a reason, not a warning
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        found = _pictures(archive, progress)
    if not found.names:
        text = f"{shown(str(archive))} holds no pictures in train/CLASS/ or test/CLASS/."
        raise UserError("no-pictures", text, "Name an archive like cifar10.tar.gz.")
    order = sorted(range(len(found.names)), key=found.names.__getitem__)
    pixels = found.pixels[np.array(order, dtype=np.int64)]
    facts = {
        "names": [found.names[i] for i in order],
        "skipped": [(one.name, one.code, one.reason) for one in found.skipped],
    }
    return CachedImages(pixels, content_keys(pixels), facts)


def _pictures(archive: Path, progress: Progress) -> _Pictures:
    names: list[str] = []
    blocks: list[npt.NDArray[np.uint8]] = []
    skipped: list[SkippedImage] = []
    for number, (name, data) in enumerate(_members(archive)):
        if number % _EVERY == 0:
            progress.checkpoint()
            progress.report(Step("decode", number))
        try:
            blocks.append(_decoded(data))
        except Exception as error:  # noqa: BLE001 - decoders raise anything; it becomes a reason
            failure = refusal_of(error).failure
            skipped.append(SkippedImage(name, failure.code, failure.reason))
        else:
            names.append(name)
    shape = (0, INPUT_PX, INPUT_PX, 3)
    return _Pictures(names, np.stack(blocks) if blocks else np.empty(shape, np.uint8), skipped)


def _decoded(data: bytes) -> Pixels:
    photo_format = sniff(data[:SNIFFED_BYTES])
    if photo_format not in ("jpeg", "png"):
        raise RefusedError("not-an-image", "This is neither a JPEG nor a PNG picture.")
    with open_image(data, photo_format) as image:
        if image.size != (INPUT_PX, INPUT_PX):  # known from the header: nothing is decoded yet
            size = f"{image.width}×{image.height}"
            raise RefusedError("unsupported", f"The picture is {size} pixels, not 32×32.")
        plain = image if image.mode == "RGB" else image.convert("RGB")
        return np.frombuffer(plain.tobytes(), np.uint8).reshape(INPUT_PX, INPUT_PX, 3)


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name (``train/CLASS/FILE``) and content of each picture, as they come."""
    n_bytes = 0
    seen: set[str] = set()
    try:
        with tarfile.open(archive, "r|*") as tar:
            for member in tar:
                tar.members = []  # type: ignore[attr-defined]  # it would keep them all: 100 MB
                n_bytes += member.size
                if n_bytes > _LARGEST_ARCHIVE or len(seen) > _MOST_PICTURES:
                    raise _damaged(archive, "it is far larger than such an archive")
                matched = _MEMBER.fullmatch(member.name)
                if not matched or not member.isreg() or member.size > _LARGEST_FILE:
                    continue
                name = "/".join(matched.groups())
                name = name if name.isprintable() else shown(name)
                stream = tar.extractfile(member)
                if name not in seen and stream is not None:
                    seen.add(name)
                    yield name, stream.read()
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise _damaged(archive, str(error) or "it ends too early") from error
    except OSError as error:
        if error.strerror is None:  # gzip's own complaints
            raise _damaged(archive, str(error)) from error
        raise _missing(archive, error) from error


def _fingerprint(archive: Path) -> str:
    try:
        with archive.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _missing(archive, error) from error
    return hashlib.sha256(f"{_RECIPE} | {digest}".encode()).hexdigest()


def _missing(archive: Path, error: OSError) -> UserError:
    text = f"The archive {shown(str(archive))} can't be read ({error.strerror})."
    return UserError("no-archive", text, "Check the path.")


def _damaged(archive: Path, cause: str) -> UserError:
    text = f"The archive {shown(str(archive))} is damaged or no tar archive ({cause})."
    return UserError("archive-damaged", text, "Get the file again.")
