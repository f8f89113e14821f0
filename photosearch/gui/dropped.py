"""What a drop or a paste means: files, folders, or the bytes of a picture.

The order was found with real browsers: Chromium gives the file's bytes as
``application/octet-stream`` and no image; Firefox gives a re-encoded image; the URL of a linked
picture is that of a page. A URL is never fetched: nothing goes over a network.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageReader

from photosearch.gui.file_mime import local_path
from photosearch.gui.values import Example, FileExample, PictureExample

_DATA_URL = re.compile(rb"""src\s*=\s*["']?(data:image/[^"'>\s]+)""", re.IGNORECASE)
_BYTES = "application/octet-stream"
_MAX_DATA_BYTES = 256_000_000
_BOX_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1", b"hevc")


@dataclass(frozen=True)
class Dropped:
    """The content of a drop.

    Attributes:
        examples: Pictures to search for.
        folders: Folders to add, as byte paths.
        remote: Whether there was only an address of something that is not on this computer.
    """

    examples: tuple[Example, ...] = ()
    folders: tuple[bytes, ...] = ()
    remote: bool = False


def may_hold_pictures(mime: QMimeData) -> bool:
    """Tell whether a drop could be accepted, without reading its data."""
    return mime.hasUrls() or mime.hasImage() or mime.hasFormat(_BYTES) or mime.hasHtml()


def read_mime(mime: QMimeData) -> Dropped:
    """Return what a drop or the clipboard holds."""
    paths = [path for url in mime.urls() if (path := local_path(url)) is not None]
    if paths:
        folders = tuple(path for path in paths if os.path.isdir(path))
        return Dropped(tuple(FileExample(path) for path in paths if path not in folders), folders)
    for data in (_octets(mime), _image(mime), _data_url(mime)):
        if data:
            return Dropped((PictureExample(data),))
    return Dropped(remote=mime.hasUrls() or mime.hasHtml())


def _octets(mime: QMimeData) -> bytes:
    data = bytes(mime.data(_BYTES).data()) if mime.hasFormat(_BYTES) else b""
    return data if looks_like_picture(data) else b""


def looks_like_picture(data: bytes) -> bool:
    """Tell by its first bytes whether data is a picture that Qt or the decode workers can read."""
    if not data or len(data) > _MAX_DATA_BYTES:
        return False
    if data[4:8] == b"ftyp" and data[8:12] in _BOX_BRANDS:
        return True
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return QImageReader(buffer).canRead()


def _image(mime: QMimeData) -> bytes:
    for name in ("image/png", "image/jpeg", "image/webp"):
        data = bytes(mime.data(name).data()) if mime.hasFormat(name) else b""
        if looks_like_picture(data):
            return data
    image = mime.imageData() if mime.hasImage() else None
    return png_of(image) if isinstance(image, QImage) and not image.isNull() else b""


def png_of(image: QImage) -> bytes:
    """Return an image as PNG, quickly rather than small."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 90)  # type: ignore[call-overload]  # the stub wants bytes, Qt str
    return bytes(data.data())


def _data_url(mime: QMimeData) -> bytes:
    text = mime.html().encode("utf-8", "surrogatepass") if mime.hasHtml() else b""
    match = _DATA_URL.search(text)
    urls = [match.group(1)] if match else []
    urls += [bytes(url.toEncoded().data()) for url in mime.urls() if url.scheme() == "data"]
    for url in urls:
        head, _, body = url.partition(b",")
        try:
            data = base64.b64decode(body) if b";base64" in head else unquote_to_bytes(body)
        except binascii.Error:
            continue
        if looks_like_picture(data):
            return data
    return b""
