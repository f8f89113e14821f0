"""A file's digest, by either kind of path."""

from __future__ import annotations

import hashlib
import os

from photosearch.base.digest import file_digest


def test_file_digest_is_the_sha256_of_the_content(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"content" * 100_000)
    expected = hashlib.sha256(b"content" * 100_000).digest()
    assert file_digest(path) == expected
    assert file_digest(os.fsencode(path)) == expected


def test_file_digest_of_what_can_not_be_read_is_empty(tmp_path):
    assert file_digest(tmp_path / "missing") == b""
    assert file_digest(tmp_path) == b""
