from dataclasses import replace

import pytest
from PySide6.QtWidgets import QScrollArea, QTextEdit

from photosearch.gui.info_panel import InfoPanel
from tests.gui.fakes import FakeLibrary

LONG = b"/photos/" + b"averylongnamewithoutanybreak" * 6 + b".jpg"


@pytest.fixture
def panel(qtbot) -> InfoPanel:
    panel = InfoPanel()
    qtbot.addWidget(panel)
    panel.resize(272, 400)
    (details,) = FakeLibrary().details([3])
    panel.show_details(replace(details, path=LONG, paths=(LONG,)))
    panel.show()
    return panel


def test_long_names_are_wrapped_within_the_panel(panel):
    area = panel.findChild(QScrollArea)
    for value in panel.findChildren(QTextEdit):
        assert value.geometry().right() < area.viewport().width()
        assert value.document().idealWidth() <= value.width()
        assert value.document().size().height() <= value.height()


def test_copied_path_is_the_path_itself(panel):
    value = panel.findChildren(QTextEdit)[-1]
    value.selectAll()
    assert value.textCursor().selectedText() == LONG.decode()
