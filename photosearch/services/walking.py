"""Walking a folder of photos without reading them.

Names decide what a file is; only a file whose ending says nothing is opened for its first bytes.
Symbolic links are never followed: they are how one file looks like two, and how a walk never ends.
"""

from __future__ import annotations

import fnmatch
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.imaging.formats import (
    PHOTO_EXTENSIONS,
    RAW_EXTENSIONS,
    SIDECAR_EXTENSIONS,
    VIDEO_EXTENSIONS,
    sniff,
)
from photosearch.imaging.reading import is_placeholder

SET_ASIDE = b"photosearch set aside"  # what lies in it is meant to be gone
_LEFT_OUT = frozenset(
    {
        SET_ASIDE,
        b"@eadir",
        b"#recycle",
        b"#snapshot",
        b"$recycle.bin",
        b"system volume information",
        b"lost+found",
        b"__macosx",
        b"cache",
        b"caches",
    }
)
_HEAD_BYTES = 64
_CHECK_EVERY = 200


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that may be a photo.

    Attributes:
        path: Relative to the root.
        size: Bytes.
        mtime_ns: Modification time, nanoseconds since 1970.
        inode: Within its device.
        device: ``st_dev``; holds within one mount only.
    """

    path: bytes
    size: int
    mtime_ns: int
    inode: int
    device: int


@dataclass
class Walk:
    """What a walk has found.

    What neither is a photo by its name or content nor was meant as one (texts, music, programs) is
    passed over: named one by one in a report, it would bury the photos that are not searched.

    Attributes:
        photos: Candidates, in the order of their paths.
        sidecars: Relative paths of files that belong to a photo of their stem.
        ignored: ``(relative path, kind)``: ``"video"``, ``"link"``, ``"placeholder"``,
            ``"special"``.
        problems: ``(relative path, reason)`` of folders that could not be read.
        unlisted: Relative paths of folders that ask with ``.nomedia`` to be left out.
    """

    photos: list[FoundFile] = field(default_factory=list)
    sidecars: list[bytes] = field(default_factory=list)
    ignored: list[tuple[bytes, str]] = field(default_factory=list)
    problems: list[tuple[bytes, str]] = field(default_factory=list)
    unlisted: list[bytes] = field(default_factory=list)


@dataclass(frozen=True)
class WalkRules:
    """What a walk leaves out.

    Attributes:
        excludes: Shell patterns on the path relative to the root, or on a name alone.
        nested: Relative paths of what is not this root's: other roots, the library itself.
    """

    excludes: Sequence[str] = ()
    nested: frozenset[bytes] = frozenset()


def walk_folder(
    root: bytes,
    below: bytes = b"",
    rules: WalkRules | None = None,
    progress: Progress = NO_PROGRESS,
) -> Walk:
    """List the photos of a folder.

    Args:
        root: Absolute path.
        below: Only this folder of it (relative; empty for all).
        rules: What to leave out.
        progress: Checked every few hundred entries.

    Raises:
        OSError: The folder itself can't be read; folders below it become ``problems``.
    """
    walk = Walk()
    rules = rules or WalkRules()
    pending = [below]
    seen = 0
    while pending:
        folder = pending.pop()
        try:
            entries = _entries(os.path.join(root, folder) if folder else root)
        except OSError as error:
            if folder == below:
                raise
            walk.problems.append((folder, f"the folder can't be read: {error.strerror}"))
            continue
        if any(entry.name == b".nomedia" for entry in entries):
            walk.unlisted.append(folder)
            continue
        for entry in entries:
            seen += 1
            if seen % _CHECK_EVERY == 0:
                progress.checkpoint()
            path = os.path.join(folder, entry.name) if folder else entry.name
            if _left_out(path, entry, rules):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(path)
            else:
                _file(walk, entry, path)
    walk.photos.sort(key=lambda found: found.path)
    return walk


def is_excluded(path: bytes, patterns: Sequence[str]) -> bool:
    """Say whether a relative path, or its last part, fits one of the patterns."""
    name = os.path.basename(path)
    return any(
        fnmatch.fnmatchcase(name, wanted) or fnmatch.fnmatchcase(path, wanted)
        for wanted in map(os.fsencode, patterns)
    )


def _entries(folder: bytes) -> list[os.DirEntry[bytes]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name, reverse=True)


def _left_out(path: bytes, entry: os.DirEntry[bytes], rules: WalkRules) -> bool:
    name = entry.name
    if name.startswith(b"."):
        return True
    if is_excluded(path, rules.excludes):
        return True
    if not entry.is_dir(follow_symlinks=False):
        return False
    return name.lower() in _LEFT_OUT or path in rules.nested


def _file(walk: Walk, entry: os.DirEntry[bytes], path: bytes) -> None:
    ending = os.path.splitext(entry.name)[1].lower()
    looks_like_photo = ending in PHOTO_EXTENSIONS or ending in RAW_EXTENSIONS
    try:
        info = entry.stat(follow_symlinks=False)
    except OSError:
        return  # Gone between the listing and now: the next scan will tell.
    if not stat.S_ISREG(info.st_mode):
        if looks_like_photo:
            walk.ignored.append((path, "link" if stat.S_ISLNK(info.st_mode) else "special"))
        return
    if ending in VIDEO_EXTENSIONS:
        walk.ignored.append((path, "video"))
    elif ending in SIDECAR_EXTENSIONS:
        walk.sidecars.append(path)
    elif is_placeholder(info):
        walk.ignored.append((path, "placeholder"))
    elif looks_like_photo or _sniffed(entry.path):
        walk.photos.append(
            FoundFile(path, info.st_size, info.st_mtime_ns, info.st_ino, info.st_dev)
        )


def _sniffed(path: bytes) -> bool:
    try:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(path, flags)
    except OSError:
        return False
    try:
        return sniff(os.read(descriptor, _HEAD_BYTES)) is not None
    except OSError:
        return False
    finally:
        os.close(descriptor)


def parents(path: bytes) -> Iterator[bytes]:
    """Yield a path and every folder above it."""
    while True:
        yield path
        above = os.path.dirname(path)
        if above == path:
            return
        path = above
