"""The child that trains: it answers, it stops within a second, and its death is one clear line."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="torch is not installed")

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.framing import read_frame, write_frame
from photosearch.base.progress import NO_PROGRESS, ProgressControl
from photosearch.base.workers import start_worker, worker_command
from photosearch.learning.training.training_process import (
    Task,
    TaskFailedError,
    default_threads,
    run_task,
)

_CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _tasks_are_found(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(_CHECKOUT))


def _task(name: str, **arguments: object) -> Task:
    return Task(f"tests.learning.training.child_tasks:{name}", arguments)


def test_task_answers_with_numbers_and_bytes_and_reports():
    steps = []
    task = Task("tests.learning.training.child_tasks:double", {"number": 4}, [b"ab"])
    assert run_task(task, ProgressControl(steps.append)) == ({"doubled": 8}, [b"abab"])
    assert (steps[-1].phase, steps[-1].detail) == ("train", "done")


def test_task_gets_its_threads_and_loads_neither_torch_nor_qt_by_itself():
    answer, _ = run_task(Task("tests.learning.training.child_tasks:threads", {}, n_threads=1))
    assert answer["threads"] == "1"
    assert not {"torch", "sklearn", "PySide6", "matplotlib"} & set(answer["modules"])


def test_default_threads_leave_a_core_to_the_window(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert default_threads() == 7
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert default_threads() == 1


@pytest.mark.parametrize("name", ["count", "hang"])
def test_cancelled_task_ends_within_a_second(name):
    cancelled_at = []

    def cancel(step) -> None:
        if not cancelled_at:
            cancelled_at.append(time.monotonic())
            control.cancel()

    control = ProgressControl(cancel)
    with pytest.raises(Cancelled):
        run_task(_task(name), control)
    assert time.monotonic() - cancelled_at[0] < 1.5


def test_paused_task_waits():
    steps = []
    control = ProgressControl(steps.append)
    thread = threading.Thread(target=lambda: _until_cancelled(control))
    thread.start()
    while not steps:
        time.sleep(0.01)
    control.pause()
    time.sleep(0.4)
    seen = len(steps)
    time.sleep(0.5)
    assert len(steps) <= seen + 1
    control.resume()
    time.sleep(0.4)
    assert len(steps) > seen + 1
    control.cancel()
    thread.join()


def _until_cancelled(control: ProgressControl) -> None:
    with pytest.raises(Cancelled):
        run_task(_task("count"), control)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("crash", "training-crashed"),
        ("killed", "training-out-of-memory"),
        ("out_of_memory", "training-out-of-memory"),
        ("refuse", "no-photos"),
        ("not_installed", "training-not-installed"),
    ],
)
def test_task_that_fails_is_one_clear_line(name, code, caplog):
    with pytest.raises(UserError) as caught:
        run_task(_task(name), NO_PROGRESS)
    assert caught.value.code == code
    assert caught.value.hint


def test_bug_in_a_task_stays_a_bug():
    with pytest.raises(TaskFailedError, match="our fault"):
        run_task(_task("bug"))


def test_answer_that_is_no_json_stays_a_bug(caplog):
    with pytest.raises(UserError) as caught:
        run_task(_task("babble"))
    assert caught.value.code == "training-crashed"


@pytest.mark.parametrize("name", ["count", "hang"])
def test_child_ends_when_its_pipe_closes(name):
    child = start_worker(worker_command("train"), {"OMP_NUM_THREADS": "1"})
    header = {"task": f"tests.learning.training.child_tasks:{name}", "arguments": {}}
    write_frame(child.stdin, header, [])
    assert "step" in read_frame(child.stdout)[0]
    child.stdin.close()
    child.stdout.close()
    assert child.wait(timeout=10) is not None


def test_child_leaves_the_terminal_s_interrupt_to_the_parent():
    child = start_worker(worker_command("train"), {})
    write_frame(
        child.stdin, {"task": "tests.learning.training.child_tasks:count", "arguments": {}}, []
    )
    read_frame(child.stdout)
    child.send_signal(signal.SIGINT)
    assert read_frame(child.stdout)[0]
    assert child.poll() is None
    child.stdin.close()
    child.stdout.close()
    child.wait(timeout=10)
