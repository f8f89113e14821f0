"""Where encoders lie: the bundled one in the program, added ones in the library's ``encoders/``."""

from __future__ import annotations

import functools
from pathlib import Path

from photosearch.base.errors import UserError
from photosearch.base.paths import resources_dir
from photosearch.base.types import EncoderId
from photosearch.catalog.catalog import Catalog
from photosearch.encoder.card import Card, read_card

ENCODER_DIR = resources_dir() / "models" / "efficientnet-lite0"
_NAME_CHARS = 32


def added_folder(directory: Path, fingerprint: str) -> Path:
    """Return where a library keeps an added encoder."""
    return directory / "encoders" / fingerprint[:_NAME_CHARS]


def encoder_folder(directory: Path, catalog: Catalog, encoder_id: EncoderId) -> Path:
    """Return the folder of an encoder; id 0 is the bundled one before a writer has recorded it.

    Raises:
        UserError: The library knows no such encoder, or the installation is damaged.
    """
    if not encoder_id:
        return ENCODER_DIR
    row = catalog.encoders.get(encoder_id)
    if row is None:
        text = f"there is no encoder {encoder_id}"
        raise UserError("no-such-encoder", text, "See: photosearch encoders list")
    bundled = row.fingerprint == _bundled_fingerprint()
    return ENCODER_DIR if bundled else added_folder(directory, row.fingerprint)


@functools.cache
def _bundled_fingerprint() -> str:
    """Return what the program came with, read once: every query asks."""
    return read_card(ENCODER_DIR).fingerprint


def card_of(directory: Path, catalog: Catalog, encoder_id: EncoderId) -> Card:
    """Return the card of an encoder (``UserError`` where it is missing or damaged)."""
    return read_card(encoder_folder(directory, catalog, encoder_id))


def encoder_in_use(catalog: Catalog) -> EncoderId:
    """Return the encoder of the active metric; before there is one, the bundled one, recorded."""
    active = catalog.metrics.active()
    if active is not None:
        return active.encoder_id
    card = read_card(ENCODER_DIR)
    return catalog.encoders.ensure(card.fingerprint, card.name, card.dim)
