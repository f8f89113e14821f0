"""What tells the better one of several files of a picture."""

import io
import itertools

import numpy as np
import pytest
from PIL import Image, ImageFilter

from photosearch.imaging.decoding import decode_photo
from photosearch.imaging.jobs import DecodeJob, WorkerLimits
from photosearch.imaging.merits import colours, jpeg_quality, sharpness, tag_count
from tests.pictures import encoded, exif, jpeg, make_photo


def _opened(data):
    return Image.open(io.BytesIO(data))


def _sharpness(image):
    return sharpness(np.asarray(image.convert("L")))


def _photo(data):
    return decode_photo(DecodeJob(1, data=data), WorkerLimits())


@pytest.mark.parametrize("quality", [1, 2, 10, 30, 49, 50, 51, 75, 90, 95, 99, 100])
def test_jpeg_quality_of_the_standard_tables_is_exact(quality):
    assert jpeg_quality(_opened(jpeg(make_photo(1), quality=quality))) == quality


def test_jpeg_quality_of_a_cameras_own_tables_is_near():
    # Coarser than quality 75 in half of the frequencies, finer in the others.
    tables = _opened(jpeg(make_photo(1), quality=75)).quantization
    own = [max(1, entry + (-1) ** at) for at, entry in enumerate(tables[0])]
    found = jpeg_quality(_opened(encoded(make_photo(1), "JPEG", qtables=[own, own])))
    assert abs(found - 75) <= 2


@pytest.mark.parametrize("name", ["PNG", "WEBP", "BMP"])
def test_jpeg_quality_of_other_formats_is_unknown(name):
    assert jpeg_quality(_opened(encoded(make_photo(1), name))) is None


@pytest.mark.parametrize("seed", range(6))
def test_sharpness_falls_with_blur_by_more_than_with_content(seed):
    photo = make_photo(seed, (341, 256))
    found = [
        _sharpness(photo.filter(ImageFilter.GaussianBlur(radius))) for radius in (0, 0.5, 1, 2)
    ]
    assert all(after < before / 1.2 for before, after in itertools.pairwise(found))


def test_sharpness_of_a_plain_or_tiny_picture_is_none():
    assert sharpness(np.full((50, 60), 90, np.uint8)) == 0
    assert sharpness(np.full((2, 60), 90, np.uint8)) == 0


def test_sharpness_hardly_depends_on_contrast():
    photo = make_photo(3, (341, 256))
    flat = Image.fromarray((np.asarray(photo) // 2 + 60).astype(np.uint8))
    assert _sharpness(flat) == pytest.approx(_sharpness(photo), rel=0.1)


def test_colours_are_those_of_sixteen_parts():
    pixels = np.zeros((40, 80, 3), np.uint8)
    pixels[10:20, 60:80] = (200, 100, 50)
    found = np.frombuffer(colours(Image.fromarray(pixels)), np.uint8).reshape(4, 4, 3)
    assert found[1, 3].tolist() == [200, 100, 50]
    assert found.sum() == 350


def test_tag_count_counts_the_place_too():
    dated = _photo(jpeg(make_photo(1), exif=exif(taken="2020:01:02 03:04:05")))
    placed = _photo(jpeg(make_photo(1), exif=exif(taken="2020:01:02 03:04:05", place=(1.5, 2.5))))
    assert (dated.tag_count, placed.tag_count) == (1, 5)
    assert tag_count({}) == _photo(encoded(make_photo(1), "PNG")).tag_count == 0


def test_decode_photo_gives_the_merits():
    sharp, blurred = (
        _photo(jpeg(make_photo(2, (800, 600)).filter(ImageFilter.GaussianBlur(radius)), quality=88))
        for radius in (0, 3)
    )
    assert sharp.jpeg_quality == 88
    assert sharp.sharpness > 1.5 * blurred.sharpness
    assert len(sharp.colours) == 48
    assert _photo(encoded(make_photo(2), "PNG")).jpeg_quality is None


@pytest.mark.data
def test_sharpness_tells_the_sharp_frame_of_a_real_burst(data_dir):
    sequences = sorted((data_dir / "photos" / "bursts").iterdir())
    told = []
    for sequence in sequences:
        frames = [Image.open(path).convert("RGB") for path in sorted(sequence.iterdir())[::4]]
        blurred = [frame.filter(ImageFilter.GaussianBlur(0.7)) for frame in frames]
        sharp = [_photo(jpeg(frame)).sharpness for frame in frames]
        soft = [_photo(jpeg(frame)).sharpness for frame in blurred]
        told += [
            sharp[at] > soft[other] for at in range(len(frames)) for other in range(len(frames))
        ]
    assert sum(told) >= 0.95 * len(told)
