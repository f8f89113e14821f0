"""Keeps the list of groups and what is odd about them up to date with the library."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.base.progress import Progress
from photosearch.base.types import GroupId
from photosearch.gui.group_keys import GroupKeys
from photosearch.gui.group_library import GroupLibrary
from photosearch.gui.group_model import GroupModel
from photosearch.gui.jobs import Job, JobRunner
from photosearch.gui.values import GroupMark, GroupSummary

_LOOK_MS = 2000
_MARKS_AFTER_MS = 400

_Marks = Mapping[GroupId, tuple[GroupMark, ...]]


class GroupsController(QObject):
    """Reads groups in jobs, after each change and whenever a command from outside made one.

    Signals:
        refreshed(): the groups, or what is odd about them, were read again.
        changed_outside(): groups were changed by something else than this window.
        failed(exception): they could not be read.
    """

    refreshed = Signal()
    changed_outside = Signal()
    failed = Signal(object)

    def __init__(
        self,
        groups: GroupLibrary,
        jobs: JobRunner,
        model: GroupModel,
        keys: GroupKeys,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._groups = groups
        self._jobs = jobs
        self._model = model
        self._keys = keys
        self._list_job: Job[tuple[tuple[int, float], list[GroupSummary]]] | None = None
        self._marks_job: Job[_Marks] | None = None
        self._again = False
        self._revision: tuple[int, float] | None = None
        self._marked: tuple[int, float] | None = None  # the revision that the marks are of
        self._looking = False
        keys.changed.connect(self._show_keys)
        self._look_timer = QTimer(self)
        self._look_timer.setInterval(_LOOK_MS)
        self._look_timer.timeout.connect(self.look)
        # What is odd takes a second to find in thousands of groups: once a person pauses.
        self._marks_timer = QTimer(self)
        self._marks_timer.setSingleShot(True)
        self._marks_timer.setInterval(_MARKS_AFTER_MS)
        self._marks_timer.timeout.connect(self._read_marks)

    def begin(self) -> None:
        """Read at once, and look for changes from now on."""
        self.refresh()
        self._look_timer.start()

    def refresh(self) -> None:
        """Read the groups again; while they are being read, once more after that."""
        if self._list_job is not None:
            self._again = True
            return

        def work(progress: Progress) -> tuple[tuple[int, float], list[GroupSummary]]:  # noqa: ARG001 - two statements
            # Read before the list: a change between the two is then seen at the next look.
            return self._groups.revision(), self._groups.summaries()

        self._list_job = self._jobs.read(work, self._on_listed, self._on_failed)

    def look(self) -> None:
        """Refresh if something else has changed groups."""
        if self._looking:
            return
        self._looking = True

        def work(progress: Progress) -> tuple[int, float]:  # noqa: ARG001 - one statement
            return self._groups.revision()

        self._jobs.read(work, self._on_revision, self._on_failed)

    def close(self) -> None:
        """Look no more."""
        self._look_timer.stop()
        self._marks_timer.stop()

    def _on_listed(self, found: tuple[tuple[int, float], list[GroupSummary]]) -> None:
        self._revision, groups = found
        self._list_job = None
        if self._again:
            self._again = False
            self.refresh()
        self._model.set_groups(groups)
        self._keys.set_groups([each.group_id for each in groups])
        self._show_keys()
        if groups and self._revision != self._marked:
            self._marks_timer.start()
        self.refreshed.emit()

    def _read_marks(self) -> None:
        if self._marks_job is not None:
            self._marks_job.drop()

        self._marked = self._revision

        def work(progress: Progress) -> _Marks:  # noqa: ARG001 - one call
            return self._groups.marks()

        self._marks_job = self._jobs.read(work, self._on_marks, self._on_failed)

    def _on_marks(self, marks: _Marks) -> None:
        self._marks_job = None
        self._model.set_marks(marks)
        self.refreshed.emit()

    def _on_revision(self, revision: tuple[int, float]) -> None:
        self._looking = False
        if revision != self._revision and self._list_job is None:
            self.refresh()
            self.changed_outside.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._looking = False
        self._again = False
        self._list_job = self._marks_job = self._marked = None
        self.failed.emit(error)

    def _show_keys(self) -> None:
        self._model.set_keys(self._keys.keys())
