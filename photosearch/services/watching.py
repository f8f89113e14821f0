"""Noticing new, changed and moved photos while a window is open.

Events only say where to look: after two quiet seconds the folders in which something happened are
scanned like any other. Whatever the system can't watch is looked at every ten minutes instead:
network shares (their servers tell nobody), roots past the system's limit of watches, lost events.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from photosearch.base.types import RootId
from photosearch.catalog.roots import Root
from photosearch.services.library import Library
from photosearch.services.scanning import locate
from photosearch.services.volumes import mount_of

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers.api import ObservedWatch

_logger = logging.getLogger(__name__)

SETTLE_S = 2.0
POLL_S = 600.0
_LONGEST_WAIT_S = 30.0
_TICK_S = 0.25
_MANY_FOLDERS = 50


class FolderWatcher:
    """Watches the roots of a library and says which folders to scan again.

    Args:
        library: Whose roots; read when started and at every ``refresh``.
        on_change: Called in the watcher's thread with absolute folders, the parents of what has
            changed; a root's own path means all of it.
        settle_s: Quiet time before a change is told.
        poll_s: How often what can't be watched is looked at.
    """

    def __init__(
        self,
        library: Library,
        on_change: Callable[[frozenset[bytes]], None],
        settle_s: float = SETTLE_S,
        poll_s: float = POLL_S,
    ) -> None:
        from watchdog.observers import Observer

        self._library = library
        self._on_change = on_change
        self._settle_s = settle_s
        self._poll_s = poll_s
        self._observer = Observer()
        self._watches: dict[RootId, tuple[bytes, ObservedWatch]] = {}
        self._polled: dict[RootId, bytes] = {}
        self._guard = threading.Lock()
        self._changed: set[bytes] = set()
        self._first_at = self._last_at = self._polled_at = time.monotonic()
        self._closing = threading.Event()
        self._observer.start()
        self.refresh()
        self._teller = threading.Thread(target=self._tell, name="watching", daemon=True)
        self._teller.start()
        library.folders_changed = self.refresh

    @property
    def watched(self) -> list[bytes]:
        """The roots whose events are heard now."""
        with self._guard:
            return [path for path, _ in self._watches.values()]

    def refresh(self) -> None:
        """Watch the roots that the library has now, where they are now."""
        wanted: dict[RootId, bytes] = {}
        for root in self._library.catalog.roots.list():
            path = self._path_of(root)
            if path is not None:
                wanted[root.root_id] = path
        with self._guard:
            for root_id in [*self._watches]:
                if wanted.get(root_id) != self._watches[root_id][0]:
                    self._unwatch(root_id)
            self._polled = {
                root_id: path for root_id, path in self._polled.items() if root_id in wanted
            }
            for root_id, path in wanted.items():
                if root_id not in self._watches and root_id not in self._polled:
                    self._watch(root_id, path)

    def close(self) -> None:
        """Stop watching and let go of every folder."""
        self._closing.set()
        self._observer.stop()
        self._observer.join(5)
        self._teller.join(5)

    def _path_of(self, root: Root) -> bytes | None:
        if root.root_id in self._library.released:
            return None
        return locate(self._library.catalog, root)

    def _watch(self, root_id: RootId, path: bytes) -> None:
        from watchdog.events import (
            DirCreatedEvent,
            DirDeletedEvent,
            DirMovedEvent,
            FileClosedEvent,
            FileCreatedEvent,
            FileDeletedEvent,
            FileMovedEvent,
        )

        mount = mount_of(os.path.realpath(path))
        if mount is not None and mount.network:
            self._polled[root_id] = path
            return
        # Without a filter watchdog 7.1 hears its own look-ups and never comes to rest.
        kinds: list[type[FileSystemEvent]] = [
            DirCreatedEvent,
            DirDeletedEvent,
            DirMovedEvent,
            FileClosedEvent,
            FileCreatedEvent,
            FileDeletedEvent,
            FileMovedEvent,
        ]
        try:
            watch = self._observer.schedule(
                _handler(self._note), os.fsdecode(path), recursive=True, event_filter=kinds
            )
        except OSError as error:
            _logger.info("%s is looked at every now and then: %s", os.fsdecode(path), error)
            self._polled[root_id] = path
            return
        self._watches[root_id] = (path, watch)

    def _unwatch(self, root_id: RootId) -> None:
        _, watch = self._watches.pop(root_id)
        try:
            self._observer.unschedule(watch)
        except (KeyError, OSError):
            _logger.info("a folder was gone before it was let go")

    def _note(self, path: bytes) -> None:
        now = time.monotonic()
        with self._guard:
            if not self._changed:
                self._first_at = now
            self._last_at = now
            self._changed.add(os.path.dirname(path))

    def _tell(self) -> None:
        while not self._closing.wait(_TICK_S):
            folders = self._settled()
            if folders:
                self._on_change(folders)

    def _settled(self) -> frozenset[bytes]:
        now = time.monotonic()
        with self._guard:
            told: set[bytes] = set()
            quiet = now - self._last_at >= self._settle_s
            if self._changed and (quiet or now - self._first_at >= _LONGEST_WAIT_S):
                told, self._changed = self._changed, set()
            if now - self._polled_at >= self._poll_s:
                self._polled_at = now
                told |= set(self._polled.values())
            roots = [path for path, _ in self._watches.values()]
        if len(told) > _MANY_FOLDERS:  # a whole import: one scan of the root is cheaper
            told = {next((root for root in roots if _inside(one, root)), one) for one in told}
        return frozenset(one for one in told if os.path.isdir(one))


def _handler(note: Callable[[bytes], None]) -> FileSystemEventHandler:
    """Return what watchdog calls; made here, so that only watching imports it."""
    from watchdog.events import FileSystemEventHandler

    class Handler(FileSystemEventHandler):
        def dispatch(self, event: FileSystemEvent) -> None:
            for path in (event.src_path, event.dest_path):
                if path:
                    note(os.fsencode(path))

    return Handler()


def _inside(path: bytes, root: bytes) -> bool:
    return path == root or path.startswith(root.rstrip(b"/") + b"/")
