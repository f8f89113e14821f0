"""Finding duplicates: pairs, then groups of each kind, then the files that they stand for.

A photo is in one group of a kind at most. The four kinds are apart: exact copies (the same picture
in several files), edits, bursts, and what is merely similar. Copies in backup folders are what they
should be and never appear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import PhotoId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.constraints import Pair
from photosearch.catalog.duplicates import CopyRow
from photosearch.grouping.linkage import linked_groups
from photosearch.grouping.pair_kinds import BURST, EDITED, SIMILAR, expected_cut
from photosearch.services.duplicate_groups import (
    Copy,
    DuplicateGroup,
    DuplicateKind,
    DuplicatePair,
    Member,
)
from photosearch.services.library import Library
from photosearch.services.pair_finding import FoundPairs, find_pairs
from photosearch.services.same_pixels import may_be_same, same_pixels
from photosearch.services.shots import caution_of

PRECISION = 0.99
LEAST_LISTED = 0.1
_SIMILAR_PRECISION = 0.9
_KINDS: dict[int, DuplicateKind] = {EDITED: "edited", BURST: "burst", SIMILAR: "similar"}


@dataclass(frozen=True, eq=False)
class Duplicates:
    """What was found.

    Attributes:
        groups: Exact ones first, then edited, bursts and similar ones, each by its oldest photo.
        pairs: Down to a probability of 0.1, the surest first; pairs of files of one photo are not
            among them.
        n_photos: How many were compared.
        n_waiting: Pairs that a look at their pixels would make clearer.
    """

    groups: tuple[DuplicateGroup, ...]
    pairs: tuple[DuplicatePair, ...]
    n_photos: int
    n_waiting: int


def find_duplicates(
    library: Library,
    precision: float = PRECISION,
    *,
    look: bool = True,
    progress: Progress = NO_PROGRESS,
) -> Duplicates:
    """Find duplicates among the photos that are online and not in backup folders.

    Args:
        library: Opened to write, what is found out of pairs is kept for the next time.
        precision: Of all pairs in groups of edits, the share that is expected to be right.
        look: Whether to compare pixels where that was not done yet; without, only what is known
            already counts, which takes seconds at 100,000 photos.
        progress: Phases ``candidates``, ``look`` and ``pixels``.

    Raises:
        Cancelled: By ``progress``; what was found out of pairs is kept.
    """
    found = find_pairs(library, look=look, progress=progress)
    same = _same(library, found, look=look, progress=progress)
    groups = _Grouping(library.catalog, found, same).groups(precision)
    exact = set(same)
    pairs = [DuplicatePair(*pair, "exact", 1.0) for pair in same]
    pairs += [pair for pair in _listed(found) if (pair.first, pair.second) not in exact]
    return Duplicates(tuple(groups), tuple(pairs), len(found.photos.ids), found.n_waiting)


def _same(library: Library, found: FoundPairs, *, look: bool, progress: Progress) -> list[Pair]:
    """Return pairs of photos that hold the same pixels."""
    places = may_be_same(found.photos, found.pairs, found.look)
    asked = [(PhotoId(a), PhotoId(b)) for a, b in found.photos.ids[found.pairs[places]].tolist()]
    if look:
        return same_pixels(library, asked, progress)
    known = library.catalog.duplicates.compared()
    return [pair for pair in asked if known.get(pair)]


def _listed(found: FoundPairs) -> list[DuplicatePair]:
    judged = found.judged
    places = np.flatnonzero(judged.probabilities >= LEAST_LISTED)
    places = places[np.argsort(-judged.probabilities[places], kind="stable")]
    ids = found.photos.ids[found.pairs[places]].tolist()
    kinds, shares = judged.kinds[places].tolist(), judged.probabilities[places].tolist()
    return [
        DuplicatePair(PhotoId(a), PhotoId(b), _KINDS[kind], share)
        for (a, b), kind, share in zip(ids, kinds, shares, strict=True)
    ]


class _Grouping:
    """Groups of all kinds from pairs."""

    def __init__(self, catalog: Catalog, found: FoundPairs, same: Sequence[Pair]) -> None:
        self._catalog = catalog
        self._found = found
        self._ids = found.photos.ids
        self._stands_for = _representatives(same)

    def groups(self, precision: float) -> list[DuplicateGroup]:
        """Form the groups of every kind."""
        edited = self._chosen(EDITED)
        cut = expected_cut(self._found.judged.probabilities[edited], precision)
        similar = self._chosen(SIMILAR)
        wide = expected_cut(self._found.judged.probabilities[similar], _SIMILAR_PRECISION)
        return [
            *self._exact(),
            *self._of_kind("edited", edited, cut),
            *self._of_kind("burst", self._chosen(BURST), 0.5),
            *self._of_kind("similar", similar, wide),
        ]

    def _chosen(self, kind: int) -> npt.NDArray[np.int64]:
        return np.flatnonzero(self._found.judged.kinds == kind)

    def _exact(self) -> list[DuplicateGroup]:
        classes: dict[int, set[int]] = defaultdict(set)
        for photo, first in self._stands_for.items():
            classes[first].add(photo)
        for photo in self._catalog.duplicates.copied().tolist():
            classes[self._stands_for.get(photo, photo)].add(photo)
        copies = self._copies({photo for photos in classes.values() for photo in photos})
        groups = []
        for first, photos in sorted(classes.items()):
            files = [copy for photo in sorted(photos) for copy in copies.get(photo, ())]
            if len(files) > 1:
                members = tuple(Member(copy.photo_id, (copy,)) for copy in files)
                groups.append(DuplicateGroup(f"exact-{first}", "exact", 1.0, members))
        return groups

    def _of_kind(
        self, kind: DuplicateKind, places: npt.NDArray[np.int64], cut: float
    ) -> list[DuplicateGroup]:
        """Link pairs of a kind from a probability on; exact copies are one photo here."""
        shares = self._found.judged.probabilities
        links: dict[tuple[int, int], float] = {}
        for place in places[shares[places] >= cut].tolist():
            pair = self._pair(*self._ids[self._found.pairs[place]].tolist())
            if pair is not None:
                links[pair] = max(links.get(pair, 0.0), float(shares[place]))
        apart = [self._pair(*pair) for pair in self._found.apart]
        formed = linked_groups(
            np.array(list(links), dtype=np.int64).reshape(-1, 2),
            np.array(list(links.values()), dtype=np.float64),
            [pair for pair in apart if pair is not None],
        )
        copies = self._copies({photo for group in formed for photo in group})
        sharpness = self._sharpness(copies) if kind == "burst" else {}
        groups = []
        for photos in formed:
            members = tuple(
                Member(PhotoId(photo), tuple(copies[photo])) for photo in photos if photo in copies
            )
            if len(members) > 1:
                caution = caution_of(self._found, photos, sharpness) if kind == "burst" else ""
                share = _weakest(photos, links)
                groups.append(DuplicateGroup(f"{kind}-{photos[0]}", kind, share, members, caution))
        return groups

    def _pair(self, one: int, other: int) -> tuple[int, int] | None:
        """Return what stands for two photos; ``None`` where both are the same picture."""
        first, second = (self._stands_for.get(photo, photo) for photo in (one, other))
        return None if first == second else (min(first, second), max(first, second))

    def _sharpness(self, photos: Iterable[int]) -> dict[PhotoId, float]:
        shapes = self._catalog.merits.shapes(sorted(photos))
        return {photo: sharpness for photo, (_, _, sharpness) in shapes.items() if sharpness}

    def _copies(self, photos: Iterable[int]) -> dict[int, list[Copy]]:
        found: dict[int, list[Copy]] = defaultdict(list)
        seen: set[tuple[int, int]] = set()
        for row in self._catalog.duplicates.copies(sorted(photos)):
            node = (row.device, row.inode)
            if row.inode and node in seen:  # a hard link, or one folder seen twice
                continue
            seen.add(node)
            found[row.photo_id].append(_copy(row))
        return found


def _copy(row: CopyRow) -> Copy:
    return Copy(row.location_id, row.photo_id, row.root_id, row.path, row.size, row.is_reference)


def _representatives(same: Sequence[Pair]) -> dict[int, int]:
    """Return, of photos that are one picture, the oldest (union by the lower id)."""
    leader: dict[int, int] = {}

    def find(photo: int) -> int:
        while leader.get(photo, photo) != photo:
            photo = leader[photo]
        return photo

    for first, second in same:
        one, other = sorted((find(first), find(second)))
        leader.setdefault(one, one)
        leader[other] = one
    return {photo: find(photo) for photo in leader}


def _weakest(photos: Sequence[int], links: dict[tuple[int, int], float]) -> float:
    """Return how surely the least certain member belongs: the best link of each, the least."""
    best: dict[int, float] = defaultdict(float)
    for place, first in enumerate(photos):
        for second in photos[place + 1 :]:
            share = links.get((first, second), 0.0)
            best[first], best[second] = max(best[first], share), max(best[second], share)
    return min(best[photo] for photo in photos)
