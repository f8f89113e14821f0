"""The pool loses only the bad jobs, whatever they do, and leaves nothing behind."""

import os
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.imaging.decoded import DecodedPhoto, DecodedPicture, DecodedQuery, DecodeFailure
from photosearch.imaging.jobs import DecodeJob, Limits, WorkerLimits
from photosearch.imaging.pool import DecodePool
from tests.pictures import encoded, jpeg, make_photo, png_bomb

_DATA = jpeg(make_photo(31, (300, 200)))
_LIMITS = Limits(
    normal=WorkerLimits(deadline_s=3.0, nice=0), big=WorkerLimits(2 << 30, deadline_s=6.0, nice=0)
)


@pytest.fixture
def _faults(monkeypatch):
    monkeypatch.setenv("PHOTOSEARCH_WORKER_FAULT", "1")


def _run(pool, jobs, timeout_s=30.0):
    """Return {token: result} of the jobs."""
    results = {}
    waiting = list(jobs)
    end = time.monotonic() + timeout_s
    while (waiting or len(pool)) and time.monotonic() < end:
        while waiting and len(pool) < pool.capacity:
            pool.submit(waiting.pop(0))
        results.update({job.token: result for job, result in pool.results(1.0)})
    return results


def _lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_pool_photos_and_previews_come_back():
    jobs = [DecodeJob(i, data=_DATA) for i in range(9)]
    jobs.append(DecodeJob(9, data=_DATA, kind="preview", max_px=100))
    jobs.append(DecodeJob(10, data=_DATA, kind="query"))
    with DecodePool(2, _LIMITS) as pool:
        results = _run(pool, jobs)
    assert all(isinstance(results[i], DecodedPhoto) for i in range(9))
    assert isinstance(results[9], DecodedPicture)
    assert isinstance(results[10], DecodedQuery)
    assert len(results) == 11


@pytest.mark.usefixtures("_faults")
def test_pool_crash_hang_exit_and_nonsense_cost_only_their_jobs(tmp_path):
    (tmp_path / "good.jpg").write_bytes(_DATA)
    good = os.fsencode(tmp_path / "good.jpg")
    names = ["crash", "hang", "exit", "babble", "eat"]
    jobs = [DecodeJob(i, good) for i in range(20)]
    for i, name in enumerate(names):
        jobs.insert(4 * i, DecodeJob(100 + i, os.fsencode(tmp_path / f"a.{name}")))
    with DecodePool(2, _LIMITS) as pool:
        results = _run(pool, jobs)
    codes = [results[100 + i].code for i in range(len(names))]
    assert codes == ["crashed", "timeout", "crashed", "crashed", "out-of-memory"]
    assert all(isinstance(results[i], DecodedPhoto) for i in range(20))


def test_pool_picture_above_normal_limits_is_decoded_in_the_big_lane():
    limits = Limits(
        normal=WorkerLimits(held_megapixels=0, nice=0), big=WorkerLimits(held_megapixels=9, nice=0)
    )
    data = encoded(make_photo(1, (200, 150)), "PNG")
    with DecodePool(1, limits) as pool:
        results = _run(pool, [DecodeJob(i, data=data) for i in range(3)])
        assert all(isinstance(result, DecodedPhoto) for result in results.values())
        assert len(pool.pids) <= 2


def test_pool_bomb_is_refused_fast(tmp_path):
    (tmp_path / "a.png").write_bytes(png_bomb(30_000))
    with DecodePool(1, _LIMITS) as pool:
        result = _run(pool, [DecodeJob(1, os.fsencode(tmp_path / "a.png"))])[1]
    assert isinstance(result, DecodeFailure)
    assert result.code == "too-many-pixels"


def test_pool_worker_killed_from_outside_is_replaced():
    with DecodePool(1, _LIMITS) as pool:
        _run(pool, [DecodeJob(1, data=_DATA)])
        (pid,) = pool.pids
        os.kill(pid, 15)
        assert isinstance(_run(pool, [DecodeJob(2, data=_DATA)])[2], DecodedPhoto)


@pytest.mark.usefixtures("_faults")
def test_close_while_a_worker_hangs_ends_everything_within_a_second(tmp_path):
    pool = DecodePool(2, _LIMITS)
    _run(pool, [DecodeJob(i, data=_DATA) for i in range(4)])
    pids = pool.pids
    pool.submit(DecodeJob(9, os.fsencode(tmp_path / "a.hang")))
    time.sleep(0.1)
    start = time.monotonic()
    pool.close()
    assert time.monotonic() - start < 1.0
    assert pids
    assert not any(_lives(pid) for pid in pids)
    assert not [thread for thread in threading.enumerate() if thread.name == "decode"]


def test_close_twice_and_submit_afterwards_is_refused():
    pool = DecodePool(1, _LIMITS)
    pool.close()
    pool.close()
    with pytest.raises(RuntimeError):
        pool.submit(DecodeJob(1, data=_DATA))


@pytest.mark.usefixtures("_faults")
def test_submit_beyond_capacity_waits_for_room(tmp_path):
    with DecodePool(1, _LIMITS) as pool:
        pool.submit(DecodeJob(0, os.fsencode(tmp_path / "a.hang")))
        for i in range(1, pool.capacity):
            pool.submit(DecodeJob(i, data=_DATA))
        thread = threading.Thread(target=pool.submit, args=(DecodeJob(99, data=_DATA),))
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
        results = _run(pool, [])
        thread.join()
        results.update(_run(pool, []))
    assert results[0].code == "timeout"
    assert isinstance(results[99], DecodedPhoto)


def test_results_without_jobs_returns_at_once():
    with DecodePool(1, _LIMITS) as pool:
        start = time.monotonic()
        assert pool.results(5.0) == []
        assert time.monotonic() - start < 1.0


def test_pool_whose_workers_do_not_start_says_so(monkeypatch, caplog):
    monkeypatch.setattr(
        "photosearch.imaging.supervisor.worker_command",
        lambda _name: [sys.executable, "-c", "exit(1)"],
    )
    with DecodePool(1, _LIMITS) as pool:
        with pytest.raises(UserError) as caught:
            _run(pool, [DecodeJob(1, data=_DATA)])
        with pytest.raises(UserError):
            pool.submit(DecodeJob(2, data=_DATA))
    assert caught.value.code == "workers-do-not-start"
    assert "did not start" in caplog.text


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_worker_of_a_killed_parent_ends():
    code = (
        "import time; from photosearch.imaging.pool import DecodePool\n"
        "pool = DecodePool(1)\nwhile not pool.pids: time.sleep(0.01)\n"
        "time.sleep(0.5); print(pool.pids[0], flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    pid = int(parent.stdout.readline())
    assert _lives(pid)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 5
    while _is_running(pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert not _is_running(pid)


def _is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_worker_is_polite_and_holds_no_file(tmp_path):
    (tmp_path / "a.jpg").write_bytes(_DATA)
    with DecodePool(1) as pool:
        _run(pool, [DecodeJob(1, os.fsencode(tmp_path / "a.jpg"))])
        (pid,) = pool.pids
        assert os.getpriority(os.PRIO_PROCESS, pid) == 5
        with open(f"/proc/{pid}/oom_score_adj") as file:
            assert file.read().strip() == "1000"
        folder = f"/proc/{pid}/fd"
        held = [os.readlink(f"{folder}/{name}") for name in os.listdir(folder)]
    assert not [name for name in held if str(tmp_path) in name]


def test_worker_imports_neither_qt_nor_torch_nor_onnxruntime():
    code = "import sys, photosearch.imaging.worker; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"PySide6", "torch", "onnxruntime", "scipy", "sklearn", "pi_heif", "cv2"}
    assert not heavy & set(loaded)


def test_watch_memory_above_the_limit_ends_the_process():
    code = (
        "import time; from photosearch.imaging.confinement import watch_memory\n"
        "watch_memory(200 << 20); eaten = bytearray(b'x') * (300 << 20); time.sleep(10)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 86


def test_pool_survives_mutants():
    random = np.random.default_rng(7)
    photo = make_photo(41, (120, 90))
    files = [encoded(photo, name) for name in ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP")]
    jobs = []
    for token in range(180):
        data = bytearray(files[token % len(files)])
        for at in random.integers(0, len(data), random.integers(1, 12)):
            data[at] = random.integers(0, 256)
        jobs.append(DecodeJob(token, data=bytes(data[: random.integers(20, len(data) + 1)])))
    with DecodePool(2, _LIMITS) as pool:
        results = _run(pool, jobs, 60)
    assert len(results) == len(jobs)
    codes = {result.code for result in results.values() if isinstance(result, DecodeFailure)}
    assert codes <= {"damaged", "unsupported", "not-an-image", "too-many-pixels", "out-of-memory"}


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.parametrize("folder", ["corrupt", "formats"])
def test_pool_survives_a_corpus(data_dir, folder):
    directory = os.fsencode(data_dir / folder)
    names = sorted(os.listdir(directory))
    with DecodePool(2) as pool:
        jobs = [DecodeJob(i, os.path.join(directory, name)) for i, name in enumerate(names)]
        results = _run(pool, jobs, 200)
    assert len(results) == len(names)
    codes = {result.code for result in results.values() if isinstance(result, DecodeFailure)}
    assert not codes & {"crashed", "timeout", "out-of-memory", "unreadable"}
    assert sum(not isinstance(result, DecodeFailure) for result in results.values()) > 200
