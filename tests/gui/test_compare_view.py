"""Two pictures compared: in step, at one place in turn, and what differs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from photosearch.gui.compare_pictures import ComparePictures
from photosearch.gui.compare_view import CompareView
from photosearch.gui.jobs import JobRunner
from photosearch.gui.review_values import FileFacts, Member
from tests.gui.conftest import settle
from tests.gui.fakes import drawing
from tests.gui.reviewed import ReviewedLibrary
from tests.services.duplicate_values import copy_at


def changed(image: QImage) -> QImage:
    copy = image.copy()
    painter = QPainter(copy)
    painter.fillRect(10, 10, 60, 60, QColor("black"))
    painter.end()
    return copy


@pytest.fixture
def members(tmp_path: Path) -> tuple[Member, Member]:
    found = []
    for number, image in ((1, drawing(5)), (2, changed(drawing(5)))):
        path = tmp_path / f"{number}.png"
        image.save(str(path))
        copy = copy_at(number, str(path))
        found.append(Member(copy.photo_id, (copy,)))
    return found[0], found[1]


@pytest.fixture
def compare(qtbot, members):
    jobs = JobRunner()
    pictures = ComparePictures(ReviewedLibrary([]), jobs)
    view = CompareView(pictures)
    qtbot.addWidget(view)
    view.resize(800, 500)
    view.show()
    facts = tuple(FileFacts(member.copies[0], None) for member in members)
    view.show_pair(facts, members)
    pictures.want([member.path for member in members])
    settle(lambda: not jobs.busy)
    yield view
    pictures.close()
    assert jobs.close()


def middle(image: QImage) -> QColor:
    return image.pixelColor(image.width() // 2, image.height() // 2)


def corner_of(view: CompareView) -> QColor:
    """Return the colour where the second picture was painted black."""
    shown = view.over.grab().toImage()
    target = view.over.target()
    point = target.topLeft() + QPointF(40 / 320 * target.width(), 40 / 240 * target.height())
    return shown.pixelColor(point.toPoint())


def test_zoom_and_pan_keep_both_in_step(compare):
    one, other = compare.views
    compare.zoom_by(4)
    assert not other.fitting
    assert other.zoom == pytest.approx(one.zoom)
    one.move_by(-40, -25)
    assert other.target() == one.target()
    other.fit()
    assert one.fitting


def test_flicker_shows_the_other_picture_at_the_same_place(compare, qtbot):
    compare.flicker()
    settle(lambda: "same place" in compare.note.text())
    assert corner_of(compare).lightness() < 10
    place = compare.over.target()
    compare.flicker()
    assert corner_of(compare).lightness() > 60
    assert compare.over.target() == place


def test_flicker_says_which_one_is_in_view(compare):
    compare.flicker()
    behind = [caption.property("behind") for caption in compare.captions]
    assert behind == [True, False]
    compare.flicker()
    assert [caption.property("behind") for caption in compare.captions] == [False, True]


def test_flicker_keeps_what_is_in_view(compare):
    compare.zoom_by(4)
    compare.views[0].move_by(-40, -25)
    compare.flicker()
    assert not compare.over.fitting
    before = compare.over.target()
    compare.flicker()
    assert compare.over.target() == before


def test_difference_is_bright_where_they_differ_and_dark_elsewhere(compare):
    compare.set_mode("difference")
    settle(lambda: "amplified" in compare.note.text())
    assert corner_of(compare).lightness() > 100
    assert middle(compare.over.grab().toImage()).lightness() < 60
    share = 60 * 60 / (320 * 240)
    assert float(compare.note.text().split()[0]) == pytest.approx(100 * share, abs=0.5)


def test_side_by_side_comes_back(compare):
    compare.set_mode("difference")
    settle(lambda: "amplified" in compare.note.text())
    compare.set_mode("side")
    assert compare.views[0].isVisible()
    assert compare.note.isHidden()


def test_file_that_is_gone_is_told_above_its_picture(qtbot, members, tmp_path):
    Path(members[1].path.decode()).write_bytes(b"no picture")
    jobs = JobRunner()
    pictures = ComparePictures(ReviewedLibrary([]), jobs)
    view = CompareView(pictures)
    qtbot.addWidget(view)
    view.show()
    view.show_pair(tuple(FileFacts(m.copies[0], None) for m in members), members)
    pictures.want([member.path for member in members])
    settle(lambda: not jobs.busy)
    assert view.captions[0].warning == ""
    assert "picture" in view.captions[1].warning
    pictures.close()
    assert jobs.close()


def test_keyboard_stays_with_the_page(compare):
    assert all(view.focusPolicy() == Qt.FocusPolicy.NoFocus for view in compare.views)
