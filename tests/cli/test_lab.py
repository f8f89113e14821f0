"""The lab from the command line: what it prints, and what it says when it can't."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="torch is not installed")

from photosearch.cli.program import run
from tests.cli.conftest import Done, start
from tests.learning.lab.lab_folders import write_classes

_SMALL = ("--encoder", "small", "--dim", "8", "--epochs", "1", "--threads", "1")


@pytest.fixture
def lab(capfd):
    def command(*arguments: str | Path) -> Done:
        capfd.readouterr()
        code = run(["lab", *map(str, arguments)])
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return Done(code, out, err)

    return command


@pytest.fixture(scope="module")
def classes(tmp_path_factory) -> Path:
    return write_classes(tmp_path_factory.mktemp("classes") / "photos")


@pytest.mark.slow
def test_lab_train_names_the_pictures_that_it_left_out(lab, tmp_path):
    photos = write_classes(tmp_path / "photos", n_classes=2)
    (photos / "blue" / "no picture.jpg").write_text("a letter")
    done = lab("train", photos, *_SMALL, "--out", tmp_path / "run")
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    at = lines.index("1 picture was left out:")
    assert "blue/no picture.jpg: " in lines[at + 1]
    page = (tmp_path / "run" / "report.html").read_text("utf-8")
    assert "Pictures left out" in page
    assert "<b>blue/no picture.jpg</b>: " in page


@pytest.mark.slow
def test_lab_train_prints_the_table_and_the_path_of_the_report(lab, classes, tmp_path):
    done = lab("train", classes, *_SMALL, "--out", tmp_path / "run")
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert lines[-1] == f"Report: {tmp_path / 'run' / 'report.html'}"
    assert any(line.startswith("after training") for line in lines)
    assert (tmp_path / "run" / "checkpoints" / "model.safetensors").is_file()

    again = lab("--json", "report", tmp_path / "run")
    assert again.json["results"]["kind"] == "train"
    assert again.json["report"] == str(tmp_path / "run" / "report.html")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("train", "/nowhere"), "not-a-folder"),
        (("train", "{}", "--loss", "hinge"), "unknown-loss"),
        (("train", "{}", "--encoder", "vgg"), "unknown-encoder"),
        (("evaluate", "/nowhere", "{}"), "no-checkpoint"),
    ],
)
def test_lab_error_is_one_clear_line(lab, classes, tmp_path, arguments, code):
    named = [text.format(classes) for text in arguments]
    done = lab(*named, "--json", *(("--out", tmp_path / "run") if named[0] != "report" else ()))
    assert done.code == 1
    assert done.json["error"]["code"] == code
    assert done.err.count("\n") == 1
    assert not (tmp_path / "run").exists()


def test_lab_commands_show_an_example(lab):
    listed = lab("--help").out
    names = [
        "train", "ablate-size", "ablate-temperature", "compare-losses", "linear-eval", "claims",
        "evaluate", "report", "cifar10",
    ]  # fmt: skip
    for name in names:
        assert f"  {name} " in listed
        assert f"Example:  photosearch lab {name}" in lab(name, "--help").out


@pytest.mark.slow
def test_lab_interrupted_exits_130_and_can_be_resumed(classes, tmp_path):
    out = tmp_path / "run"
    arguments = ["lab", "train", str(classes), *_SMALL[:4], "--epochs", "100000", "--json"]
    process = start(tmp_path / "library", *arguments, "--out", str(out))
    deadline = time.monotonic() + 60
    while not (out / "checkpoints" / "last.safetensors").exists():
        assert time.monotonic() < deadline, process.stderr
        assert process.poll() is None
        time.sleep(0.05)
    interrupted = time.monotonic()
    process.send_signal(signal.SIGINT)
    text, error = process.communicate(timeout=30)
    assert process.returncode == 130
    assert time.monotonic() - interrupted < 3
    assert json.loads(text)["error"]["code"] == "cancelled"
    assert b"Traceback" not in error
    assert os.listdir(out / "pictures")
