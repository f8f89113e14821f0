"""Tasks for the child process that behave, and some that do not."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time

from photosearch.base.errors import UserError
from photosearch.base.progress import Step


def double(arguments, payloads, progress):
    sys.stdout.write("noise on standard output\n")
    sys.stdout.flush()
    progress.report(Step("train", 1, 1, detail="done"))
    return {"doubled": 2 * arguments["number"]}, [payload * 2 for payload in payloads]


def threads(arguments, payloads, progress):
    return {"threads": os.environ["OMP_NUM_THREADS"], "modules": sorted(sys.modules)}, []


def count(arguments, payloads, progress):
    for i in range(10_000):
        progress.checkpoint()
        progress.report(Step("train", i, 10_000))
        time.sleep(0.01)
    return {}, []


def hang(arguments, payloads, progress):
    progress.report(Step("train", 0, 1))
    time.sleep(3600)


def crash(arguments, payloads, progress):
    ctypes.string_at(0)


def killed(arguments, payloads, progress):
    os.kill(os.getpid(), signal.SIGKILL)


def out_of_memory(arguments, payloads, progress):
    raise MemoryError


def refuse(arguments, payloads, progress):
    raise UserError("no-photos", "there are none", "Add some.")


def bug(arguments, payloads, progress):
    raise ZeroDivisionError("our fault")


def babble(arguments, payloads, progress):
    return {"answer": object()}, []


def not_installed(arguments, payloads, progress):
    raise ModuleNotFoundError("no torch", name="torch")
