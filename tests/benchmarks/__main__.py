"""Run the benchmarks and print one table.

    python -m tests.benchmarks [NAME…] [--data DIR] [--cache DIR] [--quick] [--json FILE]

Every figure comes from this run; a figure that is held against another (a limit, a peer) was
measured beside it. ``--cache`` keeps what is slow to make (12 MP photos, the library of 100,000)
for the next run. Recall and ranking quality have programs of their own: ``index_recall`` and
``quality``.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does, before NumPy is imported

import argparse
import importlib
import platform
import sys
import tempfile
import time
import traceback
from pathlib import Path

import photosearch
from tests.benchmarks.measurement import Measurement, table, write_json
from tests.benchmarks.workplace import Workplace

NAMES = (
    "indexing",
    "peers",
    "memory",
    "start",
    "query",
    "grid",
    "frames",
    "catalogue",
    "groups",
    "heat_maps",
    "inside",
)


def main() -> int:
    """Run what was asked for; 1 when a target is missed or a benchmark fails."""
    options = _options()
    figures: list[Measurement] = []
    with tempfile.TemporaryDirectory(prefix="photosearch-bench-") as directory:
        cache = options.cache or Path(directory) / "cache"
        cache.mkdir(parents=True, exist_ok=True)
        place = Workplace(
            directory=Path(directory),
            cache=cache.absolute(),
            data=options.data,
            quick=options.quick,
            million=options.million,
            n_photos=options.photos or (16 if options.quick else 480),
        )
        for name in options.names or NAMES:
            figures += _measured(name, place)
    print(table(figures))  # noqa: T201 - what it is for
    if options.json:
        write_json(options.json, figures, _about())
    return int(any(one.met is False or one.value is None for one in figures))


def _measured(name: str, place: Workplace) -> list[Measurement]:
    started = time.monotonic()
    try:
        found: list[Measurement] = importlib.import_module(f"tests.benchmarks.{name}").measure(
            place
        )
    except Exception as error:  # noqa: BLE001 - the other figures are wanted all the same
        traceback.print_exc()
        found = [Measurement(name, None, reference=f"failed: {error}"[:100])]
    took = time.monotonic() - started
    print(f"{name}: {took:.0f} s", file=sys.stderr, flush=True)  # noqa: T201
    return found


def _about() -> dict[str, object]:
    return {
        "version": photosearch.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "load": os.getloadavg() if hasattr(os, "getloadavg") else None,
        "time": time.time(),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], metavar="NAME")
    parser.add_argument("--data", type=Path, help="a folder with photos to make large ones of")
    parser.add_argument("--cache", type=Path, help="keeps what is slow to make")
    parser.add_argument("--quick", action="store_true", help="small sizes: does it still run?")
    parser.add_argument("--million", action="store_true", help="1M vectors too")
    parser.add_argument("--photos", type=int, default=0, help="how many of 12 MP (480)")
    parser.add_argument("--json", type=Path, help="the same for programs")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
