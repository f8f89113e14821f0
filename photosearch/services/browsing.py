"""What the grid and the panels beside it show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from photosearch.base.types import Ids, PhotoId, RootId
from photosearch.catalog.details import PhotoDetails
from photosearch.catalog.filters import PhotoFilter
from photosearch.catalog.photos import Order
from photosearch.services.library import Library


@dataclass(frozen=True)
class FolderCount:
    """A folder with photos directly in it.

    Attributes:
        root_id: Its root.
        path: Absolute.
        n_photos: Directly in it.
    """

    root_id: RootId
    path: bytes
    n_photos: int


@dataclass(frozen=True)
class MonthCount:
    """A month with photos taken in it."""

    year: int
    month: int
    n_photos: int


def list_photos(
    library: Library,
    order: Order = "date",
    *,
    descending: bool = False,
    photo_filter: PhotoFilter | None = None,
) -> Ids:
    """Return the photos to show, in order: (N,) int64."""
    return library.catalog.photos.ids(order, descending=descending, photo_filter=photo_filter)


def photo_details(library: Library, photo_ids: Ids) -> list[PhotoDetails]:
    """Return what is shown of photos, in their order; those that lie nowhere are left out."""
    return library.catalog.photos.details(photo_ids)


def list_folder_counts(library: Library) -> list[FolderCount]:
    """Return the folders that hold photos, in their order."""
    return [FolderCount(*row) for row in library.catalog.photos.folders()]


def list_months(library: Library) -> list[MonthCount]:
    """Return the months in which photos were taken, newest first."""
    return [MonthCount(*row) for row in reversed(library.catalog.photos.dates())]


def order_by_similarity(
    library: Library, photo_id: PhotoId, photo_filter: PhotoFilter | None = None
) -> Ids:
    """Return the photos to show, the most alike to one of them first: (N,) int64.

    Plain cosine over the whole library: an order of everything needs no re-ranked head.
    """
    shown = library.catalog.photos.matching(photo_filter or PhotoFilter())
    gallery = library.gallery
    known = shown[np.isin(shown, gallery.index.ids())]
    rest = np.setdiff1d(shown, known)
    if photo_id not in gallery.index:
        return shown
    own = gallery.index.get(np.array([photo_id], dtype=np.int64))[0]
    similarities = gallery.index.get(known) @ own
    order = np.lexsort((known, -similarities, known != photo_id))
    return np.concatenate([known[order], rest])
