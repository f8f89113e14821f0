"""The head of the review: kinds with their numbers, what is listed, how far the review is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.base.paths import shown
from photosearch.base.progress import Step
from photosearch.gui.icons import icon
from photosearch.gui.review_values import KINDS, DuplicateKind, ReviewFilter, ReviewProgress
from photosearch.gui.review_words import kind_name, kind_sentence
from photosearch.gui.wording import number, short_folder, size


class ReviewHead(QFrame):
    """Two lines above the groups.

    Signals:
        filter_chosen(ReviewFilter): the person wants to see other groups.
        find_wanted(): look for duplicates again.
        cancelled(): stop looking.
        bulk_wanted(): resolve many groups at once.
        help_wanted(): show the keys.
        closed(): back to the photos.
    """

    filter_chosen = Signal(object)
    find_wanted = Signal()
    cancelled = Signal()
    bulk_wanted = Signal()
    help_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewHead")
        self._icons: list[tuple[QToolButton | QPushButton, str]] = []
        self._progress = QLabel(self)
        self._progress.setProperty("kind", "muted")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._stop = self._flat("stop", self.tr("Stop"), self.cancelled.emit)
        self._again = self._flat("refresh", self.tr("Look again (R)"), self.find_wanted.emit)
        self._bulk = QPushButton(self.tr("Resolve many at once…  B"), self)
        self._bulk.setAccessibleName(self.tr("Resolve many at once"))
        self._bulk.clicked.connect(self.bulk_wanted)
        self._kinds = QButtonGroup(self)
        self.tabs = [self._tab(place, kind) for place, kind in enumerate(KINDS)]
        self._spread = self._box(
            self.tr("Where the copies lie"),
            [
                (self.tr("In all folders"), "all"),
                (self.tr("Only across folders"), "across"),
                (self.tr("Only within a folder"), "within"),
            ],
        )
        self._folder = self._box(self.tr("Folder"), [(self.tr("All folders"), b"")])
        self._folder.setMaximumWidth(220)
        self._done = self._box(
            self.tr("State"), [(self.tr("To do"), False), (self.tr("Done"), True)]
        )
        self._lay_out()
        self.set_running(False)
        self.refresh_icons()

    @property
    def text(self) -> str:
        """Return what is said of the progress."""
        return self._progress.text()

    def chosen(self) -> ReviewFilter:
        """Return what is to be listed."""
        return ReviewFilter(
            kind=KINDS[self._kinds.checkedId()],
            spread=self._spread.currentData(),
            folder=bytes(self._folder.currentData()),
            done=bool(self._done.currentData()),
        )

    def choose_kind(self, kind: DuplicateKind) -> None:
        """List another kind."""
        button = self.tabs[KINDS.index(kind)]
        if not button.isChecked():
            button.setChecked(True)
            self._emit()

    def choose(self, *, spread: str = "all", folder: bytes = b"", done: bool = False) -> None:
        """List what is somewhere, to do or done."""
        for box, value in ((self._spread, spread), (self._folder, folder), (self._done, done)):
            with QSignalBlocker(box):
                box.setCurrentIndex(max(0, box.findData(value)))
        self._emit()

    def set_counts(self, counts: Mapping[DuplicateKind, int]) -> None:
        """Show how many groups of each kind there are."""
        for kind, tab in zip(KINDS, self.tabs, strict=True):
            tab.setText(f"{kind_name(kind)}  {number(counts.get(kind, 0))}")

    def set_folders(self, folders: Sequence[tuple[bytes, int]]) -> None:
        """Offer folders to choose from; the chosen one stays if it is among them."""
        chosen = self._folder.currentData()
        with QSignalBlocker(self._folder):
            while self._folder.count() > 1:
                self._folder.removeItem(1)
            for path, count in folders:
                self._folder.addItem(f"{short_folder(path)} ({number(count)})", path)
                place = self._folder.count() - 1
                self._folder.setItemData(place, shown(path), Qt.ItemDataRole.ToolTipRole)
            self._folder.setCurrentIndex(max(0, self._folder.findData(chosen)))
        if self._folder.currentData() != chosen:
            self._emit()

    def show_progress(self, progress: ReviewProgress) -> None:
        """Say how far the review of the kind is."""
        text = self.tr("{done} of %n group(s)", "", progress.n_groups)
        text = text.format(done=number(progress.n_done))
        if progress.to_win:
            text += ", " + self.tr("{size} to win").format(size=size(progress.to_win))
        self._progress.setText(text if progress.n_groups else "")

    def set_running(self, runs: bool, text: str = "") -> None:
        """Show or hide that something goes on."""
        self._bar.setVisible(runs)
        self._stop.setVisible(runs)
        self._again.setVisible(not runs)
        if runs:
            self._bar.setRange(0, 0)
            self._progress.setText(text)

    def show_step(self, step: Step) -> None:
        """Show how far the search for duplicates is."""
        self._bar.setRange(0, step.total)
        self._bar.setValue(step.done)
        text = self._phase(step.phase)
        if step.total:
            counts = self.tr("{done} of {total}")
            text += " · " + counts.format(done=number(step.done), total=number(step.total))
        self._progress.setText(text)

    def refresh_icons(self) -> None:
        """Take the icons in the colours of the present palette."""
        for button, name in self._icons:
            button.setIcon(icon(name))

    def _phase(self, phase: str) -> str:
        return {
            "candidates": self.tr("Looking for photos that are alike"),
            "look": self.tr("Looking closely at unclear pairs"),
            "pixels": self.tr("Comparing pixel by pixel"),
            "wait-indexing": self.tr("Waiting until the new photos are in"),
            "trash": self.tr("Moving to the trash"),
        }.get(phase, self.tr("Looking for duplicates…"))

    def _emit(self) -> None:
        self.filter_chosen.emit(self.chosen())

    def _flat(self, name: str, words: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "flat")
        button.setToolTip(words)
        button.setAccessibleName(words.rpartition(" (")[0] or words)
        button.clicked.connect(act)
        self._icons.append((button, name))
        return button

    def _tab(self, place: int, kind: DuplicateKind) -> QPushButton:
        tab = QPushButton(kind_name(kind), self)
        tab.setProperty("kind", "tab")
        tab.setCheckable(True)
        tab.setChecked(place == 0)
        keys = self.tr("Ctrl+{number}").format(number=place + 1)
        tab.setToolTip(f"{kind_sentence(kind)} ({keys})")
        self._kinds.addButton(tab, place)
        tab.clicked.connect(self._emit)
        return tab

    def _box(self, name: str, items: Sequence[tuple[str, object]]) -> QComboBox:
        box = QComboBox(self)
        for words, data in items:
            box.addItem(words, data)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.activated.connect(self._emit)
        return box

    def _lay_out(self) -> None:
        back = self._flat("back", self.tr("Back to the photos (Esc)"), self.closed.emit)
        title = QLabel(self.tr("Duplicates"), self)
        title.setProperty("kind", "heading")
        keys = self._flat("keyboard", self.tr("Keys (H)"), self.help_wanted.emit)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.addWidget(back)
        upper.addWidget(title)
        upper.addSpacing(12)
        upper.addWidget(self._progress)
        upper.addStretch(1)
        parts: tuple[QWidget, ...] = (self._bar, self._stop, self._again, self._bulk, keys)
        for part in parts:
            upper.addWidget(part)
        for tab in self.tabs:
            lower.addWidget(tab)
        lower.addStretch(1)
        for box in (self._spread, self._folder, self._done):
            lower.addWidget(box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 4)
        layout.setSpacing(4)
        layout.addLayout(upper)
        layout.addLayout(lower)
