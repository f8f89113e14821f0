"""The window over a real library: folder in, photos on the screen, a dropped file answered."""

import os

import pytest
from PySide6.QtCore import QEvent

from photosearch.base.settings import Settings
from photosearch.gui.crash_reports import CrashReports
from photosearch.gui.opened_library import OpenedLibrary
from photosearch.gui.trace import Trace
from photosearch.gui.values import FileExample, PhotoExample
from photosearch.gui.window import Window
from photosearch.services.library import open_library
from tests.gui.conftest import settle
from tests.gui.fakes import drawing, encoded

ODD = b"caf\xe9\n1.jpg"


@pytest.fixture
def folder(tmp_path) -> bytes:
    path = os.fsencode(tmp_path / "photos")
    os.mkdir(path)
    for seed in range(6):
        with open(path + (b"/%d.jpg" % seed if seed else b"/" + ODD), "wb") as file:
            file.write(encoded(drawing(seed, 400, 300)))
    return path


@pytest.fixture
def real(qapp, tmp_path):
    library = open_library(tmp_path / "library", writable=True)
    opened = OpenedLibrary(library)
    reports = CrashReports(tmp_path / "reports")
    window = Window(opened, Settings(), tmp_path / "config", reports, Trace())
    failures = []
    window.wiring.failed.connect(failures.append)
    window.begin()
    yield window
    window.main.close()
    assert window.end()
    opened.close()
    library.close()
    window.main.deleteLater()
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not failures


@pytest.mark.slow
def test_folder_is_indexed_shown_searched_and_viewed(real, folder, tmp_path):
    main = real.main
    real.wiring.folders.add([folder])
    settle(lambda: main.model.rowCount() == 6 and not main.jobs.busy, within_ms=30_000)
    names = {main.model.details(photo_id).path for photo_id in main.model.ids.tolist()}
    assert folder + b"/" + ODD in names

    query = os.fsencode(tmp_path) + b"/query\xff.jpg"
    with open(query, "wb") as file:
        file.write(encoded(drawing(3, 400, 300)))
    main.begin_search([FileExample(query)])
    settle(lambda: main.model.marked, within_ms=15_000)
    same = main.model.photo_id(0)
    assert main.model.details(same).path == folder + b"/3.jpg"
    assert main.model.mark(same).same

    main.browse.grid.go_to(same)
    real.wiring.view_current()
    settle(lambda: not main.jobs.busy and main.viewer.view.sharp, within_ms=15_000)

    main.begin_search([PhotoExample(same)])
    settle(lambda: not main.jobs.busy, within_ms=15_000)
    assert main.model.mark(same).same

    main.actions_["why"].trigger()
    main.browse.grid.go_to(main.model.photo_id(1))
    real.wiring.view_current()
    settle(main.viewer.match.isVisible, within_ms=30_000)
    assert "%" in main.viewer.match.words
