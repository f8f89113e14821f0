"""The values that the window takes from services and gives to them, under one roof.

Widgets import them from here, so that a move inside the services touches one file of the window.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from photosearch.base.types import Box, PhotoId
from photosearch.catalog.details import PhotoDetails
from photosearch.catalog.filters import PhotoFilter
from photosearch.catalog.roots import Root
from photosearch.services.browsing import FolderCount, MonthCount
from photosearch.services.folders import FolderStatus
from photosearch.services.problems import Problem

__all__ = [
    "Example",
    "FileExample",
    "FolderCount",
    "FolderStatus",
    "IndexReport",
    "MonthCount",
    "PhotoDetails",
    "PhotoExample",
    "PhotoFilter",
    "Picture",
    "PictureExample",
    "Problem",
    "Query",
    "Root",
    "SearchAnswer",
    "SearchResult",
]


@dataclass(frozen=True)
class PhotoExample:
    """A photo of the library as an example."""

    photo_id: PhotoId
    box: Box | None = None


@dataclass(frozen=True)
class FileExample:
    """A file from anywhere as an example."""

    path: bytes
    box: Box | None = None


@dataclass(frozen=True)
class PictureExample:
    """The bytes of a picture as an example."""

    data: bytes
    name: str = ""
    box: Box | None = None


Example = PhotoExample | FileExample | PictureExample


@dataclass(frozen=True)
class Query:
    """What is searched for."""

    positives: tuple[Example, ...]
    negatives: tuple[Example, ...] = ()
    photo_filter: PhotoFilter = field(default_factory=PhotoFilter)
    top: int | None = None
    grain: float = 0.5
    distance: str | None = None
    exact: bool = False


@dataclass(frozen=True)
class SearchResult:
    """A photo found."""

    photo_id: PhotoId
    score: float
    probability: float | None
    relevant: bool


@dataclass(frozen=True)
class SearchAnswer:
    """What a search found."""

    query: Query
    same: tuple[PhotoId, ...]
    results: tuple[SearchResult, ...]
    seconds: float


@dataclass(frozen=True)
class Picture:
    """A decoded picture, RGB, three bytes a pixel."""

    width: int
    height: int
    rgb: bytes


@dataclass
class IndexReport:
    """What an indexing run did; counts are files."""

    indexed: int = 0
    failed: list[object] = field(default_factory=list)
    seconds: float = 0.0
