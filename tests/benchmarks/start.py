"""From the start of the program to a window that can be used, with 100,000 photos."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.measurement import Measurement
from tests.benchmarks.open_window import OpenWindow, display
from tests.benchmarks.synthetic_library import make_library
from tests.benchmarks.workplace import Workplace

_WITHIN_S = 1.0
_HEAVY = ("torch", "torchvision", "sklearn", "scipy", "cv2")
_RUNS = 3


def large_library(place: Workplace) -> tuple[int, Path]:
    """Return the number of photos of the synthetic library, and its folder."""
    n_photos = 2_000 if place.quick else 100_000
    return n_photos, make_library(place.cache, n_photos)


def measure(place: Workplace) -> list[Measurement]:
    """Open the window once to see what it imports and to warm it, then for the clock."""
    n_photos, library = large_library(place)
    shown, usable, said = [], [], []
    with display(place) as environment:
        with OpenWindow(place, library, environment, "-X", "importtime") as window:
            window.wait_for("usable")
        heavy = _imported(window.errors)
        for _ in range(_RUNS):
            with OpenWindow(place, library, environment) as window:
                shown.append(window.wait_for("shown").at - window.started_at)
                last = window.wait_for("usable")
                usable.append(last.at - window.started_at)
                said.append(last.ms / 1000)
    return [
        Measurement(
            f"start with {n_photos:,} photos, usable",
            min(usable),
            "s",
            _WITHIN_S,
            reference=f"best of {_RUNS}; the trace says {min(said):.2f}",
        ),
        Measurement("start, shown", min(shown), "s", reference=f"best of {_RUNS}"),
        Measurement(
            "heavy packages imported at the start",
            float(len(heavy)),
            "",
            0.0,
            reference=", ".join(heavy) or "none of " + ", ".join(_HEAVY),
        ),
    ]


def _imported(errors: str) -> list[str]:
    names = {line.rpartition("|")[2].strip() for line in errors.splitlines() if "|" in line}
    return sorted(names.intersection(_HEAVY))
