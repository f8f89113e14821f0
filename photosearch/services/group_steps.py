"""Step: one change of groups and labels, with what takes it back.

Every change of groups, from one photo added to an import of thousands, is the same few rows. So
there is one way to take any of them back, which looks first whether the ground is still the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from photosearch.base.errors import UserError
from photosearch.base.types import GroupId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.groups import Group, group_key
from photosearch.catalog.journal import Json
from photosearch.catalog.labels import Label


class Renaming(NamedTuple):
    """A group's name before and after."""

    group_id: GroupId
    before: str
    after: str


@dataclass(frozen=True)
class GroupStep:
    """What a change did.

    Attributes:
        created: Groups that were not there before.
        deleted: Groups that are no longer there.
        renamed: Groups with another name.
        added: Labels that were not there before.
        removed: Labels that are no longer there, those of deleted groups too.
    """

    created: tuple[Group, ...] = ()
    deleted: tuple[Group, ...] = ()
    renamed: tuple[Renaming, ...] = ()
    added: tuple[Label, ...] = ()
    removed: tuple[Label, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was changed."""
        return not (self.created or self.deleted or self.renamed or self.added or self.removed)


def record_step(
    catalog: Catalog, kind: str, summary: str, step: GroupStep, *, name: str = ""
) -> None:
    """Write a change to the journal, in its own transaction; an empty one is none.

    Args:
        catalog: Where it happened.
        kind: The service's word, such as ``"group-add"``.
        summary: One line for people, without names of photos.
        step: What was done.
        name: Of the group that it is about, for people; empty where there are several.
    """
    if not step.empty:
        catalog.journal.record(kind, summary, {"name": name}, inverse_of(step, name))


def inverse_of(step: GroupStep, name: str = "") -> Json:
    """Return what the journal keeps to take a step back."""
    return {
        "name": name,
        "created": [_row(one) for one in step.created],
        "deleted": [_row(one) for one in step.deleted],
        "renamed": list(step.renamed),
        "labels_added": list(step.added),
        "labels_removed": list(step.removed),
    }


def take_back(catalog: Catalog, inverse: Json) -> None:
    """Undo a step, in a transaction.

    Raises:
        UserError: ``group-changed`` or ``group-name-taken``: the ground has shifted; nothing of
            the step was undone.
    """
    step = _step_of(inverse)
    _check_groups(catalog, step)
    _check_names(catalog, step)
    catalog.labels.remove(step.added)
    catalog.groups.remove([one.group_id for one in step.created])
    for one in step.renamed:
        catalog.groups.rename(one.group_id, one.before)
    catalog.groups.restore(step.deleted)
    catalog.labels.add(step.removed)


def _step_of(inverse: dict[str, Any]) -> GroupStep:
    return GroupStep(
        created=tuple(Group(*row) for row in inverse["created"]),
        deleted=tuple(Group(*row) for row in inverse["deleted"]),
        renamed=tuple(Renaming(*row) for row in inverse["renamed"]),
        added=tuple(Label(*row) for row in inverse["labels_added"]),
        removed=tuple(Label(*row) for row in inverse["labels_removed"]),
    )


def _check_groups(catalog: Catalog, step: GroupStep) -> None:
    """Refuse when groups that the step left behind are other ones now."""
    names = {one.group_id: one.name for one in step.created}
    names |= {one.group_id: one.after for one in step.renamed}
    deleted = {one.group_id for one in step.deleted}
    touched = {label.group_id for label in (*step.added, *step.removed)} - deleted
    now = catalog.groups.get([*names, *touched])
    for group_id in sorted(names.keys() | touched):
        group = now.get(group_id)
        if group is None:
            raise _changed(names.get(group_id, ""), "is no longer there")
        if group.name != names.get(group_id, group.name):
            raise _changed(names[group_id], f"is called “{group.name}” now")
    own = frozenset(step.added)
    for label in catalog.labels.of_groups([one.group_id for one in step.created]):
        if label not in own:
            raise _changed(names[label.group_id], "holds other photos now")


def _check_names(catalog: Catalog, step: GroupStep) -> None:
    """Refuse when another group has a name that the step gives back."""
    own = {one.group_id for one in step.created} | {one.group_id for one in step.renamed}
    names = [one.name for one in step.deleted] + [one.before for one in step.renamed]
    taken = catalog.groups.by_names(names) if names else {}
    for name in names:
        holder = taken.get(group_key(name))
        if holder is not None and holder.group_id not in own:
            text = f"there is another group called “{holder.name}” now"
            hint = "Rename that one first."
            raise UserError("group-name-taken", text, hint, name=holder.name)


def _changed(name: str, what: str) -> UserError:
    said = f"the group “{name}”" if name else "one of the groups"
    text = f"this can't be undone: {said} {what}"
    return UserError("group-changed", text, "Change the group by hand.", name=name)


def _row(group: Group) -> tuple[int, str, float]:
    return group.group_id, group.name, group.created_at
