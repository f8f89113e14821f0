"""Dates, cameras and places from EXIF, sensible or not."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from photosearch.imaging.exif import (
    camera_name,
    number_of,
    orientation_of,
    parse_date,
    read_tags,
    summary_of,
    text_of,
)
from photosearch.imaging.jobs import WorkerLimits
from photosearch.imaging.opening import open_picture
from photosearch.imaging.shooting import shooting_details
from tests.pictures import encoded, exif, make_photo


def _tags(name="JPEG", **parts):
    data = encoded(make_photo(1, (20, 10)), name, exif=exif(**parts).tobytes())
    return open_picture(data, WorkerLimits()).tags


@given(st.datetimes(datetime(1826, 1, 1), datetime(2100, 12, 31)))  # noqa: DTZ001
def test_parse_date_of_any_real_date_returns_its_seconds(date):
    text = f"{date:%Y}".zfill(4) + date.strftime(":%m:%d %H:%M:%S")
    expected = date.replace(microsecond=0, tzinfo=UTC).timestamp()
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "    :  :     :  :  ",
        "0000:00:00 00:00:00",
        "1600:01:01 00:00:00",
        "2023:02:30 10:00:00",
        "2023:13:01 10:00:00",
        "2023:01:01 25:00:00",
        "9999:01:01 00:00:00",
    ],
)
def test_parse_date_impossible_date_is_none(text):
    assert parse_date(text) is None


@given(st.text())
def test_parse_date_any_text_never_raises(text):
    assert parse_date(text) is None or isinstance(parse_date(text), float)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_summary_of_photo_in_each_format_has_date_camera_and_place(name):
    found = summary_of(
        _tags(
            name,
            taken="2024:05:06 07:08:09",
            offset="-02:30",
            fraction="25",
            camera=("NIKON CORPORATION", "NIKON D90"),
            place=(-33.8568, 151.2153),
        )
    )
    assert found.taken_at == datetime(2024, 5, 6, 7, 8, 9, 250000, tzinfo=UTC).timestamp()
    assert found.taken_offset_s == -9000
    assert found.camera == "NIKON D90"
    assert found.latitude == pytest.approx(-33.8568, abs=1e-5)
    assert found.longitude == pytest.approx(151.2153, abs=1e-5)


def test_summary_without_original_date_takes_the_next_best():
    assert summary_of({0x9004: "2020:01:02 03:04:05", 0x0132: "2021:01:01 00:00:00"}).taken_at == (
        datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC).timestamp()
    )


@pytest.mark.parametrize(
    "gps",
    [
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
        {1: "N", 2: (91.0, 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)},
        {1: "N", 2: (float("nan"), 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)},
        {1: "", 2: (1.0, 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)},
        {1: "N", 2: 17, 3: "E", 4: (1.0, 0.0, 0.0)},
        {2: (1.0,)},
        "nonsense",
    ],
)
def test_summary_of_impossible_place_has_none(gps):
    found = summary_of({0x8825: gps})
    assert (found.latitude, found.longitude) == (None, None)


@pytest.mark.parametrize(
    ("make", "model", "name"),
    [
        ("Canon", "Canon EOS 6D", "Canon EOS 6D"),
        ("Apple", "iPhone 12", "Apple iPhone 12"),
        ("OLYMPUS IMAGING CORP.", "E-M5", "OLYMPUS E-M5"),
        ("SONY", "", "SONY"),
        ("", "X100", "X100"),
        ("", "", ""),
    ],
)
def test_camera_name_says_the_make_once(make, model, name):
    assert camera_name(make, model) == name


@pytest.mark.parametrize(("value", "kept"), [(0, 1), (9, 1), (6, 6), ("6", 1), (None, 1)])
def test_orientation_of_invalid_value_is_upright(value, kept):
    assert orientation_of({0x0112: value}) == kept


def test_read_tags_of_damaged_exif_returns_what_there_is():
    image = Image.new("RGB", (4, 4))
    image.info["exif"] = b"Exif\0\0II*\0\xff\xff\xff\xff"
    assert read_tags(image) == {}


def test_number_of_zero_by_zero_is_none():
    class Zero(Fraction):
        def __float__(self):
            raise ZeroDivisionError

    assert number_of(Zero(1)) is None


def test_text_of_padded_text_is_clean():
    assert text_of(b"  A \x07 B\0garbage") == "A B"


def test_shooting_details_are_written_as_photographers_do():
    tags = {0x829A: 0.004, 0x829D: 2.8, 0x8827: 400, 0x920A: 50, 0xA434: "Lens", 0x9209: 16}
    assert dict(shooting_details(tags)) == {
        "exposure": "1/250 s",
        "aperture": "f/2.8",
        "iso": "400",
        "focal_length": "50 mm",
        "flash": "off",
        "lens": "Lens",
    }
