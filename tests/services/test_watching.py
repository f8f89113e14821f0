"""Folders are watched: what changes is told, once it has settled."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from photosearch.services.folders import add_folder, release_drive, remove_folder
from photosearch.services.library import Library
from photosearch.services.watching import FolderWatcher
from tests.services.photo_folders import writing

SETTLE_S = 0.3
PATIENCE_S = 10.0


class Told:
    """Collects the folders that a watcher tells."""

    def __init__(self) -> None:
        self.folders: set[bytes] = set()
        self._news = threading.Condition()

    def __call__(self, folders: frozenset[bytes]) -> None:
        with self._news:
            self.folders |= folders
            self._news.notify_all()

    def heard_of(self, folder: Path) -> bool:
        """Wait until a folder is told; False when it is not in time."""
        with self._news:
            return self._news.wait_for(lambda: os.fsencode(folder) in self.folders, PATIENCE_S)


@contextmanager
def watched(library: Library, told: Told, poll_s: float = 600.0) -> Iterator[FolderWatcher]:
    watcher = FolderWatcher(library, told, SETTLE_S, poll_s)
    try:
        yield watcher
    finally:
        watcher.close()


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    with writing(home) as opened:
        yield opened


def test_watcher_new_file_tells_its_folder(library, tmp_path):
    root = tmp_path / "photos" / "summer"
    root.mkdir(parents=True)
    add_folder(library, os.fsencode(root.parent))
    told = Told()
    with watched(library, told):
        (root / "a.jpg").write_bytes(b"x")
        assert told.heard_of(root)


def test_watcher_file_in_new_folder_with_odd_name_is_told(library, tmp_path):
    root = tmp_path / "photos"
    root.mkdir()
    add_folder(library, os.fsencode(root))
    told = Told()
    with watched(library, told):
        odd = Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9"))
        odd.mkdir()
        assert told.heard_of(root)


def test_watcher_root_added_later_is_watched(library, tmp_path):
    root = tmp_path / "photos"
    root.mkdir()
    told = Told()
    with watched(library, told):
        add_folder(library, os.fsencode(root))
        (root / "a.jpg").write_bytes(b"x")
        assert told.heard_of(root)


def test_watcher_removed_root_is_left_alone(library, tmp_path):
    gone, kept = tmp_path / "gone", tmp_path / "kept"
    for root in (gone, kept):
        root.mkdir()
        add_folder(library, os.fsencode(root))
    told = Told()
    with watched(library, told):
        remove_folder(library, os.fsencode(gone))
        (gone / "a.jpg").write_bytes(b"x")
        (kept / "b.jpg").write_bytes(b"x")
        assert told.heard_of(kept)
        assert os.fsencode(gone) not in told.folders


def test_watcher_released_drive_is_let_go_at_once(library, tmp_path):
    root = tmp_path / "photos"
    root.mkdir()
    add_folder(library, os.fsencode(root))
    with watched(library, Told()) as watcher:
        assert watcher.watched == [os.fsencode(root)]
        release_drive(library, os.fsencode(root))
        assert watcher.watched == []


def test_watcher_reading_a_file_tells_nothing(library, tmp_path):
    root = tmp_path / "photos"
    root.mkdir()
    (root / "a.jpg").write_bytes(b"x")
    add_folder(library, os.fsencode(root))
    told = Told()
    with watched(library, told):
        (root / "a.jpg").read_bytes()
        os.listdir(root)
        (root / "b.jpg").write_bytes(b"x")  # the one event, after which the others would have come
        assert told.heard_of(root)
        assert told.folders == {os.fsencode(root)}
