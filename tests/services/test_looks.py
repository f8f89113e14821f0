"""Which versions of a picture look the same, and which were changed on purpose."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from photosearch.imaging.decoding import decode_photo
from photosearch.imaging.jobs import DecodeJob, WorkerLimits
from photosearch.services.looks import Look, difference, looks_of
from tests.pictures import encoded, jpeg, make_photo
from tests.services.photo_folders import index, photo_at, reading, write_photo

_PHOTO = make_photo(4, (800, 600))


def _look(data):
    photo = decode_photo(DecodeJob(1, data=data), WorkerLimits())
    return Look(
        photo.width,
        photo.height,
        np.frombuffer(photo.perceptual_hashes, "<u8"),
        np.frombuffer(photo.grey, np.uint8).astype(np.float32),
        np.frombuffer(photo.colours, np.uint8).reshape(16, 3).astype(np.float32),
        photo.sharpness,
    )


_ORIGINAL = _look(jpeg(_PHOTO))


def _written_on(image):
    marked = image.copy()
    ImageDraw.Draw(marked).rectangle((300, 500, 420, 530), fill=(255, 255, 0))
    return marked


@pytest.mark.parametrize(
    "data",
    [
        jpeg(_PHOTO, quality=35),
        jpeg(_PHOTO, quality=80, subsampling=2),
        encoded(_PHOTO, "WEBP", quality=60),
        encoded(_PHOTO, "PNG"),
        jpeg(_PHOTO.resize((400, 300))),
        jpeg(_PHOTO.resize((360, 270)), quality=60),
        jpeg(_PHOTO.resize((1200, 900))),
    ],
    ids=["quality 35", "chroma", "webp", "png", "half", "small", "larger"],
)
def test_difference_of_a_version_saved_again_is_none(data):
    assert difference(_look(data), _ORIGINAL) == ""
    assert difference(_ORIGINAL, _look(data)) == ""


_CHANGES = {
    "crop": (lambda image: image.crop((20, 15, 780, 585)), "other-look"),
    "square": (lambda image: image.crop((100, 0, 700, 600)), "other-shape"),
    "mirror": (ImageOps.mirror, "turned"),
    "quarter": (lambda image: image.transpose(Image.Transpose.ROTATE_90), "turned"),
    "upside down": (lambda image: image.transpose(Image.Transpose.ROTATE_180), "turned"),
    "grey": (lambda image: ImageOps.grayscale(image).convert("RGB"), "other-look"),
    "brighter": (lambda image: ImageEnhance.Brightness(image).enhance(1.1), "other-look"),
    "colourful": (lambda image: ImageEnhance.Color(image).enhance(1.4), "other-look"),
    "framed": (lambda image: ImageOps.expand(image, 24, "white"), "other-shape"),
    "written on": (_written_on, "other-look"),
    "blurred": (lambda image: image.filter(ImageFilter.GaussianBlur(4)), "other-look"),
}


@pytest.mark.parametrize("name", _CHANGES)
def test_difference_of_a_version_changed_on_purpose_is_told(name):
    change, told = _CHANGES[name]
    assert difference(_look(jpeg(change(_PHOTO))), _ORIGINAL) == told


def test_looks_of_photos_are_what_was_indexed(tmp_path):
    one, small = (tmp_path / "photos" / name for name in ("a.jpg", "b.jpg"))
    write_photo(one, 7)
    write_photo(small, 7, quality=50)
    index(tmp_path / "library", tmp_path / "photos")
    with reading(tmp_path / "library") as library:
        ids = [photo_at(library, path) for path in (one, small)]
        looks = looks_of(library.catalog, ids)
    assert (looks[ids[0]].width, looks[ids[0]].height) == (96, 72)
    assert difference(looks[ids[0]], looks[ids[1]]) == ""
