"""The one decode path, on real small files of every kind."""

import io
import os

import numpy as np
import pytest
from PIL import Image

from photosearch.base.types import Box
from photosearch.imaging.decoding import decode_photo, decode_picture, decode_query
from photosearch.imaging.failures import RefusedError, refusal_of
from photosearch.imaging.jobs import DecodeJob, WorkerLimits
from tests.pictures import (
    TURNED_BACK,
    encoded,
    exif,
    jpeg,
    make_photo,
    mean_difference,
    png_bomb,
    sixteen_bit_grey,
    swapped_profile,
)

_LIMITS = WorkerLimits()
_PHOTO = make_photo(21, (400, 300))


def _photo(data, box=None, limits=_LIMITS):
    return decode_photo(DecodeJob(1, data=data, box=box), limits)


def _thumbnail(photo):
    return Image.open(io.BytesIO(photo.thumbnail))


def _refusal(data, path=None, limits=_LIMITS):
    try:
        decode_photo(DecodeJob(1, path, None if path else data), limits)
    except Exception as error:  # noqa: BLE001 - as the worker does
        return refusal_of(error)
    pytest.fail("it was decoded")


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF", "BMP"])
def test_decode_photo_of_each_format_gives_all_parts(name):
    data = encoded(_PHOTO, name)
    photo = _photo(data)
    assert (photo.format, photo.width, photo.height) == (name.lower(), 400, 300)
    assert photo.size == len(data)
    assert photo.pixels.shape == (224, 224, 3)
    assert photo.pixels.dtype == np.uint8
    assert (len(photo.grey), len(photo.perceptual_hashes)) == (1024, 64)
    assert _thumbnail(photo).size == (341, 256)
    assert mean_difference(_thumbnail(photo), _PHOTO.resize((341, 256))) < 8


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_decode_photo_of_each_orientation_equals_the_turned_picture(name, orientation):
    stored = TURNED_BACK[orientation](_PHOTO)
    options = {"JPEG": {"quality": 95, "subsampling": 0}, "AVIF": {"speed": 10}}.get(name, {})
    turned = _photo(encoded(stored, name, exif=exif(orientation), **options))
    upright = _photo(encoded(_PHOTO, name, **options))
    assert (turned.width, turned.height) == (400, 300)
    assert turned.orientation == orientation
    assert mean_difference(turned.pixels, upright.pixels) < 3
    first, second = (
        int.from_bytes(one.perceptual_hashes[:8], "little") for one in (turned, upright)
    )
    assert (first ^ second).bit_count() <= 4


def test_decode_photo_of_invalid_orientation_is_as_stored():
    assert _photo(jpeg(_PHOTO, exif=exif(0))).orientation == 1


def test_decode_photo_orientation_changes_the_key_and_metadata_does_not():
    plain, dated = (
        _photo(jpeg(_PHOTO)),
        _photo(jpeg(_PHOTO, exif=exif(taken="2020:01:01 00:00:00"))),
    )
    assert plain.image_key == dated.image_key
    assert plain.sha256 != dated.sha256
    assert _photo(jpeg(_PHOTO, exif=exif(6))).image_key != plain.image_key


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_decode_photo_of_each_mode_looks_alike(mode):
    image = sixteen_bit_grey(_PHOTO) if mode == "I;16" else _PHOTO.convert(mode)
    name = "TIFF" if mode in {"CMYK", "I;16"} else "PNG"
    grey = np.frombuffer(_photo(encoded(image, name)).grey, np.uint8)
    expected = np.frombuffer(_photo(encoded(_PHOTO, "PNG")).grey, np.uint8)
    assert mean_difference(grey, expected) < 6


def test_decode_photo_of_cmyk_jpeg_looks_alike():
    shown = _thumbnail(_photo(jpeg(_PHOTO.convert("CMYK"))))
    assert mean_difference(shown, _PHOTO.resize((341, 256))) < 8


def test_decode_photo_with_profile_is_converted():
    plain, swapped = _photo(jpeg(_PHOTO)), _photo(jpeg(_PHOTO, icc_profile=swapped_profile()))
    assert mean_difference(plain.pixels, swapped.pixels) > 10
    assert plain.image_key == swapped.image_key


@pytest.mark.parametrize("name", ["TIFF", "GIF"])
def test_decode_photo_of_several_pages_takes_the_first(name):
    pages = {"save_all": True, "append_images": [make_photo(99, (400, 300))]}
    first = _photo(encoded(_PHOTO, name, **pages))
    assert mean_difference(_thumbnail(first), _PHOTO.resize((341, 256))) < 8


def test_decode_photo_of_mpo_is_a_jpeg():
    data = encoded(_PHOTO, "MPO", save_all=True, append_images=[_PHOTO])
    assert _photo(data).format == "jpeg"


def test_decode_photo_smaller_than_a_thumbnail_is_not_enlarged():
    assert _thumbnail(_photo(jpeg(make_photo(1, (40, 30))))).size == (40, 30)


def test_decode_photo_of_one_pixel_works():
    assert _photo(encoded(Image.new("RGB", (1, 1)), "PNG")).pixels.shape == (224, 224, 3)


def test_decode_photo_of_panorama_has_a_short_thumbnail():
    photo = _photo(encoded(make_photo(2, (6000, 270)), "JPEG"))
    assert _thumbnail(photo).size == (2048, 92)
    assert (photo.width, photo.height) == (6000, 270)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_decode_photo_with_box_sees_only_that_part(orientation):
    box = Box(0.25, 0.5, 0.5, 0.25)
    whole = make_photo(23, (1200, 900))
    stored = TURNED_BACK[orientation](whole)
    part = _photo(jpeg(stored, exif=exif(orientation)), box)
    expected = _photo(jpeg(whole.crop((300, 450, 900, 675))))
    assert (part.width, part.height) == (1200, 900)
    assert mean_difference(part.pixels, expected.pixels) < 4
    assert part.image_key == _photo(jpeg(stored, exif=exif(orientation))).image_key


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("box", [None, Box(0.1, 0.2, 0.5, 0.5)])
def test_decode_query_is_the_photo_without_what_a_question_does_not_need(name, box):
    data = encoded(_PHOTO, name)
    query, photo = decode_query(DecodeJob(1, data=data, box=box), _LIMITS), _photo(data, box)
    assert query.image_key == photo.image_key
    np.testing.assert_array_equal(query.pixels, photo.pixels)


def test_decode_picture_fits_and_describes():
    data = jpeg(_PHOTO, exif=exif(6, camera=("Canon", "EOS")))
    picture = decode_picture(DecodeJob(1, data=data, kind="preview", max_px=300), _LIMITS)
    assert (picture.width, picture.height) == (225, 300)
    assert (picture.full_width, picture.full_height) == (300, 400)
    assert len(picture.rgb) == 225 * 300 * 3
    assert picture.exif.camera == "Canon EOS"


def test_decode_picture_larger_than_the_photo_is_not_enlarged():
    job = DecodeJob(1, data=encoded(_PHOTO, "PNG"), kind="preview", max_px=5000)
    picture = decode_picture(job, _LIMITS)
    assert picture.rgb == _PHOTO.tobytes()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "unsupported"),
        (b"8BPS\0\1" + bytes(60), "unsupported"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unsupported"),
        (b"just text", "not-an-image"),
        (b"", "empty"),
        (jpeg(_PHOTO)[:9000], "damaged"),
        (encoded(_PHOTO, "PNG")[:9000], "damaged"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "damaged"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50), "damaged"),
        (png_bomb(24_000), "too-many-pixels"),
    ],
)
def test_decode_photo_of_bad_data_is_refused_with_a_reason(data, code, tmp_path):
    (tmp_path / "a.jpg").write_bytes(data)
    failure = _refusal(b"", os.fsencode(tmp_path / "a.jpg")).failure
    assert failure.code == code
    assert failure.reason.endswith(".")


def test_decode_photo_of_a_scan_needs_the_big_worker():
    limits = WorkerLimits(held_megapixels=0)
    assert _refusal(encoded(_PHOTO, "PNG"), limits=limits).bigger


def test_open_picture_of_png_above_the_limit_decodes_nothing():
    data = encoded(_PHOTO, "PNG")
    damaged = data[:200] + bytes(len(data) - 200)  # decoding it would say so
    assert _refusal(damaged, limits=WorkerLimits(held_megapixels=0)).failure.code == (
        "too-many-pixels"
    )


def test_decode_photo_of_progressive_jpeg_counts_its_coefficients():
    image = make_photo(2, (1400, 1050))
    limits = WorkerLimits(held_megapixels=1)
    assert _photo(jpeg(image), limits=limits).width == 1400
    assert _refusal(jpeg(image, progressive=True), limits=limits).bigger


def test_decode_photo_of_raw_without_the_extra_says_what_to_install(tmp_path):
    try:
        import rawpy  # noqa: F401
    except ImportError:
        pass
    else:
        pytest.skip("the raw extra is installed")
    path = tmp_path / "a.nef"
    path.write_bytes(encoded(_PHOTO, "TIFF"))
    failure = _refusal(b"", os.fsencode(path)).failure
    assert failure.code == "needs-raw-extra"
    assert "raw extra" in failure.reason


def test_refused_error_keeps_its_refusal():
    error = RefusedError("empty", "There is no data.", bigger=True)
    assert refusal_of(error) is error.refusal
