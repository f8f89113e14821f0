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
from photosearch.catalog.journal import Json
from photosearch.catalog.labels import Label
from photosearch.services.constraints import (
    inverse_of_sayings,
    say_unless_said,
    take_back_saying,
)
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
    """

    labels: tuple[Label, ...]
    constraints: tuple[Constraint, ...]

    @property
    def inverse(self) -> Json:
        """What takes it back (``take_back_inheritance``)."""
        return inverse_of(GroupStep(added=self.labels)) | inverse_of_sayings(self.constraints)


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
        found = Inherited(tuple(labels), tuple(_inherit_pairs(catalog, heirs.pairs)))
        if found.labels or found.constraints:
            n_things = len(found.labels) + len(found.constraints)
            things = "1 thing" if n_things == 1 else f"{n_things:,} things"
            summary = f"Kept {things} said of duplicates for the photos that stay"
            catalog.journal.record(JOURNAL_KIND, summary, {"number": n_things}, found.inverse)
    return found


def take_back_inheritance(catalog: Catalog, inverse: Json) -> None:
    """Undo a step, in a transaction.

    Raises:
        UserError: As ``take_back`` and ``take_back_saying``.
    """
    take_back(catalog, inverse)
    take_back_saying(catalog, inverse)


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
