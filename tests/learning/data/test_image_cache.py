import json

import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.learning.data import image_cache
from photosearch.learning.data.image_cache import ImageCache
from photosearch.learning.data.labelled_images import content_keys

FINGERPRINT = "ab" * 32


@pytest.fixture
def pixels():
    return np.random.default_rng(0).integers(0, 256, (5, 4, 4, 3), dtype=np.uint8)


def test_image_cache_gives_back_what_was_saved(tmp_path, pixels):
    cache = ImageCache(tmp_path / "new" / "folder", "photos", FINGERPRINT)
    assert cache.load() is None
    cache.save(pixels, content_keys(pixels), {"rows": [1, 2]})
    found = ImageCache(tmp_path / "new" / "folder", "photos", FINGERPRINT).load()
    np.testing.assert_array_equal(found.pixels, pixels)
    np.testing.assert_array_equal(found.keys, content_keys(pixels))
    assert found.facts == {"rows": [1, 2]}


def _flip_a_pixel(pixels_path, _):
    content = bytearray(pixels_path.read_bytes())
    content[-1] ^= 1
    pixels_path.write_bytes(content)


def _truncate(pixels_path, _):
    pixels_path.write_bytes(pixels_path.read_bytes()[:-9])


def _pickle(pixels_path, _):
    np.save(pixels_path, np.array([{}], dtype=object), allow_pickle=True)


def _no_json(_, facts_path):
    facts_path.write_bytes(b"{")


def _other_fingerprint(_, facts_path):
    note = json.loads(facts_path.read_text())
    facts_path.write_text(json.dumps({**note, "fingerprint": "cd" * 32}))


def _newer_version(_, facts_path):
    note = json.loads(facts_path.read_text())
    facts_path.write_text(json.dumps({**note, "version": 99}))


def _more_images(_, facts_path):
    note = json.loads(facts_path.read_text())
    facts_path.write_text(json.dumps({**note, "n_images": 6}))


@pytest.mark.parametrize(
    "damage",
    [
        _flip_a_pixel,
        _truncate,
        _pickle,
        _no_json,
        _other_fingerprint,
        _newer_version,
        _more_images,
    ],
)
def test_image_cache_damaged_entry_counts_as_none(tmp_path, pixels, damage):
    cache = ImageCache(tmp_path, "photos", FINGERPRINT)
    cache.save(pixels, content_keys(pixels), {})
    damage(next(tmp_path.glob("*.npy")), next(tmp_path.glob("*.json")))
    assert cache.load() is None
    cache.save(pixels, content_keys(pixels), {})
    assert cache.load() is not None


def test_image_cache_mapped_room_becomes_the_entry(tmp_path, pixels, monkeypatch):
    monkeypatch.setattr(image_cache, "IN_MEMORY_BYTES", 100)
    cache = ImageCache(tmp_path, "photos", FINGERPRINT)
    with cache.mapped_room(7, 4) as room:
        room[:5] = pixels
    cache.save(room[:5], content_keys(pixels), {})
    found = cache.load()
    assert isinstance(found.pixels, np.memmap)
    assert not found.pixels.flags.writeable
    np.testing.assert_array_equal(found.pixels, pixels)


def test_image_cache_mapped_room_leaves_nothing_behind_when_it_fails(tmp_path):
    cache = ImageCache(tmp_path, "photos", FINGERPRINT)
    with pytest.raises(KeyError), cache.mapped_room(7, 4):
        raise KeyError
    assert not list(tmp_path.iterdir())


def test_image_cache_where_nothing_can_be_written_says_so(tmp_path, pixels):
    (tmp_path / "file").write_bytes(b"")
    cache = ImageCache(tmp_path / "file", "photos", FINGERPRINT)
    with pytest.raises(UserError, match="can't be kept") as caught:
        cache.save(pixels, content_keys(pixels), {})
    assert caught.value.code == "cache-not-written"
    assert cache.load() is None
