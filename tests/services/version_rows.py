"""Libraries of made-up versions of pictures: rows of the catalogue, with groups of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from photosearch.base.types import LocationId, PhotoId, RootId
from photosearch.catalog.files import NewFile
from photosearch.catalog.locations import FileStat
from photosearch.catalog.photos import NewPhoto
from photosearch.services.duplicate_groups import Copy, DuplicateGroup, DuplicateKind, Member
from photosearch.services.library import Library, open_library
from tests.catalog.conftest import digest


@dataclass(frozen=True)
class Version:
    """A file of a picture, with what the catalogue knows of it.

    Attributes:
        name: Path within its root.
        photo: Word for its image data; its own by default.
        look: Seed of its grey picture and colours; versions of one look the same.
    """

    name: str
    photo: str = ""
    root: str = "photos"
    width: int = 4000
    height: int = 3000
    format: str = "jpeg"
    quality: int | None = 90
    tags: int | None = 20
    camera: str = "Maker X100"
    sharpness: float | None = 1.0
    look: int = 1
    modified_s: int = 1_500_000_000
    size: int = 1000
    replaces: PhotoId | None = None


@dataclass
class Versions:
    """A library, and what was put into it.

    Attributes:
        library: Opened to write.
        base: Its roots lie here; no file does unless a test writes it.
        copies: Every version as a file, by name.
    """

    library: Library
    base: Path
    roots: dict[str, RootId] = field(default_factory=dict)
    copies: dict[str, Copy] = field(default_factory=dict)

    def add(self, *versions: Version) -> list[Copy]:
        """Put versions into the library."""
        with self.library.catalog.transaction():
            return [self._add(one) for one in versions]

    def group(self, kind: DuplicateKind, *versions: Version, **more: object) -> DuplicateGroup:
        """Put versions into the library and return them as a group, a file a member."""
        copies = self.add(*versions)
        members = tuple(Member(one.photo_id, (one,)) for one in copies)
        found = DuplicateGroup(f"{kind}-{copies[0].photo_id}", kind, 1.0, members)
        return replace(found, **more)

    def stack(self, *names: str, sidecars: tuple[bytes, ...] = ()) -> None:
        """Make files that lie in the library one stack; the first one leads."""
        copies = [self.copies[name] for name in names]
        stem = os.fsencode(names[0].rpartition(".")[0])
        places = [one.location_id for one in copies]
        self.library.catalog.stacks.put(copies[0].root_id, stem, places, sidecars)

    def root(self, name: str) -> RootId:
        """Return a root; one called "reference" has that role."""
        if name not in self.roots:
            (self.base / name).mkdir()
            root = self.library.catalog.roots.add(os.fsencode(self.base / name))
            if name == "reference":
                self.library.catalog.roots.set_role(root.root_id, "reference")
            self.roots[name] = root.root_id
        return self.roots[name]

    def _add(self, version: Version) -> Copy:
        catalog, root_id = self.library.catalog, self.root(version.root)
        random = np.random.default_rng(version.look)
        word = version.photo or version.name
        photo_id = catalog.photos.add(
            NewPhoto(
                digest(word),
                version.width,
                version.height,
                random.bytes(64),
                random.bytes(1024),
                version.replaces,
                version.sharpness,
                random.bytes(48) if version.sharpness is not None else None,
            )
        )
        file_id = catalog.files.add(
            NewFile(
                digest(f"{word} {version.tags} {version.camera}"),
                photo_id,
                version.size,
                version.format,
                camera=version.camera,
                jpeg_quality=version.quality if version.format == "jpeg" else None,
                tag_count=version.tags,
            )
        )
        stat = FileStat(version.size, version.modified_s * 10**9)
        place: LocationId = catalog.locations.add(root_id, os.fsencode(version.name), stat, file_id)
        path = os.fsencode(self.base / version.root / version.name)
        is_reference = version.root == "reference"
        copy = Copy(place, photo_id, root_id, path, version.size, is_reference)
        self.copies[version.name] = copy
        return copy


@contextmanager
def versions_in(base: Path) -> Iterator[Versions]:
    """Open an empty library."""
    library = open_library(base / "library", writable=True)
    try:
        yield Versions(library, base)
    finally:
        library.close()
