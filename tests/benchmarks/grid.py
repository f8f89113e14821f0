"""The grid with a million photos: shown, laid out anew, scrolled through."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
from PIL import Image

from photosearch.base.types import PhotoId, RootId
from photosearch.gui.values import PhotoDetails
from tests.benchmarks.measurement import Measurement
from tests.benchmarks.workplace import Workplace

_SHOW_MS, _RELAYOUT_MS, _FRAME_MS = 50.0, 10.0, 8.0
_SIZES = ((1200, 800), (900, 800), (1400, 900), (1000, 700))


class AnyPhotos:
    """What a grid asks of a library: every id has the same picture."""

    def __init__(self) -> None:
        small = np.random.default_rng(0).integers(0, 256, (24, 32, 3), np.uint8)
        stream = io.BytesIO()
        Image.fromarray(small).resize((341, 256)).save(stream, "JPEG", quality=80)
        self._jpeg = stream.getvalue()

    def thumbnails(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Return a picture for each id."""
        return dict.fromkeys(ids, self._jpeg)

    def details(self, ids: Sequence[int]) -> list[PhotoDetails]:
        """Return details for each id."""
        return [_details(photo_id) for photo_id in ids]


def _details(photo_id: int) -> PhotoDetails:
    path = b"/photos/%07d.jpg" % photo_id
    return PhotoDetails(
        PhotoId(photo_id), path, (path,), 2_600_000, "jpeg", 4000, 3000, None, "", None, None,
        "online", RootId(1),
    )  # fmt: skip


def measure(place: Workplace) -> list[Measurement]:
    """Show, resize and scroll a grid in this process."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from photosearch.gui.grid_view import GridView
    from photosearch.gui.photo_library import PhotoLibrary
    from photosearch.gui.photo_model import PhotoModel
    from photosearch.gui.theme import apply_theme
    from photosearch.gui.thumbnail_loader import ThumbnailLoader

    sys.setswitchinterval(0.001)  # as photosearch.app does: thumbnails are decoded in a thread
    application = cast("QApplication", QApplication.instance() or QApplication(["benchmarks"]))
    apply_theme(application, "light")
    n_photos = 1_000_000
    library = cast("PhotoLibrary", AnyPhotos())
    loader = ThumbnailLoader(library)
    model = PhotoModel(library)
    grid = GridView(model, loader)
    grid.resize(*_SIZES[0])
    grid.show()
    application.processEvents()
    ids = np.random.default_rng(0).permutation(n_photos).astype(np.int64)

    def shown() -> None:
        model.set_photos(ids)
        grid.viewport().repaint()

    def emptied() -> None:
        model.set_photos(ids[:0])
        application.processEvents()

    shows = _timed(shown, emptied, 5)
    shown()
    relayouts = []
    for size in _SIZES * 5:
        relayouts.append(_ms(lambda s=size: (grid.resize(*s), grid.viewport().repaint())))
        application.processEvents()
    frames = _scrolled(grid, application, 60 if place.quick else 400)
    grid.close()
    loader.close()
    what = f"grid of {n_photos:,}"
    return [
        Measurement(f"{what}: show", min(shows), "ms", _SHOW_MS, reference="best of 5"),
        Measurement(
            f"{what}: relayout and paint",
            float(np.median(relayouts)),
            "ms",
            _RELAYOUT_MS,
            reference=f"median of {len(relayouts)}; p95 {np.percentile(relayouts, 95):.1f}",
        ),
        Measurement(
            f"{what}: scrolled frame, p95",
            float(np.percentile(frames, 95)),
            "ms",
            _FRAME_MS,
            reference=f"median {np.median(frames):.1f}, max {max(frames):.1f}",
        ),
    ]


def _scrolled(grid: object, application: object, n_frames: int) -> list[float]:
    """Scroll through whole screens, wheel steps and jumps; thumbnails arrive in between."""
    bar = grid.verticalScrollBar()  # type: ignore[attr-defined]
    random = np.random.default_rng(2)
    steps = [120, 120, 120, 700]
    took = []
    for number in range(n_frames):
        if number % 40 == 0:
            bar.setValue(int(random.integers(0, max(1, bar.maximum()))))
        else:
            bar.setValue(bar.value() + steps[number % len(steps)])
        took.append(_ms(grid.viewport().repaint))  # type: ignore[attr-defined]
        deadline = time.perf_counter() + 0.004
        while time.perf_counter() < deadline:
            application.processEvents()  # type: ignore[attr-defined]
    return took


def _timed(act: Callable[[], object], reset: Callable[[], object], rounds: int) -> list[float]:
    took = []
    for _ in range(rounds):
        reset()
        took.append(_ms(act))
    return took


def _ms(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000
