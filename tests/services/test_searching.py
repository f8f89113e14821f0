"""What a search finds, in a library of families of photos that look alike."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.base.types import Box
from photosearch.catalog.filters import PhotoFilter
from photosearch.services.browsing import list_photos, order_by_similarity
from photosearch.services.library import Library
from photosearch.services.searching import (
    FileExample,
    PhotoExample,
    PictureExample,
    Query,
    search,
)
from tests.pictures import exif, jpeg, make_photo
from tests.services.photo_folders import SIZE, index, photo_at, reading, write_photo, write_photos


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return folders a and b of 10 scenes in 2 qualities each; 0 also has an exact copy."""
    folder = tmp_path_factory.mktemp("families") / "photos"
    for seed in range(10):
        below = folder / ("a" if seed < 5 else "b")
        taken = exif(taken=f"202{seed % 4}:06:01 12:00:00")
        write_photo(below / f"{seed}-fine.jpg", seed, exif=taken)
        write_photo(below / f"{seed}-rough.jpg", seed, quality=60)
    shutil.copy(folder / "a" / "0-fine.jpg", folder / "b" / "copy-of-0.jpg")
    return folder


@pytest.fixture(scope="module")
def library(photos: Path) -> Iterator[Library]:
    """Return the library of these photos, open to read, with its query worker running."""
    home = photos.parent / "library"
    index(home, photos)
    with reading(home) as opened:
        pool = opened.query_pool
        while not pool.pids:
            pass
        yield opened


def names(library: Library, answer) -> list[str]:
    ids = [result.photo_id for result in answer.results]
    return [os.path.basename(os.fsdecode(one.path)) for one in library.catalog.photos.details(ids)]


def at(path: Path, box: Box | None = None) -> FileExample:
    return FileExample(os.fsencode(path), box)


def test_search_library_file_finds_its_other_version_first(library, photos):
    answer = search(library, Query((at(photos / "a" / "3-fine.jpg"),), top=3))
    assert names(library, answer)[0] == "3-rough.jpg"
    assert answer.same == (photo_at(library, photos / "a" / "3-fine.jpg"),)


def test_search_leaves_the_query_out_and_names_its_copies_as_the_same(library, photos):
    answer = search(library, Query((at(photos / "b" / "copy-of-0.jpg"),), top=100))
    assert "0-fine.jpg" not in names(library, answer)
    assert len(answer.results) == 19
    same = library.catalog.photos.details(answer.same)[0]
    assert {os.path.basename(path) for path in same.paths} == {b"0-fine.jpg", b"copy-of-0.jpg"}


def test_search_outside_file_of_the_same_image_is_known_by_its_content(library, photos, tmp_path):
    outside = write_photo(tmp_path / "captioned.jpg", 4, comment=b"caption")
    answer = search(library, Query((at(outside),), top=2))
    assert answer.same == (photo_at(library, photos / "a" / "4-fine.jpg"),)


def test_search_outside_file_finds_its_scene(library, tmp_path):
    outside = write_photo(tmp_path / "again.jpg", 7, quality=40)
    answer = search(library, Query((at(outside),), top=2))
    assert answer.same == ()
    assert set(names(library, answer)) == {"7-fine.jpg", "7-rough.jpg"}


def test_search_picture_data_works_like_a_file(library):
    data = jpeg(make_photo(8, SIZE), quality=45)
    answer = search(library, Query((PictureExample(data, "dropped"),), top=2))
    assert set(names(library, answer)) == {"8-fine.jpg", "8-rough.jpg"}


def test_search_scores_fall_and_probability_is_unknown(library, photos):
    answer = search(library, Query((at(photos / "a" / "1-fine.jpg"),), top=19))
    scores = [result.score for result in answer.results]
    assert scores == sorted(scores, reverse=True)
    assert {result.probability for result in answer.results} == {None}


def test_search_top_overrides_the_cutoff(library, photos):
    answer = search(library, Query((at(photos / "a" / "1-fine.jpg"),), top=4))
    assert len(answer.results) == 4


@pytest.mark.parametrize("distance", ["cosine", "euclidean", "manhattan"])
@pytest.mark.parametrize("exact", [True, False])
def test_search_plain_distance_orders_by_it(library, photos, distance, exact):
    example = at(photos / "a" / "2-fine.jpg")
    answer = search(library, Query((example,), distance=distance, exact=exact, top=5))
    assert names(library, answer)[0] == "2-rough.jpg"
    own = library.gallery.index.get(np.array(answer.same, dtype=np.int64))[0].astype(np.float64)
    found = library.gallery.index.get(
        np.array([result.photo_id for result in answer.results], dtype=np.int64)
    )
    expected = {
        "cosine": found @ own,
        "euclidean": -np.linalg.norm(found - own, axis=1),
        "manhattan": -np.abs(found - own).sum(axis=1),
    }[distance]
    got = [result.score for result in answer.results]
    by_id = dict(zip([result.photo_id for result in answer.results], got, strict=True))
    np.testing.assert_allclose(list(by_id.values()), expected, atol=1e-4)


def test_search_unknown_distance_is_a_clear_error(library, photos):
    with pytest.raises(UserError, match="no distance"):
        search(library, Query((at(photos / "a" / "2-fine.jpg"),), distance="hamming"))


def test_search_grain_changes_the_order_and_not_the_photos(library, photos):
    example = at(photos / "a" / "3-fine.jpg")
    found = [
        names(library, search(library, Query((example,), grain=grain, top=19)))
        for grain in (0.0, 0.5, 1.0)
    ]
    assert found[0] != found[1] != found[2]
    assert sorted(found[0]) == sorted(found[1]) == sorted(found[2])
    assert found[0][0] == found[1][0] == "3-rough.jpg"


def test_search_several_examples_finds_both_scenes(library, photos):
    examples = (at(photos / "a" / "3-fine.jpg"), at(photos / "b" / "6-fine.jpg"))
    answer = search(library, Query(examples, top=6, distance="cosine"))
    assert {"3-rough.jpg", "6-rough.jpg"} < set(names(library, answer))
    assert len(answer.same) == 2


def test_search_negative_example_pushes_its_scene_down(library, photos):
    one, other = at(photos / "a" / "3-fine.jpg"), at(photos / "b" / "6-fine.jpg")
    found = names(library, search(library, Query((one,), (other,), top=19)))
    plain = names(library, search(library, Query((one,), top=19)))
    assert "6-fine.jpg" not in found
    assert found.index("6-rough.jpg") > plain.index("6-rough.jpg") - 1


def test_search_crop_of_a_library_photo_is_another_query(library, photos):
    box = Box(0.0, 0.0, 0.5, 0.5)
    answer = search(library, Query((at(photos / "a" / "3-fine.jpg", box),), top=19))
    assert answer.same == (photo_at(library, photos / "a" / "3-fine.jpg"),)
    whole = search(library, Query((at(photos / "a" / "3-fine.jpg"),), top=19))
    assert [one.score for one in answer.results] != [one.score for one in whole.results]


def test_search_folder_filter_counts_copies_in_it(library, photos):
    inside = PhotoFilter(folders=(os.fsencode(photos / "b") + b"/",))
    example = at(photos / "a" / "0-rough.jpg")
    query = Query((example,), photo_filter=inside, top=50, distance="cosine")
    answer = search(library, query)
    assert names(library, answer)[0] == "0-fine.jpg"  # its copy lies there
    assert len(answer.results) == 11


def test_search_date_filter_keeps_the_year(library, photos):
    year = PhotoFilter(after=1609459200.0, before=1640995200.0)  # 2021
    answer = search(library, Query((at(photos / "a" / "0-rough.jpg"),), photo_filter=year, top=50))
    assert set(names(library, answer)) == {"1-fine.jpg", "5-fine.jpg", "9-fine.jpg"}


def test_search_filter_that_fits_nothing_finds_nothing(library, photos):
    nowhere = PhotoFilter(folders=(b"/nowhere",))
    answer = search(library, Query((at(photos / "a" / "0-rough.jpg"),), photo_filter=nowhere))
    assert answer.results == ()


def test_search_by_what_is_no_picture_is_a_clear_error(library, tmp_path):
    (tmp_path / "text.jpg").write_text("no picture")
    with pytest.raises(UserError, match="can't be searched with"):
        search(library, Query((at(tmp_path / "text.jpg"),)))


def test_search_by_a_fifo_does_not_hang(library, tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(UserError, match="can't be searched with"):
        search(library, Query((at(tmp_path / "pipe.jpg"),)))


def test_search_without_an_example_is_a_clear_error(library):
    with pytest.raises(UserError):
        search(library, Query(()))


def test_search_empty_library_finds_nothing(tmp_path, photos):
    (tmp_path / "none").mkdir()
    index(tmp_path / "library", tmp_path / "none")
    with reading(tmp_path / "library") as empty:
        answer = search(empty, Query((at(photos / "a" / "0-fine.jpg"),), top=5))
        assert answer.results == ()


def test_search_offline_photo_needs_no_file(tmp_path):
    write_photos(tmp_path / "photos", range(3))
    index(tmp_path / "library", tmp_path / "photos")
    (tmp_path / "photos").rename(tmp_path / "away")
    index(tmp_path / "library")
    with reading(tmp_path / "library") as library:
        one = int(list_photos(library)[0])
        assert len(search(library, Query((PhotoExample(one),), top=5)).results) == 2
        path = library.catalog.photos.details([one])[0].path
        assert search(library, Query((FileExample(path),), top=5)).same == (one,)
        with pytest.raises(UserError, match="not plugged in"):
            search(library, Query((PhotoExample(one, Box(0, 0, 0.5, 0.5)),)))


def test_order_by_similarity_begins_with_the_photo(library, photos):
    one = photo_at(library, photos / "a" / "3-fine.jpg")
    order = order_by_similarity(library, one)
    assert order[0] == one
    assert order[1] == photo_at(library, photos / "a" / "3-rough.jpg")
    assert sorted(order) == sorted(list_photos(library))


def test_search_small_library_puts_a_copy_first(library, photos):
    answer = search(library, Query((at(photos / "a" / "2-fine.jpg"),), top=5))
    assert names(library, answer)[0] == "2-rough.jpg"
