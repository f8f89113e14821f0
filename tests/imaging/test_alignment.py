"""Laying pictures over each other: edits agree, other shots and other pictures do not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from photosearch.imaging.alignment import NUMBERS, Alignment, GreyPicture, align
from photosearch.imaging.local_features import local_features, matched
from photosearch.imaging.orientation import oriented
from tests.pictures import make_photo

SIZE = (400, 300)
# What EXIF's orientations 1 to 8 do to a picture, as Pillow names it.
TURNS = [
    None,
    Image.Transpose.FLIP_LEFT_RIGHT,
    Image.Transpose.ROTATE_180,
    Image.Transpose.FLIP_TOP_BOTTOM,
    Image.Transpose.TRANSPOSE,
    Image.Transpose.ROTATE_270,
    Image.Transpose.TRANSVERSE,
    Image.Transpose.ROTATE_90,
]


def grey(picture: Image.Image) -> GreyPicture:
    return GreyPicture(np.asarray(picture.convert("L")))


def busy(seed: int) -> Image.Image:
    """Return a picture with many corners: nine small photos beside each other."""
    picture = Image.new("RGB", SIZE)
    for place in range(9):
        tile = make_photo(100 * seed + place, (SIZE[0] // 3 + 1, SIZE[1] // 3))
        picture.paste(tile, ((place % 3) * (SIZE[0] // 3), (place // 3) * (SIZE[1] // 3)))
    return picture


def cropped(picture: Image.Image, share: float) -> Image.Image:
    width, height = (round(side * share**0.5) for side in picture.size)
    left, upper = (picture.width - width) // 2, (picture.height - height) // 3
    return picture.crop((left, upper, left + width, upper + height))


@pytest.mark.parametrize("turn", range(8))
def test_whole_picture_in_any_orientation_agrees_without_a_search_for_points(turn):
    picture = busy(1)
    way = TURNS[turn]
    original = picture if way is None else picture.transpose(way)
    found = align(grey(original), grey(picture), turn)
    assert found.is_affine == 0
    assert found.agreeing > 0.98


def test_order_of_turns_is_that_of_exif():
    picture = busy(2)
    for orientation, way in enumerate(TURNS, 1):
        wanted = picture if way is None else picture.transpose(way)
        turned = oriented(picture, orientation)
        assert np.array_equal(np.asarray(turned), np.asarray(wanted))


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        ("crop to half", lambda picture: cropped(picture, 0.5)),
        ("crop to a third", lambda picture: cropped(picture, 0.33)),
        ("tilt", lambda picture: picture.rotate(9, Image.Resampling.BICUBIC)),
        ("border", lambda picture: ImageOps.expand(picture, 40, (255, 255, 255))),
        ("crop in grey", lambda picture: cropped(picture, 0.6).convert("L").convert("RGB")),
        ("crop turned", lambda picture: cropped(picture, 0.6).transpose(TURNS[5])),
        ("dark border", lambda p: ImageOps.expand(ImageEnhance.Brightness(p).enhance(0.6), 50, 0)),
    ],
)
def test_edit_that_moves_the_picture_agrees_through_its_points(name, edit):
    picture = busy(3)
    found = align(grey(picture), grey(edit(picture)), 0)
    assert found.is_affine == 1, name
    assert found.agreeing > 0.9, name
    assert found.n_points > 20, name


def test_crop_in_a_mirror_is_found():
    picture = busy(4)
    found = align(grey(picture), grey(ImageOps.mirror(cropped(picture, 0.5))), 0)
    assert found.agreeing > 0.9
    assert 0.4 < found.covers_first < 0.6


@pytest.mark.parametrize("radius", [1, 3])
def test_blurred_picture_agrees(radius):
    picture = busy(5)
    blurred = picture.filter(ImageFilter.GaussianBlur(radius))
    assert align(grey(picture), grey(blurred), 0).agreeing > 0.9


def test_shares_say_how_much_of_each_is_covered():
    picture = busy(6)
    found = align(grey(picture), grey(cropped(picture, 0.5)), 0)
    assert found.covers_second > 0.97
    assert found.covers_first == pytest.approx(0.5, abs=0.04)


def test_other_picture_does_not_agree():
    for seed in range(7, 12):
        found = align(grey(busy(seed)), grey(busy(seed + 10)), 0)
        assert found.agreeing < 0.5


def test_picture_in_which_things_moved_agrees_less_than_an_edit():
    first, second = busy(8), busy(8)
    for place in (1, 3, 8):
        thing = make_photo(900 + place, (110, 90))
        second.paste(thing, (20 + (place % 3) * 120, 10 + (place // 3) * 95))
    moved = align(grey(first), grey(second), 0)
    darker = align(grey(first), grey(ImageEnhance.Brightness(first).enhance(0.6)), 0)
    assert moved.agreeing < 0.9 < darker.agreeing
    assert moved.differing > darker.differing


def test_flat_pictures_compare_without_failing():
    flat = GreyPicture(np.full((200, 300), 128, np.uint8))
    for other in (flat, grey(busy(9))):
        assert set(np.isfinite(align(flat, other, 0).numbers())) == {True}


@pytest.mark.parametrize("size", [(1, 1), (3, 500), (500, 3), (9, 9)])
def test_tiny_and_narrow_pictures_compare_without_failing(size):
    odd = GreyPicture(np.asarray(make_photo(3, (64, 64)).convert("L").resize(size)))
    for one, other in ((odd, odd), (odd, grey(busy(9))), (grey(busy(9)), odd)):
        assert len(align(one, other, 0).numbers()) == len(NUMBERS)


def test_alignment_of_nothing_claims_nothing():
    nothing = Alignment()
    assert (nothing.agreeing, nothing.n_points, nothing.covers_first) == (0, 0, 0)


def test_points_of_a_shifted_picture_are_matched_to_where_they_went():
    picture = np.asarray(busy(10).convert("L"))
    shifted = np.ascontiguousarray(picture[20:, 30:])
    first, second = local_features(picture), local_features(shifted)
    pairs = matched(first, second)
    way = first.points[pairs[:, 0]] - second.points[pairs[:, 1]]
    assert len(pairs) > 50
    near = np.abs(way - [30, 20]).max(axis=1) < 3
    assert near.mean() > 0.9


def test_flat_picture_has_no_points_and_no_matches():
    flat = local_features(np.zeros((100, 100), np.uint8))
    assert flat.points.shape == (0, 2)
    assert matched(flat, flat).shape == (0, 2)
