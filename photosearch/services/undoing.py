"""Taking back what a person did, also after a restart.

Only what changes folders or the metric takes turns with indexing; groups and sayings are taken back
at once.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.catalog.journal import JournalRow
from photosearch.catalog.roots import Root
from photosearch.services.constraints import take_back_saying
from photosearch.services.deeds import JOURNAL_KIND as TRASH
from photosearch.services.duplicate_answers import JOURNAL_KIND as DUPLICATES_SAID
from photosearch.services.duplicate_answers import take_back_answers
from photosearch.services.folders import add_folder, place_in_roots
from photosearch.services.group_steps import take_back
from photosearch.services.inheriting import JOURNAL_KIND as INHERITED
from photosearch.services.inheriting import take_back_inheritance
from photosearch.services.library import Library
from photosearch.services.metric_versions import JOURNAL_KIND as METRIC_USE
from photosearch.services.metric_versions import take_back_use
from photosearch.services.trash_returning import refusal_document
from photosearch.services.trash_returning import take_back as take_back_trash

_Inverse = Callable[[Library, dict[str, Any]], None]


def undo_list(library: Library) -> list[dict[str, Any]]:
    """Return what can be undone, newest first: its id, time, kind, path, name and summary."""
    return [_described(row) for row in library.catalog.journal.undoable()]


def undo_takes_turns(library: Library) -> bool:
    """Say whether the next undo waits for its turn with indexing: folders and metric do."""
    row = library.catalog.journal.last()
    return row is not None and (row.kind in _TURN_TAKING or row.kind == TRASH)


def undo(library: Library, progress: Progress = NO_PROGRESS) -> dict[str, Any]:
    """Take back the newest change that stands.

    Of a step that moved files to the trash, ``refused`` lists what could not come back; the step
    stands as long as trying again may help.

    Raises:
        UserError: There is none, or what it changed has been changed since.
    """
    row = _last(library)
    if row.kind == TRASH:
        return _undo_trash(library, row, progress)
    turn: AbstractContextManager[object] = nullcontext()
    if row.kind in _TURN_TAKING:
        turn = library.writing
    with turn, library.catalog.transaction(durable=True):
        if _last(library).journal_id != row.journal_id:
            raise _changed_meanwhile()
        _INVERSES[row.kind](library, row.inverse)
        _mark_own_steps(library, row)
        library.catalog.journal.mark_undone(row.journal_id)
    return _described(row)


def _undo_trash(library: Library, row: JournalRow, progress: Progress) -> dict[str, Any]:
    """Bring files back one after the other: what was done to the disk can't be rolled back."""
    with library.writing:
        if _last(library).journal_id != row.journal_id:
            raise _changed_meanwhile()
        returned = take_back_trash(library, row.inverse, progress)
    refused = [refusal_document(one) for one in returned.refused]
    return {**_described(row), "refused": refused}


def _changed_meanwhile() -> UserError:
    return UserError("changed-meanwhile", "something else was changed just now", "Try again.")


def _last(library: Library) -> JournalRow:
    row = library.catalog.journal.last()
    if row is None:
        raise UserError("nothing-to-undo", "there is nothing to undo")
    if row.kind not in _INVERSES and row.kind != TRASH:
        text = f"“{row.summary}” was made by a newer version and can't be undone by this one"
        raise UserError("newer-step", text, "Update photosearch.")
    return row


def _mark_own_steps(library: Library, row: JournalRow) -> None:
    """Mark what the inverse's own service has recorded: an undo is no step of its own."""
    for step in library.catalog.journal.undoable(10):
        if step.journal_id > row.journal_id:
            library.catalog.journal.mark_undone(step.journal_id)


def _remove_added(library: Library, inverse: dict[str, Any]) -> None:
    root = _root(library, inverse)
    library.catalog.roots.remove(root.root_id)


def _add_removed(library: Library, inverse: dict[str, Any]) -> None:
    path = os.fsencode(inverse["path"])
    held = place_in_roots(library, path)
    if held is not None and not held[1]:
        text = f"{shown(path)} is a folder of the library again"
        raise UserError("already-back", text, "There is nothing to bring back.", path=shown(path))
    add_folder(library, path, inverse["role"], inverse["excludes"])


def _role_back(library: Library, inverse: dict[str, Any]) -> None:
    library.catalog.roots.set_role(_root(library, inverse).root_id, inverse["role"])


def _excludes_back(library: Library, inverse: dict[str, Any]) -> None:
    library.catalog.roots.set_excludes(_root(library, inverse).root_id, inverse["excludes"])


def _groups_back(library: Library, inverse: dict[str, Any]) -> None:
    take_back(library.catalog, inverse)


def _saying_back(library: Library, inverse: dict[str, Any]) -> None:
    take_back_saying(library.catalog, inverse)


def _inheritance_back(library: Library, inverse: dict[str, Any]) -> None:
    take_back_inheritance(library.catalog, inverse)


def _answers_back(library: Library, inverse: dict[str, Any]) -> None:
    take_back_answers(library.catalog, inverse)


def _metric_back(library: Library, inverse: dict[str, Any]) -> None:
    take_back_use(library, inverse)


_TURN_TAKING: dict[str, _Inverse] = {
    "folder-add": _remove_added,
    "folder-remove": _add_removed,
    "folder-role": _role_back,
    "folder-excludes": _excludes_back,
    METRIC_USE: _metric_back,
}
_INVERSES: dict[str, _Inverse] = _TURN_TAKING | {
    "group-create": _groups_back,
    "group-add": _groups_back,
    "group-take-out": _groups_back,
    "group-delete": _groups_back,
    "group-rename": _groups_back,
    "group-merge": _groups_back,
    "groups-import": _groups_back,
    "labels-carried": _groups_back,
    "constraint-say": _saying_back,
    "constraint-remove": _saying_back,
    DUPLICATES_SAID: _answers_back,
    INHERITED: _inheritance_back,
}


def _root(library: Library, inverse: dict[str, Any]) -> Root:
    path = os.fsencode(inverse["path"])
    for root in library.catalog.roots.list():
        if root.root_id == inverse.get("root") or root.path == path:
            return root
    text = f"{shown(path)} is no longer a folder of the library"
    raise UserError("ground-shifted", text, "Add it again first.", path=shown(path))


def _described(row: JournalRow) -> dict[str, Any]:
    when = dt.datetime.fromtimestamp(row.at).astimezone().isoformat(timespec="seconds")
    path = str(row.inverse.get("path", ""))  # as text that is bytes again by ``os.fsencode``
    return {
        "id": row.journal_id,
        "when": when,
        "kind": row.kind,
        "path": path,
        "name": str(row.inverse.get("name", "")),
        "summary": row.summary,
    }
