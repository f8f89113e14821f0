"""Whether the window stays fluid while 12 MP photos are indexed."""

from __future__ import annotations

import time

import numpy as np

from tests.benchmarks.camera_photos import make_small_photos
from tests.benchmarks.measurement import Measurement
from tests.benchmarks.open_window import OpenWindow, display
from tests.benchmarks.workplace import Workplace

_MOST_MS = 50.0
_N_SMALL = 60


def measure(place: Workplace) -> list[Measurement]:
    """Hand an ``index`` of the 12 MP photos to an open window and read its trace meanwhile."""
    folder = place.camera_photos()
    small = place.fresh("frames-small")
    make_small_photos(small, _N_SMALL, place.data)
    library = place.fresh("frames-library")
    place.run(library, "index", str(small))
    with display(place) as environment, OpenWindow(place, library, environment) as window:
        window.wait_for("usable")
        time.sleep(2)
        started = time.monotonic()
        done = place.run(library, "index", str(folder))
        time.sleep(0.6)
        ended = time.monotonic()
        frames = [one.ms for one in window.events("frame") if started <= one.at <= ended]
    worst = max(frames)
    rate = done.document["indexed"] / done.document["seconds"]
    return [
        Measurement(
            f"worst frame while {done.document['indexed']} photos are indexed",
            worst,
            "ms",
            _MOST_MS,
            reference=(
                f"of each quarter second: median {np.median(frames):.1f},"
                f" p99 {np.percentile(frames, 99):.1f}; {rate:.1f} photos/s"
            ),
        )
    ]
