"""Adding encoders and searching with them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="the lab's libraries are not installed")

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.progress import ProgressControl
from photosearch.services.encoders import add_encoder, list_encoders, use_encoder
from photosearch.services.indexing import index_folders
from photosearch.services.searching import FileExample, Query, search
from photosearch.services.status import library_status
from tests.encoder.graphs import colours
from tests.services.photo_folders import write_photos, writing


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_photos(tmp_path / "photos", range(8))
    return tmp_path / "photos"


def _added(library, tmp_path, **options) -> str:
    path = colours(tmp_path / "colours.onnx", **options)
    return str(add_encoder(library, bytes(path)).encoder_id)


def _order(library, folder) -> list[tuple[int, float]]:
    example = FileExample(bytes(folder / "0003.jpg"))
    found = search(library, Query((example,), top=5, exact=True)).results
    return [(one.photo_id, one.score) for one in found]


def test_use_encoder_searches_with_its_features_alone(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        before = _order(library, folder)
        answer = use_encoder(library, _added(library, tmp_path))
        assert (answer["photos"], answer["left"]) == (8, 0)
        assert library.gallery.metric.dim == 48
        assert library_status(library)["encoder"]["name"] == "Colours"
        found = _order(library, folder)
        assert len(found) == 5
        assert found != before


def test_use_encoder_back_to_the_bundled_one_gives_the_old_order(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        before = _order(library, folder)
        use_encoder(library, _added(library, tmp_path))
        use_encoder(library, "bundled")
        assert _order(library, folder) == before


def test_photos_that_come_meanwhile_are_found_under_either_encoder(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        name = _added(library, tmp_path)
        use_encoder(library, name)
        write_photos(folder, range(8, 11))
        index_folders(library)
        assert len(library.gallery.index) == 11
        use_encoder(library, "bundled")
        assert len(library.gallery.index) == 11
        counts = {one.row.name: one.n_photos for one in list_encoders(library)}
        assert set(counts.values()) == {11}


def test_library_opens_again_with_the_encoder_in_use(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        use_encoder(library, _added(library, tmp_path))
        order = _order(library, folder)
    with writing(tmp_path / "library") as library:
        assert [one.row.name for one in list_encoders(library) if one.active] == ["Colours"]
        assert _order(library, folder) == order


def test_use_encoder_takes_photos_out_of_reach_from_their_thumbnails(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        (folder / "0003.jpg").rename(tmp_path / "elsewhere.jpg")
        answer = use_encoder(library, _added(library, tmp_path))
        assert (answer["photos"], answer["left"]) == (8, 0)


def test_use_encoder_cancelled_leaves_the_old_one(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        before = _order(library, folder)
        name = _added(library, tmp_path)
        control = ProgressControl(lambda step: control.cancel() if step.phase == "fit" else None)
        with pytest.raises(Cancelled):
            use_encoder(library, name, control)
        assert _order(library, folder) == before


def test_add_encoder_for_single_pictures_indexes_too(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        assert use_encoder(library, _added(library, tmp_path, batch=1))["photos"] == 8


def test_add_encoder_twice_is_one_encoder(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        assert _added(library, tmp_path) == _added(library, tmp_path)
        folders = list((tmp_path / "library" / "encoders").iterdir())
        assert len(folders) == 1


def test_add_encoder_with_a_larger_picture_decodes_larger(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        use_encoder(library, _added(library, tmp_path))
        feature = library.catalog.features.get(
            library.gallery.index.ids(), library.gallery.in_use.encoder_id
        )
        assert feature.codes.shape == (8, 48)
        assert np.ptp(feature.codes.astype(int), axis=0).max() > 0


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"size": 0}, "bad-card"),
        ({"mean": [0.5]}, "bad-card"),
        ({"size": 64}, "encoder-unfit"),
        ({"extra": ("batch",)}, "encoder-unfit"),
    ],
)
def test_add_encoder_that_does_not_fit_changes_nothing(tmp_path, folder, options, code):
    with writing(tmp_path / "library") as library:
        with pytest.raises(UserError) as caught:
            _added(library, tmp_path, **options)
        assert caught.value.code == code
        assert not list((tmp_path / "library").glob("encoders/*"))
        assert [one.row.name for one in list_encoders(library)] in ([], ["EfficientNet-Lite0"])


def test_add_encoder_without_a_card_says_what_a_card_is(tmp_path):
    path = colours(tmp_path / "colours.onnx")
    path.with_suffix(".json").unlink()
    with writing(tmp_path / "library") as library, pytest.raises(UserError) as caught:
        add_encoder(library, bytes(path))
    assert caught.value.code == "no-card"
    assert '"size": 224' in caught.value.hint


@pytest.mark.parametrize("text", ["", "[]", "{", "\x00"])
def test_add_encoder_with_a_damaged_card_is_refused(tmp_path, text):
    path = colours(tmp_path / "colours.onnx")
    path.with_suffix(".json").write_text(text)
    with writing(tmp_path / "library") as library, pytest.raises(UserError) as caught:
        add_encoder(library, bytes(path))
    assert caught.value.code == "bad-card"


def test_use_encoder_that_is_not_there_names_those_that_are(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        with pytest.raises(UserError, match="no encoder 99") as caught:
            use_encoder(library, "99")
        assert "EfficientNet-Lite0" in caught.value.hint


def test_use_encoder_whose_file_was_damaged_leaves_the_old_one(tmp_path, folder):
    with writing(tmp_path / "library") as library:
        index_folders(library, [bytes(folder)])
        before = _order(library, folder)
        name = _added(library, tmp_path)
        (graph,) = (tmp_path / "library").glob("encoders/*/encoder.onnx")
        graph.write_bytes(graph.read_bytes()[:-1] + b"x")
        with pytest.raises(UserError) as caught:
            use_encoder(library, name)
        assert caught.value.code == "encoder-damaged"
        assert _order(library, folder) == before


def test_added_encoders_card_keeps_its_licence(tmp_path):
    with writing(tmp_path / "library") as library:
        _added(library, tmp_path, licence="MIT")
    (card,) = (tmp_path / "library").glob("encoders/*/card.json")
    assert json.loads(card.read_text())["licence"] == "MIT"
