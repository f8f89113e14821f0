"""The real library behind the window's facade: each call goes to its service."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import cast

import numpy as np

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.progress import Progress
from photosearch.base.settings import Settings
from photosearch.base.types import Ids, PhotoId
from photosearch.catalog.photos import Order
from photosearch.gui.opened_duplicates import OpenedDuplicates
from photosearch.gui.opened_groups import OpenedGroups
from photosearch.gui.opened_tuning import OpenedTuning
from photosearch.gui.values import (
    Example,
    Explanation,
    FileExample,
    FolderCount,
    FolderStatus,
    ForgetPreview,
    IndexReport,
    MonthCount,
    PhotoDetails,
    PhotoExample,
    PhotoFilter,
    Picture,
    Problem,
    Query,
    SearchAnswer,
    UndoneStep,
)
from photosearch.services import browsing, folders, forgetting, indexing, problems, searching
from photosearch.services.explaining import Explainer
from photosearch.services.library import Library
from photosearch.services.pictures import PictureLoader
from photosearch.services.refreshing import save_unsaved
from photosearch.services.undoing import undo, undo_takes_turns
from photosearch.services.watching import FolderWatcher

_ALL_PIXELS = 100_000
_MAX_FILE_BYTES = 1 << 30


class OpenedLibrary:
    """A library that this process has opened to write; see ``PhotoLibrary`` for the calls."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._loader = PictureLoader()
        self._glances = PictureLoader()  # of its own: a hover must not wait for a large decode
        self._explainer = Explainer(library, self._glances)
        self._groups = OpenedGroups(library)
        self._tuning = OpenedTuning(library)
        self._duplicates = OpenedDuplicates(library)

    @property
    def key(self) -> str:
        """Return the library's uuid."""
        return str(self._library.catalog.facts.get("uuid", "unknown"))

    @property
    def groups(self) -> OpenedGroups:
        """Return the library's groups."""
        return self._groups

    @property
    def tuning(self) -> OpenedTuning:
        """Return the library's metrics."""
        return self._tuning

    @property
    def duplicates(self) -> OpenedDuplicates:
        """Return the library's duplicates."""
        return self._duplicates

    def photos(self, order: str, descending: bool, photo_filter: PhotoFilter) -> Ids:
        """Return the photos in order, (N,) int64."""
        return browsing.list_photos(
            self._library, cast("Order", order), descending=descending, photo_filter=photo_filter
        )

    def details(self, ids: Sequence[int]) -> list[PhotoDetails]:
        """Return what is known of photos."""
        return browsing.photo_details(self._library, np.asarray(ids, np.int64))

    def folder_counts(self) -> list[FolderCount]:
        """Return the folders that hold photos."""
        return browsing.list_folder_counts(self._library)

    def month_counts(self) -> list[MonthCount]:
        """Return the months in which photos were taken."""
        return browsing.list_months(self._library)

    def by_similarity(self, photo_id: PhotoId, photo_filter: PhotoFilter) -> Ids:
        """Return the photos, the most similar first, (N,) int64."""
        return browsing.order_by_similarity(self._library, photo_id, photo_filter)

    def thumbnails(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Return JPEGs of 256 px shorter side."""
        return self._library.thumbnails.get_many(np.asarray(ids, np.int64))

    def picture(self, example: Example, max_px: int) -> Picture:
        """Decode a picture in the workers."""
        decoded = self._loader.load(self._library, _source(example), max_px or _ALL_PIXELS)
        return Picture(decoded.width, decoded.height, decoded.rgb, decoded.details)

    def search(self, query: Query, progress: Progress) -> SearchAnswer:
        """Find similar photos."""
        return searching.search(self._library, query, progress)

    def explain(self, one: Example, other: Example, progress: Progress) -> Explanation:
        """Say why two photos match."""
        return self._explainer.explain(one, other, progress)

    def index(
        self, folders: Sequence[bytes], accept_missing: bool, progress: Progress
    ) -> IndexReport:
        """Scan and index folders."""
        return indexing.index_folders(
            self._library, folders, accept_missing=accept_missing, progress=progress
        )

    def folders(self) -> list[FolderStatus]:
        """Return the folders of the library."""
        return folders.list_folders(self._library)

    def add_folder(self, path: bytes) -> None:
        """Add a folder."""
        folders.add_folder(self._library, path)

    def remove_folder(self, path: bytes) -> None:
        """Take a folder out."""
        folders.remove_folder(self._library, path)

    def set_role(self, path: bytes, role: str) -> None:
        """Set what a folder is for."""
        folders.set_role(self._library, path, role)

    def set_excludes(self, path: bytes, excludes: Sequence[str]) -> None:
        """Set what is left out of a folder."""
        folders.set_excludes(self._library, path, excludes)

    def release_drive(self, path: bytes) -> None:
        """Let go of a folder's drive."""
        folders.release_drive(self._library, path)

    def revision(self) -> int:
        """Return a number that grows with every change to the photos."""
        return self._library.catalog.photos.revision()

    def problems(self) -> list[Problem]:
        """Return the files that could not be indexed."""
        return problems.list_problems(self._library)

    def preview_forget(self, ids: Sequence[int]) -> ForgetPreview:
        """Say what forgetting photos would delete."""
        return forgetting.preview_forget(self._library, np.asarray(ids, np.int64))

    def forget(self, ids: Sequence[int]) -> None:
        """Delete every trace of photos from the library."""
        forgetting.forget(self._library, np.asarray(ids, np.int64), confirmed=True)

    def undo(self) -> UndoneStep:
        """Undo the last change and say which."""
        step = undo(self._library)
        path = os.fsencode(step["path"])
        if refused := step.get("refused"):
            return UndoneStep("trash-partly", path, step["summary"], f"{len(refused):,}")
        return UndoneStep(step["kind"], path, step["summary"], step["name"])

    def undo_takes_turns(self) -> bool:
        """Say whether the next undo waits for its turn with indexing."""
        return undo_takes_turns(self._library)

    def change_settings(self, settings: Settings) -> None:
        """Act on other settings, from the next piece of work on."""
        self._library.change_settings(settings)

    def warm_up(self) -> None:
        """Load encoder, index and a decode worker, so that the first search is as fast as any."""
        gallery = self._library.gallery
        self._library.encoder(gallery.in_use.encoder_id)
        gallery.neighbours.load(self._library.directory)
        _ = self._library.query_pool

    def watch(self, on_change: Callable[[frozenset[bytes]], None]) -> FolderWatcher:
        """Notice changes in the folders."""
        return FolderWatcher(self._library, on_change)

    @property
    def unsaved(self) -> bool:
        """Whether an index waits for an idle moment to be saved."""
        return self._library.unsaved

    def save_unsaved(self) -> None:
        """Save the index that waits."""
        save_unsaved(self._library)

    def close(self) -> None:
        """End the preview's worker; the library itself is closed by its owner."""
        self._loader.close()
        self._glances.close()


def _source(example: Example) -> PhotoId | bytes:
    if isinstance(example, PhotoExample):
        return example.photo_id
    if not isinstance(example, FileExample):
        return example.data
    try:
        with open(example.path, "rb") as file:
            return file.read(_MAX_FILE_BYTES)
    except OSError as error:
        name = shown(example.path)
        text = f"{name} can't be read: {error.strerror}"
        raise UserError("unreadable-photo", text, name=name, failure="unreadable") from error
