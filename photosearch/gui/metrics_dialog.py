"""What was learned so far: every version of the metric, which is in use, and what can be done."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.base.types import MetricId
from photosearch.gui.dialog_buttons import close_buttons
from photosearch.gui.icons import icon
from photosearch.gui.tuning_bar import TuningBar
from photosearch.gui.tuning_texts import gain_text, level_name, metric_name
from photosearch.gui.values import MetricRow
from photosearch.gui.wording import number

_ROW_PX = 36
_FIGURES = (3, 4)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SUFFIX = ".metric"


class MetricsDialog(QDialog):
    """A table of metrics.

    Signals:
        use_wanted(MetricId), compare_wanted(MetricId), remove_wanted(MetricId): of one metric.
        rename_wanted(MetricId, name): likewise.
        export_wanted(MetricId, path), import_wanted(path): files, as bytes.
    """

    use_wanted = Signal(object)
    compare_wanted = Signal(object)
    remove_wanted = Signal(object)
    rename_wanted = Signal(object, str)
    export_wanted = Signal(object, object)
    import_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What was learned"))
        self.resize(900, 440)
        self._rows: list[MetricRow] = []
        self._running = False
        self.table = self._make_table()
        self.buttons = self._make_buttons()
        self.progress = TuningBar(self)
        intro = QLabel(
            self.tr(
                "Each line is a way to tell which photos are alike. One of them is in use; the "
                "others are kept, so that you can go back and forth."
            ),
            self,
        )
        intro.setProperty("kind", "muted")
        intro.setWordWrap(True)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        for button in self.buttons.values():
            actions.addWidget(button)
        actions.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.progress)
        foot.addStretch(1)
        foot.addWidget(close_buttons(self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(intro)
        layout.addWidget(self.table, 1)
        layout.addLayout(actions)
        layout.addLayout(foot)
        self._enable()

    def set_versions(self, rows: Sequence[MetricRow]) -> None:
        """Show metrics, the newest first; the chosen one stays chosen."""
        chosen = self.chosen()
        self._rows = sorted(rows, key=lambda row: -row.metric_id)
        self.table.setRowCount(len(self._rows))
        place = 0
        for line, row in enumerate(self._rows):
            self._fill(line, row)
            if chosen is not None and row.metric_id == chosen.metric_id:
                place = line
        if self._rows:
            self.table.setCurrentCell(place, 0)
        self._enable()

    def set_running(self, running: bool) -> None:
        """Offer nothing that changes metrics while one is being changed."""
        self._running = running
        self._enable()

    def chosen(self) -> MetricRow | None:
        """Return the metric that the table's cursor is on."""
        line = self.table.currentRow()
        return self._rows[line] if 0 <= line < len(self._rows) else None

    def _make_table(self) -> QTableWidget:
        headers = [
            self.tr("Name"),
            self.tr("Kind"),
            self.tr("Made"),
            self.tr("Labels"),
            self.tr("Gain"),
            self.tr("State"),
        ]
        table = QTableWidget(0, len(headers), self)
        for column, text in enumerate(headers):
            item = QTableWidgetItem(text)
            item.setTextAlignment(_RIGHT if column in _FIGURES else _LEFT)
            table.setHorizontalHeaderItem(column, item)
        table.setAccessibleName(self.tr("What was learned"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
        for column, width in ((1, 130), (2, 140), (3, 100), (4, 80), (5, 140)):
            table.setColumnWidth(column, width)
        table.itemSelectionChanged.connect(self._enable)
        table.cellDoubleClicked.connect(lambda *_: self._of_chosen(self.use_wanted.emit)())
        return table

    def _make_buttons(self) -> dict[str, QPushButton]:
        of_chosen = self._of_chosen
        made = {}
        for name, words, act in (
            ("use", self.tr("&Use"), of_chosen(self.use_wanted.emit)),
            ("compare", self.tr("&Compare with the one in use…"),
             of_chosen(self.compare_wanted.emit)),
            ("rename", self.tr("Re&name…"), of_chosen(self._rename)),
            ("export", self.tr("&Export…"), of_chosen(self._export)),
            ("import", self.tr("&Import…"), self._import),
            ("remove", self.tr("Re&move"), of_chosen(self._remove)),
        ):  # fmt: skip
            button = QPushButton(words, self)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            made[name] = button
        return made

    def _fill(self, line: int, row: MetricRow) -> None:
        made = QDateTime.fromSecsSinceEpoch(int(row.created_at))
        texts = (
            metric_name(row),
            level_name(row),
            QLocale().toString(made, QLocale.FormatType.ShortFormat),
            number(int(row.card.get("labels", 0))) if row.level else "",
            gain_text(row),
            self.tr("In use") if row.active else "",
        )
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column in _FIGURES:
                item.setTextAlignment(_RIGHT)
            if column == 5 and row.active:
                item.setIcon(icon("check"))
            self.table.setItem(line, column, item)

    def _enable(self) -> None:
        row = self.chosen()
        other = row is not None and not row.active
        free = not self._running
        for name, able in (
            ("use", other and free),
            ("compare", other),
            ("rename", row is not None and free),
            ("export", row is not None and free),
            ("import", free),
            ("remove", other and free),
        ):
            self.buttons[name].setEnabled(able)

    def _of_chosen(self, act: Callable[[MetricId], object]) -> Callable[[], None]:
        def run() -> None:
            row = self.chosen()
            if row is not None:
                act(row.metric_id)

        return run

    def _rename(self, metric_id: MetricId) -> None:
        row = self.chosen()
        title, label = self.tr("Rename"), self.tr("Name")
        before = row.name if row is not None else ""
        name, accepted = QInputDialog.getText(self, title, label, text=before)
        if accepted:
            self.rename_wanted.emit(metric_id, name)

    def _export(self, metric_id: MetricId) -> None:
        row = self.chosen()
        stem = (row.name if row is not None else "").replace(os.sep, "-") or "photosearch"
        path, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export what was learned"),
            os.path.join(os.path.expanduser("~"), stem + _SUFFIX),
        )
        if path:
            self.export_wanted.emit(metric_id, os.fsencode(path))

    def _import(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Import what was learned"), os.path.expanduser("~"), f"*{_SUFFIX}"
        )
        if path:
            self.import_wanted.emit(os.fsencode(path))

    def _remove(self, metric_id: MetricId) -> None:
        row = self.chosen()
        name = metric_name(row) if row is not None else ""
        text = self.tr("Remove “{name}”? This can't be undone; your groups stay.")
        answer = QMessageBox.question(self, self.tr("Remove"), text.format(name=name))
        if answer == QMessageBox.StandardButton.Yes:
            self.remove_wanted.emit(metric_id)
