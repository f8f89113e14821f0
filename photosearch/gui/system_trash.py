"""The trash of Windows and macOS, which only Qt can reach; where files went it tells afterwards."""

from __future__ import annotations

import os

from PySide6.QtCore import QFile

from photosearch.base.paths import shown
from photosearch.catalog.deeds import DeedKind
from photosearch.services.held_folder import HeldFolder
from photosearch.services.trash import TrashError, rename_back


class SystemTrash:
    """Moves files to the trash that the system shows; never deletes."""

    kind: DeedKind = "system"

    def plan(self, folder: HeldFolder, name: bytes) -> bytes:  # noqa: ARG002 - as the protocol
        """Return nothing: the system chooses the place."""
        return b""

    def put(self, folder: HeldFolder, name: bytes, place: bytes) -> bytes:  # noqa: ARG002
        """Move the file and return where the system says that it is."""
        path = os.path.join(folder.path, name)
        file = QFile(os.fsdecode(path))
        if not file.moveToTrash():
            said = shown(path)
            text = f"{said} can't be moved to the trash: {file.errorString()}"
            raise TrashError("no-trash", text, "It can be set aside instead.", path=said)
        return os.fsencode(file.fileName())

    def take_back(self, place: bytes, folder: HeldFolder, name: bytes) -> None:
        """Move the file back."""
        rename_back(place, folder, name)

    def tidy(self, place: bytes) -> None:
        """Do nothing: the notes are the system's."""
