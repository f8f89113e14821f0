"""The list of groups stays light: with thousands of groups only what is seen is realised."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from photosearch.gui.group_model import GroupModel
from photosearch.gui.group_view import GroupView
from photosearch.gui.groups_section import GroupsSection
from photosearch.gui.theme import DARK, LIGHT, make_palette
from photosearch.gui.thumbnail_loader import ThumbnailLoader
from photosearch.gui.values import GroupMark, GroupSummary
from tests.gui.conftest import settle
from tests.gui.fakes import FakeLibrary


class CountingModel(GroupModel):
    """Remembers which rows a view has asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[int] = set()

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        self.asked.add(index.row())
        return super().data(index, role)


@pytest.fixture
def section(qtbot):
    loader = ThumbnailLoader(FakeLibrary(n_photos=20_000))
    model = CountingModel()
    shown = GroupsSection(model, loader)
    qtbot.addWidget(shown)
    shown.resize(260, 420)
    shown.model, shown.loader = model, loader
    yield shown
    assert loader.close()


def groups(n_groups: int) -> list[GroupSummary]:
    return [GroupSummary(row, f"Group {row}", 3, 3 * row) for row in range(1, n_groups + 1)]


def settled(section, view: GroupView) -> None:
    settle(lambda: section.loader.pixmap(section.model.group(0).cover) is not None)


def test_only_seen_rows_of_five_thousand_are_realised(section):
    section.model.set_groups(groups(5000))
    section.show()
    settled(section, section.view)
    assert 3 < section.model.rowCount() == 5000
    assert len(section.model.asked) <= 20
    asked = len(section.model.asked)
    section.view.verticalScrollBar().setValue(section.view.verticalScrollBar().maximum() // 2)
    section.view.viewport().repaint()
    assert len(section.model.asked) <= asked + 20


def test_filter_of_five_thousand_realises_only_what_is_seen(section):
    section.model.set_groups(groups(5000))
    section.show()
    QTest.keyClicks(section.filter_box, "99")
    assert section.model.rowCount() == sum("99" in str(row) for row in range(1, 5001))
    section.view.viewport().repaint()
    assert len(section.model.asked) <= 60
    assert section.model.group(0).name == "Group 99"


def test_change_of_sizes_keeps_place_and_keyboard(section):
    section.model.set_groups(groups(5000))
    section.show()
    section.view.go_to(2500)
    place = section.view.verticalScrollBar().value()
    section.model.set_groups([GroupSummary(g.group_id, g.name, 4, None) for g in groups(5000)])
    assert section.view.current_group().group_id == 2500
    assert section.view.verticalScrollBar().value() == place > 0


def test_group_that_comes_leaves_the_keyboard_on_its_group(section):
    section.model.set_groups(groups(50))
    section.show()
    section.view.go_to(20)
    section.model.set_groups([GroupSummary(99, "A new one", 1, None), *groups(50)])
    assert section.view.current_group().group_id == 20


def test_arrow_and_enter_go_from_the_filter_into_the_list(section):
    section.model.set_groups(groups(50))
    section.show()
    chosen = []
    section.view.chosen.connect(chosen.append)
    QTest.keyClicks(section.filter_box, "42")
    QTest.keyClick(section.filter_box, Qt.Key.Key_Return)
    assert chosen == [42]
    QTest.keyClick(section.filter_box, Qt.Key.Key_Escape)
    assert section.model.rowCount() == 50


def test_rows_speak_name_size_key_and_what_is_odd(section):
    section.model.set_groups(groups(2))
    section.model.set_keys({1: 7})
    section.model.set_marks({1: (GroupMark("groups-of-one"),)})
    section.show()
    interface = QAccessible.queryAccessibleInterface(section.view)
    assert interface.role() == QAccessible.Role.List
    spoken = interface.child(0).text(QAccessible.Text.Name)
    assert spoken.startswith("Group 1, 3 photo")
    assert ", key 7, Only one photo" in spoken


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_rows_are_painted_in_the_palettes_colours(section, qapp, theme):
    before = qapp.palette()
    section.model.set_groups([GroupSummary(1, "████", 3, None)])
    section.show()
    qapp.setPalette(make_palette(theme))
    try:
        image = section.view.viewport().grab().toImage()
    finally:
        qapp.setPalette(before)
    colours = {image.pixelColor(x, 21).name() for x in range(40, 120)}
    assert theme.text in colours
