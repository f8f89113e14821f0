"""Messages survive the way, and nonsense is only ever an error."""

import io
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.base.framing import FrameError, read_frame, write_frame
from photosearch.base.types import Box
from photosearch.imaging.decoded import (
    DecodedPhoto,
    DecodedPicture,
    DecodedQuery,
    DecodeFailure,
    Exif,
)
from photosearch.imaging.failures import Refusal
from photosearch.imaging.jobs import DecodeJob, WorkerLimits
from photosearch.imaging.messages import (
    pack_answer,
    pack_job,
    pack_limits,
    unpack_answer,
    unpack_job,
    unpack_limits,
)

_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
_headers = st.dictionaries(st.text().filter(lambda key: key != "sizes"), _json, max_size=4)
_EXIF = Exif(1.5, -3600, "Canon EOS", 1.0, -2.0)
_PHOTO = DecodedPhoto(
    sha256=b"s" * 32,
    image_key=b"k" * 32,
    size=7,
    format="jpeg",
    width=3,
    height=4,
    orientation=6,
    exif=_EXIF,
    perceptual_hashes=b"h" * 64,
    grey=b"g" * 1024,
    thumbnail=b"jpeg",
    colours=b"c" * 48,
    sharpness=1.25,
    jpeg_quality=92,
    tag_count=17,
    pixels=np.arange(224 * 224 * 3, dtype=np.uint32).astype(np.uint8).reshape(224, 224, 3),
)
_QUERY = DecodedQuery(_PHOTO.image_key, _PHOTO.pixels)
_PICTURE = DecodedPicture(1, 2, b"123456", 10, 20, 7, "png", _EXIF, (("lens", "A B"),))


def _through_pipe(message):
    stream = io.BytesIO()
    write_frame(stream, *message)
    stream.seek(0)
    return read_frame(stream)


@pytest.mark.parametrize(
    "job",
    [
        DecodeJob(0, b"/a/\xff\n.jpg"),
        DecodeJob(0, data=b"\x89PNG", box=Box(0.1, 0.2, 0.3, 0.4), kind="preview", max_px=99),
    ],
)
def test_job_comes_back(job):
    assert unpack_job(*_through_pipe(pack_job(job))) == job


def test_limits_come_back():
    limits = WorkerLimits(memory_bytes=5, deadline_s=1.5)
    assert unpack_limits(_through_pipe(pack_limits(limits))[0]) == limits


def test_photo_comes_back():
    found = unpack_answer(*_through_pipe(pack_answer(_PHOTO)))
    assert isinstance(found, DecodedPhoto)
    assert np.array_equal(found.pixels, _PHOTO.pixels)
    assert {**vars(found), "pixels": 0} == {**vars(_PHOTO), "pixels": 0}


def test_query_comes_back():
    found = unpack_answer(*_through_pipe(pack_answer(_QUERY)))
    assert isinstance(found, DecodedQuery)
    assert found.image_key == _QUERY.image_key
    assert np.array_equal(found.pixels, _QUERY.pixels)


@pytest.mark.parametrize("index", range(2))
def test_unpack_query_with_a_short_payload_is_refused(index):
    header, payloads = pack_answer(_QUERY)
    payloads[index] = b"x"
    with pytest.raises(FrameError):
        unpack_answer(header, [bytes(part) for part in payloads])


@pytest.mark.parametrize(
    "answer", [_PICTURE, Refusal(DecodeFailure("damaged", "It is damaged."), bigger=True)]
)
def test_answer_comes_back(answer):
    assert unpack_answer(*_through_pipe(pack_answer(answer))) == answer


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("width", 0),
        ("width", "3"),
        ("orientation", 9),
        ("format", "exe"),
        ("exif", {"camera": "x"}),
        ("exif", {**vars(_EXIF), "latitude": "north"}),
        ("exif", {**vars(_EXIF), "camera": "x" * 10_000}),
        ("answer", "code"),
        ("size", None),
        ("sharpness", -0.5),
        ("sharpness", "very"),
        ("jpeg_quality", 101),
        ("jpeg_quality", 0),
        ("tag_count", -1),
        ("tag_count", True),
    ],
)
def test_unpack_answer_with_a_forged_field_is_refused(field, value):
    header, payloads = pack_answer(_PHOTO)
    with pytest.raises(FrameError):
        unpack_answer({**header, field: value}, [bytes(part) for part in payloads])


@pytest.mark.parametrize("index", range(7))
def test_unpack_answer_with_a_short_payload_is_refused(index):
    header, payloads = pack_answer(_PHOTO)
    if index == 4:  # the thumbnail may be of any length
        payloads.pop()
    payloads[min(index, len(payloads) - 1)] = b"x"
    with pytest.raises(FrameError):
        unpack_answer(header, [bytes(part) for part in payloads])


@given(_headers, st.lists(st.binary(max_size=50), max_size=4))
def test_unpack_of_any_frame_is_an_error(header, payloads):
    for unpack in (unpack_answer, unpack_job):
        with pytest.raises(FrameError):
            unpack(json.loads(json.dumps(header)), payloads)
