"""Where things lie, and how byte paths are shown.

Paths of photos are bytes from the file system to the catalogue and back; ``shown`` turns them into
text for people, ``as_text`` into text that survives a round trip (lone surrogates).
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import platformdirs

import photosearch
from photosearch.base.errors import UserError

_APP = "photosearch"


def default_library_dir() -> Path:
    """Return the library of a person who has named none."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False)) / "library"


def lab_dir() -> Path:
    """Return the folder of the lab's runs where a person has named none."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False)) / "lab"


def config_dir() -> Path:
    """Return the folder of the person's settings."""
    return Path(platformdirs.user_config_dir(_APP, appauthor=False))


def log_dir() -> Path:
    """Return the folder of log files and crash reports."""
    return Path(platformdirs.user_log_dir(_APP, appauthor=False))


def resources_dir() -> Path:
    """Return the folder of icons, models and translations: of the checkout or of the package."""
    package = Path(photosearch.__file__).parent
    bundled = package / "_resources"
    return bundled if bundled.is_dir() else package.parent / "resources"


def socket_path(library_dir: Path) -> str:
    """Return the address at which the holder of a library takes commands.

    A Unix socket's path is limited to 108 bytes, so it does not lie in the library but in the
    person's runtime folder, under a hash of the library's real path.
    """
    name = hashlib.sha256(os.fsencode(os.path.realpath(library_dir))).hexdigest()[:24]
    if os.name == "nt":
        return rf"\\.\pipe\photosearch-{name}"
    runtime = _runtime_dir()
    return str(runtime / f"{name}.socket")


def _runtime_dir() -> Path:
    """Return a folder of this person's alone that goes away with their session.

    Raises:
        UserError: Somebody else has made it.
    """
    session_dir = os.environ.get("XDG_RUNTIME_DIR")
    if session_dir and os.path.isdir(session_dir):
        runtime = Path(session_dir) / _APP
    else:
        runtime = Path(tempfile.gettempdir()) / f"{_APP}-{os.getuid()}"
    runtime.mkdir(mode=0o700, exist_ok=True)
    info = runtime.lstat()
    if info.st_uid != os.getuid() or info.st_mode & 0o077:
        text = f"{runtime} belongs to somebody else or is open to others"
        hint = "Remove it, or set XDG_RUNTIME_DIR."
        raise UserError("foreign-runtime-folder", text, hint, path=shown(str(runtime)))
    return runtime


def shown(path: bytes | str) -> str:
    """Return a path as people can read it: undecodable bytes and control signs escaped."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def as_text(path: bytes) -> str:
    """Return a path as ``str`` without loss (``os.fsdecode``: lone surrogates for odd bytes)."""
    return os.fsdecode(path)
