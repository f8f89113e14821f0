import json
import shutil

import pytest

from photosearch.base.errors import UserError
from photosearch.encoder import card, preprocessing
from photosearch.encoder.session import Encoder


@pytest.fixture
def copied_dir(model_dir, tmp_path):
    return shutil.copytree(model_dir, tmp_path / "model")


def test_card_names_every_bundled_file_by_its_sha256(model_dir):
    described = card.read_card(model_dir)
    assert set(described.files) == {card.GRAPH_FILE, card.WEIGHTS_FILE, card.CLASSIFIER_FILE}
    for name in described.files:
        card.verify_file(model_dir, name, described)


def test_card_records_the_preprocessing_of_the_code(model_dir):
    content = json.loads((model_dir / card.CARD_FILE).read_text("utf-8"))
    assert content["preprocessing"] == preprocessing.RECIPE


def test_fingerprint_changes_with_weights_and_with_recipe(monkeypatch):
    before = card.fingerprint("a" * 64)
    assert before != card.fingerprint("b" * 64)
    monkeypatch.setattr(card, "RECIPE", "other pixels")
    assert before != card.fingerprint("a" * 64)


def test_bundled_models_stay_small(model_dir):
    n_bytes = sum(p.stat().st_size for p in model_dir.parent.rglob("*") if p.is_file())
    assert n_bytes < 25_000_000


@pytest.mark.parametrize("name", [card.GRAPH_FILE, card.WEIGHTS_FILE])
def test_load_with_one_flipped_bit_is_refused(copied_dir, name):
    data = bytearray((copied_dir / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copied_dir / name).write_bytes(data)
    with pytest.raises(UserError, match="damaged") as caught:
        Encoder.load(copied_dir)
    assert caught.value.code == "encoder-damaged"
    assert caught.value.hint


@pytest.mark.parametrize("name", [card.CARD_FILE, card.GRAPH_FILE, card.WEIGHTS_FILE])
def test_load_with_a_missing_file_is_refused(copied_dir, name):
    (copied_dir / name).unlink()
    with pytest.raises(UserError):
        Encoder.load(copied_dir)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', "\x00"])
def test_load_with_a_damaged_card_is_refused(copied_dir, text):
    (copied_dir / card.CARD_FILE).write_text(text)
    with pytest.raises(UserError) as caught:
        Encoder.load(copied_dir)
    assert caught.value.code == "encoder-damaged"


@pytest.mark.parametrize("change", [{"version": 2}, {"fingerprint": "0" * 64}])
def test_load_of_another_versions_encoder_is_refused(copied_dir, change):
    path = copied_dir / card.CARD_FILE
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(UserError) as caught:
        Encoder.load(copied_dir)
    assert caught.value.code == "encoder-unknown"
