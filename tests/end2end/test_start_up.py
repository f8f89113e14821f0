"""What a start costs and asks for: no heavy library before it is needed, never the network."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.end2end.conftest import Opener
from tests.end2end.program import Program

_NEVER = ("torch", "torchvision", "sklearn", "scipy", "cv2")


def _imported(stderr: str) -> set[str]:
    """Return the top-level packages of an ``-X importtime`` listing."""
    lines = [line for line in stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def test_window_start_imports_nothing_heavy(indexed: Program, open_window: Opener):
    verbose = indexed.beside(PYTHONPROFILEIMPORTTIME="1")
    window = open_window(started=verbose)
    assert window.close() == 0
    imported = _imported(window.errors())
    assert "PySide6" in imported
    assert imported.isdisjoint(_NEVER)


@pytest.mark.parametrize("command", [("status",), ("--version",)])
def test_short_command_imports_neither_qt_nor_the_encoder(command: tuple[str], indexed: Program):
    ran = indexed.beside(PYTHONPROFILEIMPORTTIME="1").run(*command)
    assert _imported(ran.stderr).isdisjoint((*_NEVER, "PySide6", "onnxruntime"))


def test_decode_worker_imports_neither_qt_nor_torch_nor_the_encoder(program: Program):
    command = program.command("--worker", "decode")
    place = command.index("--library")
    del command[place : place + 2]
    done = subprocess.run(
        command,
        env={**program.environment, "PYTHONPROFILEIMPORTTIME": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    imported = _imported(done.stderr)
    assert "photosearch" in imported
    assert imported.isdisjoint((*_NEVER, "PySide6", "onnxruntime"))


def test_program_without_a_network_indexes_searches_and_opens_its_window(
    program: Program, few_photos: Path, open_window: Opener
):
    prefix = _no_network()
    program_there = program.beside(prefix)
    assert program_there.index(few_photos)["indexed"] == 12
    found = program_there.run("--json", "search", few_photos / "03.jpg").document
    assert found["same"] == [str(few_photos / "03.jpg")]
    window = open_window("--query", few_photos / "03.jpg", started=program_there)
    window.wait_for("results painted")


def _no_network() -> list[str]:
    for prefix in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        try:
            done = subprocess.run([*prefix, "true"], capture_output=True, check=False)
        except OSError:
            break
        if done.returncode == 0:
            return prefix
    pytest.skip("no network namespace can be made here")
