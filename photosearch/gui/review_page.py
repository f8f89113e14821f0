"""The page on which duplicates are reviewed: groups on the left, one of them on the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.compare_pictures import ComparePictures
from photosearch.gui.compare_view import CompareView
from photosearch.gui.duplicate_delegate import COVER_PX, ROW_PX, DuplicateDelegate
from photosearch.gui.duplicate_model import DuplicateModel
from photosearch.gui.empty_state import EmptyState
from photosearch.gui.facts_table import FactsTable
from photosearch.gui.key_help import KeyHelp
from photosearch.gui.member_strip import MemberStrip
from photosearch.gui.review_bar import ReviewBar
from photosearch.gui.review_head import ReviewHead
from photosearch.gui.review_keys import act_of, number_of
from photosearch.gui.review_values import KINDS
from photosearch.gui.row_view import RowView
from photosearch.gui.thumbnail_loader import ThumbnailLoader
from photosearch.gui.wording import size

_LIST_PX, _LEAST_LIST_PX = 300, 240


class ReviewPage(QWidget):
    """Layout, and keys; what happens is decided by ``ReviewWiring``.

    Signals:
        act_wanted(act): the person pressed a key or a button of ``review_keys``.
        member_wanted(place): choose a member.
        back_wanted(): leave the page.
    """

    act_wanted = Signal(str)
    member_wanted = Signal(int)
    back_wanted = Signal()

    def __init__(
        self,
        model: DuplicateModel,
        loaders: tuple[ThumbnailLoader, ThumbnailLoader],
        pictures: ComparePictures,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reviewPage")
        self._model = model
        self._covers = loaders[0]
        self._covers.set_size(3 * COVER_PX, self.devicePixelRatioF())
        self.head = ReviewHead(self)
        self.list = GroupRows(model, self._covers, self)
        self.compare = CompareView(pictures, self)
        self.facts = FactsTable(self)
        self.strip = MemberStrip(loaders[1], self)
        self.bar = ReviewBar(self)
        self.empty = EmptyState(self)
        self.caution = QLabel(self)
        self.caution.setProperty("kind", "warning")
        self.caution.setWordWrap(True)
        self.caution.setObjectName("caution")
        self._total = QLabel(self)
        self._total.setProperty("kind", "muted")
        self.move_group = QPushButton(self)
        self.move_group.setProperty("kind", "danger")
        self.move_all = QPushButton(self)
        self.backups = QPushButton(self)
        self.backups.setProperty("kind", "link")
        self._lay_out()
        self.help = KeyHelp(self)
        self.bar.act_wanted.connect(self.act_wanted)
        self.move_group.clicked.connect(lambda: self.act_wanted.emit("trash"))
        self.move_all.clicked.connect(lambda: self.act_wanted.emit("trash all"))
        self.head.bulk_wanted.connect(lambda: self.act_wanted.emit("bulk"))
        self.head.find_wanted.connect(lambda: self.act_wanted.emit("find"))
        self.head.help_wanted.connect(self.help.toggle)
        self.head.closed.connect(self.back_wanted)
        self.strip.member_chosen.connect(self.member_wanted)
        self.backups.hide()
        self.set_departing((0, 0), (0, 0))

    @property
    def total(self) -> str:
        """Return what is said at the foot."""
        return self._total.text()

    @property
    def showing_empty(self) -> bool:
        """Whether something is said in place of a group."""
        return self._body.currentWidget() is self.empty

    def show_group(self) -> None:
        """Show the group in view."""
        self._body.setCurrentWidget(self._group)

    def show_empty(self) -> None:
        """Show the empty state in the place of a group."""
        self._body.setCurrentWidget(self.empty)
        self.compare.clear()

    def set_departing(self, of_group: tuple[int, int], of_all: tuple[int, int]) -> None:
        """Say what is marked, in the group in view and in all: files and bytes."""
        text = self.tr("Move %n file(s) to the trash ({size})", "", of_group[0])
        self._show_departing(self.move_group, text, of_group, self.tr("Del"))
        text = self.tr("Move all %n marked to the trash ({size})", "", of_all[0])
        self._show_departing(self.move_all, text, of_all, self.tr("Shift+Del"))
        self.move_all.setVisible(of_all[0] > of_group[0])
        self._show_foot()

    def say_total(self, text: str) -> None:
        """Say something at the foot."""
        self._total.setText(text)
        self._show_foot()

    def say_backups(self, text: str) -> None:
        """Say how many photos have no backup; empty for nothing."""
        self.backups.setText(text)
        self.backups.setVisible(bool(text))
        self._show_foot()

    def refresh_icons(self) -> None:
        """Take the icons in the colours of the present palette."""
        self.head.refresh_icons()
        self.bar.refresh_icons()
        self.empty.refresh_theme()

    def _lay_out(self) -> None:
        self._group = QWidget(self)
        column = QVBoxLayout(self._group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.caution)
        column.addWidget(self.compare, 1)
        column.addWidget(self.facts)
        column.addWidget(self.strip)
        column.addWidget(self.bar)
        self._body = QStackedWidget(self)
        self._body.addWidget(self._group)
        self._body.addWidget(self.empty)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self._body)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.list.setMinimumWidth(_LEAST_LIST_PX)
        self.splitter.setSizes([_LIST_PX, 900])
        self._foot = QFrame(self)
        self._foot.setObjectName("reviewFoot")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(12, 4, 10, 4)
        row.addWidget(self._total)
        row.addWidget(self.backups)
        row.addStretch(1)
        row.addWidget(self.move_all)
        row.addWidget(self.move_group)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self._foot)

    def _show_departing(
        self, button: QPushButton, text: str, departing: tuple[int, int], key: str
    ) -> None:
        said = text.format(size=size(departing[1]))
        button.setText(f"{said}  {key}")
        button.setAccessibleName(said)
        button.setVisible(departing[0] > 0)

    def _show_foot(self) -> None:
        parts = (self.move_group, self.move_all, self.backups)
        self._foot.setVisible(bool(self._total.text()) or not all(p.isHidden() for p in parts))

    def event(self, event: QEvent) -> bool:
        """Claim the page's keys before the menus' shortcuts of the same letters."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            known = act_of(event) is not None or number_of(event) is not None
            tab = _tab_of(event)
            if known or tab is not None or event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key means; what a control does not take arrives here."""
        act, member, tab = act_of(event), number_of(event), _tab_of(event)
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        elif act == "help":
            self.help.toggle()
        elif act is not None:
            self.act_wanted.emit(act)
        elif member is not None:
            self.member_wanted.emit(member)
        elif tab is not None:
            self.head.choose_kind(KINDS[tab])
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the list."""
        super().showEvent(event)
        self.list.setFocus()


class GroupRows(RowView):
    """The groups, with their first two pictures."""

    def __init__(
        self, model: DuplicateModel, covers: ThumbnailLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, DuplicateDelegate(covers), ROW_PX, parent)
        self._groups = model
        self._covers = covers
        self.itemDelegate().setParent(self)
        self.setAccessibleName(self.tr("Groups of duplicates"))
        covers.loaded.connect(lambda *_: self.viewport().update())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and ask for the pictures of what is in view."""
        super().paintEvent(event)
        wanted = []
        for row in self.visible_rows():
            wanted += [int(each.photo_id) for each in self._groups.group(row).members[:2]]
        self._covers.want(wanted)


def _tab_of(event: QKeyEvent) -> int | None:
    """Return the kind that Ctrl and a number key name."""
    place = event.key() - Qt.Key.Key_1.value
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return place if control and 0 <= place < len(KINDS) else None
