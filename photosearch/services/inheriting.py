"""Inheriting: what was said of a photo that goes is said of the one that stays in its stead.

Labels go to the keeper, and so do decisions about pairs, above all "not duplicates": otherwise the
person would be asked again. The frame of a burst is another picture than the one that is kept, so
of these only labels go over. What goes keeps its own too: it comes back with an undo.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from photosearch.base.types import PhotoId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.constraints import Constraint, Pair, Saying, pair_of
from photosearch.catalog.duplicates import DuplicateAnswer
from photosearch.catalog.journal import Json
from photosearch.catalog.labels import Label
from photosearch.services.constraints import (
    inverse_of_sayings,
    say_unless_said,
    take_back_saying,
)
from photosearch.services.duplicate_answers import inverse_of_answers, take_back_answers
from photosearch.services.group_steps import GroupStep, inverse_of, take_back

JOURNAL_KIND = "inherited"


@dataclass(frozen=True)
class Heirs:
    """Who inherits from whom.

    Attributes:
        labels: Photo that goes → the one that stays in its stead.
        pairs: The same, of those whose decisions about pairs go over too.
    """

    labels: Mapping[PhotoId, PhotoId]
    pairs: Mapping[PhotoId, PhotoId]


@dataclass(frozen=True)
class Inherited:
    """What went over.

    Attributes:
        labels: Labels that the heirs did not have before.
        constraints: What is now said of them.
        answers: Of which photos they are now said to be, or not to be, duplicates.
    """

    labels: tuple[Label, ...]
    constraints: tuple[Constraint, ...]
    answers: tuple[DuplicateAnswer, ...]

    def __len__(self) -> int:
        """Return how many things that is."""
        return len(self.labels) + len(self.constraints) + len(self.answers)

    @property
    def inverse(self) -> Json:
        """What takes it back (``take_back_inheritance``)."""
        return (
            inverse_of(GroupStep(added=self.labels))
            | inverse_of_sayings(self.constraints)
            | inverse_of_answers(self.answers)
        )


def inherit(catalog: Catalog, heirs: Heirs) -> Inherited:
    """Say of those that stay what was said of those that go, as one step that can be undone.

    What contradicts something that was said of an heir before is left out.
    """
    with catalog.transaction(durable=True):
        labels = catalog.labels.add(
            [
                Label(label.group_id, heirs.labels[label.photo_id])
                for label in catalog.labels.of_photos(list(heirs.labels))
            ]
        )
        found = Inherited(
            tuple(labels),
            tuple(_inherit_pairs(catalog, heirs.pairs)),
            tuple(_inherit_answers(catalog, heirs.pairs)),
        )
        if found:
            things = "1 thing" if len(found) == 1 else f"{len(found):,} things"
            summary = f"Kept {things} said of duplicates for the photos that stay"
            catalog.journal.record(JOURNAL_KIND, summary, {"number": len(found)}, found.inverse)
    return found


def take_back_inheritance(catalog: Catalog, inverse: Json) -> None:
    """Undo a step, in a transaction.

    Raises:
        UserError: As ``take_back``, ``take_back_saying`` and ``take_back_answers``.
    """
    take_back(catalog, inverse)
    take_back_saying(catalog, inverse)
    take_back_answers(catalog, inverse)


def _inherit_answers(catalog: Catalog, heirs: Mapping[PhotoId, PhotoId]) -> list[DuplicateAnswer]:
    known = {one.pair: one for one in catalog.duplicates.answers()} if heirs else {}
    new: dict[Pair, DuplicateAnswer] = {}
    for one in known.values():
        pair = None if heirs.keys().isdisjoint(one.pair) else _heirs_of(one.pair, heirs)
        if pair is not None and pair not in known:
            new.setdefault(pair, DuplicateAnswer(pair, one.duplicates, one.said_at))
    catalog.duplicates.put_answers(list(new.values()))
    return list(new.values())


def _inherit_pairs(catalog: Catalog, heirs: Mapping[PhotoId, PhotoId]) -> list[Constraint]:
    new: list[Constraint] = []
    if not heirs:
        return new
    for one in catalog.constraints.all():
        if heirs.keys().isdisjoint(one.saying.photos):
            continue
        saying = _inherited(one.saying, heirs)
        said = say_unless_said(catalog, saying, one.source) if saying is not None else None
        new += [said] if said else []
    return new


def _inherited(saying: Saying, heirs: Mapping[PhotoId, PhotoId]) -> Saying | None:
    """Return what is then said of the heirs; ``None`` where it says nothing any more."""
    pair = _heirs_of(saying.pair, heirs)
    other = None if saying.other is None else _heirs_of(saying.other, heirs)
    if pair is None or pair == other or (saying.other is not None and other is None):
        return None
    return Saying(saying.kind, pair, other)


def _heirs_of(pair: Pair, heirs: Mapping[PhotoId, PhotoId]) -> Pair | None:
    one, other = (heirs.get(photo, photo) for photo in pair)
    return None if one == other else pair_of(one, other)
