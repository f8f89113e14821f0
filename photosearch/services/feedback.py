"""Feedback on results: 👍 and 👎 make the next search, and can be kept as labels.

A search takes the mean of everything that was liked, and what was disliked counts against results
near it (``metric.rerank.combined_query`` and ``penalty``), so a mark is one search more and nothing
is learned or stored until the person keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from photosearch.base.errors import UserError
from photosearch.base.types import PhotoId
from photosearch.services.constraints import reject
from photosearch.services.examples import PhotoExample
from photosearch.services.groups import Added, add_photos
from photosearch.services.library import Library
from photosearch.services.searching import Query


@dataclass(frozen=True)
class Mark:
    """A 👍 or 👎 on a result."""

    photo_id: PhotoId
    liked: bool


@dataclass(frozen=True)
class Feedback:
    """A search and the marks on its results, in the order in which they were given.

    Attributes:
        asked: The query as it was before any mark.
        marks: The last one of a photo counts.
    """

    asked: Query
    marks: tuple[Mark, ...] = ()

    @property
    def query(self) -> Query:
        """The query with the marks: what is to be searched for now."""
        liked = tuple(PhotoExample(one) for one in self.liked)
        disliked = tuple(PhotoExample(one) for one in self.disliked)
        return replace(
            self.asked,
            positives=(*self.asked.positives, *liked),
            negatives=(*self.asked.negatives, *disliked),
        )

    @property
    def liked(self) -> tuple[PhotoId, ...]:
        """Photos with a 👍."""
        return tuple(one for one, liked in self._latest().items() if liked)

    @property
    def disliked(self) -> tuple[PhotoId, ...]:
        """Photos with a 👎."""
        return tuple(one for one, liked in self._latest().items() if not liked)

    def marked(self, photo_id: PhotoId, *, liked: bool) -> Feedback:
        """Return the feedback with one mark more; the same mark again takes it off."""
        if self._latest().get(photo_id) is liked:
            return replace(self, marks=tuple(one for one in self.marks if one.photo_id != photo_id))
        return replace(self, marks=(*self.marks, Mark(photo_id, liked)))

    def undone(self) -> Feedback:
        """Return the feedback without the last mark."""
        return replace(self, marks=self.marks[:-1])

    def _latest(self) -> dict[PhotoId, bool]:
        return {one.photo_id: one.liked for one in self.marks}


def keep_as_labels(library: Library, feedback: Feedback, name: str) -> Added:
    """Put what was liked, with the query's own photos, into a group; what was not is "different".

    Each is a step that can be undone.

    Raises:
        UserError: ``no-marks``, ``bad-group-name``.
    """
    own = [
        one.photo_id
        for one in feedback.asked.positives
        if isinstance(one, PhotoExample) and one.box is None
    ]
    wanted = [*own, *feedback.liked]
    if not wanted:
        text = "nothing was marked as alike"
        raise UserError("no-marks", text, "Mark results with 👍 first.")
    added = add_photos(library, name, wanted)
    if feedback.disliked:
        reject(library, wanted[0], feedback.disliked, "rejected-result")
    return added
