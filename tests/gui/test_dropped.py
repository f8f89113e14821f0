import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QUrl

from photosearch.gui.dropped import may_hold_pictures, read_mime
from photosearch.gui.file_mime import files_mime, local_path
from photosearch.gui.values import FileExample, PictureExample
from tests.gui.fakes import drawing, encoded


def test_local_files_come_first_and_all(tmp_path):
    paths = [str(tmp_path / name).encode() for name in ("a.jpg", "b.png")]
    mime = files_mime(paths)
    mime.setImageData(drawing(1))
    assert read_mime(mime).examples == tuple(FileExample(path) for path in paths)


def test_folder_is_told_apart(tmp_path):
    dropped = read_mime(files_mime([str(tmp_path).encode()]))
    assert (dropped.folders, dropped.examples) == ((str(tmp_path).encode(),), ())


def test_bytes_of_a_picture_beat_the_image_and_the_address():
    mime, data = QMimeData(), encoded(drawing(2))
    mime.setData("application/octet-stream", data)
    mime.setUrls([QUrl("https://example.org/a.jpg")])
    assert read_mime(mime).examples == (PictureExample(data),)


def test_bytes_that_are_no_picture_are_passed_over():
    mime = QMimeData()
    mime.setData("application/octet-stream", b"no picture at all")
    mime.setData("image/png", encoded(drawing(3), "PNG"))
    (example,) = read_mime(mime).examples
    assert example.data.startswith(b"\x89PNG")


def test_image_without_bytes_becomes_a_png():
    mime = QMimeData()
    mime.setImageData(drawing(4))
    (example,) = read_mime(mime).examples
    assert example.data.startswith(b"\x89PNG")


def test_data_address_in_html_is_decoded():
    data = encoded(drawing(5), "PNG")
    mime = QMimeData()
    mime.setHtml(f'<img alt="x" src="data:image/png;base64,{base64.b64encode(data).decode()}">')
    assert read_mime(mime).examples == (PictureExample(data),)


@pytest.mark.parametrize(
    "address", ["https://example.org/p.jpg", "file://server/share/p.jpg", "ftp://x/y.png"]
)
def test_remote_address_gives_nothing_but_says_so(address):
    mime = QMimeData()
    mime.setUrls([QUrl(address)])
    dropped = read_mime(mime)
    assert dropped.remote
    assert not dropped.examples


def test_plain_text_is_not_accepted():
    mime = QMimeData()
    mime.setText("hello")
    assert not may_hold_pictures(mime)
    assert not read_mime(mime).examples


@given(st.binary(min_size=1, max_size=60).filter(lambda name: b"\0" not in name))
def test_any_file_name_passes_a_round_trip(name):
    path = b"/photos/" + name
    (url,) = files_mime([path]).urls()
    assert local_path(url) == path
