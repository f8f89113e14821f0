"""One opened library and its parts, each built once, the heavy ones when first needed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.settings import Settings, load_settings
from photosearch.base.types import EncoderId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.lock import LibraryLock
from photosearch.catalog.thumbnails import THUMBNAILS_NAME, ThumbnailStore
from photosearch.encoder.session import Encoder
from photosearch.imaging.jobs import Limits
from photosearch.imaging.pool import DecodePool
from photosearch.services.deed_recovery import recover_deeds
from photosearch.services.deeds import system_trash
from photosearch.services.disk import writing_library
from photosearch.services.gallery import Gallery, open_gallery
from photosearch.services.model_folders import encoder_folder
from photosearch.services.trash import Trash

_PIXELS_CODE = "too-many-pixels"


class Library:
    """A person's photos as the program knows them.

    Safe to use from several threads; ``writing`` makes the long writers take turns.

    Attributes:
        directory: Where it lies.
        catalog: The truth.
        thumbnails: Small pictures, a cache.
        settings: What the person has chosen.
        writing: Held by whoever indexes, refits or forgets.
        released: Roots that a person has let go of: a run of indexing leaves them alone.
        window_open: Whether a window shows it: then saving a large index, which holds the
            interpreter for a third of a second at 100,000 photos, waits for an idle moment.
        unsaved: Whether an index waits to be saved (``refreshing.save_unsaved``).
        encoders: Those that are loaded, by folder and by whether they keep to one core.
        trash: Where files go that are not wanted; the window brings that of Windows or macOS.
        recovered: What became of moves to the trash that had been interrupted, when it was opened.
        folders_changed: Called after folders came, went or were let go; a watcher sets it.
    """

    def __init__(
        self,
        directory: Path,
        catalog: Catalog,
        thumbnails: ThumbnailStore,
        lock: LibraryLock | None,
    ) -> None:
        self.directory = directory
        self.catalog = catalog
        self.thumbnails = thumbnails
        self.settings: Settings = load_settings()
        self.writing = threading.RLock()
        self.released: set[int] = set()
        self.window_open = False
        self.unsaved = False
        self.encoders: dict[tuple[Path, bool], Encoder] = {}
        self.trash: Trash = system_trash()
        self.recovered: Counter[str] = Counter()
        self.folders_changed: Callable[[], None] = _nobody_watches
        self._lock = lock
        self._building = threading.RLock()
        self._gallery: Gallery | None = None
        self._query_pool: DecodePool | None = None
        self._query_limits = Limits()

    @property
    def writable(self) -> bool:
        """Whether this process holds the library."""
        return self._lock is not None

    def encoder(self, encoder_id: EncoderId, *, one_core: bool = False) -> Encoder:
        """Return an encoder; its first use loads it, in about 0.1 s.

        Args:
            encoder_id: Of the catalogue; 0 is the bundled one.
            one_core: Each call keeps to one core, for many pictures at once; otherwise one
                picture has all of them.

        Raises:
            UserError: Its files are missing or damaged.
        """
        folder = encoder_folder(self.directory, self.catalog, encoder_id)
        with self._building:
            if (folder, one_core) not in self.encoders:
                loaded = Encoder.load(folder, threads=1 if one_core else 0)
                self.encoders[folder, one_core] = loaded
            return self.encoders[folder, one_core]

    @property
    def gallery(self) -> Gallery:
        """The active metric with its index; the first use loads and verifies the snapshot."""
        with self._building:
            if self._gallery is None:
                self._gallery = open_gallery(self.directory, self.catalog, writable=self.writable)
            return self._gallery

    def replace_gallery(self, gallery: Gallery | None) -> None:
        """Switch to another gallery at once; searches under way finish on the old one."""
        with self._building:
            self._gallery = gallery

    @property
    def query_pool(self) -> DecodePool:
        """A decode worker of its own, so that a query never waits behind indexing."""
        with self._building:
            limits = self.limits(asked_for=True)
            if self._query_pool is not None and limits != self._query_limits:
                self._query_pool.close()
                self._query_pool = None
            if self._query_pool is None:
                self._query_pool, self._query_limits = DecodePool(1, limits), limits
            return self._query_pool

    def limits(self, *, asked_for: bool) -> Limits:
        """Return what decode workers may use, with the person's own limit on pixels.

        Args:
            asked_for: A person waits for it: then at normal priority; indexing runs below that.
        """
        limits, most = Limits(), self.settings.max_megapixels
        nice = 0 if asked_for else limits.normal.nice
        return Limits(
            normal=replace(limits.normal, max_megapixels=most, nice=nice),
            big=replace(
                limits.big,
                max_megapixels=most,
                held_megapixels=max(most, limits.big.held_megapixels),
            ),
        )

    def change_settings(self, settings: Settings) -> None:
        """Act on other settings: each from the next piece of work on.

        Pictures that had too many pixels are tried again once more are allowed.
        """
        before, self.settings = self.settings, settings
        self.thumbnails.set_quota(_quota_bytes(settings))
        if settings.max_megapixels > before.max_megapixels:
            self.catalog.failures.clear_code(_PIXELS_CODE)

    def close(self) -> None:
        """End the workers, close the files, let go of the lock."""
        with self._building:
            if self._query_pool is not None:
                self._query_pool.close()
                self._query_pool = None
        self.thumbnails.close()
        self.catalog.close()
        if self._lock is not None:
            self._lock.release()


def open_library(directory: Path, *, writable: bool) -> Library:
    """Open a library; to write, make it if it is not there.

    Raises:
        LibraryInUseError: Another process holds it (only when ``writable``).
        UserError: There is none to read; it lies on a network file system; it was made by a newer
            version; its catalogue is damaged; its folder can't be written.
    """
    name = shown(str(directory))
    if not writable:
        if not (directory / "catalog.db").exists():
            text = f"there is no library in {name} yet"
            raise UserError(
                "no-library", text, "Make one with: photosearch index FOLDER", path=name
            )
        catalog = Catalog.open(directory, writable=False)
        return Library(directory, catalog, _thumbnails(directory, writable=False), None)
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        text = f"the library folder {name} can't be made: {error.strerror}"
        raise UserError(
            "no-library", text, "Choose another with --library DIR.", path=name
        ) from error
    lock = LibraryLock(directory)
    with writing_library(directory):
        lock.acquire()
    try:
        catalog = Catalog.open(directory, writable=True)
        thumbnails = _thumbnails(directory, writable=True)
    except BaseException:
        lock.release()
        raise
    library = Library(directory, catalog, thumbnails, lock)
    try:
        library.recovered = recover_deeds(catalog, library.trash)
    except BaseException:
        library.close()
        raise
    return library


def _nobody_watches() -> None:
    """Do nothing: no window is open."""


def _thumbnails(directory: Path, *, writable: bool) -> ThumbnailStore:
    quota = _quota_bytes(load_settings())
    return ThumbnailStore(directory / THUMBNAILS_NAME, writable=writable, quota_bytes=quota)


def _quota_bytes(settings: Settings) -> int:
    return settings.thumbnail_quota_mb * 1_000_000
