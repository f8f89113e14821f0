"""The folders of the library: what each is for, what is left out, adding and removing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.base.paths import shown
from photosearch.gui.dialog_buttons import close_buttons
from photosearch.gui.icons import icon
from photosearch.gui.values import FolderStatus
from photosearch.gui.wording import number

_PATH_ROLE = int(Qt.ItemDataRole.UserRole)
_ROLE_COLUMN = 2


class FoldersDialog(QDialog):
    """A table of folders with what can be done to them.

    Signals:
        add_wanted(): choose a folder to add.
        remove_wanted(path), rescan_wanted(path), release_wanted(path): of one folder.
        role_chosen(path, role): ``"photos"``, ``"reference"`` or ``"backup"``.
        excludes_chosen(path, patterns): what is left out of a folder.
    """

    add_wanted = Signal()
    remove_wanted = Signal(object)
    rescan_wanted = Signal(object)
    release_wanted = Signal(object)
    role_chosen = Signal(object, str)
    excludes_chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Folders"))
        self.resize(820, 420)
        self._folders: list[FolderStatus] = []
        self._table = self._make_table()
        self._one = self._one_folder_buttons()
        intro = QLabel(
            self.tr(
                "Photos in these folders can be found. Removing a folder here deletes no file."
            ),
            self,
        )
        intro.setProperty("kind", "muted")
        add = QPushButton(self.tr("Add a folder…"), self)
        add.setProperty("kind", "primary")
        add.clicked.connect(self.add_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(add)
        for button in self._one:
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(intro)
        layout.addWidget(self._table, 1)
        layout.addLayout(row)
        layout.addWidget(close_buttons(self))

    def set_folders(self, folders: Sequence[FolderStatus]) -> None:
        """Show folders; the chosen one stays chosen."""
        chosen = self._chosen()
        self._folders = list(folders)
        self._table.setRowCount(len(self._folders))
        for row, status in enumerate(self._folders):
            self._fill(row, status)
            if status.root.path == chosen:
                self._table.setCurrentCell(row, 0)
        if self._folders and self._table.currentRow() < 0:
            self._table.setCurrentCell(0, 0)
        for button in self._one:
            button.setEnabled(bool(self._folders))

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 4, self)
        headers = [self.tr("Folder"), self.tr("Photos"), self.tr("Used as"), self.tr("State")]
        table.setHorizontalHeaderLabels(headers)
        table.setAccessibleName(self.tr("Folders"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(40)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
        for column, width in ((1, 90), (_ROLE_COLUMN, 150), (3, 190)):
            table.setColumnWidth(column, width)
        return table

    def _one_folder_buttons(self) -> list[QPushButton]:
        buttons = []
        for icon_name, words, slot in (
            ("refresh", self.tr("Look again"), self._on_rescan),
            ("minus", self.tr("Leave out…"), self._on_excludes),
            ("eject", self.tr("Release the drive"), self._on_release),
            ("close", self.tr("Remove"), self._on_remove),
        ):
            button = QPushButton(icon(icon_name), "\u2009" + words, self)
            button.clicked.connect(slot)
            buttons.append(button)
        return buttons

    def _fill(self, row: int, status: FolderStatus) -> None:
        name = QTableWidgetItem(shown(status.root.path))
        name.setData(_PATH_ROLE, status.root.path)
        name.setToolTip(shown(status.root.path))
        count = QTableWidgetItem(number(status.n_photos))
        count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._table.setItem(row, 0, name)
        self._table.setItem(row, 1, count)
        self._table.setItem(row, 3, QTableWidgetItem(self._state(status)))
        self._table.setCellWidget(row, _ROLE_COLUMN, self._role_box(status))

    def _role_box(self, status: FolderStatus) -> QComboBox:
        box = QComboBox(self._table)
        for role, words in (
            ("photos", self.tr("My photos")),
            ("reference", self.tr("Reference")),
            ("backup", self.tr("Backup")),
        ):
            box.addItem(words, role)
        box.setCurrentIndex(box.findData(status.root.role))
        used_as = self.tr("{folder} is used as")
        box.setAccessibleName(used_as.format(folder=shown(status.root.path)))
        path = status.root.path
        box.activated.connect(lambda _row: self.role_chosen.emit(path, box.currentData()))
        return box

    def _state(self, status: FolderStatus) -> str:
        if status.root.state == "offline":
            drive = status.drive or self.tr("its drive")
            return self.tr("Offline: {drive} is away").format(drive=drive)
        if status.n_failed:
            return self.tr("%n file(s) with problems", "", status.n_failed)
        return self.tr("Ready") if status.root.scanned_at else self.tr("Not looked at yet")

    def _chosen(self) -> bytes | None:
        item = self._table.item(self._table.currentRow(), 0)
        path: bytes | None = item.data(_PATH_ROLE) if item is not None else None
        return path

    def _on_rescan(self) -> None:
        if path := self._chosen():
            self.rescan_wanted.emit(path)

    def _on_release(self) -> None:
        if path := self._chosen():
            self.release_wanted.emit(path)

    def _on_remove(self) -> None:
        if path := self._chosen():
            self.remove_wanted.emit(path)

    def _on_excludes(self) -> None:
        path = self._chosen()
        status = next((each for each in self._folders if each.root.path == path), None)
        if status is None:
            return
        text, accepted = QInputDialog.getMultiLineText(
            self,
            self.tr("Leave out"),
            self.tr("One pattern a line, such as *.tmp or Old/*"),
            "\n".join(status.root.excludes),
        )
        if accepted:
            patterns = tuple(line.strip() for line in text.splitlines() if line.strip())
            self.excludes_chosen.emit(path, patterns)
