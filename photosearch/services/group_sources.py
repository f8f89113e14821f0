"""Source: where an import of groups comes from: a folder of folders, names of files, a table.

It says which group each photo is in; nothing is changed here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.base.types import PhotoId
from photosearch.catalog.places import Place
from photosearch.services.folders import known_path, place_in_roots
from photosearch.services.group_table import RowProblem, Table, TableRow, read_table
from photosearch.services.groups import name_problem
from photosearch.services.library import Library
from photosearch.services.name_pattern import parse_pattern
from photosearch.services.named_photos import not_in_library, photos_at
from photosearch.services.walking import WalkRules, walk_folder


@dataclass(frozen=True)
class Assignments:
    """Which group each photo is in.

    Attributes:
        labels: (group's name as written, photo).
        unknown: Files that are not in the library, as absolute paths or as the table names them.
        unmatched: Photos without a group: beside the sub-folders, or of names that do not fit.
        problems: Rows of a table that can't be used.
    """

    labels: list[tuple[str, PhotoId]] = field(default_factory=list)
    unknown: list[bytes] = field(default_factory=list)
    unmatched: list[bytes] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def read_source(
    library: Library, source: bytes, pattern: str | None = None, progress: Progress = NO_PROGRESS
) -> Assignments:
    """Read what a folder or a CSV file says of groups.

    Args:
        library: Whose photos.
        source: Absolute path of a folder or of a CSV file.
        pattern: The group is a part of each file's name (``name_pattern``); only for folders.
        progress: Checked while the folder is looked through.

    Raises:
        UserError: ``not-in-library`` (a folder that is not indexed), ``bad-pattern``,
            ``pattern-for-table``, or what ``read_table`` raises.
    """
    is_folder = _is_folder(library, source)
    if pattern is None:
        if is_folder:
            return _from_folder(library, source, _first_folder, progress)
        return _from_table(library, source, read_table(source))
    parsed = parse_pattern(pattern)
    if not is_folder:
        text = "a pattern is for the names of files in a folder"
        raise UserError("pattern-for-table", text, "Name the folder, or leave --pattern out.")
    return _from_folder(
        library, source, lambda inside: parsed.group_of(shown(os.path.basename(inside))), progress
    )


def _is_folder(library: Library, source: bytes) -> bool:
    """Say whether a path is a folder; on a drive that is away, whether the library knows one."""
    return os.path.isdir(source) or (
        not os.path.exists(source) and bool(library.catalog.places.inside(source))
    )


def _first_folder(inside: bytes) -> str:
    first, slash, _ = inside.partition(b"/")
    return shown(first).strip() if slash else ""


def _from_folder(
    library: Library, source: bytes, group_of: Callable[[bytes], str], progress: Progress
) -> Assignments:
    """Take every photo of the library in a folder; ``group_of`` gets its path in the folder."""
    folder = known_path(library, source)
    places = library.catalog.places.inside(folder)
    if not places:
        raise not_in_library(library, source)
    found = Assignments()
    start = len(folder.rstrip(b"/")) + 1
    for place in places:
        group = group_of(place.path[start:])
        if group and not name_problem(group):
            found.labels.append((group, place.photo_id))
        else:
            found.unmatched.append(place.path)
    found.unknown.extend(_not_indexed(library, folder, places, progress))
    return found


def _not_indexed(
    library: Library, folder: bytes, places: Sequence[Place], progress: Progress
) -> Iterator[bytes]:
    """Yield the photos on the disk that the library does not know."""
    held = place_in_roots(library, folder)
    known = {place.path for place in places}
    nested = frozenset(
        os.path.relpath(root.path, folder)
        for root in library.catalog.roots.list()
        if root.path != folder and root.path.startswith(folder.rstrip(b"/") + b"/")
    )
    excludes = held[0].excludes if held is not None else ()
    try:
        walk = walk_folder(folder, b"", WalkRules(excludes, nested), progress)
    except OSError:  # its drive is away: what the library knows is all there is to say
        return
    for photo in walk.photos:
        path = os.path.join(folder, photo.path)
        if path not in known:
            yield path


def _from_table(library: Library, source: bytes, table: Table) -> Assignments:
    found = Assignments(problems=list(table.problems))
    photos = _Files(library, os.path.dirname(source), table.rows)
    for row in table.rows:
        meant = photos.of(row.file)
        problem = _row_problem(row, len(meant))
        if problem:
            found.problems.append(problem)
        elif meant:
            found.labels.append((row.group, meant[0]))
        else:
            found.unknown.append(os.fsencode(row.file))
    found.problems.sort(key=lambda problem: problem.line)
    return found


def _row_problem(row: TableRow, n_meant: int) -> RowProblem | None:
    """Return why a row can't be used; ``None`` where it can, or its file is just not known."""
    if not _is_utf8(row.group) or (n_meant == 0 and not _is_utf8(row.file)):
        return RowProblem(row.line, "not-utf8", "it is not written in UTF-8")
    if name_problem(row.group):
        return RowProblem(row.line, "bad-group-name", f"its group {name_problem(row.group)}")
    if n_meant > 1:
        name = shown(row.file)
        reason = f"{n_meant} photos are called {name}: name the folder too"
        return RowProblem(row.line, "several-photos", reason, name)
    return None


def _is_utf8(text: str) -> bool:
    return not any("\udc80" <= sign <= "\udcff" for sign in text)


class _Files:
    """The photos that a table means by its names of files.

    A name is an absolute path, or relative to the table's own folder, or relative to a folder of
    the library, or just a name that one photo alone has; the first that fits counts.
    """

    def __init__(self, library: Library, folder: bytes, rows: Sequence[TableRow]) -> None:
        names = list(dict.fromkeys(row.file for row in rows))
        bases = [folder, *(root.path for root in library.catalog.roots.list())]
        self._found: dict[str, tuple[PhotoId, ...]] = {}
        for base in bases:
            paths = {name: _joined(base, name) for name in names if name not in self._found}
            at = photos_at(library, list(paths.values()))
            self._found |= {name: (at[path],) for name, path in paths.items() if path in at}
        bare = [name for name in names if name not in self._found and not _has_folder(name)]
        named = library.catalog.places.named(map(os.fsencode, bare)) if bare else {}
        self._found |= {
            name: tuple(sorted(named[os.fsencode(name)]))
            for name in bare
            if os.fsencode(name) in named
        }

    def of(self, name: str) -> tuple[PhotoId, ...]:
        """Return the photos that a name may mean."""
        return self._found.get(name, ())


def _has_folder(name: str) -> bool:
    return "/" in name or "\\" in name


def _joined(base: bytes, name: str) -> bytes:
    path = os.path.join(base, os.path.expanduser(os.fsencode(name)))
    return os.path.normpath(path)
