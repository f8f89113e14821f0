"""The values that the window takes from services and gives to them, under one roof.

Widgets import them from here, so that a move inside the services touches one file of the window.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from photosearch.base.types import Box, PhotoId, RootId


@dataclass(frozen=True)
class PhotoFilter:
    """Which photos are looked at."""

    folders: tuple[bytes, ...] = ()
    after: float | None = None
    before: float | None = None


@dataclass(frozen=True)
class PhotoDetails:
    """What is known of a photo."""

    photo_id: PhotoId
    path: bytes
    paths: tuple[bytes, ...]
    size: int
    format: str
    width: int
    height: int
    taken_at: float | None
    camera: str
    latitude: float | None
    longitude: float | None
    state: str
    root_id: RootId


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
    photo_filter: PhotoFilter = PhotoFilter()
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


@dataclass(frozen=True)
class Skipped:
    """A file that was left out."""

    path: bytes
    reason: str


@dataclass(frozen=True)
class IndexReport:
    """What an indexing run did; counts are files."""

    indexed: int = 0
    unchanged: int = 0
    copies: int = 0
    moved: int = 0
    missing: int = 0
    skipped: tuple[Skipped, ...] = ()
    failed: tuple[Skipped, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Root:
    """A folder of the library."""

    id: RootId
    path: bytes
    role: str = "photos"
    excludes: tuple[str, ...] = ()
    state: str = "online"
    label: str = ""


@dataclass(frozen=True)
class FolderStatus:
    """A folder of the library and what is known of it."""

    root: Root
    n_photos: int = 0
    n_failed: int = 0
    n_ignored: int = 0
    state: str = "online"


@dataclass(frozen=True)
class Problem:
    """A file that could not be indexed, and why."""

    path: bytes
    code: str
    reason: str


@dataclass(frozen=True)
class FolderCount:
    """A folder that holds photos."""

    root_id: RootId
    folder: bytes
    count: int


@dataclass(frozen=True)
class ForgetPreview:
    """What forgetting would delete."""

    n_photos: int
    lines: tuple[str, ...] = field(default=())


def matched(query: Query) -> bool:
    """Tell whether a query has anything to look for."""
    return bool(query.positives)
