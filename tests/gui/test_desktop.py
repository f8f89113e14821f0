import os
import subprocess

import pytest

from photosearch.base.errors import UserError
from photosearch.gui import desktop


def test_file_that_is_gone_is_a_message():
    with pytest.raises(UserError, match="not there"):
        desktop.open_file(b"/nowhere/at all.jpg")


def test_program_gets_the_bytes_of_an_odd_name(tmp_path, monkeypatch):
    path = os.fsencode(tmp_path) + b"/caf\xe9\n.jpg"
    with open(path, "wb"):
        pass
    bin_dir = tmp_path / "bin"
    bin_dir.mkdir()
    opener = bin_dir / "xdg-open"
    opener.write_text('#!/bin/sh\nprintf %s "$1" > "$OUT.part"\nmv "$OUT.part" "$OUT"\n')
    opener.chmod(0o755)
    out = tmp_path / "out"
    monkeypatch.setenv("PATH", f"{bin_dir}:{os.environ['PATH']}")
    monkeypatch.setenv("OUT", str(out))
    desktop.open_file(path)
    subprocess.run(
        ["sh", "-c", f"for i in $(seq 100); do test -e '{out}' && exit; sleep 0.05; done"],
        check=True,
    )
    assert out.read_bytes() == path


def test_frozen_builds_library_path_is_taken_back(monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/own")
    assert desktop.clean_environment()["LD_LIBRARY_PATH"] == "/own"
