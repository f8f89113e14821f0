"""What the window asks of a library, as one small typed facade.

Widgets see this protocol only: the composition root gives them the real library, tests a small real
one or a written fake. All calls but ``thumbnails`` of a few photos and ``details`` of a few photos
may take longer than a frame and are made in a job.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from photosearch.base.progress import Progress
from photosearch.base.settings import Settings
from photosearch.base.types import Ids, PhotoId
from photosearch.gui.group_library import GroupLibrary
from photosearch.gui.tuning_library import TuningLibrary
from photosearch.gui.values import (
    Example,
    Explanation,
    FolderCount,
    FolderStatus,
    ForgetPreview,
    IndexReport,
    MonthCount,
    PhotoDetails,
    PhotoFilter,
    Picture,
    Problem,
    Query,
    SearchAnswer,
    UndoneStep,
)

if TYPE_CHECKING:  # loaded with the review of duplicates
    from photosearch.gui.duplicate_library import DuplicateLibrary


class PhotoLibrary(Protocol):
    """A library as the window sees it; every call may come from any thread."""

    @property
    def key(self) -> str:
        """Return the library's own name (its uuid), under which the window is remembered."""

    @property
    def groups(self) -> GroupLibrary:
        """Return the library's groups."""

    @property
    def tuning(self) -> TuningLibrary:
        """Return the library's metrics."""

    @property
    def duplicates(self) -> DuplicateLibrary:
        """Return the library's duplicates."""

    def photos(self, order: str, descending: bool, photo_filter: PhotoFilter) -> Ids:
        """Return the photos in order, (N,) int64."""

    def details(self, ids: Sequence[int]) -> list[PhotoDetails]:
        """Return what is known of photos; unknown ones are left out."""

    def folder_counts(self) -> list[FolderCount]:
        """Return the folders that hold photos."""

    def month_counts(self) -> list[MonthCount]:
        """Return the months in which photos were taken."""

    def by_similarity(self, photo_id: PhotoId, photo_filter: PhotoFilter) -> Ids:
        """Return the photos, the most similar first, (N,) int64."""

    def thumbnails(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Return JPEGs of 256 px shorter side; photos without one are left out."""

    def picture(self, example: Example, max_px: int) -> Picture:
        """Decode a picture to at most ``max_px`` (0: all pixels) through the decode workers."""

    def search(self, query: Query, progress: Progress) -> SearchAnswer:
        """Find similar photos."""

    def explain(self, one: Example, other: Example, progress: Progress) -> Explanation:
        """Say why two photos match."""

    def index(
        self, folders: Sequence[bytes], accept_missing: bool, progress: Progress
    ) -> IndexReport:
        """Scan and index folders (empty: all)."""

    def folders(self) -> list[FolderStatus]:
        """Return the folders of the library."""

    def add_folder(self, path: bytes) -> None:
        """Add a folder to the library."""

    def remove_folder(self, path: bytes) -> None:
        """Take a folder out of the library; its files stay as they are."""

    def set_role(self, path: bytes, role: str) -> None:
        """Set what a folder is for: photos, reference or backup."""

    def set_excludes(self, path: bytes, excludes: Sequence[str]) -> None:
        """Set the patterns that are left out of a folder."""

    def release_drive(self, path: bytes) -> None:
        """Let go of a folder's drive, so that it can be unplugged."""

    def revision(self) -> int:
        """Return a number that grows with every change to the photos."""

    def problems(self) -> list[Problem]:
        """Return the files that could not be indexed."""

    def preview_forget(self, ids: Sequence[int]) -> ForgetPreview:
        """Say what forgetting photos would delete."""

    def forget(self, ids: Sequence[int]) -> None:
        """Delete every trace of photos from the library; the files stay."""

    def undo(self) -> UndoneStep:
        """Undo the last change and say what was undone (``UserError`` when there is nothing)."""

    def undo_takes_turns(self) -> bool:
        """Say whether the next undo waits for its turn with indexing."""

    def change_settings(self, settings: Settings) -> None:
        """Act on other settings, from the next piece of work on."""

    def warm_up(self) -> None:
        """Load what the first search needs."""

    def watch(self, on_change: Callable[[frozenset[bytes]], None]) -> Watcher:
        """Notice changes in the folders; ``on_change`` is called in another thread."""

    @property
    def unsaved(self) -> bool:
        """Whether an index waits for an idle moment to be saved."""

    def save_unsaved(self) -> None:
        """Save the index that waits; the interpreter is busy for up to a second."""


class Watcher(Protocol):
    """Watches folders until it is closed."""

    def close(self) -> None:
        """Stop watching."""
