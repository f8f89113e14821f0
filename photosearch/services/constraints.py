"""Constraints: what a person says of two photos, or of three or four.

A saying that is the plain opposite of another one is refused, since both together say nothing. One
that contradicts others only along a chain is kept and told: which of them is wrong, the person has
to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.types import ConstraintId, PhotoId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.constraints import Constraint, Kind, Saying, Source, pair_of
from photosearch.catalog.journal import Json
from photosearch.services.contradictions import Contradiction, find_contradictions
from photosearch.services.library import Library

_SIGNS = {"same": "=", "different": "≠"}


@dataclass(frozen=True)
class Said:
    """What became of something that a person said.

    Attributes:
        constraint: It.
        new: Whether it was not said before.
        contradictions: Those that it takes part in.
    """

    constraint: Constraint
    new: bool
    contradictions: tuple[Contradiction, ...]


def say_same(library: Library, one: PhotoId, other: PhotoId, source: Source = "said") -> Said:
    """Say that two photos show the same.

    Raises:
        UserError: ``same-photo``, ``unknown-photo``, or ``contradiction``: they were called
            different.
    """
    return say(library, Saying("same", pair_of(one, other)), source)


def say_different(library: Library, one: PhotoId, other: PhotoId, source: Source = "said") -> Said:
    """Say that two photos do not show the same.

    Raises:
        UserError: ``same-photo``, ``unknown-photo``, or ``contradiction``: they were called the
            same.
    """
    return say(library, Saying("different", pair_of(one, other)), source)


def say_closer(library: Library, anchor: PhotoId, near: PhotoId, far: PhotoId) -> Said:
    """Say that a photo is more like a second one than like a third one.

    Raises:
        UserError: ``same-photo``, ``contradiction``, ``unknown-photo``.
    """
    return say(library, Saying("closer", pair_of(anchor, near), pair_of(anchor, far)), "said")


def say(library: Library, saying: Saying, source: Source) -> Said:
    """Say something, as one step; what was said already is not said twice.

    Raises:
        UserError: As ``say_same``.
    """
    catalog = library.catalog
    with catalog.transaction(durable=True):
        _check_photos(catalog, saying)
        known = catalog.constraints.find(saying)
        if known is None:
            _refuse_opposite(catalog, saying)
        constraint = known or catalog.constraints.add(saying, source)
        if known is None:
            inverse = inverse_of_sayings([constraint])
            summary = f"Said: {_in_words(catalog, saying)}"
            catalog.journal.record("constraint-say", summary, {"kind": saying.kind}, inverse)
        found = list_contradictions(library)
    own = tuple(one for one in found if constraint in one.constraints)
    return Said(constraint, known is None, own)


def reject(
    library: Library, photo_id: PhotoId, rejected: Sequence[PhotoId], source: Source
) -> list[Constraint]:
    """Say that photos are different from one, as one step: rejected results, or duplicates.

    Pairs about which this, or the opposite, was said already are left as they are.

    Returns:
        What is new.

    Raises:
        UserError: ``unknown-photo``.
    """
    catalog = library.catalog
    new: list[Constraint] = []
    with catalog.transaction(durable=True):
        for other in dict.fromkeys(rejected):
            if other == photo_id:
                continue
            saying = Saying("different", pair_of(photo_id, other))
            _check_photos(catalog, saying)
            said = say_unless_said(catalog, saying, source)
            new += [said] if said else []
        if new:
            inverse = inverse_of_sayings(new)
            what = "1 pair" if len(new) == 1 else f"{len(new):,} pairs"
            summary = f"Said of {what} of photos: not the same"
            catalog.journal.record("constraint-say", summary, {"kind": "different"}, inverse)
    return new


def say_unless_said(catalog: Catalog, saying: Saying, source: Source) -> Constraint | None:
    """Say something, in a transaction that records it, unless it or its opposite was said."""
    if catalog.constraints.find(saying) or _opposite(catalog, saying):
        return None
    return catalog.constraints.add(saying, source)


def inverse_of_sayings(added: Sequence[Constraint]) -> Json:
    """Return what the journal keeps to take back what was said (``take_back_saying``)."""
    return {"constraints_added": [_row(one) for one in added], "constraints_removed": []}


def list_constraints(library: Library) -> list[Constraint]:
    """Return everything that was said, in the order of being said."""
    return library.catalog.constraints.all()


def list_contradictions(library: Library) -> list[Contradiction]:
    """Return what can't all be true of what was said and of the groups."""
    constraints = library.catalog.constraints.all()
    photos = {photo for one in constraints for photo in one.saying.photos}
    return find_contradictions(constraints, library.catalog.labels.of_photos(list(photos)))


def remove_constraints(library: Library, constraint_ids: Sequence[int]) -> list[Constraint]:
    """Take back what was said, as one step, and return it.

    Raises:
        UserError: ``no-such-constraint``; then nothing is removed.
    """
    catalog = library.catalog
    with catalog.transaction(durable=True):
        found = catalog.constraints.get(constraint_ids)
        missing = set(constraint_ids) - {one.constraint_id for one in found}
        if missing:
            text = f"nothing with the number {min(missing)} was said"
            hint = "See the numbers with: photosearch constraints list"
            raise UserError("no-such-constraint", text, hint)
        catalog.constraints.remove([one.constraint_id for one in found])
        if found:
            inverse = {"constraints_added": [], "constraints_removed": [_row(one) for one in found]}
            one_said = _in_words(catalog, found[0].saying) if len(found) == 1 else ""
            summary = f"Took back: {one_said or f'{len(found):,} things said of pairs'}"
            catalog.journal.record("constraint-remove", summary, {"number": len(found)}, inverse)
    return found


def take_back_saying(catalog: Catalog, inverse: Json) -> None:
    """Undo a step, in a transaction.

    Raises:
        UserError: ``constraint-changed``: the ground has shifted; nothing of the step was undone.
    """
    added = [_constraint(row) for row in inverse["constraints_added"]]
    removed = [_constraint(row) for row in inverse["constraints_removed"]]
    there = catalog.constraints.get([one.constraint_id for one in added])
    said_again = [one for one in removed if catalog.constraints.find(one.saying)]
    opposed = [one for one in removed if _opposite(catalog, one.saying)]
    if len(there) < len(added) or said_again or opposed:
        text = "this can't be undone: something else was said of the same photos since"
        raise UserError("constraint-changed", text, "See: photosearch constraints list")
    catalog.constraints.remove([one.constraint_id for one in added])
    catalog.constraints.restore(removed)


def explain(catalog: Catalog, contradiction: Contradiction) -> str:
    """Return a contradiction in words, with the numbers of what was said."""
    said = [
        f"{_in_words(catalog, one.saying)} (no. {one.constraint_id})"
        for one in contradiction.constraints
    ]
    if contradiction.group_id is not None:
        group = catalog.groups.get([contradiction.group_id]).get(contradiction.group_id)
        said.append(f"both are in the group “{group.name}”" if group else "both are in one group")
    return ", but ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]


def _check_photos(catalog: Catalog, saying: Saying) -> None:
    pairs = [saying.pair, *([saying.other] if saying.other else [])]
    if any(first == second for first, second in pairs) or saying.pair == saying.other:
        text = "these are one and the same photo"
        hint = "Name different ones: copies of a file are one photo."
        raise UserError("same-photo", text, hint)
    if any(catalog.photos.get(photo) is None for photo in saying.photos):
        raise UserError("unknown-photo", "the library does not know one of the photos")


def _refuse_opposite(catalog: Catalog, saying: Saying) -> None:
    opposite = _opposite(catalog, saying)
    if opposite is not None:
        words = _in_words(catalog, opposite.saying)
        text = f"you said the opposite before: {words}"
        hint = f"Take that back first: photosearch constraints remove {opposite.constraint_id}"
        raise UserError("contradiction", text, hint, said=words)


def _opposite(catalog: Catalog, saying: Saying) -> Constraint | None:
    """Return the constraint that says the plain opposite."""
    if saying.kind == "closer":
        assert saying.other is not None
        return catalog.constraints.find(Saying("closer", saying.other, saying.pair))
    kind: Kind = "different" if saying.kind == "same" else "same"
    return catalog.constraints.find(Saying(kind, saying.pair))


def _in_words(catalog: Catalog, saying: Saying) -> str:
    details = {one.photo_id: one for one in catalog.photos.details(saying.photos)}
    names = [
        shown(details[one].path.rpartition(b"/")[2]) if one in details else f"photo {one}"
        for one in saying.triplet or saying.photos
    ]
    if saying.other is None:
        return f" {_SIGNS[saying.kind]} ".join(names)
    if saying.triplet is not None:
        return f"{names[0]} is more like {names[1]} than {names[2]}"
    return f"{names[0]} and {names[1]} are more alike than {names[2]} and {names[3]}"


def _row(one: Constraint) -> list[int | str | float]:
    pairs = [*one.saying.pair, *(one.saying.other or ())]
    return [one.constraint_id, one.saying.kind, one.source, one.said_at, *pairs]


def _constraint(row: list[Any]) -> Constraint:
    constraint_id, kind, source, said_at, first, second, *other = row
    pair = (PhotoId(first), PhotoId(second))
    saying = Saying(kind, pair, (PhotoId(other[0]), PhotoId(other[1])) if other else None)
    return Constraint(ConstraintId(constraint_id), saying, source, said_at)
