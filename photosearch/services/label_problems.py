"""Problem of the labels: what keeps them from teaching anything, said before a tuning is tried.

None of it is refused when it is entered: a group begins with one photo. Learning uses what is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from photosearch.base.types import GroupId, Ids, PhotoId
from photosearch.catalog.photos import Signatures
from photosearch.services.constraints import explain, list_contradictions
from photosearch.services.groups import photos_in_several
from photosearch.services.library import Library

NEAR_BITS = 8  # of 64: pictures whose perceptual hashes differ by no more are takes of one photo

Code = Literal[
    "no-groups",
    "one-group",
    "groups-of-one",
    "groups-of-copies",
    "photos-in-several",
    "contradiction",
]


@dataclass(frozen=True)
class LabelProblem:
    """Something that labels can't teach.

    Attributes:
        code: Which.
        message: One sentence for people.
        hint: What to do about it.
        groups: Names of the groups that it is about.
        photo_ids: The photos that it is about; empty where it is about whole groups.
    """

    code: Code
    message: str
    hint: str
    groups: tuple[str, ...] = ()
    photo_ids: tuple[PhotoId, ...] = ()


def list_label_problems(library: Library) -> list[LabelProblem]:
    """Return what is wrong with groups and constraints; empty where all of them can be learned."""
    catalog = library.catalog
    names = {group.group_id: group.name for group in catalog.groups.all()}
    groups, photos = catalog.labels.arrays()
    sizes = dict(
        zip(*(part.tolist() for part in np.unique(groups, return_counts=True)), strict=True)
    )
    single = [names[GroupId(one)] for one, size in sizes.items() if size == 1]
    copies = [names[one] for one in _of_copies(library, groups, photos)]
    usable = len(sizes) - len(single) - len(copies)
    return [
        *_too_few(usable, len(names)),
        *_of_groups("groups-of-one", single, "have one photo only", "Add photos to them."),
        *_of_groups(
            "groups-of-copies",
            copies,
            "hold takes of one photo only",
            "Add other photos to them: copies teach nothing.",
        ),
        *_in_several(library),
        *_contradictions(library),
    ]


def _too_few(usable: int, n_groups: int) -> list[LabelProblem]:
    if usable > 1:
        return []
    hint = "Make at least two groups of several photos each; eight or more teach well."
    if n_groups == 0:
        return [LabelProblem("no-groups", "There are no groups yet.", hint)]
    text = "No group" if usable == 0 else "One group alone"
    message = f"{text} can be learned from: what is alike shows beside what is not."
    return [LabelProblem("one-group", message, hint)]


def _of_groups(code: Code, names: list[str], what: str, hint: str) -> list[LabelProblem]:
    if not names:
        return []
    names = sorted(names, key=str.casefold)
    number = f"{len(names):,} groups {what}" if len(names) > 1 else f"“{names[0]}” {_one(what)}"
    return [LabelProblem(code, f"{number}.", hint, tuple(names))]


def _one(what: str) -> str:
    """Return a phrase about several groups for one."""
    verb, rest = what.split(" ", 1)
    return f"{'has' if verb == 'have' else verb + 's'} {rest}"


def _of_copies(library: Library, groups: Ids, photos: Ids) -> list[GroupId]:
    """Return the groups of several photos in which each is nearly the first one."""
    signatures = library.catalog.photos.signatures(np.unique(photos))
    rows = np.searchsorted(signatures.ids, photos)
    found = []
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    for start, end in zip(starts, np.append(starts, len(groups))[1:], strict=True):
        if end - start > 1 and _near_the_first(signatures, rows[start:end]):
            found.append(GroupId(int(groups[start])))
    return found


def _near_the_first(signatures: Signatures, rows: Ids) -> bool:
    """Say whether pictures are the first one, turned or mirrored or not, but for a few bits."""
    upright = signatures.perceptual_hashes[rows[1:], 0]
    turned = signatures.perceptual_hashes[rows[0]]
    differing = np.unpackbits((upright[:, None] ^ turned[None, :]).view(np.uint8), axis=1)
    bits = differing.reshape(len(upright), len(turned), 64).sum(axis=2)
    return bool((bits.min(axis=1) <= NEAR_BITS).all())


def _in_several(library: Library) -> list[LabelProblem]:
    found = photos_in_several(library)
    if not found:
        return []
    concerned = sorted({name for groups in found.values() for name in groups})
    number = "1 photo is" if len(found) == 1 else f"{len(found):,} photos are"
    hint = "Take them out of all but one if the groups exclude each other; otherwise all is well."
    message = f"{number} in several groups."
    return [LabelProblem("photos-in-several", message, hint, tuple(concerned), tuple(found))]


def _contradictions(library: Library) -> list[LabelProblem]:
    problems = []
    for one in list_contradictions(library):
        photos = {photo for said in one.constraints for photo in said.saying.photos}
        hint = "Take one of them back: photosearch constraints remove NUMBER"
        message = f"Contradictory: {explain(library.catalog, one)}."
        problems.append(
            LabelProblem("contradiction", message, hint, photo_ids=tuple(sorted(photos)))
        )
    return problems
