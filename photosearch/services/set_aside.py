"""Set aside: a folder on the same drive for files where there is no trash.

It lies next to the root, or in it where the root is the top of its drive, and keeps the folders of
what it holds. Indexing leaves it out by its name.
"""

from __future__ import annotations

import os
from contextlib import suppress

from photosearch.catalog.deeds import DeedKind
from photosearch.services.held_folder import HeldFolder, hold_folder, rename_new
from photosearch.services.trash import emptied, putting_refused, returning_refused, unused_name
from photosearch.services.walking import SET_ASIDE


class SetAside:
    """Moves the files of one root to a folder beside it."""

    kind: DeedKind = "aside"

    def __init__(self, root: bytes) -> None:
        """Serve a root; ``root`` is its absolute path."""
        self._root = os.path.realpath(root)

    def plan(self, folder: HeldFolder, name: bytes) -> bytes:
        """Return a free path in the folder that is set aside."""
        inside = os.path.relpath(os.path.realpath(folder.path), self._root)
        beside = os.path.join(os.path.basename(self._root), inside)
        held_in = os.path.dirname(self._root)
        if os.stat(held_in).st_dev != folder.own_stat().st_dev or os.path.ismount(self._root):
            held_in, beside = self._root, inside
        place = os.path.join(held_in, SET_ASIDE, beside, unused_name(name))
        return os.path.normpath(place)

    def put(self, folder: HeldFolder, name: bytes, place: bytes) -> bytes:
        """Move the file."""
        try:
            with _parent(place, create=True) as aside:
                rename_new(folder, name, aside, os.path.basename(place))
        except OSError as error:
            raise putting_refused(error, os.path.join(folder.path, name)) from error
        return place

    def take_back(self, place: bytes, folder: HeldFolder, name: bytes) -> None:
        """Move the file back, and remove the folders that it leaves empty."""
        path = os.path.join(folder.path, name)
        try:
            with _parent(place) as aside:
                aside.stat(os.path.basename(place))
                rename_new(aside, os.path.basename(place), folder, name)
        except FileNotFoundError as error:
            raise emptied(path) from error
        except OSError as error:
            raise returning_refused(error, path) from error
        self.tidy(place)

    def tidy(self, place: bytes) -> None:
        """Remove empty folders of what is set aside."""
        above = os.path.dirname(place)
        with suppress(OSError):  # not empty: something else is still set aside
            while SET_ASIDE in above.split(b"/"):
                os.rmdir(above)
                above = os.path.dirname(above)


def _parent(place: bytes, *, create: bool = False) -> HeldFolder:
    base, _, inside = place.partition(b"/" + SET_ASIDE + b"/")
    return hold_folder(
        base or b"/", os.path.join(SET_ASIDE, os.path.dirname(inside)), create=create
    )
