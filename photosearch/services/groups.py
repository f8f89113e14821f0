"""Groups: what a person calls alike. Every change is one step that can be undone."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.types import PhotoId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.groups import Group, GroupCount
from photosearch.catalog.labels import Label
from photosearch.services.group_steps import GroupStep, Renaming, record_step
from photosearch.services.library import Library

LONGEST_NAME = 200


@dataclass(frozen=True)
class Added:
    """What became of photos that were put into a group.

    Attributes:
        group: The group.
        created: Whether it is new.
        added: Photos that were not in it before.
        already: How many were.
        several: Photos among them that are in other groups too.
    """

    group: Group
    created: bool
    added: tuple[PhotoId, ...]
    already: int
    several: tuple[PhotoId, ...]


def list_groups(library: Library) -> list[GroupCount]:
    """Return every group with its number of photos, by name."""
    return library.catalog.groups.counts()


def members(library: Library, name: str) -> tuple[Group, list[PhotoId]]:
    """Return a group with its photos that are shown.

    Raises:
        UserError: ``no-such-group``.
    """
    group = existing_group(library.catalog, name)
    labels = library.catalog.labels.of_groups([group.group_id], shown=True)
    return group, [label.photo_id for label in labels]


def photos_in_several(library: Library) -> dict[PhotoId, list[str]]:
    """Return the photos that are in several groups, with the names of these."""
    found = library.catalog.labels.in_several()
    names = {group.group_id: group.name for group in library.catalog.groups.all()}
    return {
        photo: [names[one] for one in groups if one in names] for photo, groups in found.items()
    }


def create_group(library: Library, name: str) -> Group:
    """Make an empty group.

    Raises:
        UserError: ``bad-group-name``, ``group-exists``.
    """
    catalog, checked = library.catalog, checked_name(name)
    with catalog.transaction(durable=True):
        _refuse_taken(catalog, checked)
        group = catalog.groups.add_many([checked])[0]
        step = GroupStep(created=(group,))
        record_step(catalog, "group-create", f"Made the group “{checked}”", step, name=checked)
    return group


def add_photos(library: Library, name: str, photo_ids: Sequence[PhotoId]) -> Added:
    """Put photos into a group; it is made if it is not there.

    Raises:
        UserError: ``bad-group-name``.
    """
    catalog, checked = library.catalog, checked_name(name)
    with catalog.transaction(durable=True):
        known = catalog.groups.by_name(checked)
        group = known or catalog.groups.add_many([checked])[0]
        wanted = [Label(group.group_id, photo) for photo in dict.fromkeys(photo_ids)]
        added = catalog.labels.add(wanted)
        step = GroupStep(created=() if known else (group,), added=tuple(added))
        summary = f"Added {photos_said(len(added))} to “{group.name}”"
        record_step(catalog, "group-add", summary, step, name=group.name)
        several = {
            label.photo_id
            for label in catalog.labels.of_photos(photo_ids)
            if label.group_id != group.group_id
        }
    return Added(
        group=group,
        created=known is None,
        added=tuple(label.photo_id for label in added),
        already=len(wanted) - len(added),
        several=tuple(sorted(several)),
    )


def take_out(library: Library, name: str, photo_ids: Sequence[PhotoId]) -> tuple[Group, int]:
    """Take photos out of a group; return it, it stays, and how many were in it.

    Raises:
        UserError: ``no-such-group``.
    """
    catalog = library.catalog
    with catalog.transaction(durable=True):
        group = existing_group(catalog, name)
        removed = catalog.labels.remove([Label(group.group_id, photo) for photo in photo_ids])
        summary = f"Took {photos_said(len(removed))} out of “{group.name}”"
        step = GroupStep(removed=tuple(removed))
        record_step(catalog, "group-take-out", summary, step, name=group.name)
    return group, len(removed)


def delete_group(library: Library, name: str) -> Group:
    """Delete a group; its photos stay in the library.

    Raises:
        UserError: ``no-such-group``.
    """
    catalog = library.catalog
    with catalog.transaction(durable=True):
        group = existing_group(catalog, name)
        labels = catalog.labels.of_groups([group.group_id])
        catalog.groups.remove([group.group_id])
        step = GroupStep(deleted=(group,), removed=tuple(labels))
        summary = f"Deleted the group “{group.name}”"
        record_step(catalog, "group-delete", summary, step, name=group.name)
    return group


def rename_group(library: Library, name: str, new_name: str) -> Group:
    """Give a group another name, and return it as it was.

    Raises:
        UserError: ``no-such-group``, ``bad-group-name``, ``group-exists``.
    """
    catalog, checked = library.catalog, checked_name(new_name)
    with catalog.transaction(durable=True):
        group = existing_group(catalog, name)
        if checked == group.name:
            return group
        _refuse_taken(catalog, checked, own=group)
        catalog.groups.rename(group.group_id, checked)
        step = GroupStep(renamed=(Renaming(group.group_id, group.name, checked),))
        summary = f"Renamed the group “{group.name}” to “{checked}”"
        record_step(catalog, "group-rename", summary, step, name=group.name)
    return group


def merge_groups(library: Library, name: str, others: Sequence[str]) -> tuple[Group, int]:
    """Put the photos of other groups into one and delete the others; return it, and what is new.

    Raises:
        UserError: ``no-such-group``.
    """
    catalog = library.catalog
    with catalog.transaction(durable=True):
        group = existing_group(catalog, name)
        found = (existing_group(catalog, other) for other in others)
        merged = list(dict.fromkeys(other for other in found if other != group))
        ids = [other.group_id for other in merged]
        labels = catalog.labels.of_groups(ids)
        added = catalog.labels.add([Label(group.group_id, label.photo_id) for label in labels])
        catalog.groups.remove(ids)
        step = GroupStep(deleted=tuple(merged), added=tuple(added), removed=tuple(labels))
        names = ", ".join(f"“{other.name}”" for other in merged)
        summary = f"Merged {names} into “{group.name}”"
        record_step(catalog, "group-merge", summary, step, name=group.name)
    return group, len(added)


def checked_name(name: str) -> str:
    """Return a name for a group without the spaces around it.

    Raises:
        UserError: ``bad-group-name``.
    """
    stripped = name.strip()
    problem = name_problem(stripped)
    if problem:
        hint = "Choose a short name of letters, numbers and signs."
        raise UserError("bad-group-name", f"“{shown(stripped)}” {problem}", hint)
    return stripped


def name_problem(name: str) -> str:
    """Return why a text can't be the name of a group; empty where it can."""
    if not name:
        return "is no name"
    if len(name) > LONGEST_NAME:
        return f"is longer than {LONGEST_NAME} characters"
    return "" if name.isprintable() else "has signs in it that can't be shown"


def existing_group(catalog: Catalog, name: str) -> Group:
    """Return the group of a name, whatever its case.

    Raises:
        UserError: ``no-such-group``.
    """
    group = catalog.groups.by_name(name.strip())
    if group is not None:
        return group
    known = [one.name for one in catalog.groups.all()]
    near = difflib.get_close_matches(name, known[:2_000], n=3) or known[:5]
    hint = f"There are: {', '.join(near)}." if near else "There are no groups yet."
    raise UserError("no-such-group", f"there is no group “{shown(name)}”", hint, name=shown(name))


def photos_said(number: int) -> str:
    """Return a number of photos as people say it."""
    return "1 photo" if number == 1 else f"{number:,} photos"


def _refuse_taken(catalog: Catalog, name: str, own: Group | None = None) -> None:
    holder = catalog.groups.by_name(name)
    if holder is not None and (own is None or holder.group_id != own.group_id):
        text = f"there is a group “{holder.name}” already"
        hint = "Choose another name, or merge the two."
        raise UserError("group-exists", text, hint, name=holder.name)
