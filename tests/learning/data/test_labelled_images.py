import hashlib

import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.learning.data.labelled_images import (
    LabelledImages,
    content_keys,
    require_comparable,
)


def _images(labels, class_names=("cat", "dog"), px=4):
    pixels = np.random.default_rng(0).integers(0, 256, (len(labels), px, px, 3), dtype=np.uint8)
    names = tuple(f"{i}.jpg" for i in range(len(labels)))
    return LabelledImages(pixels, np.array(labels), content_keys(pixels), names, class_names)


def test_content_keys_are_the_head_of_the_sha256_of_the_pixels():
    pixels = np.arange(2 * 3 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3, 3)
    keys = content_keys(pixels)
    expected = hashlib.sha256(bytes(range(27))).digest()[:8]
    assert keys.dtype == np.uint64
    assert int(keys[0]).to_bytes(8, "little") == expected
    assert keys[0] != keys[1]


def test_content_keys_do_not_depend_on_the_memory_order():
    pixels = np.random.default_rng(0).integers(0, 256, (3, 5, 5, 3), dtype=np.uint8)
    np.testing.assert_array_equal(content_keys(pixels), content_keys(np.asfortranarray(pixels)))


def test_subset_keeps_pictures_and_their_facts_together():
    images = _images([0, 1, 0, 1])
    part = images.subset(np.array([3, 0]))
    assert part.names == ("3.jpg", "0.jpg")
    np.testing.assert_array_equal(part.labels, [1, 0])
    np.testing.assert_array_equal(part.keys, images.keys[[3, 0]])
    np.testing.assert_array_equal(part.pixels, images.pixels[[3, 0]])
    assert (len(part), part.n_classes, part.input_px) == (2, 2, 4)


def test_fingerprint_follows_content_and_classes_not_names():
    images = _images([0, 1, 0, 1])
    renamed = LabelledImages(
        images.pixels, images.labels, images.keys, ("a", "b", "c", "d"), images.class_names
    )
    assert renamed.fingerprint == images.fingerprint
    assert _images([0, 1, 1, 0]).fingerprint != images.fingerprint
    assert images.subset(np.array([0, 1, 2])).fingerprint != images.fingerprint


def test_labelled_images_of_unequal_lengths_are_refused():
    images = _images([0, 1])
    with pytest.raises(ValueError, match="one length"):
        LabelledImages(images.pixels, images.labels[:1], images.keys, images.names, ("a", "b"))
    with pytest.raises(ValueError, match="px"):
        LabelledImages(
            images.pixels[:, :2], images.labels, images.keys, images.names, images.class_names
        )


def test_require_comparable_one_class_says_which():
    with pytest.raises(UserError, match="one class") as caught:
        require_comparable(_images([1, 1, 1]), "/photos")
    assert caught.value.code == "one-class"
    assert "/photos" in caught.value.message
    assert "(dog)" in caught.value.message
    assert caught.value.hint


def test_require_comparable_single_images_is_one_sentence():
    with pytest.raises(UserError, match="one readable picture only") as caught:
        require_comparable(_images([0, 1]), "/photos")
    assert caught.value.code == "single-image-classes"


def test_require_comparable_two_classes_one_of_them_with_two_passes():
    require_comparable(_images([0, 1, 1]), "/photos")
