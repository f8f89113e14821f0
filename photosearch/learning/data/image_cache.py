"""Decoded pictures on disk, so that the second run starts at once.

An entry is two files: ``STEM-FINGERPRINT.npy`` with the pixels and, written last, ``….json`` with
what else was found. The fingerprint names everything that the pixels depend on. What an entry
says is not believed: the pixels' own keys are computed again (0.3 s for CIFAR-10) and an entry
that doesn't add up is made anew.

Pixels below 2 GB live in memory; more of them are a memory map in the cache's folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from photosearch.base import atomic
from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.types import Pixels
from photosearch.learning.data.labelled_images import Keys, content_keys

IN_MEMORY_BYTES = 2_000_000_000
_VERSION = 1


@dataclass(frozen=True, eq=False)
class CachedImages:
    """An entry of the cache.

    Attributes:
        pixels: (N, px, px, 3) uint8.
        keys: (N,) uint64, ``content_keys`` of them.
        facts: What the reader noted beside the pixels, as JSON values.
    """

    pixels: Pixels
    keys: Keys
    facts: dict[str, Any]


class ImageCache:
    """One entry: there, or still to be made."""

    def __init__(self, directory: Path, stem: str, fingerprint: str) -> None:
        """Name an entry; nothing is touched yet.

        Args:
            directory: Made when something is written.
            stem: What it holds, for people who look into the folder.
            fingerprint: Hex; of the sources and of the way they are decoded.
        """
        self._directory = directory
        self._fingerprint = fingerprint
        self._pixels_path = directory / f"{stem}-{fingerprint[:16]}.npy"
        self._facts_path = directory / f"{stem}-{fingerprint[:16]}.json"

    def load(self) -> CachedImages | None:
        """Return the entry, or ``None`` where there is none or it is damaged."""
        try:
            note = json.loads(self._facts_path.read_text("utf-8"))
            large = self._pixels_path.stat().st_size > IN_MEMORY_BYTES
            stored = np.load(self._pixels_path, mmap_mode="r" if large else None)
            if (note["version"], note["fingerprint"]) != (_VERSION, self._fingerprint):
                return None
            pixels = stored[: note["n_images"]]
            facts = dict(note["facts"])
            keys_digest = note["keys"]
        except (OSError, ValueError, KeyError, TypeError, EOFError):
            return None
        if pixels.dtype != np.uint8 or pixels.ndim != 4 or len(pixels) != note["n_images"]:
            return None
        keys = content_keys(pixels)
        if _digest(keys) != keys_digest:
            return None
        return CachedImages(pixels, keys, facts)

    def save(self, pixels: Pixels, keys: Keys, facts: dict[str, Any]) -> None:
        """Write the entry; one that is there is replaced.

        Args:
            pixels: (N, px, px, 3) uint8, as ``room`` gave them or any other.
            keys: (N,) uint64 of them.
            facts: JSON values.

        Raises:
            UserError: ``cache-not-written``.
        """
        note = {
            "version": _VERSION,
            "fingerprint": self._fingerprint,
            "n_images": len(pixels),
            "keys": _digest(keys),
            "facts": facts,
        }
        with self._writing():
            self._facts_path.unlink(missing_ok=True)
            if _file_of(pixels) is None:
                with atomic.replacing(self._pixels_path) as file:
                    np.save(file, pixels, allow_pickle=False)
            atomic.write_bytes(self._facts_path, json.dumps(note).encode())

    @contextmanager
    def mapped_room(self, n_images: int, px: int) -> Iterator[Pixels]:
        """Make room on disk for pixels that are too many for memory.

        The file takes its final name when the block ends well; ``save`` then adds the facts.

        Raises:
            UserError: ``cache-not-written``.
        """
        with self._writing():
            descriptor, name = tempfile.mkstemp(suffix=".tmp", dir=self._directory)
            os.close(descriptor)
            try:
                room = np.lib.format.open_memmap(
                    name, mode="w+", dtype=np.uint8, shape=(n_images, px, px, 3)
                )
                yield room
                room.flush()
                os.replace(name, self._pixels_path)
            except BaseException:
                with suppress(FileNotFoundError):
                    os.unlink(name)
                raise

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            yield
        except OSError as error:
            text = f"The decoded pictures can't be kept in {shown(str(self._directory))}"
            cause = error.strerror or "unknown"
            hint = "Make room there, or name another folder for the cache."
            raise UserError("cache-not-written", f"{text} ({cause}).", hint) from error


def _file_of(pixels: Pixels) -> str | None:
    """Return the file that an array is a part of."""
    base: Any = pixels
    while base is not None and not isinstance(base, np.memmap):
        base = getattr(base, "base", None)
    return None if base is None else str(base.filename)


def _digest(keys: Keys) -> str:
    return hashlib.sha256(keys.astype("<u8").tobytes()).hexdigest()
