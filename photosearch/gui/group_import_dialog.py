"""Importing groups: where from, what it would do, and only then the doing."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.paths import shown
from photosearch.base.progress import Progress
from photosearch.gui.dialog_buttons import ok_buttons
from photosearch.gui.group_plan_model import COUNT_COLUMN, GroupPlanModel
from photosearch.gui.group_source_form import GroupSource, GroupSourceForm
from photosearch.gui.jobs import Job, JobRunner
from photosearch.gui.photo_library import PhotoLibrary
from photosearch.gui.service_texts import error_text, row_text
from photosearch.gui.values import ImportPlan
from photosearch.gui.wording import number

_PAUSE_MS = 300
_NAMED_AT_MOST = 200


class GroupImportDialog(QDialog):
    """Shows a plan whenever the source changes; ``plan`` tells what was imported.

    Signals:
        failed(exception): something that is no message for people: a bug.
    """

    failed = Signal(object)

    def __init__(
        self, library: PhotoLibrary, jobs: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import groups"))
        self.resize(820, 640)
        self._groups = library.groups
        self._jobs = jobs
        self._job: Job[ImportPlan] | None = None
        self.plan: ImportPlan | None = None
        self.form = GroupSourceForm(self)
        self._model = GroupPlanModel(library.details, self)
        self._table = self._make_table()
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self._left_out = QPlainTextEdit(self)
        self._left_out.setReadOnly(True)
        self._left_out.setTabChangesFocus(True)
        self._left_out.setMaximumHeight(110)
        self._left_out.setAccessibleName(self.tr("What is left out"))
        self._progress = QProgressBar(self)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Working"))
        self._stop = QPushButton(self.tr("S&top"), self)
        self._stop.clicked.connect(self._on_stop)
        self._buttons = ok_buttons(self)
        self._ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(self.tr("&Import"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._preview)
        self._lay_out()
        self.form.changed.connect(self._on_changed)
        self._on_changed()
        self.form.path.setFocus()

    def accept(self) -> None:
        """Import, and close once that is done."""
        source = self.form.source()
        if source is None or not self._ok.isEnabled():
            return

        def work(progress: Progress) -> ImportPlan:
            return self._groups.import_groups(source.path, source.pattern, progress)

        self.form.setEnabled(False)
        self._run(self._jobs.read(work, self._on_imported, self._on_failed))

    def done(self, result: int) -> None:
        """Close; what still runs is ended."""
        self._pause.stop()
        if self._job is not None:
            self._job.drop()
            self._job = None
        super().done(result)

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self._model)
        table.setAccessibleName(self.tr("Groups of the import"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        for column, width in ((0, 190), (COUNT_COLUMN, 80), (2, 280)):
            table.setColumnWidth(column, width)
        return table

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._progress, 1)
        row.addWidget(self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.form)
        layout.addWidget(self._table, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self._left_out)
        layout.addLayout(row)
        layout.addWidget(self._buttons)

    def _on_changed(self) -> None:
        self._show(None)
        self._end_job()
        if self.form.source() is None:
            self._pause.stop()
            self.summary.setText(
                self.tr("Nothing is changed before you have seen here what would be imported.")
            )
        else:
            self.summary.setText(self.tr("Looking…"))
            self._pause.start()

    def _preview(self) -> None:
        source = self.form.source()
        if source is not None:
            chosen: GroupSource = source

            def work(progress: Progress) -> ImportPlan:
                return self._groups.preview_import(chosen.path, chosen.pattern, progress)

            self._run(self._jobs.read(work, self._on_previewed, self._on_failed))

    def _run(self, job: Job[ImportPlan]) -> None:
        self._job = job
        self._ok.setEnabled(False)
        self._progress.setVisible(True)
        self._stop.setVisible(True)

    def _end_job(self) -> None:
        if self._job is not None:
            self._job.drop()
        self._at_rest()

    def _at_rest(self) -> None:
        self._job = None
        self.form.setEnabled(True)
        self._progress.setVisible(False)
        self._stop.setVisible(False)

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_previewed(self, plan: ImportPlan) -> None:
        self._at_rest()
        self._show(plan)
        groups = self.tr("%n new group(s)", "", plan.n_created)
        if n_known := len(plan.groups) - plan.n_created:
            groups += ", " + self.tr("%n that exist(s)", "", n_known)
        photos = self.tr("%n photo(s) come(s) into groups", "", plan.n_labels)
        self.summary.setText(f"{groups}; {photos}.")

    def _on_imported(self, plan: ImportPlan) -> None:
        self._at_rest()
        self.plan = plan
        super().accept()

    def _on_failed(self, error: BaseException) -> None:
        self._at_rest()
        self._show(None)
        if isinstance(error, UserError):
            text = error_text(error)
            self.summary.setText(f"{text.message} {text.hint}".strip())
        elif isinstance(error, Cancelled):
            self.summary.setText(self.tr("Stopped; nothing was changed."))
        else:
            self.failed.emit(error)

    def _show(self, plan: ImportPlan | None) -> None:
        self._model.set_plan(plan)
        self._ok.setEnabled(plan is not None and bool(plan.n_labels or plan.n_created))
        lines = list(self._lines(plan)) if plan is not None else []
        self._left_out.setPlainText("\n".join(lines))
        self._left_out.setVisible(bool(lines))

    def _lines(self, plan: ImportPlan) -> Iterator[str]:
        """Yield what is left out, and why."""
        row = self.tr("Line {line}: {reason}")
        for problem in plan.problems[:_NAMED_AT_MOST]:
            yield row.format(line=number(problem.line), reason=row_text(problem))
        unknown = self.tr("Not in the library: {name}")
        for path in plan.unknown[:_NAMED_AT_MOST]:
            yield unknown.format(name=shown(path))
        unmatched = self.tr("Without a group: {name}")
        for path in plan.unmatched[:_NAMED_AT_MOST]:
            yield unmatched.format(name=shown(path))
        sources = (plan.problems, plan.unknown, plan.unmatched)
        n_more = sum(max(0, len(each) - _NAMED_AT_MOST) for each in sources)
        if n_more:
            yield self.tr("… and %n more", "", n_more)
