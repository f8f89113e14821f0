"""Resolving many groups at once: rules on the left, exactly what would happen on the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.progress import Progress
from photosearch.gui.duplicate_library import DuplicateLibrary
from photosearch.gui.jobs import Job, JobRunner
from photosearch.gui.removal_model import RemovalModel
from photosearch.gui.review_values import DuplicateGroup, KeepRules, Plan
from photosearch.gui.review_words import skip_text
from photosearch.gui.rules_form import RulesForm
from photosearch.gui.service_texts import error_text
from photosearch.gui.wording import number, size

_PAUSE_MS = 150


class BulkDialog(QDialog):
    """Shows a plan and makes it anew whenever a choice changes; nothing happens before its button.

    Signals:
        plan_chosen(Plan): do this.
        rules_changed(): other rules are in use.
        failed(exception): something that is no message for people: a bug.
    """

    plan_chosen = Signal(object)
    rules_changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        duplicates: DuplicateLibrary,
        jobs: JobRunner,
        groups: Sequence[DuplicateGroup],
        rules: tuple[list[KeepRules], KeepRules],
        folders: Sequence[bytes] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Resolve many at once"))
        self.resize(1180, 700)
        self._duplicates = duplicates
        self._jobs = jobs
        self._groups = groups
        self._job: Job[Plan] | None = None
        self.plan: Plan | None = None
        self.form = RulesForm(*rules, folders, self)
        self.summary = _label("heading", self)
        self.skipped = _label("muted", self)
        self.note = _label("warning", self)
        self.model = RemovalModel(self)
        self._waiting = QProgressBar(self)
        self._waiting.setRange(0, 0)
        self._waiting.setTextVisible(False)
        self._waiting.setAccessibleName(self.tr("Working out what would happen"))
        self._name = QLineEdit(self)
        self._name.setObjectName("rulesName")
        self._name.setPlaceholderText(self.tr("Name for these rules"))
        self._name.setAccessibleName(self.tr("Name for these rules"))
        self.save = QPushButton(self.tr("&Save and use"), self)
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._on_save)
        self.do = QPushButton(self)
        self.do.setProperty("kind", "danger")
        self.do.setAutoDefault(False)
        self.do.clicked.connect(self._on_do)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.do.click)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._make_plan)
        self.form.changed.connect(self._timer.start)
        self._lay_out()
        self._make_plan()

    def done(self, result: int) -> None:
        """Close; a plan that is still being made is dropped."""
        self._timer.stop()
        if self._job is not None:
            self._job.drop()
            self._job = None
        super().done(result)

    def _make_plan(self) -> None:
        if self._job is not None:
            self._job.drop()
        rules, options = self.form.rules(), self.form.options()

        def work(progress: Progress) -> Plan:
            return self._duplicates.plan(self._groups, rules, options, progress)

        self.plan = None
        self.do.setEnabled(False)
        self._waiting.show()
        self._job = self._jobs.read(work, self._on_plan, self._on_failed)

    def _on_plan(self, plan: Plan) -> None:
        self._job, self.plan = None, plan
        self._waiting.hide()
        self.model.set_plan(plan)
        n_files = self.model.rowCount()
        groups = self.tr("%n group(s)", "", len({one.group.key for one in plan.resolutions}))
        text = self.tr("%n file(s) of {groups} go to the trash: {size} won", "", n_files)
        self.summary.setText(
            text.format(groups=groups, size=size(plan.size))
            if n_files
            else self.tr("These rules move nothing")
        )
        counted = Counter(one.reason for one in plan.skipped).most_common()
        lines = [f"{number(count)}  {skip_text(reason)}" for reason, count in counted]
        left = self.tr("%n group(s) are left alone:", "", len(plan.skipped))
        self.skipped.setText("\n".join([left, *lines]) if lines else "")
        move = self.tr("Move %n file(s) to the trash ({size})", "", n_files)
        text = move.format(size=size(plan.size))
        self.do.setText(text + "  " + self.tr("Ctrl+↵"))
        self.do.setAccessibleName(text)
        self.do.setEnabled(n_files > 0 and self._duplicates.trash is not None)

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        self._waiting.hide()
        if isinstance(error, UserError):
            self.note.setText(error_text(error).message)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _on_save(self) -> None:
        rules = self.form.named(self._name.text().strip())

        def work(progress: Progress) -> KeepRules:  # noqa: ARG001 - one call
            self._duplicates.use_rules(rules)
            return rules

        self._jobs.read(work, self._on_saved, self._on_failed)

    def _on_saved(self, rules: KeepRules) -> None:
        self.form.take_saved(rules)
        self.note.clear()
        self._name.clear()
        self.rules_changed.emit()

    def _on_do(self) -> None:
        if self.plan is not None:
            self.plan_chosen.emit(self.plan)
            self.accept()

    def _lay_out(self) -> None:
        table = QTableView(self)
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Files that go to the trash"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        for column, width in ((0, 230), (2, 230), (3, 84)):
            table.setColumnWidth(column, width)
        header = table.horizontalHeader()
        header.setSectionResizeMode(1, header.ResizeMode.Stretch)
        save = QHBoxLayout()
        save.addWidget(self._name, 1)
        save.addWidget(self.save)
        left = QVBoxLayout()
        left.addWidget(self.form, 1)
        left.addLayout(save)
        right = QVBoxLayout()
        right.setSpacing(8)
        for part in (self.summary, self._waiting, table, self.skipped, self.note):
            right.addWidget(part, 1 if part is table else 0)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addLayout(left)
        columns.addLayout(right, 1)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.do, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(columns, 1)
        layout.addWidget(buttons)


def _label(kind: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("kind", kind)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
