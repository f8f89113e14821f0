"""The photos that a person means by paths: of files, of folders, through symbolic links."""

from __future__ import annotations

import os
from collections.abc import Sequence

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.types import PhotoId
from photosearch.services.folders import known_path, place_in_roots
from photosearch.services.library import Library


def photo_named(library: Library, path: bytes) -> PhotoId:
    """Return the photo at an absolute path.

    Raises:
        UserError: ``not-in-library``.
    """
    photo_id = photos_at(library, [path]).get(path)
    if photo_id is None:
        raise not_in_library(library, path)
    return photo_id


def photos_named(library: Library, paths: Sequence[bytes]) -> list[PhotoId]:
    """Return the photos at absolute paths, and in folders at absolute paths, each once, in order.

    Raises:
        UserError: ``not-in-library``: the library knows nothing at one of the paths.
    """
    at = photos_at(library, paths)
    found: dict[PhotoId, None] = {}
    for path in paths:
        inside = [at[path]] if path in at else _inside(library, path)
        if not inside:
            raise not_in_library(library, path)
        found.update(dict.fromkeys(inside))
    return list(found)


def photos_at(library: Library, paths: Sequence[bytes]) -> dict[bytes, PhotoId]:
    """Return the photos at absolute paths; where the library knows none, the path is left out."""
    found = library.catalog.places.at(paths)
    missed = [path for path in dict.fromkeys(paths) if path not in found]
    names = {path: known_path(library, path) for path in missed if os.path.lexists(path)}
    known = library.catalog.places.at(names.values())
    return found | {path: known[name] for path, name in names.items() if name in known}


def not_in_library(library: Library, path: bytes) -> UserError:
    """Return the error that the library knows no photo at a path."""
    name = shown(path)
    folder = shown(path if os.path.isdir(path) else os.path.dirname(path))
    text = f"{name} is not in the library"
    hint = f"Index its folder first: photosearch index {folder}"
    if not os.path.lexists(path):
        hint = "There is no such file either: check the name."
    elif place_in_roots(library, path) is not None:
        hint = f"Index its folder again, or see why not: photosearch problems ({folder})"
    return UserError("not-in-library", text, hint, path=name)


def _inside(library: Library, path: bytes) -> list[PhotoId]:
    return [place.photo_id for place in library.catalog.places.inside(known_path(library, path))]
