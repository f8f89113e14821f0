"""What to tell a person when the library itself can't be written."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from photosearch.base.errors import UserError
from photosearch.base.paths import shown

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def writing_library(directory: Path) -> Iterator[None]:
    """Turn what the system says while a library is written into what a person can act on.

    Raises:
        UserError: ``"disk-full"`` or ``"unwritable-library"``.
    """
    try:
        yield
    except OSError as error:
        where = shown(str(directory))
        if error.errno in _FULL:
            text = f"the disk of the library {where} is full"
            hint = "Free some space and go on; what was finished is kept."
            raise UserError("disk-full", text, hint) from error
        text = f"the library {where} can't be written: {error.strerror}"
        hint = "Give yourself the right to write there, or choose another with --library DIR."
        raise UserError("unwritable-library", text, hint, path=where) from error
