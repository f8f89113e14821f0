"""Carrying labels over to the picture that an edit in place put in the place of another one.

Who crops or brightens a photo of "our dog" still has a photo of their dog. What was said of pairs
is not carried over: it was said of another picture. The old photo keeps its labels too: it is shown
no more, but comes back with a copy or with the edit taken back.
"""

from __future__ import annotations

from photosearch.base.types import PhotoId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.labels import Label
from photosearch.services.group_steps import GroupStep, inverse_of
from photosearch.services.groups import photos_said


class Carrier:
    """Carries labels over for one run of indexing.

    All of a run is one step as long as nothing else is done meanwhile: a thousand edited photos
    must not push everything else out of the journal.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._step_id = 0
        self._carried: list[Label] = []

    def carry(self, replaced: dict[PhotoId, PhotoId]) -> int:
        """Give new photos the labels of those that they replace, in the transaction that adds them.

        Args:
            replaced: New photo → the one that it replaces.

        Returns:
            How many labels were carried over.
        """
        if not replaced:
            return 0
        catalog = self._catalog
        groups: dict[PhotoId, list[Label]] = {}
        for label in catalog.labels.of_photos(list(replaced.values())):
            groups.setdefault(label.photo_id, []).append(label)
        added = catalog.labels.add(
            [
                Label(label.group_id, new)
                for new, old in replaced.items()
                for label in groups.get(old, [])
            ]
        )
        if added:
            self._record(added)
        return len(added)

    def _record(self, added: list[Label]) -> None:
        journal = self._catalog.journal
        last = journal.last()
        goes_on = last is not None and last.journal_id == self._step_id
        self._carried = [*self._carried, *added] if goes_on else added
        n_photos = len({label.photo_id for label in self._carried})
        summary = f"Kept the groups of {photos_said(n_photos)} that other programs edited"
        inverse = inverse_of(GroupStep(added=tuple(self._carried)))
        if goes_on:
            journal.amend(self._step_id, summary, {"name": ""}, inverse)
        else:
            self._step_id = journal.record("labels-carried", summary, {"name": ""}, inverse)
