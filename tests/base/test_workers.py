"""A worker is this program again, on pipes of its own."""

import subprocess
import sys

from photosearch.base.workers import start_worker, worker_command


def test_worker_command_of_a_checkout_starts_the_module():
    assert worker_command("train") == [
        sys.executable, "-P", "-m", "photosearch", "--worker", "train",
    ]  # fmt: skip


def test_worker_command_of_a_frozen_build_starts_the_build(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker_command("decode") == [sys.executable, "--worker", "decode"]


def test_start_worker_finds_the_package_and_gets_its_variables(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code = "import os, photosearch; print(os.environ['PROBE'], photosearch.__name__)"
    process = start_worker([sys.executable, "-P", "-c", code], {"PROBE": "yes"})
    out, _ = process.communicate(timeout=30)
    assert (process.returncode, out.split()) == (0, [b"yes", b"photosearch"])


def test_private_output_keeps_what_is_printed_out_of_the_pipe():
    code = (
        "from photosearch.base.workers import private_output\n"
        "own = private_output(); print('noise', flush=True); own.write(b'frame'); own.flush()"
    )
    process = start_worker([sys.executable, "-P", "-c", code], {}, stderr=subprocess.PIPE)
    out, err = process.communicate(timeout=30)
    assert (out, err.split()) == (b"frame", [b"noise"])
