"""Why two photos match: heat over both, and what they share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.base.errors import UserError
from photosearch.base.types import Box, PhotoId
from photosearch.metric.pair_score import paired_scores
from photosearch.services.encoders import add_encoder, use_encoder
from photosearch.services.examples import FileExample, PhotoExample, PictureExample
from photosearch.services.explaining import Explainer
from photosearch.services.library import Library
from photosearch.services.pictures import PictureLoader
from photosearch.services.placing import place_example
from tests.pictures import make_photo
from tests.services.photo_folders import index, photo_at, reading, write_photo, writing

_SIDE = 256


def collage(path: Path, seeds: list[int]) -> Path:
    """Write four scenes, upper left, upper right, lower left, lower right."""
    whole = Image.new("RGB", (2 * _SIDE, 2 * _SIDE))
    for place, seed in enumerate(seeds):
        scene = make_photo(seed).resize((_SIDE, _SIDE))
        whole.paste(scene, (place % 2 * _SIDE, place // 2 * _SIDE))
    path.parent.mkdir(parents=True, exist_ok=True)
    whole.save(path, quality=90)
    return path


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return two collages that share scene 7 (upper left; lower right), and a wide photo."""
    folder = tmp_path_factory.mktemp("explained") / "photos"
    collage(folder / "one.jpg", [7, 1, 2, 3])
    collage(folder / "other.jpg", [4, 5, 6, 7])
    write_photo(folder / "scene.jpg", 8)
    return folder


@pytest.fixture(scope="module")
def library(photos: Path) -> Iterator[Library]:
    home = photos.parent / "library"
    index(home, photos)
    with reading(home) as opened:
        yield opened


@pytest.fixture(scope="module")
def explainer(library: Library) -> Iterator[Explainer]:
    loader = PictureLoader()
    loader.load(library, PhotoId(int(library.catalog.photos.ids()[0])))  # its worker runs
    yield Explainer(library, loader)
    loader.close()


def known(library: Library, path: Path) -> PhotoExample:
    return PhotoExample(photo_at(library, path))


def quarter(found) -> tuple[bool, bool]:
    """Return whether the hottest cell's middle is in the lower half, and in the right one."""
    box = found.hottest
    return box.y + box.height / 2 > _SIDE, box.x + box.width / 2 > _SIDE


def test_explain_is_hottest_where_both_show_the_same(explainer, library, photos):
    one, other = known(library, photos / "one.jpg"), known(library, photos / "other.jpg")
    found = explainer.explain(one, other)
    assert quarter(found.maps[0]) == (False, False)
    assert quarter(found.maps[1]) == (True, True)


def test_explain_shares_sum_to_one(explainer, library, photos):
    found = explainer.explain(
        known(library, photos / "one.jpg"), known(library, photos / "scene.jpg")
    )
    shares = found.shares
    assert shares.colour + shares.layout + shares.subject == pytest.approx(1.0)


def test_explain_file_of_the_library_is_its_photo(explainer, library, photos):
    path = photos / "one.jpg"
    other = known(library, photos / "other.jpg")
    by_path = explainer.explain(FileExample(os.fsencode(path)), other)
    by_photo = explainer.explain(known(library, path), other)
    np.testing.assert_array_equal(by_path.maps[0].heat, by_photo.maps[0].heat)


def test_explain_outside_file_and_picture_are_alike(explainer, library, photos, tmp_path):
    path = collage(tmp_path / "outside.jpg", [7, 9, 10, 11])
    other = known(library, photos / "other.jpg")
    by_path = explainer.explain(FileExample(os.fsencode(path)), other)
    by_data = explainer.explain(PictureExample(path.read_bytes()), other)
    np.testing.assert_array_equal(by_path.maps[0].heat, by_data.maps[0].heat)
    assert quarter(by_path.maps[0]) == (False, False)


def test_explain_outside_file_that_changed_is_looked_at_again(explainer, library, photos, tmp_path):
    path = collage(tmp_path / "outside.jpg", [7, 9, 10, 11])
    other = known(library, photos / "other.jpg")
    explainer.explain(FileExample(os.fsencode(path)), other)
    collage(path, [9, 10, 7, 11])
    found = explainer.explain(FileExample(os.fsencode(path)), other)
    assert quarter(found.maps[0]) == (True, False)


def test_explain_part_lays_its_heat_over_that_part(explainer, library, photos):
    box = Box(0.0, 0.0, 0.5, 0.5)
    one = PhotoExample(photo_at(library, photos / "one.jpg"), box)
    found = explainer.explain(one, known(library, photos / "other.jpg"))
    assert found.maps[0].seen == box
    assert found.maps[0].hottest.x + found.maps[0].hottest.width <= _SIDE + 1
    assert quarter(found.maps[1]) == (True, True)


def test_explain_hottest_box_of_a_wide_photo_lies_in_it(explainer, library, photos, tmp_path):
    path = tmp_path / "wide.jpg"
    make_photo(12).resize((1200, 300)).save(path)
    found = explainer.explain(FileExample(os.fsencode(path)), known(library, photos / "other.jpg"))
    seen, box = found.maps[0].seen, found.maps[0].hottest
    assert (seen.y, seen.height) == (0.0, 1.0)
    assert seen.width == pytest.approx(2 / 3, abs=0.01)
    assert 0 <= box.x < box.x + box.width <= 1200


def test_explain_file_that_is_no_picture_is_said(explainer, library, photos, tmp_path):
    path = tmp_path / "text.jpg"
    path.write_text("no picture")
    with pytest.raises(UserError) as caught:
        explainer.explain(FileExample(os.fsencode(path)), known(library, photos / "one.jpg"))
    assert caught.value.code == "unreadable-photo"
    assert "text.jpg" in caught.value.message


def test_explain_missing_file_is_said(explainer, library, photos, tmp_path):
    with pytest.raises(UserError) as caught:
        explainer.explain(
            FileExample(os.fsencode(tmp_path / "none.jpg")), known(library, photos / "one.jpg")
        )
    assert caught.value.code == "unreadable-photo"
    assert "none.jpg" in caught.value.message


def test_explain_scored_is_the_score_of_verification(explainer, library, photos):
    one, other = known(library, photos / "one.jpg"), known(library, photos / "other.jpg")
    found = explainer.explain_scored(one, other)
    placed = [place_example(library, library.gallery, each).placed for each in (one, other)]
    assert found.score == paired_scores(*placed)[0]
    assert found.probability is None  # no groups: uncalibrated


def test_explain_with_an_encoder_without_maps_is_refused(photos, tmp_path):
    pytest.importorskip("onnx", reason="the lab's libraries are not installed")
    from tests.encoder.graphs import colours

    path = bytes(colours(tmp_path / "colours.onnx"))
    loader = PictureLoader()
    index(tmp_path / "library", photos)
    with writing(tmp_path / "library") as library:
        use_encoder(library, str(add_encoder(library, path).encoder_id))
        one = known(library, photos / "one.jpg")
        with pytest.raises(UserError) as caught:
            Explainer(library, loader).explain(one, one)
    loader.close()
    assert caught.value.code == "no-map"


def test_explain_picture_is_the_thumbnail_of_a_library_photo(explainer, library, photos):
    picture = explainer.picture(known(library, photos / "one.jpg"))
    assert (picture.width, picture.height) == (256, 256)
