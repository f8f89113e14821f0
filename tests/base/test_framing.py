"""Frames survive the way through a pipe, and nonsense is only ever an error."""

import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.base.framing import FrameError, read_frame, write_frame

_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
_headers = st.dictionaries(st.text().filter(lambda key: key != "sizes"), _json, max_size=4)


def _through_pipe(message):
    stream = io.BytesIO()
    write_frame(stream, *message)
    stream.seek(0)
    return read_frame(stream)


@given(_headers, st.lists(st.binary(max_size=50), max_size=4))
def test_frame_of_anything_comes_back(header, payloads):
    assert _through_pipe((header, payloads)) == (header, payloads)


@given(st.binary(max_size=200))
@settings(max_examples=300)
def test_read_frame_of_nonsense_is_an_error(data):
    with pytest.raises((FrameError, EOFError)):
        read_frame(io.BytesIO(data + b"\0"))


@pytest.mark.parametrize(
    "header", [b"[]", b"{}", b'{"sizes": 3}', b'{"sizes": [-1]}', b'{"sizes": [true]}', b"{" * 999]
)
def test_read_frame_with_wrong_sizes_is_an_error(header):
    frame = struct.pack(">II", len(header), 1) + header + b"x"
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(frame))


def test_read_frame_that_announces_gigabytes_is_refused_at_once():
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(struct.pack(">II", 2, 2**32 - 1) + b"{}"))
