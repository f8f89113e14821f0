import threading

import pytest

from photosearch.base.errors import Cancelled
from photosearch.base.progress import Step
from photosearch.gui.jobs import JobRunner
from tests.gui.conftest import settle


@pytest.fixture
def runner(qapp):
    runner = JobRunner(readers=2)
    yield runner
    assert runner.close(3)


def test_outcome_arrives_in_the_main_thread(runner):
    seen = []
    runner.read(lambda _: 42, lambda v: seen.append((v, threading.current_thread())), seen.append)
    settle(lambda: bool(seen))
    assert seen == [(42, threading.main_thread())]


def test_error_arrives_typed(runner):
    errors = []
    runner.write(lambda _: {}["x"], lambda _: None, errors.append)
    settle(lambda: bool(errors))
    assert isinstance(errors[0], KeyError)


def test_writes_run_one_after_the_other(runner):
    order, done = [], []
    for number in range(5):
        runner.write(lambda _, n=number: order.append(n), done.append, done.append)
    settle(lambda: len(done) == 5)
    assert order == [0, 1, 2, 3, 4]


def test_dropped_job_delivers_nothing(runner):
    started, go_on, seen = threading.Event(), threading.Event(), []

    def work(progress):
        started.set()
        go_on.wait(5)
        return 1

    job = runner.read(work, seen.append, seen.append)
    started.wait(5)
    job.drop()
    go_on.set()
    settle(lambda: not runner.busy)
    assert not seen


def test_cancelled_job_ends_at_its_checkpoint(runner):
    errors = []

    def work(progress):
        while True:
            progress.checkpoint()

    job = runner.write(work, errors.append, errors.append)
    job.cancel()
    settle(lambda: bool(errors))
    assert isinstance(errors[0], Cancelled)


def test_steps_are_thinned_out(runner):
    steps, done = [], []
    runner.step_reported.connect(lambda job, step: steps.append(step.done))

    def work(progress):
        for number in range(1000):
            progress.report(Step("index", number, 1000))

    runner.write(work, done.append, done.append)
    settle(lambda: bool(done))
    assert 1 <= len(steps) < 20


def test_close_ends_work_that_goes_on(qapp):
    runner = JobRunner()
    started = threading.Event()

    def work(progress):
        started.set()
        while True:
            progress.checkpoint()

    runner.write(work, lambda _: None, lambda _: None)
    started.wait(5)
    assert runner.close(3)
