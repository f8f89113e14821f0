"""First numbers of pairs from what the catalogue holds."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from photosearch.grouping.pair_evidence import PhotoEvidence, first_look
from photosearch.imaging.perceptual import perceptual_hashes
from tests.imaging.test_alignment import TURNS
from tests.pictures import make_photo


def evidence(pictures: list[Image.Image]) -> PhotoEvidence:
    greys = [
        np.asarray(picture.convert("L").resize((32, 32), Image.Resampling.BOX))
        for picture in pictures
    ]
    n = len(pictures)
    return PhotoEvidence(
        ids=np.arange(1, n + 1),
        hashes=np.array([np.frombuffer(perceptual_hashes(grey), "<u8") for grey in greys]),
        greys=np.array([grey.ravel() for grey in greys]),
        sizes=np.array([picture.size for picture in pictures]),
        taken_at=np.full(n, np.nan),
        cameras=np.full(n, -1),
    )


@pytest.mark.parametrize("turn", range(8))
def test_turned_copy_correlates_in_its_orientation(turn):
    picture = make_photo(4, (320, 240))
    way = TURNS[turn]
    photos = evidence([picture if way is None else picture.transpose(way), picture])
    look = first_look(photos, np.array([[0, 1]]), np.array([0.5], np.float32))
    similarity, correlation, bits, aspect = look.numbers[0].tolist()
    assert look.turns.tolist() == [turn]
    assert similarity == 0.5
    assert correlation > 0.999
    assert bits <= 2
    assert aspect == pytest.approx(0, abs=1e-6)


def test_other_picture_correlates_less_and_has_other_bits():
    photos = evidence([make_photo(1), make_photo(2), make_photo(1).resize((160, 120))])
    pairs = np.array([[0, 1], [0, 2]])
    other, small = first_look(photos, pairs, np.zeros(2, np.float32)).numbers
    assert small[1] > 0.99
    assert other[1] < 0.9
    assert small[2] <= 2 < other[2]


def test_aspect_tells_a_stretched_picture():
    photos = evidence([make_photo(1, (320, 240)), make_photo(1, (384, 240))])
    look = first_look(photos, np.array([[0, 1]]), np.zeros(1, np.float32))
    assert look.numbers[0, 3] == pytest.approx(np.log(1.2), abs=1e-6)


def test_flat_pictures_correlate_with_nothing():
    flat = Image.new("RGB", (64, 64), (90, 90, 90))
    photos = evidence([flat, flat, make_photo(3)])
    look = first_look(photos, np.array([[0, 1], [0, 2]]), np.zeros(2, np.float32))
    assert np.abs(look.numbers[:, 1]).max() < 0.1
