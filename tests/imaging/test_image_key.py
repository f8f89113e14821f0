"""The identity of a picture survives other programs' metadata, and nothing else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from photosearch.imaging.image_key import image_key
from tests.pictures import encoded, exif, jpeg, jpeg_with_segment, make_photo, png_with_chunk

_PHOTO = make_photo(3, (64, 48))
_JPEG = jpeg(_PHOTO)
_PNG = encoded(_PHOTO, "PNG")
_META_MARKERS = [*range(0xE0, 0xEE), 0xEF, 0xFE]


@given(st.lists(st.tuples(st.sampled_from(_META_MARKERS), st.binary(max_size=300)), max_size=4))
@settings(max_examples=60, deadline=None)
def test_image_key_jpeg_with_any_metadata_segments_is_unchanged(segments):
    data = _JPEG
    for marker, body in segments:
        data = jpeg_with_segment(data, marker, body)
    assert image_key(data, "jpeg", 1) == image_key(_JPEG, "jpeg", 1)


@given(st.sampled_from([b"tEXt", b"iTXt", b"eXIf", b"iCCP", b"tIME"]), st.binary(max_size=300))
@settings(max_examples=40, deadline=None)
def test_image_key_png_with_any_metadata_chunk_is_unchanged(kind, body):
    data = png_with_chunk(_PNG, kind, body)
    assert image_key(data, "png", 1) == image_key(_PNG, "png", 1)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP"])
def test_image_key_exif_written_by_pillow_changes_nothing(name):
    tags = exif(taken="2024:05:06 07:08:09", camera=("Maker", "Model"))
    with_exif = encoded(_PHOTO, name, exif=tags)
    assert with_exif != encoded(_PHOTO, name)
    assert image_key(with_exif, name.lower(), 1) == image_key(
        encoded(_PHOTO, name), name.lower(), 1
    )


@given(st.binary(max_size=400))
@settings(max_examples=40, deadline=None)
def test_image_key_jpeg_with_a_trailer_is_unchanged(trailer):
    assert image_key(_JPEG + trailer, "jpeg", 1) == image_key(_JPEG, "jpeg", 1)


@pytest.mark.parametrize("options", [{"progressive": True}, {"restart_marker_blocks": 4}])
def test_image_key_jpeg_of_several_scans_or_restarts_ignores_metadata(options):
    data = jpeg(_PHOTO, **options)
    assert image_key(jpeg_with_segment(data, 0xE1, b"x" * 50), "jpeg", 1) == image_key(
        data, "jpeg", 1
    )


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "BMP"])
def test_image_key_other_pixels_differ(name):
    pixels = np.asarray(_PHOTO).copy()
    pixels[10:20, 10:20] = 255 - pixels[10:20, 10:20]
    other = encoded(Image.fromarray(pixels), name)
    assert image_key(other, name.lower(), 1) != image_key(encoded(_PHOTO, name), name.lower(), 1)


def test_image_key_of_eight_orientations_are_eight():
    assert len({image_key(_JPEG, "jpeg", orientation) for orientation in range(1, 9)}) == 8


def test_image_key_jpeg_with_another_adobe_transform_differs():
    def adobe(transform):
        return jpeg_with_segment(_JPEG, 0xEE, b"Adobe\0d\0\0\0\0" + bytes([transform]))

    assert image_key(adobe(0), "jpeg", 1) != image_key(adobe(1), "jpeg", 1)


@given(st.binary(max_size=200), st.sampled_from(["jpeg", "png", "webp", "tiff"]))
@settings(max_examples=150, deadline=None)
def test_image_key_any_bytes_have_a_stable_key(data, name):
    assert image_key(data, name, 1) == image_key(data, name, 1)
    assert len(image_key(data, name, 1)) == 32


@given(st.integers(2, len(_JPEG)))
@settings(max_examples=60, deadline=None)
def test_image_key_truncated_jpeg_has_a_key(length):
    assert len(image_key(_JPEG[:length], "jpeg", 1)) == 32
