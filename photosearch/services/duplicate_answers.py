"""What a person says of duplicates: remembered for every pair, for ever, with undo.

It is kept apart from what is said of likeness (``constraints``): two frames of one dog are not
duplicates and yet the same dog, so that a metric must not learn to tell them apart.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from photosearch.base.errors import UserError
from photosearch.base.types import PhotoId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.constraints import pair_of
from photosearch.catalog.duplicates import DuplicateAnswer, answer
from photosearch.catalog.journal import Json
from photosearch.services.library import Library

JOURNAL_KIND = "duplicates-say"
_MOST_PHOTOS = 200


def say_not_duplicates(library: Library, photo_ids: Sequence[PhotoId]) -> int:
    """Say that no two of some photos are duplicates, as one step; returns how many pairs are new.

    Raises:
        UserError: ``unknown-photo``; ``too-many-photos``.
    """
    return _say(library, photo_ids, duplicates=False)


def say_duplicates(library: Library, photo_ids: Sequence[PhotoId]) -> int:
    """Say that photos are duplicates of each other, as one step; returns how many pairs are new.

    Raises:
        UserError: ``unknown-photo``; ``too-many-photos``.
    """
    return _say(library, photo_ids, duplicates=True)


def inverse_of_answers(
    after: Sequence[DuplicateAnswer], before: Sequence[DuplicateAnswer] = ()
) -> Json:
    """Return what the journal keeps to take answers back (``take_back_answers``)."""
    return {
        "answers_after": [_row(one) for one in after],
        "answers_before": [_row(one) for one in before],
    }


def take_back_answers(catalog: Catalog, inverse: Json) -> None:
    """Undo a step, in a transaction.

    Raises:
        UserError: ``answers-changed``: something else was said of one of the pairs since.
    """
    after = [_answer(row) for row in inverse["answers_after"]]
    before = [_answer(row) for row in inverse["answers_before"]]
    now = {one.pair: one for one in catalog.duplicates.answers()}
    if any(now.get(one.pair) != one for one in after):
        text = "this can't be undone: something else was said of the same photos since"
        raise UserError("answers-changed", text)
    catalog.duplicates.remove_answers([one.pair for one in after])
    catalog.duplicates.put_answers(before)


def _say(library: Library, photo_ids: Sequence[PhotoId], *, duplicates: bool) -> int:
    catalog, photos = library.catalog, list(dict.fromkeys(photo_ids))
    if len(photos) > _MOST_PHOTOS:
        text = f"{len(photos):,} photos are too many to say something of every pair"
        raise UserError("too-many-photos", text, f"Choose {_MOST_PHOTOS} at most.")
    with catalog.transaction(durable=True):
        if any(catalog.photos.get(photo) is None for photo in photos):
            raise UserError("unknown-photo", "the library does not know one of the photos")
        known = {one.pair: one for one in catalog.duplicates.answers()}
        pairs = [pair_of(*two) for two in itertools.combinations(photos, 2)]
        new = [
            answer(pair, duplicates=duplicates)
            for pair in pairs
            if pair not in known or known[pair].duplicates is not duplicates
        ]
        if new:
            before = [known[one.pair] for one in new if one.pair in known]
            catalog.duplicates.put_answers(new)
            inverse = inverse_of_answers(new, before)
            what = "1 pair" if len(new) == 1 else f"{len(new):,} pairs"
            said = "duplicates" if duplicates else "no duplicates"
            summary = f"Said of {what} of photos: {said}"
            catalog.journal.record(JOURNAL_KIND, summary, {"duplicates": duplicates}, inverse)
    return len(new)


def _row(one: DuplicateAnswer) -> list[float | int]:
    return [int(one.duplicates), one.said_at, *one.pair]


def _answer(row: Sequence[Any]) -> DuplicateAnswer:
    duplicates, said_at, first, second = row
    return DuplicateAnswer((PhotoId(first), PhotoId(second)), bool(duplicates), said_at)
