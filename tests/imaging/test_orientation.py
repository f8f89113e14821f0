"""The eight EXIF orientations of pictures, boxes and hashes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageOps

from photosearch.base.types import Box
from photosearch.imaging.orientation import oriented, oriented_size, stored_box
from photosearch.imaging.perceptual import perceptual_hashes
from tests.pictures import TURNED_BACK, make_photo

_PHOTO = make_photo(5, (60, 40))
_ORIENTATIONS = range(1, 9)


@pytest.mark.parametrize("orientation", _ORIENTATIONS)
def test_oriented_agrees_with_pillow(orientation):
    stored = TURNED_BACK[orientation](_PHOTO)
    stored.getexif()[0x0112] = orientation
    assert oriented(stored, orientation).tobytes() == _PHOTO.tobytes()
    assert ImageOps.exif_transpose(stored).tobytes() == _PHOTO.tobytes()
    assert oriented_size(stored.size, orientation) == _PHOTO.size


@given(
    st.sampled_from(_ORIENTATIONS),
    st.tuples(st.integers(0, 58), st.integers(0, 38)),
    st.tuples(st.integers(1, 60), st.integers(1, 40)),
)
def test_stored_box_cuts_what_the_box_shows(orientation, corner, size):
    right, lower = min(60, corner[0] + size[0]), min(40, corner[1] + size[1])
    shown = _PHOTO.crop((*corner, right, lower))
    box = Box(corner[0] / 60, corner[1] / 40, (right - corner[0]) / 60, (lower - corner[1]) / 40)
    stored = TURNED_BACK[orientation](_PHOTO)
    part = stored_box(box, orientation)
    edges = (part.x, part.y, part.x + part.width, part.y + part.height)
    pixels = [round(edge * side) for edge, side in zip(edges, stored.size * 2, strict=True)]
    assert oriented(stored.crop(tuple(pixels)), orientation).tobytes() == shown.tobytes()


@pytest.mark.parametrize("orientation", _ORIENTATIONS)
def test_perceptual_hashes_hold_the_hash_of_each_turned_picture(orientation):
    grey = make_photo(7, (32, 32)).convert("L")
    hashes = np.frombuffer(perceptual_hashes(np.asarray(grey)), "<u8")
    turned = np.asarray(oriented(grey, orientation))
    assert np.frombuffer(perceptual_hashes(turned), "<u8")[0] == hashes[orientation - 1]


def test_perceptual_hashes_match_a_plain_cosine_transform():
    grey = np.asarray(make_photo(8, (32, 32)).convert("L"), dtype=np.float64)
    position = np.arange(32)
    bits = []
    for down in range(1, 9):
        for across in range(1, 9):
            waves = np.outer(
                np.cos(np.pi * down * (2 * position + 1) / 64),
                np.cos(np.pi * across * (2 * position + 1) / 64),
            )
            bits.append((grey * waves).sum())
    expected = sum(1 << at for at, bit in enumerate(np.array(bits) > np.median(bits)) if bit)
    found = np.frombuffer(perceptual_hashes(grey.astype(np.uint8)), "<u8")[0]
    assert int(found) == expected


def test_perceptual_hashes_of_a_smaller_copy_are_near():
    def first(size):
        grey = make_photo(9, (640, 480)).resize(size).convert("L").resize((32, 32))
        return int(np.frombuffer(perceptual_hashes(np.asarray(grey)), "<u8")[0])

    assert (first((640, 480)) ^ first((200, 150))).bit_count() <= 4
