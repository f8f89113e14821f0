"""The memory of a process and of everything that it started."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Self


def tree_of(pid: int) -> list[int]:
    """Return the process numbers of a process and its descendants."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, ValueError, IndexError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def held_bytes(pid: int) -> int:
    """Return the proportional set size of a process; where that is hidden, the resident one."""
    for name, label in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        with suppress(OSError):
            for line in Path(f"/proc/{pid}/{name}").read_text().splitlines():
                if line.startswith(label):
                    return int(line.split()[1]) * 1024
    return 0


def own_bytes(pid: int) -> int:
    """Return the memory that is a process's own: not that of mapped files, which is the system's.

    Where the system does not say, all that it holds.
    """
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Anonymous:"):
                return int(line.split()[1]) * 1024
    return held_bytes(pid)


class MemoryWatch:
    """Notes the most memory that a process and its descendants hold at once."""

    def __init__(self, pid: int, interval_s: float = 0.1) -> None:
        self.peak_bytes = 0
        self._pid = pid
        self._interval_s = interval_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.is_set():
            held = sum(held_bytes(pid) for pid in tree_of(self._pid))
            self.peak_bytes = max(self.peak_bytes, held)
            time.sleep(self._interval_s)
