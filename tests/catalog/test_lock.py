"""One holder, whatever races and dies."""

import os
import signal
import subprocess
import sys

import pytest

from photosearch.base.errors import LibraryInUseError
from photosearch.catalog.lock import LibraryLock

_HOLDER = """
import sys
from pathlib import Path
from photosearch.catalog.lock import LibraryLock
lock = LibraryLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""
_RACER = """
import sys, time
from pathlib import Path
from photosearch.base.errors import LibraryInUseError
from photosearch.catalog.lock import LibraryLock
for line in sys.stdin:
    directory = Path(sys.argv[1]) / line.strip()
    lock = LibraryLock(directory)
    try:
        lock.acquire()
        print("won", flush=True)
    except LibraryInUseError as error:
        print("lost", flush=True)
    sys.stdin.readline()
    lock.release()
"""


def _start(code, directory):
    return subprocess.Popen(
        [sys.executable, "-c", code, directory],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )  # fmt: skip


def test_acquire_held_by_other_process_names_its_pid(tmp_path):
    holder = _start(_HOLDER, tmp_path)
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(LibraryInUseError, match=f"process {holder.pid}"):
        LibraryLock(tmp_path).acquire()
    holder.communicate("")


def test_acquire_after_kill_9_of_holder_succeeds(tmp_path):
    holder = _start(_HOLDER, tmp_path)
    holder.stdout.readline()
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    with LibraryLock(tmp_path) as lock:
        assert lock.holder() == os.getpid()


def test_acquire_second_object_of_same_process_is_refused(tmp_path):
    with LibraryLock(tmp_path), pytest.raises(LibraryInUseError):
        LibraryLock(tmp_path).acquire()


def test_release_frees_the_lock_and_the_name(tmp_path):
    lock = LibraryLock(tmp_path)
    lock.acquire()
    lock.release()
    assert lock.holder() is None
    with LibraryLock(tmp_path):
        pass


def test_acquire_race_of_processes_has_one_winner_in_50_rounds(tmp_path):
    racers = [_start(_RACER, tmp_path) for _ in range(4)]
    for number in range(50):
        (tmp_path / str(number)).mkdir()
        for racer in racers:
            racer.stdin.write(f"{number}\n")
            racer.stdin.flush()
        answers = sorted(racer.stdout.readline().strip() for racer in racers)
        assert answers == ["lost", "lost", "lost", "won"]
        for racer in racers:
            racer.stdin.write("next\n")
            racer.stdin.flush()
    for racer in racers:
        racer.communicate()
