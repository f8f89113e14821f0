"""A library made of drawings, for tests of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from photosearch.base.errors import UserError
from photosearch.base.progress import Progress, Step
from photosearch.base.settings import Settings
from photosearch.base.types import Box
from photosearch.catalog.roots import NO_VOLUME
from photosearch.gui.values import (
    Example,
    Explanation,
    FileExample,
    FolderCount,
    FolderStatus,
    ForgetPreview,
    Glimpse,
    GroupMark,
    GroupSummary,
    HeatMap,
    IndexReport,
    MatchShares,
    MonthCount,
    PhotoDetails,
    PhotoExample,
    PhotoFilter,
    Picture,
    PictureExample,
    PixelBox,
    Problem,
    Query,
    Root,
    SearchAnswer,
    SearchResult,
    UndoneStep,
)

ODD_NAME = b"/photos/odd/caf\xe9\n1.jpg"


def drawing(seed: int, width: int = 320, height: int = 240) -> QImage:
    """Return a small picture that differs by its seed."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    gradient = QLinearGradient(0, 0, width, height)
    gradient.setColorAt(0, QColor.fromHsv(seed * 47 % 360, 120, 220))
    gradient.setColorAt(1, QColor.fromHsv((seed * 47 + 60) % 360, 160, 140))
    painter.fillRect(image.rect(), gradient)
    painter.setBrush(QColor.fromHsv((seed * 101) % 360, 200, 240))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(width // 4, height // 4, height // 2, height // 2)
    painter.end()
    return image


def encoded(image: QImage, kind: str = "JPEG") -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(data.data())


class NoGroups:
    """Groups of a library that has none."""

    def summaries(self) -> list[GroupSummary]:
        return []

    def marks(self) -> dict[int, tuple[GroupMark, ...]]:
        return {}

    def revision(self) -> tuple[int, float]:
        return 0, 0.0

    def reject(self, photo_id: int, rejected: Sequence[int]) -> int:
        return 0


class NoTuning:
    """Metrics of a library that has nothing to learn from."""

    def proposal(self, progress: Progress) -> None:
        return None

    def last_report(self) -> None:
        return None

    def in_use(self) -> int:
        return 1


class FakeLibrary:
    """Keeps photos in memory; every answer is right for its small world."""

    def __init__(self, n_photos: int = 40, n_relevant: int = 12) -> None:
        self.n_photos = n_photos
        self.n_relevant = n_relevant
        self.roots: list[Root] = [_root(b"/photos")] if n_photos else []
        self.queries: list[Query] = []
        self.explained: list[tuple[Example, Example]] = []
        self.index_runs: list[tuple[tuple[bytes, ...], bool]] = []
        self.index_error: Exception | None = None
        self.changes: list[tuple[object, ...]] = []
        self.failing: list[Problem] = [Problem(b"/photos/bad\xff.jpg", "damaged", "It is cut off.")]
        self.generation = 1
        self.groups = NoGroups()
        self.tuning = NoTuning()
        self.n_watches = 0
        self._jpegs: dict[int, bytes] = {}

    @property
    def key(self) -> str:
        return "fake"

    def photos(self, order: str, descending: bool, photo_filter: PhotoFilter) -> np.ndarray:
        ids = np.arange(1, self.n_photos + 1, dtype=np.int64)
        if photo_filter.folders:
            ids = ids[ids % 2 == 0]
        return ids[::-1] if descending else ids

    def details(self, ids: Sequence[int]) -> list[PhotoDetails]:
        return [self._details(int(each)) for each in ids if 0 < each <= self.n_photos]

    def folder_counts(self) -> list[FolderCount]:
        if not self.n_photos:
            return []
        half = self.n_photos // 2
        return [
            FolderCount(1, b"/photos/2024 Island", half),
            FolderCount(1, b"/photos/2025 Garten", self.n_photos - half),
        ]

    def month_counts(self) -> list[MonthCount]:
        return [MonthCount(2024, 7, 12), MonthCount(2025, 5, 28)] if self.n_photos else []

    def by_similarity(self, photo_id: int, photo_filter: PhotoFilter) -> np.ndarray:
        ids = np.arange(1, self.n_photos + 1, dtype=np.int64)
        return ids[np.argsort(np.abs(ids - photo_id), kind="stable")]

    def thumbnails(self, ids: Sequence[int]) -> dict[int, bytes]:
        return {int(each): self._jpeg(int(each)) for each in ids if each % 17}

    def picture(self, example: Example, max_px: int) -> Picture:
        if isinstance(example, PictureExample):
            image = QImage.fromData(example.data)
        elif isinstance(example, FileExample):
            with open(example.path, "rb") as file:
                image = QImage.fromData(file.read())
        else:
            image = drawing(int(example.photo_id), 1600, 1200)
        if image.isNull():
            raise UserError("not-an-image", "that is not a picture", "Choose another file.")
        image = image.convertToFormat(QImage.Format.Format_RGB888)
        width, height = image.width(), image.height()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
        return Picture(width, height, rows[:, : width * 3].tobytes())

    def search(self, query: Query, progress: Progress) -> SearchAnswer:
        progress.checkpoint()
        self.queries.append(query)
        for example in query.positives:
            if isinstance(example, FileExample) and not example.path.endswith((b".jpg", b".png")):
                text = "notes.txt is not a picture"
                raise UserError("not-an-image", text, "Choose a photo.")
        same = tuple(e.photo_id for e in query.positives if isinstance(e, PhotoExample))
        others = [each for each in range(1, self.n_photos + 1) if each not in same]
        results = tuple(
            SearchResult(
                each, 1.0 / (rank + 1), max(0.02, 0.97 - 0.03 * rank), rank < self.n_relevant
            )
            for rank, each in enumerate(others[:30])
        )
        return SearchAnswer(query, same, results, 0.01)

    def explain(self, one: Example, other: Example, progress: Progress) -> Explanation:
        progress.checkpoint()
        self.explained.append((one, other))
        heat = np.zeros((7, 7), np.float32)
        heat[:3, :3] = 1.0
        found = HeatMap(heat, Box(0, 0, 1, 1), PixelBox(0, 0, 45, 34))
        pictures = [self.picture(each, 0) for each in (one, other)]
        glimpses = [Glimpse(each.width, each.height, each.rgb) for each in pictures]
        shares = MatchShares(0.2, 0.1, 0.7)
        return Explanation((found, found), shares, (glimpses[0], glimpses[1]))

    def index(
        self, folders: Sequence[bytes], accept_missing: bool, progress: Progress
    ) -> IndexReport:
        self.index_runs.append((tuple(folders), accept_missing))
        if self.index_error is not None and not accept_missing:
            raise self.index_error
        progress.report(Step("index", 10, 100, rate=55.0, remaining_s=200.0))
        progress.checkpoint()
        return IndexReport(indexed=0, seconds=0.1)

    def folders(self) -> list[FolderStatus]:
        return [FolderStatus(root, self.n_photos, 0, 0, {}, "") for root in self.roots]

    def add_folder(self, path: bytes) -> None:
        self.changes.append(("add", path))
        self.roots.append(_root(path))
        self.generation += 1

    def remove_folder(self, path: bytes) -> None:
        self.changes.append(("remove", path))
        self.roots = [root for root in self.roots if root.path != path]
        self.generation += 1

    def set_role(self, path: bytes, role: str) -> None:
        self.changes.append(("role", path, role))

    def set_excludes(self, path: bytes, excludes: Sequence[str]) -> None:
        self.changes.append(("excludes", path, tuple(excludes)))

    def release_drive(self, path: bytes) -> None:
        self.changes.append(("release", path))

    def revision(self) -> int:
        return self.generation

    def problems(self) -> list[Problem]:
        return self.failing if self.n_photos else []

    def preview_forget(self, ids: Sequence[int]) -> ForgetPreview:
        return ForgetPreview(np.array(ids, np.int64), len(ids), True)

    def forget(self, ids: Sequence[int]) -> None:
        self.changes.append(("forget", tuple(ids)))

    def undo(self) -> UndoneStep:
        if not self.changes:
            raise UserError("nothing-to-undo", "there is nothing to undo")
        return UndoneStep("folder-" + str(self.changes.pop()[0]), b"/photos", "a change")

    def undo_takes_turns(self) -> bool:
        return bool(self.changes)

    def change_settings(self, settings: Settings) -> None:
        self.changes.append(("settings", settings))

    def warm_up(self) -> None:
        self.warm = True

    def watch(self, on_change: Callable[[frozenset[bytes]], None]) -> FakeLibrary:
        self.tell_change = on_change
        self.n_watches += 1
        return self

    @property
    def unsaved(self) -> bool:
        return False

    def save_unsaved(self) -> None:
        self.saved = True

    def close(self) -> None:
        self.watch_ended = True
        self.n_watches -= 1

    def _jpeg(self, photo_id: int) -> bytes:
        kind = photo_id % 12
        if kind not in self._jpegs:
            tall = kind % 4 == 3
            self._jpegs[kind] = encoded(drawing(kind, 256 if tall else 384, 384 if tall else 256))
        return self._jpegs[kind]

    def _details(self, photo_id: int) -> PhotoDetails:
        path = ODD_NAME if photo_id == 7 else b"/photos/2025 Garten/IMG_%04d.jpg" % photo_id
        return PhotoDetails(
            photo_id=photo_id,
            path=path,
            paths=(path,),
            size=2_600_000,
            format="jpeg",
            width=1600,
            height=1200,
            taken_at=1_746_000_000.0 + photo_id * 3600,
            camera="Canon EOS 80D",
            latitude=48.2,
            longitude=16.37,
            state="offline" if photo_id % 11 == 0 else "online",
            root_id=1,
        )


def _root(path: bytes) -> Root:
    return Root(1, path, "photos", NO_VOLUME, b"", (), "online", "", 0.0, 1.0)
