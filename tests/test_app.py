"""The start of the window, in processes of its own."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from photosearch.app import _parse

CHECKOUT = Path(__file__).parents[1]
HEAVY = ["torch", "scipy", "sklearn", "cv2", "onnxruntime", "watchdog"]


def start(*arguments: str, trace: Path | None = None) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PHOTOSEARCH_TRACE": str(trace or "")}
    return subprocess.Popen(
        [sys.executable, "-m", "photosearch", *arguments], cwd=CHECKOUT, env=environment
    )


def events(trace: Path) -> list[str]:
    lines = trace.read_text().splitlines() if trace.exists() else []
    return [json.loads(line)["event"] for line in lines]


def wait_for(trace: Path, event: str, within_s: float = 30) -> None:
    deadline = time.monotonic() + within_s
    while event not in events(trace):
        assert time.monotonic() < deadline, f"{event} did not happen: {events(trace)}"
        time.sleep(0.05)


def test_files_and_queries_become_absolute_bytes():
    wish = _parse(["--library", "lib", "--query", "a.jpg", "b\udce9.jpg"])
    here = os.fsencode(os.getcwd())
    assert wish.files == (here + b"/a.jpg", here + b"/b\xe9.jpg")
    assert wish.library_dir == Path.cwd() / "lib"


def test_window_starts_without_heavy_libraries():
    code = (
        "import sys, photosearch.services.commands, photosearch.gui.window, photosearch.app;"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_second_start_hands_its_query_to_the_first_and_ends(tmp_path):
    trace, library = tmp_path / "trace", str(tmp_path / "library")
    first = start("--library", library, trace=trace)
    try:
        wait_for(trace, "usable")
        second = start("--library", library, "--query", str(CHECKOUT / "pyproject.toml"))
        assert second.wait(20) == 0
        wait_for(trace, "query received", within_s=10)
    finally:
        first.terminate()
        assert first.wait(20) == 0
