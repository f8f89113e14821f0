"""Commands as processes: killed, interrupted, two at once, piped."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time

from photosearch.services.commands import HolderService
from tests.cli.conftest import CHECKOUT
from tests.services.photo_folders import counts, index, reading, tree_hash, write_photos, writing


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=60)
    return process.returncode, out.decode(), err.decode()


def wait_for_photos(home, number: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if (home / "catalog.db").exists():
            try:
                with reading(home) as library:
                    if library.catalog.photos.count() >= number:
                        return
            except Exception:  # noqa: BLE001 - it is just being made
                pass
        time.sleep(0.02)
    raise AssertionError("nothing was indexed")


def test_index_killed_at_random_points_goes_on_and_loses_nothing(tmp_path, started):
    photos, home = tmp_path / "photos", tmp_path / "library"
    write_photos(photos, range(70))
    before = tree_hash(photos)
    chance = random.Random(1)
    kept = 0
    for _ in range(3):
        process = started(home, "index", photos, "--json")
        time.sleep(0.6 + 1.2 * chance.random())
        process.kill()
        finish(process)
        if (home / "catalog.db").exists():
            with reading(home) as library:
                assert library.catalog.integrity_check() == []
                assert library.catalog.photos.count() >= kept
                kept = library.catalog.photos.count()
    assert counts(index(home, photos)) in (
        {"unchanged": kept, "indexed": 70 - kept},
        {"indexed": 70},
        {"unchanged": 70},
    )
    with reading(home) as library:
        assert len(library.gallery.index) == 70
        assert len(library.thumbnails.ids()) == 70
    assert tree_hash(photos) == before


def test_index_interrupted_exits_130_and_keeps_what_was_done(tmp_path, started):
    photos, home = tmp_path / "photos", tmp_path / "library"
    write_photos(photos, range(150))
    process = started(home, "index", photos, "--json")
    wait_for_photos(home, 1)
    process.send_signal(signal.SIGINT)
    code, out, err = finish(process)
    assert code == 130
    assert json.loads(out)["error"]["code"] == "cancelled"
    assert "Traceback" not in err
    with reading(home) as library:
        assert 0 < library.catalog.photos.count() < 150


def test_index_beside_a_holder_is_handed_over(home, photos, started):
    write_photos(photos / "new", range(100, 103))
    with writing(home) as library, HolderService(library):
        code, out, err = finish(started(home, "index", "--json"))
        assert code == 0, err
        assert json.loads(out)["indexed"] == 3
        assert len(library.gallery.index) == 10


def test_index_handed_over_and_interrupted_cancels_the_holders_work(home, photos, started):
    write_photos(photos / "new", range(100, 250))
    with writing(home) as library, HolderService(library):
        process = started(home, "index", "--json")
        wait_for_photos(home, 8)
        process.send_signal(signal.SIGINT)
        code, _, _ = finish(process)
        assert code == 130
        with library.writing:
            assert library.catalog.photos.count() < 157
        time.sleep(0.3)
        assert library.writing.acquire(timeout=10)
        library.writing.release()


def test_two_commands_at_once_both_succeed(home, photos, started):
    write_photos(photos / "new", range(100, 110))
    both = [started(home, "index", "--json") for _ in range(2)]
    told = []
    for process in both:
        code, out, err = finish(process)
        assert code == 0, err
        told.append(json.loads(out))
    assert sum(one["indexed"] for one in told) == 10
    assert max(one["unchanged"] for one in told) == 18


def test_progress_is_on_stderr_and_stdout_is_pure(home, photos, started):
    write_photos(photos / "new", range(100, 103))
    code, out, err = finish(started(home, "index", "--json"))
    assert code == 0
    assert json.loads(out)["indexed"] == 3
    assert "Indexing: 3 of 3" in err
    code, out, err = finish(started(home, "index", "--json", "--quiet"))
    assert err == ""


def test_output_into_a_closed_pipe_is_no_error(home, started):
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.Popen(
        [sys.executable, "-m", "photosearch", "--library", home, "status"],
        cwd=CHECKOUT,
        stdout=writer,
        stderr=subprocess.PIPE,
    )
    os.close(writer)
    _, err = process.communicate(timeout=30)
    assert b"Traceback" not in err
    assert b"Exception" not in err


def test_completion_script_and_words(tmp_path):
    command = [sys.executable, "-m", "photosearch", "--show-completion", "bash"]
    shown = subprocess.run(
        command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=20
    )
    assert shown.returncode == 0, shown.stderr
    assert "photosearch" in shown.stdout
    environment = {
        **os.environ,
        "_PHOTOSEARCH_COMPLETE": "complete_bash",
        "COMP_WORDS": "photosearch sea",
        "COMP_CWORD": "1",
    }
    words = subprocess.run(
        [sys.executable, "-m", "photosearch"],
        cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False, timeout=20,
    )  # fmt: skip
    assert "search" in words.stdout.split()


def test_search_loads_neither_torch_nor_qt(home, photos):
    script = (
        "import sys; from photosearch.cli.program import run;"
        f"run(['--library', {str(home)!r}, 'search', {str(photos / 'a/1.jpg')!r}, '--quiet']);"
        "bad = {'torch', 'PySide6', 'sklearn', 'scipy', 'cv2'} & set(sys.modules);"
        "sys.exit(f'loaded {bad}' if bad else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
