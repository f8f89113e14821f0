"""Finishing or taking back deeds that a crash has interrupted; what lies on the disk decides.

A deed whose files have all moved is finished if what stays still stands; everything else is taken
back. Doing this twice, or dying while doing it, changes nothing more: each step looks again.
"""

from __future__ import annotations

import logging
import os
from collections import Counter

from photosearch.base.paths import shown
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.deeds import Deed
from photosearch.services.deeds import (
    at_origin,
    bring_back,
    in_trash,
    keeper_stands,
    settle_done,
    settle_returned,
    trash_for,
)
from photosearch.services.relocating import where_it_lies
from photosearch.services.trash import Trash, TrashError

_logger = logging.getLogger(__name__)


def recover_deeds(catalog: Catalog, system: Trash) -> Counter[str]:
    """Bring every half-done deed to an end.

    Args:
        catalog: Opened to write.
        system: The trash of the system.

    Returns:
        How many were ``"finished"``, ``"taken back"``, or are ``"waiting"`` for their drive.
    """
    outcomes: Counter[str] = Counter()
    for deed in catalog.deeds.half_done():
        outcome = _recover(catalog, system, where_it_lies(catalog, deed))
        outcomes[outcome] += 1
        _logger.warning("the move of %s to the trash was %s", shown(deed.path), outcome)
    return outcomes


def _recover(catalog: Catalog, system: Trash, deed: Deed) -> str:
    trash = trash_for(deed, system)
    nowhere = [f for f in deed.files if not in_trash(f) and not at_origin(deed, f)]
    if not os.path.isdir(deed.root_path) or (nowhere and not keeper_stands(deed)):
        return "waiting"
    if deed.step == "returning":
        return _returned(catalog, trash, deed)
    moved = all(in_trash(file) or file in nowhere for file in deed.files)
    if moved and keeper_stands(deed):
        settle_done(catalog, deed)
        return "finished"
    return _returned(catalog, trash, deed)


def _returned(catalog: Catalog, trash: Trash, deed: Deed) -> str:
    try:
        _drop_second_names(deed)
        bring_back(trash, deed)
    except TrashError as error:  # something lies there now: it stays listed in the trash
        _logger.warning("%s", error.message)
        settle_done(catalog, deed)
        return "finished"
    for file in deed.files:
        trash.tidy(file.place)
    if all(at_origin(deed, file) for file in deed.files if file.location_id is not None):
        settle_returned(catalog, deed)
    else:
        settle_done(catalog, deed)
        return "finished"
    return "taken back"


def _drop_second_names(deed: Deed) -> None:
    """Remove the name in the trash of a file that a crash has left with two names (hard links)."""
    for file in deed.files:
        path = os.path.join(deed.root_path, file.relative_path)
        if in_trash(file) and os.path.lexists(path):
            here, there = os.lstat(path), os.lstat(file.place)
            if here.st_ino and (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino):
                os.unlink(file.place)
