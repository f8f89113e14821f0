"""Which files of a folder are pictures of which class.

Classes are those of ``torchvision.datasets.ImageFolder``: the sorted names of the sub-folders,
pictures at any depth below them. Hidden folders and those of backup and archive programs are left
out. A link is followed unless its target lies in the folder (its pictures would count twice) or
holds it (the walk would never end).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.imaging.formats import PHOTO_EXTENSIONS, extension
from photosearch.learning.data.labelled_images import SkippedImage

_LEFT_OUT = frozenset({b"@eaDir", b"__MACOSX", b"$RECYCLE.BIN", b"System Volume Information"})
_SPLITS = frozenset({b"train", b"test", b"val", b"valid", b"validation"})


@dataclass(frozen=True)
class ListedFile:
    """A file with a photo's name.

    Attributes:
        class_name: Its sub-folder; empty for a file of the folder itself.
        relative: Path below the folder.
        path: Absolute, links resolved.
        size: Bytes; −1 where it is gone.
        mtime_ns: Of the content; −1 where it is gone.
    """

    class_name: bytes
    relative: bytes
    path: bytes
    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Listing:
    """What a folder holds.

    Attributes:
        files: In order of class and path.
        left_out: Sub-folders that are no class, with the reason.
    """

    files: tuple[ListedFile, ...]
    left_out: tuple[SkippedImage, ...]


def list_pictures(folder: Path, *, labelled: bool) -> Listing:
    """List a folder's pictures.

    Args:
        folder: With a sub-folder per class.
        labelled: ``False``: pictures of the folder itself belong to it too.

    Raises:
        UserError: ``not-a-folder``, or ``split-folder`` for one that holds ``train`` and ``test``.
    """
    root = os.fsencode(folder)
    try:
        names = sorted(os.listdir(root))
    except OSError as error:
        text = f"{shown(root)} is not a folder that can be read ({error.strerror})."
        raise UserError("not-a-folder", text, "Check the path.") from error
    real_root = os.path.realpath(root)
    below = [name for name in names if not _is_left_out(name)]
    below = [name for name in below if os.path.isdir(os.path.join(root, name))]
    if labelled and len(below) > 1 and _SPLITS.issuperset(below):
        parts = " and ".join(shown(name) for name in below)
        text = f"The sub-folders of {shown(root)} are parts ({parts}), not classes."
        raise UserError("split-folder", text, "Name one of them.")
    files = [] if labelled else list(_pictures(root, names, b""))
    left_out = []
    for name in below:
        path = os.path.join(root, name)
        if _leads_back(path, real_root):
            left_out.append(_no_class(name, "The link leads back into the folder."))
            continue
        found = list(_class_pictures(root, name, real_root))
        if not found:
            left_out.append(_no_class(name, "The sub-folder holds no pictures."))
        files += found
    return Listing(tuple(files), tuple(left_out))


def _no_class(name: bytes, reason: str) -> SkippedImage:
    return SkippedImage(shown(name), "no-class", reason)


def _class_pictures(root: bytes, class_name: bytes, real_root: bytes) -> Iterator[ListedFile]:
    visited: set[bytes] = set()  # links may meet outside of the folder
    for directory, below, files in os.walk(os.path.join(root, class_name), followlinks=True):
        real = os.path.realpath(directory)
        if real in visited:
            below.clear()
            continue
        visited.add(real)
        below[:] = sorted(
            name
            for name in below
            if not _is_left_out(name) and not _leads_back(os.path.join(directory, name), real_root)
        )
        relative = os.path.relpath(directory, root)
        yield from _pictures(root, [os.path.join(relative, f) for f in sorted(files)], class_name)


def _pictures(root: bytes, relatives: list[bytes], class_name: bytes) -> Iterator[ListedFile]:
    for relative in relatives:
        name = os.path.basename(relative)
        path = os.path.join(root, relative)
        if _is_left_out(name) or extension(name) not in PHOTO_EXTENSIONS or os.path.isdir(path):
            continue
        try:
            status = os.stat(path)
            size, mtime_ns = status.st_size, status.st_mtime_ns
        except OSError:
            size = mtime_ns = -1  # a dangling link: decoding will say that it has vanished
        yield ListedFile(class_name, relative, os.path.realpath(path), size, mtime_ns)


def _is_left_out(name: bytes) -> bool:
    return name.startswith(b".") or name in _LEFT_OUT


def _leads_back(path: bytes, real_root: bytes) -> bool:
    """Tell whether a path is a link to the folder, into it, or to a folder above it."""
    if not os.path.islink(path):
        return False
    separator = os.fsencode(os.sep)
    target = os.path.realpath(path).rstrip(separator) + separator
    root = real_root.rstrip(separator) + separator
    return target.startswith(root) or root.startswith(target)
