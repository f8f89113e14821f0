"""Keeps the grid's list, the folders and dates and the problem count up to date with the library.

The library's revision is looked at every few seconds, so what indexing, watching or a command from
outside adds appears by itself; the pause grows with the time that a listing takes.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.base.progress import Progress
from photosearch.base.types import Ids, PhotoId
from photosearch.gui.jobs import Job, JobRunner
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.values import FolderCount, FolderStatus, MonthCount, PhotoFilter

SIMILARITY = "similarity"
_LOOK_MS = 2000
_PAUSE_SHARE = 8


@dataclass(frozen=True)
class Listing:
    """What a list of photos is made by.

    Attributes:
        order: ``"date"``, ``"name"``, ``"folder"`` or ``"similarity"``.
        descending: The last first; not used for similarity.
        photo_filter: Which photos.
        like: The photo that similarity is measured from.
    """

    order: str = "date"
    descending: bool = True
    photo_filter: PhotoFilter = PhotoFilter()  # noqa: RUF009 - frozen
    like: PhotoId | None = None


@dataclass(frozen=True)
class Overview:
    """What stands beside the grid."""

    folders: list[FolderCount]
    months: list[MonthCount]
    roots: list[FolderStatus]
    n_problems: int


class BrowsingController(QObject):
    """Lists photos in jobs.

    Signals:
        listed(Listing, Ids): a list for the present choice.
        overview_changed(Overview): folders, dates or problems were read again.
        failed(exception): the library could not be read.
    """

    listed = Signal(object, object)
    overview_changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self, library: PhotoLibrary, jobs: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._listing = Listing()
        self._list_job: Job[tuple[int, Ids]] | None = None
        self._revision = -1
        self._quiet_until = 0.0
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def listing(self) -> Listing:
        """Return how the list is made."""
        return self._listing

    def begin(self) -> None:
        """List at once, and look for changes from now on."""
        self.refresh()
        self._timer.start()

    def choose(self, listing: Listing) -> None:
        """List another way."""
        if listing != self._listing:
            self._listing = listing
            self._list()

    def list_again(self) -> None:
        """List again, the same way."""
        self._list()

    def refresh(self) -> None:
        """List again and read the overview again."""
        self._list()
        self._read_overview()

    def look(self) -> None:
        """Refresh if the library has changed."""
        if self._looking or time.monotonic() < self._quiet_until:
            return
        self._looking = True

        def work(progress: Progress) -> int:  # noqa: ARG001 - one number
            return self._library.revision()

        self._jobs.read(work, self._on_revision, self._on_failed)

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _list(self) -> None:
        if self._list_job is not None:
            self._list_job.drop()
        listing = self._listing
        started = time.monotonic()

        def work(progress: Progress) -> tuple[int, Ids]:  # noqa: ARG001 - two statements
            # Read before the list: a change between the two is then seen at the next look.
            revision = self._library.revision()
            if listing.order == SIMILARITY and listing.like is not None:
                return revision, self._library.by_similarity(listing.like, listing.photo_filter)
            order = "date" if listing.order == SIMILARITY else listing.order
            ids = self._library.photos(order, listing.descending, listing.photo_filter)
            return revision, ids

        def done(found: tuple[int, Ids]) -> None:
            self._revision, ids = found
            self._list_job = None
            took = time.monotonic() - started
            self._quiet_until = time.monotonic() + _PAUSE_SHARE * took
            self.listed.emit(listing, ids)

        self._list_job = self._jobs.read(work, done, self._on_failed)

    def _read_overview(self) -> None:
        def work(progress: Progress) -> Overview:  # noqa: ARG001 - a few statements
            library = self._library
            return Overview(
                library.folder_counts(),
                library.month_counts(),
                library.folders(),
                len(library.problems()),
            )

        self._jobs.read(work, self.overview_changed.emit, self._on_failed)

    def _on_revision(self, revision: int) -> None:
        self._looking = False
        if revision != self._revision:
            self.refresh()

    def _on_failed(self, error: BaseException) -> None:
        self._looking = False
        self._list_job = None
        self.failed.emit(error)
