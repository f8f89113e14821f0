"""Files as drags and clipboards carry them: percent-encoded bytes, so that any name passes."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl


def file_url(path: bytes) -> str:
    """Return the ``file://`` URL of an absolute byte path."""
    slashed = path.replace(b"\\", b"/") if path[1:2] == b":" else path
    lead = "" if slashed.startswith(b"/") else "/"
    return "file://" + lead + quote(slashed, safe="/:")


def local_path(url: QUrl) -> bytes | None:
    """Return the byte path of a local file's URL; None for anything else.

    ``QUrl.isLocalFile`` is also true for ``file://server/share`` and ``toLocalFile`` loses names
    that are not UTF-8; hence the empty host and the encoded form.
    """
    if url.scheme() != "file" or url.host():
        return None
    encoded = bytes(url.toEncoded().data())
    path = unquote_to_bytes(encoded.removeprefix(b"file://"))
    if path[2:3] == b":" and path[:1] == b"/":
        path = path[1:]
    return path or None


def files_mime(paths: Sequence[bytes]) -> QMimeData:
    """Return files as ``text/uri-list``."""
    mime = QMimeData()
    lines = "".join(file_url(path) + "\r\n" for path in paths)
    mime.setData("text/uri-list", lines.encode("ascii"))
    return mime
