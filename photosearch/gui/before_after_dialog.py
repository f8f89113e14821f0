"""The before/after page: sentences first, then figures, groups, and the person's own photos."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.progress import Progress
from photosearch.gui.check_list import CheckList
from photosearch.gui.gain_delegate import ROW_PX, GainDelegate
from photosearch.gui.gain_model import BARS, NAME, PHOTOS, GainModel
from photosearch.gui.jobs import Job, JobRunner
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.service_texts import error_text
from photosearch.gui.sheet_view import Sheet, SheetView, read_sheet
from photosearch.gui.tuning_texts import advice_text, sentences
from photosearch.gui.verdict import Verdict

_ROWS_SHOWN = 6
_ROLE = QDialogButtonBox.ButtonRole


class BeforeAfterDialog(QDialog):
    """Shows a verdict; the sheet is made in a job and comes when it is there.

    Signals:
        metric_wanted(MetricId): search with this one.
        failed(exception): something that is no message for people: a bug.
    """

    metric_wanted = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        verdict: Verdict,
        library: PhotoLibrary,
        jobs: JobRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Before and after"))
        self.resize(820, 780)
        self.verdict = verdict
        self.sheet: SheetView | None = None
        self._job: Job[Sheet] | None = None
        self._page = QWidget(self)
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(24, 24, 24, 8)
        self._column.setSpacing(8)
        self._add_words()
        self._add_figures()
        self._waiting = QProgressBar(self._page)
        self._waiting.setRange(0, 0)
        self._waiting.setTextVisible(False)
        self._waiting.setAccessibleName(self.tr("Comparing your photos"))
        self._note = self._text("", "muted")
        self._begin_sheet(library, jobs)
        self._column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self._page)
        area.setAccessibleName(self.tr("Before and after"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 16)
        layout.setSpacing(12)
        layout.addWidget(area)
        self.buttons = self._make_buttons()
        layout.addWidget(self.buttons)
        self.buttons.setContentsMargins(24, 0, 24, 0)

    @property
    def text(self) -> str:
        """Return everything that is said in sentences."""
        return "\n".join(label.text() for label in self._page.findChildren(QLabel))

    def done(self, result: int) -> None:
        """Close; a sheet that is still being made is dropped."""
        if self._job is not None:
            self._job.drop()
            self._job = None
        super().done(result)

    def _add_words(self) -> None:
        verdict = self.verdict
        self._text(self._title(), "title")
        lines = sentences(list(verdict.checks))
        if verdict.outcome == "compared" and lines:
            lines.insert(0, self.tr("The figures compare it with the untuned metric:"))
        if verdict.outcome == "rejected":
            lines.insert(0, self.tr("What it would have meant:"))
            lines.append(self.tr("Your search works as it did before. No label is lost."))
        for line in lines:
            self._text(line)
        if verdict.advice:
            self._text(self.tr("What would help"), "heading", gap=True)
            for code in verdict.advice:
                self._text("•  " + advice_text(code))

    def _add_figures(self) -> None:
        if self.verdict.checks:
            self._text(self.tr("What was checked"), "heading", gap=True)
            self._column.addWidget(CheckList(list(self.verdict.checks), self._page))
        if self.verdict.gains:
            self._text(self.tr("Your groups"), "heading", gap=True)
            self._text(
                self.tr(
                    "How well photos of each group find each other, tried on photos that were "
                    "held back. The smallest gain comes first."
                ),
                "muted",
            )
            self._column.addWidget(self._make_table())

    def _begin_sheet(self, library: PhotoLibrary, jobs: JobRunner) -> None:
        self._text(self.tr("Your photos, before and after"), "heading", gap=True)
        self._column.addWidget(self._note)
        self._column.addWidget(self._waiting)
        old, new = self.verdict.old, self.verdict.new
        if new is None or new == old:
            self._waiting.hide()
            self._note.setText(self.tr("It is not kept, so there is nothing to compare."))
            return
        chosen = new
        self._note.setText(self.tr("Comparing your photos…"))

        def work(progress: Progress) -> Sheet:
            return read_sheet(library, old, chosen, progress)

        self._job = jobs.read(work, self._on_sheet, self._on_failed)

    def _title(self) -> str:
        if self.verdict.outcome == "compared":
            old, new = self.verdict.names
            return self.tr("“{new}” beside “{old}”").format(new=new, old=old)
        return {
            "in use": self.tr("photosearch has learned from your groups"),
            "kept": self.tr("This was better than the untuned search"),
            "rejected": self.tr("It was not better in every way, so nothing has changed"),
        }[self.verdict.outcome]

    def _text(self, text: str, kind: str = "", *, gap: bool = False) -> QLabel:
        label = QLabel(text, self._page)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            label.setProperty("kind", kind)
        if gap:
            self._column.addSpacing(12)
        if text:
            self._column.addWidget(label)
        return label

    def _make_table(self) -> QTableView:
        table = QTableView(self._page)
        model = GainModel(self.verdict.gains, table)
        table.setModel(model)
        table.setItemDelegateForColumn(BARS, GainDelegate(table))
        table.setAccessibleName(self.tr("Your groups"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(BARS, header.ResizeMode.Stretch)
        table.setColumnWidth(NAME, 170)
        table.setColumnWidth(PHOTOS, 70)
        n_shown = min(model.rowCount(), _ROWS_SHOWN)
        table.setFixedHeight(header.sizeHint().height() + ROW_PX * n_shown + 6)
        return table

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        verdict = self.verdict
        if verdict.outcome == "in use":
            keep = QPushButton(self.tr("&Keep it"), self)
            keep.setProperty("kind", "primary")
            back = QPushButton(self.tr("&Go back to the search before"), self)
            back.clicked.connect(lambda: self._want(verdict.old))
            buttons.addButton(back, _ROLE.DestructiveRole)
            buttons.addButton(keep, _ROLE.AcceptRole)
            keep.setDefault(True)
        else:
            if verdict.new is not None:
                use = QPushButton(self.tr("&Use it"), self)
                use.clicked.connect(lambda: self._want(verdict.new))
                buttons.addButton(use, _ROLE.ActionRole)
            close = buttons.addButton(QDialogButtonBox.StandardButton.Close)
            close.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _want(self, metric_id: object) -> None:
        self.metric_wanted.emit(metric_id)
        self.accept()

    def _on_sheet(self, sheet: Sheet) -> None:
        self._job = None
        self._waiting.hide()
        if not sheet.rows:
            self._note.setText(self.tr("There are no groups with photos to compare."))
            return
        self._note.setText(
            self.tr(
                "What some photos of your groups find: a tick is a photo of the same group, a plus "
                "one that is found only now, a minus one that is no longer found. These photos "
                "were learned from; the figures above come from photos that were not."
            )
        )
        self.sheet = SheetView(sheet, self._page)
        self._column.insertWidget(self._column.count() - 1, self.sheet)

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        self._waiting.hide()
        if isinstance(error, UserError):
            self._note.setText(error_text(error).message)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)
