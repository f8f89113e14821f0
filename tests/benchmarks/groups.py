"""Groups at the size of a shop's catalogue: 5,000 of three photos each."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from photosearch.services.group_import import import_groups
from photosearch.services.groups import add_photos, list_groups
from photosearch.services.label_problems import list_label_problems
from photosearch.services.undoing import undo
from tests.benchmarks.measurement import Measurement
from tests.benchmarks.workplace import Workplace
from tests.services.catalogued import catalogued

_PER_GROUP = 3
_PER_FOLDER = 300


def measure(place: Workplace) -> list[Measurement]:
    """Import a table of groups, list them, add to one, and take the import back."""
    n_groups = 500 if place.quick else 5_000
    names = [
        f"{row // _PER_FOLDER}/SKU{row // _PER_GROUP}_{row % _PER_GROUP}.jpg"
        for row in range(n_groups * _PER_GROUP)
    ]
    base = place.fresh("groups")
    base.mkdir(parents=True, exist_ok=True)
    table = _write_table(base, names)
    with catalogued(base, [name.encode() for name in names]) as (library, photos):
        import_s = _seconds(lambda: import_groups(library, table))
        listed = min(_seconds(lambda: list_groups(library)) for _ in range(5))
        checked = _seconds(lambda: list_label_problems(library))
        added = _seconds(lambda: add_photos(library, "another", photos[:10]))
        undo(library)
        undone = _seconds(lambda: undo(library))
    rows = f"{len(names):,} rows"
    return [
        Measurement(f"groups: a table of {rows} imported", import_s, "s", target=5.0),
        Measurement(f"groups: {n_groups:,} listed with counts", 1e3 * listed, "ms", target=100.0),
        Measurement(f"groups: {n_groups:,} looked through for problems", 1e3 * checked, "ms"),
        Measurement("groups: ten photos added to one", 1e3 * added, "ms", target=100.0),
        Measurement(f"groups: the import of {rows} undone", undone, "s", target=5.0),
    ]


def _write_table(base: Path, names: list[str]) -> bytes:
    path = base / "groups.csv"
    lines = [f"{name},group {row // _PER_GROUP}\n" for row, name in enumerate(names)]
    path.write_text("file,group\n" + "".join(lines), encoding="utf-8")
    return os.fsencode(path)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
