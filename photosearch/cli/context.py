"""What a command gets: its library, its output and a progress that Ctrl+C cancels."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.progress import ProgressControl
from photosearch.cli.output import Output
from photosearch.services.commands import run_command
from photosearch.services.library import Library, open_library


@dataclass
class Session:
    """One run of the program from a terminal.

    Attributes:
        directory: The library.
        output: Where results and progress go.
        progress: Cancelled by Ctrl+C.
    """

    directory: Path
    output: Output
    progress: ProgressControl

    @contextmanager
    def reading(self) -> Iterator[Library]:
        """Open the library to read; works beside a window that writes."""
        library = open_library(self.directory, writable=False)
        try:
            yield library
        finally:
            library.close()

    def command(self, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """Do something that writes: here, or in the process that holds the library."""
        return run_command(self.directory, name, arguments, self.progress)


def absolute(path: str) -> bytes:
    """Return an argument as an absolute byte path, root as given, symbolic links unresolved."""
    return os.path.abspath(os.fsencode(os.path.expanduser(path)))


def picture_file(library: Library, path: str) -> bytes:
    """Return an argument as the absolute path of a file that is there, or that is known.

    Raises:
        UserError: There is no such file, or it is a folder.
    """
    full = absolute(path)
    name = shown(os.fsencode(path))
    if os.path.isdir(full):
        raise UserError("not-a-file", f"{name} is a folder, not a picture", "Name one picture.")
    if not os.path.exists(full) and not library.catalog.locations.photos_at([full]):
        raise UserError("no-such-file", f"there is no file {name}", "Check the name.")
    return full
