"""What keeps a decode worker small, polite and without a life of its own.

Linux: address space, no core dumps, no written files, no new privileges; the first to go when
memory runs out; killed with its parent. Other Unixes: the same where the system has it. Where the
address space can't be limited (macOS, Windows) a thread watches the resident memory instead, which
a decoder may overshoot by what it allocates within one interval.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from photosearch.imaging.jobs import WorkerLimits

OUT_OF_MEMORY_EXIT = 86
_WATCH_INTERVAL_S = 0.05
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38


def confine(limits: WorkerLimits) -> None:
    """Apply the limits to this process; it can't undo them."""
    with suppress(OSError, AttributeError):
        os.nice(limits.nice)
    if sys.platform == "linux":
        _confine_linux()
    if sys.platform in {"win32", "darwin"}:
        watch_memory(limits.memory_bytes)
    if sys.platform != "win32":
        _limit_resources(limits.memory_bytes)


def watch_memory(most_bytes: int) -> None:
    """Start a thread that ends this process when its resident memory exceeds the limit."""
    threading.Thread(target=_watch, args=(most_bytes,), name="memory", daemon=True).start()


def resident_bytes() -> int:
    """Return the most memory that this process has held so far."""
    if sys.platform == "win32":
        return _windows_peak()
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _watch(most_bytes: int) -> None:
    while resident_bytes() <= most_bytes:
        time.sleep(_WATCH_INTERVAL_S)
    os._exit(OUT_OF_MEMORY_EXIT)


def _limit_resources(memory_bytes: int) -> None:
    import resource

    sys.dont_write_bytecode = True
    limits = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)]
    if sys.platform != "darwin":
        limits.append((resource.RLIMIT_AS, memory_bytes))
    for name, most in limits:
        with suppress(OSError, ValueError):
            resource.setrlimit(name, (most, most))


def _confine_linux() -> None:
    parent = os.getppid()
    libc: Any = ctypes.CDLL(None)
    libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:  # it died before the signal was asked for
        os._exit(1)
    with suppress(OSError):
        descriptor = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
        try:
            os.write(descriptor, b"1000")
        finally:
            os.close(descriptor)


def _windows_peak() -> int:
    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", ctypes.c_uint32),
            ("page_faults", ctypes.c_uint32),
            ("peak_working_set", ctypes.c_size_t),
            *((f"other_{i}", ctypes.c_size_t) for i in range(7)),
        )

    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    kernel: Any = ctypes.__dict__["windll"].kernel32
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb)
    return int(counters.peak_working_set)
