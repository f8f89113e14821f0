"""The groups beside the grid: the list, a filter, a way to a new one.

What else begins with the groups has its place below "New group…".
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.group_model import GroupModel
from photosearch.gui.group_view import GroupView
from photosearch.gui.icons import icon
from photosearch.gui.learn_button import LearnButton
from photosearch.gui.new_group_button import NewGroupButton
from photosearch.gui.thumbnail_loader import ThumbnailLoader
from photosearch.gui.wording import number

_FILTERED_FROM = 9


class GroupsSection(QWidget):
    """Heading, filter, list, "New group…", "Learn from these groups…".

    Signals:
        import_wanted(): the person wants to import groups.
    """

    import_wanted = Signal()

    def __init__(
        self, model: GroupModel, covers: ThumbnailLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.view = GroupView(model, covers, self)
        self.new = NewGroupButton(self)
        self.learn = LearnButton(model, self)
        self._title = QLabel(self)
        self._title.setProperty("kind", "caption")
        self._title.setContentsMargins(6, 0, 0, 0)
        self._import = QToolButton(self)
        self._import.setProperty("kind", "mini")
        self._import.setToolTip(self.tr("Import groups from folders, a table or names of files…"))
        self._import.setAccessibleName(self.tr("Import groups"))
        self._import.clicked.connect(self.import_wanted)
        self.filter_box = QLineEdit(self)
        self.filter_box.setPlaceholderText(self.tr("Find a group"))
        self.filter_box.setAccessibleName(self.tr("Find a group"))
        self.filter_box.setClearButtonEnabled(True)
        self.filter_box.textChanged.connect(model.set_filter)
        self.filter_box.installEventFilter(self)
        self._hint = QLabel(
            self.tr(
                "Put photos together that are alike to you: drag them onto “New group…”, or select "
                "some and press G. photosearch learns from your groups what to look for."
            ),
            self,
        )
        self._hint.setProperty("kind", "muted")
        self._hint.setWordWrap(True)
        self._hint.setContentsMargins(6, 4, 6, 4)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self.refresh_icons()
        for changed in (model.modelReset, model.dataChanged):
            changed.connect(self._on_changed)
        self._on_changed()

    def focus_groups(self) -> None:
        """Put the keyboard into the section: into the filter where there is one."""
        if not self.filter_box.isHidden():
            self.filter_box.setFocus()
            self.filter_box.selectAll()
        elif not self.view.isHidden():
            self.view.setFocus()
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self._model.index(0))
        else:
            self.new.setFocus()

    def refresh_icons(self) -> None:
        """Take the icons in the colours of the present palette."""
        self.new.setIcon(icon("plus"))
        self._import.setIcon(icon("import"))
        self.view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the filter into the list with the arrow keys and Enter."""
        if watched is self.filter_box and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter_list(show=event.key() != Qt.Key.Key_Down)
                return True
            if pressed and event.key() == Qt.Key.Key_Escape and self.filter_box.text():
                self.filter_box.clear()
                return True
        return super().eventFilter(watched, event)

    def _enter_list(self, *, show: bool) -> None:
        if not self._model.rowCount():
            return
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self._model.index(0))
        self.view.setFocus()
        if show:
            self.view.activated.emit(self.view.currentIndex())

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.addWidget(self._title)
        heading.addStretch(1)
        heading.addWidget(self._import)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(heading)
        layout.addWidget(self.filter_box)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._hint, 1)
        layout.addWidget(self.new)
        layout.addWidget(self.learn)

    def _on_changed(self) -> None:
        n_groups = len(self._model.groups)
        text = self.tr("GROUPS")
        self._title.setText(f"{text}  {number(n_groups)}" if n_groups else text)
        self.view.setHidden(not n_groups)
        self._hint.setHidden(bool(n_groups))
        filtering = bool(self.filter_box.text())
        self.filter_box.setHidden(n_groups < _FILTERED_FROM and not filtering)
