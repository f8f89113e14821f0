"""Which files are photos, by name and by content."""

import pytest

from photosearch.imaging.formats import (
    PHOTO_EXTENSIONS,
    RAW_EXTENSIONS,
    SIDECAR_EXTENSIONS,
    VIDEO_EXTENSIONS,
    extension,
    foreign_kind,
    sniff,
)
from tests.pictures import encoded, make_photo


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF", "BMP"])
def test_sniff_file_of_each_format_names_it(name):
    assert sniff(encoded(make_photo(1, (40, 30)), name)[:64]) == name.lower()


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "avif"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "raw"),
        (b"II*\0\x10\0\0\0CR\2\0", "raw"),
        (b"FUJIFILMCCD-RAW 0201", "raw"),
        (b"II*\0\x08\0\0\0", "tiff"),
        (b"\0\0\0\x18ftypqt  \0\0\0\0qt  ", None),
        (b"BM is how this text begins", None),
        (b"", None),
    ],
)
def test_sniff_head_names_format(head, name):
    assert sniff(head) == name


@pytest.mark.parametrize(
    ("head", "word"),
    [
        (b"%!PS-Adobe-3.0 EPSF-3.0", "PostScript"),
        (b"8BPS\0\1", "Photoshop"),
        (b"<svg xmlns=", "SVG"),
        (b"\0\0\0\x18ftypisom", "video"),
    ],
)
def test_foreign_kind_of_disguised_file_says_what_it_is(head, word):
    assert sniff(head) is None
    assert word in (foreign_kind(head) or "")


def test_foreign_kind_of_nothing_known_is_none():
    assert foreign_kind(b"just some text") is None


def test_extensions_of_different_kinds_do_not_overlap():
    assert not PHOTO_EXTENSIONS & VIDEO_EXTENSIONS
    assert not PHOTO_EXTENSIONS & SIDECAR_EXTENSIONS
    assert RAW_EXTENSIONS < PHOTO_EXTENSIONS


@pytest.mark.parametrize(
    ("path", "end"),
    [(b"/a.b/c", b""), (b"/a/.jpg", b""), (b"/a/b.JPG", b".jpg"), (b"\xff.Tif", b".tif")],
)
def test_extension_of_path_is_lower_case(path, end):
    assert extension(path) == end
