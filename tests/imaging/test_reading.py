"""Files are read once, and nothing that lies at a path can hold the worker."""

import mmap
import os

import pytest

from photosearch.imaging.failures import RefusedError
from photosearch.imaging.reading import read_file

_MOST = 1 << 30


def _code(path, most=_MOST):
    with pytest.raises(RefusedError) as caught:
        read_file(os.fsencode(path), most)
    return caught.value.refusal.failure.code


def test_read_file_regular_file_returns_its_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"abc" * 1000)
    assert read_file(os.fsencode(tmp_path / "a"), _MOST) == b"abc" * 1000


def test_read_file_name_that_is_not_utf8_is_read(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff\n.jpg"
    with open(path, "wb") as file:
        file.write(b"x")
    assert read_file(path, _MOST) == b"x"


def test_read_file_large_file_is_mapped(tmp_path):
    with (tmp_path / "a").open("wb") as file:
        file.write(b"x")
        file.truncate(65 << 20)
    data = read_file(os.fsencode(tmp_path / "a"), _MOST)
    assert isinstance(data, mmap.mmap)
    assert len(data) == 65 << 20
    data.close()


def test_read_file_absent_file_has_vanished(tmp_path):
    assert _code(tmp_path / "a") == "vanished"


def test_read_file_empty_file_is_empty(tmp_path):
    (tmp_path / "a").touch()
    assert _code(tmp_path / "a") == "empty"


def test_read_file_too_large_file_may_be_tried_with_higher_limits(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 100)
    with pytest.raises(RefusedError) as caught:
        read_file(os.fsencode(tmp_path / "a"), 99)
    assert caught.value.refusal.failure.code == "too-large"
    assert caught.value.refusal.bigger


@pytest.mark.skipif(os.name == "nt", reason="needs Unix file types")
@pytest.mark.parametrize("kind", ["fifo", "folder", "link", "device"])
def test_read_file_anything_but_a_file_is_unreadable(tmp_path, kind):
    path = tmp_path / "a"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "link":
        (tmp_path / "b").write_bytes(b"x")
        path.symlink_to(tmp_path / "b")
    else:
        path = "/dev/zero"
    assert _code(path) == "unreadable"


@pytest.mark.skipif(os.name == "nt", reason="needs sparse files")
def test_read_file_without_blocks_is_a_placeholder(tmp_path):
    with (tmp_path / "a").open("wb") as file:
        file.truncate(1 << 20)
    if os.stat(tmp_path / "a").st_blocks:
        pytest.skip("this file system has no sparse files")
    assert _code(tmp_path / "a") == "placeholder"
