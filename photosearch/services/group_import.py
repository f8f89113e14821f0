"""Import: many photos into many groups at once, looked at first, undone as one step."""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import PhotoId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.groups import group_key
from photosearch.catalog.labels import Label
from photosearch.services.group_sources import Assignments, read_source
from photosearch.services.group_steps import GroupStep, record_step
from photosearch.services.group_table import RowProblem
from photosearch.services.groups import photos_said
from photosearch.services.library import Library

_MOST_NAMED = 3


@dataclass(frozen=True)
class PlannedGroup:
    """What an import does to one group.

    Attributes:
        name: As it is, or will be, called.
        exists: Whether it is there already.
        photo_ids: Photos that it does not hold yet, each once.
        n_already: Photos of the import that it holds.
    """

    name: str
    exists: bool
    photo_ids: tuple[PhotoId, ...]
    n_already: int


@dataclass(frozen=True)
class ImportPlan:
    """What an import does, or would do.

    Attributes:
        groups: In the order of the source.
        several: Photos of the import that are in several groups then, with these.
        unknown: Files that are not in the library.
        unmatched: Photos for which the source has no group.
        problems: Rows of a table that can't be used.
    """

    groups: tuple[PlannedGroup, ...]
    several: dict[PhotoId, tuple[str, ...]]
    unknown: tuple[bytes, ...]
    unmatched: tuple[bytes, ...]
    problems: tuple[RowProblem, ...]

    @property
    def n_created(self) -> int:
        """Groups that are not there yet."""
        return sum(not group.exists for group in self.groups)

    @property
    def n_labels(self) -> int:
        """Photos that come into groups, each counted in each of its groups."""
        return sum(len(group.photo_ids) for group in self.groups)


def preview_import(
    library: Library, source: bytes, pattern: str | None = None, progress: Progress = NO_PROGRESS
) -> ImportPlan:
    """Say what an import would do; changes nothing.

    Args:
        library: Whose groups.
        source: Absolute path: a folder with a sub-folder for each group, or a CSV file.
        pattern: The group is in the names of the folder's files (``name_pattern``).
        progress: Checked while the folder is looked through.

    Raises:
        UserError: What ``read_source`` raises, or ``nothing-to-import``.
    """
    return _plan(library.catalog, source, read_source(library, source, pattern, progress))


def import_groups(
    library: Library, source: bytes, pattern: str | None = None, progress: Progress = NO_PROGRESS
) -> ImportPlan:
    """Do an import as one step (arguments and errors: ``preview_import``), and say what it did."""
    assignments = read_source(library, source, pattern, progress)
    catalog = library.catalog
    with catalog.transaction(durable=True):
        plan = _plan(catalog, source, assignments)
        groups = catalog.groups.add_many([group.name for group in plan.groups])
        both = list(zip(groups, plan.groups, strict=True))
        added = catalog.labels.add(
            [Label(group.group_id, photo) for group, told in both for photo in told.photo_ids]
        )
        created = tuple(group for group, told in both if not told.exists)
        number = "1 group" if len(groups) == 1 else f"{len(groups):,} groups"
        summary = f"Imported {photos_said(len(added))} into {number}"
        record_step(catalog, "groups-import", summary, GroupStep(created, added=tuple(added)))
    return plan


def _plan(catalog: Catalog, source: bytes, assignments: Assignments) -> ImportPlan:
    if not assignments.labels:
        raise _nothing(source, assignments)
    wanted: dict[str, dict[PhotoId, None]] = {}
    written: dict[str, str] = {}
    for name, photo_id in assignments.labels:
        key = group_key(name)
        written.setdefault(key, name)
        wanted.setdefault(key, {})[photo_id] = None
    there = catalog.groups.by_names(list(written.values()))
    held = frozenset(catalog.labels.of_groups([group.group_id for group in there.values()]))
    groups = []
    for key, photos in wanted.items():
        group = there.get(key)
        new = [one for one in photos if group is None or Label(group.group_id, one) not in held]
        name = written[key] if group is None else group.name
        groups.append(PlannedGroup(name, group is not None, tuple(new), len(photos) - len(new)))
    return ImportPlan(
        groups=tuple(groups),
        several=_several(catalog, groups, list({photo for _, photo in assignments.labels})),
        unknown=tuple(dict.fromkeys(assignments.unknown)),
        unmatched=tuple(assignments.unmatched),
        problems=tuple(assignments.problems),
    )


def _several(
    catalog: Catalog, groups: list[PlannedGroup], photos: list[PhotoId]
) -> dict[PhotoId, tuple[str, ...]]:
    """Return the photos that are in several groups after an import."""
    names = {group.group_id: group.name for group in catalog.groups.all()}
    of_photo: dict[PhotoId, list[str]] = {}
    for label in catalog.labels.of_photos(photos):
        of_photo.setdefault(label.photo_id, []).append(names[label.group_id])
    for planned in groups:
        for photo in planned.photo_ids:
            of_photo.setdefault(photo, []).append(planned.name)
    return {photo: tuple(found) for photo, found in sorted(of_photo.items()) if len(found) > 1}


def _nothing(source: bytes, assignments: Assignments) -> UserError:
    """Return the error that an import has nothing to do, with the likeliest reason."""
    name = shown(source)
    text = f"{name} puts no photo of the library into a group"
    if assignments.problems:
        first = assignments.problems[0]
        hint = f"Line {first.line}: {first.reason}."
    elif assignments.unknown:
        missing = ", ".join(shown(path) for path in assignments.unknown[:_MOST_NAMED])
        hint = f"Not in the library: {missing}. Index their folder first."
    else:
        hint = "Each sub-folder is a group; say --pattern when names of files tell the group."
    return UserError("nothing-to-import", text, hint, path=name)
