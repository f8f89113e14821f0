"""Learning in the window: the button, the progress, the page, the versions, the proposal."""

from __future__ import annotations

from PySide6.QtCore import QObject

from photosearch.base.progress import Progress
from photosearch.base.settings import Settings
from photosearch.base.types import MetricId
from photosearch.gui.before_after_dialog import BeforeAfterDialog
from photosearch.gui.learn_dialog import LearnDialog
from photosearch.gui.main_window import MainWindow
from photosearch.gui.metrics_dialog import MetricsDialog
from photosearch.gui.tuning_controller import TuningController
from photosearch.gui.tuning_proposer import TuningProposer
from photosearch.gui.tuning_texts import metric_name, proposal_text
from photosearch.gui.values import MetricRow, TuningProposal, TuningReport, UndoneStep
from photosearch.gui.verdict import Verdict, verdict_of_metrics, verdict_of_report
from photosearch.gui.window_wiring import WindowWiring

_LEARNABLE = 2
_SWITCH = "metric-use"


class TuningWiring(QObject):
    """Connects everything about learning; one per window."""

    def __init__(self, window: MainWindow, wiring: WindowWiring) -> None:
        super().__init__(window)
        self._window = window
        self._wiring = wiring
        self._tuning = window.library.tuning
        self._button = window.group_section.learn
        self.controller = TuningController(
            self._tuning, window.jobs, lambda: wiring.indexing.running, self
        )
        self.proposer = TuningProposer(self._tuning, window.jobs, self)
        self.page: BeforeAfterDialog | None = None
        self.versions: MetricsDialog | None = None
        self._known_in_use: MetricId | None = None
        self._wire_controller()
        self._wire_proposer()
        self._button.clicked.connect(self.ask)
        for name, act in {
            "learn": self.ask,
            "before and after": self.show_last,
            "metrics": self.show_versions,
        }.items():
            window.actions_[name].triggered.connect(wiring.safely(act))

    def close(self) -> None:
        """Propose no more; the window is closing."""
        self.proposer.set_active(False)
        self._close_page()
        if self.versions is not None:
            self.versions.close()

    def set_settings(self, settings: Settings) -> None:
        """Propose, or not, as the person has chosen."""
        self.proposer.set_active(settings.propose_tuning)
        self.proposer.look_soon()

    def look(self) -> None:
        """Search again if another metric is in use, whoever has changed it."""

        def work(progress: Progress) -> MetricId:  # noqa: ARG001 - one call
            return self._tuning.in_use()

        def done(in_use: MetricId) -> None:
            known, self._known_in_use = self._known_in_use, in_use
            if known not in (None, in_use):
                self._on_switched()

        self._window.jobs.read(work, done, self._wiring.report_failure)

    def ask(self) -> None:
        """Say what will happen, and learn if the person wants to."""
        if not self._button.ready:
            self._window.banner.tell(self._button.reason.text())
            return

        def work(progress: Progress) -> list[str]:  # noqa: ARG001 - imports
            return self._tuning.losses()

        self._window.jobs.read(work, self._open_question, self._wiring.report_failure)

    def show_last(self) -> None:
        """Show what the last tuning came to."""

        def work(progress: Progress) -> tuple[TuningReport | None, MetricId]:  # noqa: ARG001 - short
            return self._tuning.last_report(), self._tuning.in_use()

        self._window.jobs.read(work, self._on_last, self._wiring.report_failure)

    def show_versions(self) -> None:
        """Show every metric."""
        if self.versions is None:
            self.versions = self._make_versions()
        self.versions.show()
        self.versions.raise_()
        self._read_versions()

    # -- learning -------------------------------------------------------------------------------

    def _wire_controller(self) -> None:
        controller, window = self.controller, self._window
        controller.started.connect(self._on_started)
        controller.stepped.connect(window.learning.show_step)
        controller.ended.connect(self._on_ended)
        controller.tuned.connect(self._on_tuned)
        controller.switched.connect(self.look)
        controller.cancelled.connect(self._on_cancelled)
        controller.failed.connect(self._wiring.report_failure)
        window.learning.cancelled.connect(controller.cancel)
        self._wiring.indexing.written.connect(self._on_written)

    def _open_question(self, losses: list[str]) -> None:
        sizes = [group.n_photos for group in self._window.groups.groups]
        sizes = [size for size in sizes if size >= _LEARNABLE]
        dialog = LearnDialog(len(sizes), sum(sizes), losses, self._window)
        if dialog.exec():
            self.controller.start(dialog.request())
        dialog.deleteLater()

    def _on_started(self, learning: bool) -> None:
        self._window.learning.begin(learning)
        if learning and self._window.banner.asking:
            self._window.banner.hide()
        self._button.set_running(True)
        if self.versions is not None:
            self.versions.set_running(True)

    def _on_ended(self) -> None:
        self._window.learning.hide()
        self._button.set_running(False)
        if self.versions is not None:
            self.versions.set_running(False)
            self._read_versions()

    def _on_tuned(self, report: TuningReport) -> None:
        self._show_page(verdict_of_report(report, report.metric))

    def _on_last(self, found: tuple[TuningReport | None, MetricId]) -> None:
        report, in_use = found
        if report is None:
            text = self.tr("Nothing was learned yet. Make some groups, then learn from them.")
            self._window.banner.tell(text)
        else:
            self._show_page(verdict_of_report(report, in_use))

    def _on_switched(self) -> None:
        """Search again with the metric that is in use now."""
        self._wiring.search.search_now()
        self._wiring.browsing.list_again()

    def _on_written(self, outcome: object) -> None:
        if isinstance(outcome, UndoneStep) and outcome.kind == _SWITCH:
            self.look()
            self._close_page()  # what it says is no longer so
            if self.versions is not None:
                self._read_versions()

    def _on_cancelled(self) -> None:
        self._window.banner.tell(self.tr("Stopped; nothing has changed."))

    def _show_page(self, verdict: Verdict) -> None:
        self._close_page()
        page = BeforeAfterDialog(verdict, self._window.library, self._window.jobs, self._window)
        page.metric_wanted.connect(self.controller.use)
        page.failed.connect(self._wiring.failed)
        page.finished.connect(self._close_page)
        self.page = page
        page.show()

    def _close_page(self) -> None:
        page, self.page = self.page, None
        if page is not None:
            page.close()
            page.deleteLater()

    # -- versions -------------------------------------------------------------------------------

    def _make_versions(self) -> MetricsDialog:
        dialog = MetricsDialog(self._window)
        tuning, change = self._tuning, self.controller.change
        dialog.use_wanted.connect(self.controller.use)
        dialog.compare_wanted.connect(self._compare)
        dialog.rename_wanted.connect(
            lambda one, name: change(lambda _: tuning.rename(one, name), lambda _: None)
        )
        dialog.export_wanted.connect(
            lambda one, file: change(lambda _: tuning.export(one, file), self._on_exported)
        )
        dialog.import_wanted.connect(
            lambda file: change(lambda _: tuning.take_in(file), lambda _: None)
        )
        dialog.remove_wanted.connect(
            lambda one: change(lambda _: tuning.remove(one), lambda _: None)
        )
        dialog.progress.cancelled.connect(self.controller.cancel)
        self.controller.started.connect(dialog.progress.begin)
        self.controller.stepped.connect(dialog.progress.show_step)
        self.controller.ended.connect(dialog.progress.hide)
        return dialog

    def _on_exported(self, _nothing: None) -> None:
        self._window.banner.tell(self.tr("What was learned was exported. No photo is in the file."))

    def _read_versions(self) -> None:
        def work(progress: Progress) -> list[MetricRow]:  # noqa: ARG001 - one call
            return self._tuning.versions()

        def done(rows: list[MetricRow]) -> None:
            if self.versions is not None:
                self.versions.set_versions(rows)

        self._window.jobs.read(work, done, self._wiring.report_failure)

    def _compare(self, metric_id: MetricId) -> None:
        def work(progress: Progress) -> list[MetricRow]:  # noqa: ARG001 - one call
            return self._tuning.versions()

        def done(rows: list[MetricRow]) -> None:
            old = next((row for row in rows if row.active), None)
            new = next((row for row in rows if row.metric_id == metric_id), None)
            if old is not None and new is not None:
                names = (metric_name(old), metric_name(new))
                self._show_page(verdict_of_metrics(old, new, names))

        self._window.jobs.read(work, done, self._wiring.report_failure)

    # -- proposal -------------------------------------------------------------------------------

    def _wire_proposer(self) -> None:
        wiring, proposer = self._wiring, self.proposer
        proposer.proposed.connect(self._on_proposed)
        proposer.failed.connect(wiring.report_failure)
        wiring.usable.connect(lambda: self.set_settings(self._window.settings))
        wiring.usable.connect(self.look)
        wiring.settings_changed.connect(self.set_settings)
        wiring.indexing.ended.connect(proposer.look_soon)
        wiring.changes.changed.connect(proposer.look_soon)

    def _on_proposed(self, proposal: TuningProposal) -> None:
        if self.controller.running or self._wiring.indexing.running or not self._button.ready:
            return
        self._window.banner.ask(
            proposal_text(proposal),
            (self.tr("Learn now"), self.ask),
            (self.tr("Not now"), self.proposer.decline),
        )
