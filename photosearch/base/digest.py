"""The SHA-256 of a file, by which its content is known again."""

from __future__ import annotations

import hashlib
from pathlib import Path


def file_digest(path: Path | bytes) -> bytes:
    """Return 32 bytes; none where the file can't be read, which equals no file's digest."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""
