"""What lies in the trash and how it comes back: one file, some files, or a whole step."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from photosearch.base.errors import UserError
from photosearch.base.paths import as_text, shown
from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.catalog.deeds import Deed
from photosearch.services.deed_recovery import recover_deeds
from photosearch.services.deeds import give_back, in_trash, trash_for
from photosearch.services.library import Library
from photosearch.services.relocating import where_they_lie
from photosearch.services.trash import TrashError
from photosearch.services.trashing import Refusal


@dataclass(frozen=True)
class Trashed:
    """A file that this library has moved to the trash.

    Attributes:
        path: Where it lay.
        places: Where the files of its stack lie now.
        kind: ``"trash"``, ``"aside"`` or ``"system"``.
        at: POSIX seconds.
        size: Bytes of its stack.
        keeper: What stayed in its place.
        there: Whether it can be brought back; not so once the trash was emptied.
    """

    path: bytes
    places: tuple[bytes, ...]
    kind: str
    at: float
    size: int
    keeper: bytes
    there: bool


@dataclass(frozen=True)
class Returned:
    """What came back.

    Attributes:
        paths: Where the files that were named lie again.
        refused: What could not come back, and why.
    """

    paths: tuple[bytes, ...]
    refused: tuple[Refusal, ...]


def trash_list(library: Library) -> list[Trashed]:
    """Return what the library has in the trash, newest first."""
    deeds = where_they_lie(library.catalog, library.catalog.deeds.of_step("done"))
    return [
        Trashed(
            path=deed.path,
            places=tuple(file.place for file in deed.files),
            kind=deed.kind,
            at=deed.at,
            size=deed.size,
            keeper=os.path.join(deed.keeper_root, deed.keeper_path),
            there=all(in_trash(file) for file in deed.files),
        )
        for deed in reversed(deeds)
        if not _is_back(library, deed)
    ]


def restore(library: Library, paths: Sequence[bytes], progress: Progress = NO_PROGRESS) -> Returned:
    """Bring files back from the trash to where they lay, each with its stack.

    Args:
        library: Opened to write.
        paths: Where they lay (any file of a stack), or folders that they lay in.
        progress: Phase ``trash``.

    Raises:
        UserError: The trash holds nothing of one of the paths; nothing was moved.
    """
    with library.writing:
        library.recovered += recover_deeds(library.catalog, library.trash)
        found = trashed_at(library, paths)
        return _given_back(library, found, progress)


def trashed_at(library: Library, paths: Sequence[bytes]) -> list[Deed]:
    """Return the newest deeds about paths, or about what lay in folders, newest first.

    Raises:
        UserError: There is none for one of the paths.
    """
    catalog = library.catalog
    deeds = where_they_lie(catalog, reversed(catalog.deeds.of_step("done")))
    deeds = [deed for deed in deeds if not _is_back(library, deed)]
    chosen: dict[int, Deed] = {}
    for path in paths:
        wanted = os.path.abspath(path)
        exact = [deed for deed in deeds if wanted in _paths(deed)]
        inside = [deed for deed in deeds if deed.path.startswith(wanted + b"/")]
        if not exact and not inside:
            name = shown(path)
            text = f"the trash holds nothing from {name}"
            hint = "`photosearch trash list` shows what it holds."
            raise UserError("not-in-trash", text, hint, path=name)
        for deed in exact[:1] or inside:
            chosen[deed.deed_id] = deed
    return list(chosen.values())


def take_back(
    library: Library, inverse: dict[str, Any], progress: Progress = NO_PROGRESS
) -> Returned:
    """Undo a bulk: bring back what of it is still in the trash.

    The step is taken off the list of what can be undone once nothing of it is left to bring back.

    Raises:
        UserError: Nothing came back, with the reason of the first file.
    """
    catalog = library.catalog
    library.recovered += recover_deeds(catalog, library.trash)
    disposal_id = int(inverse["disposal"])
    done = [deed for deed in catalog.deeds.of_disposal(disposal_id) if deed.step == "done"]
    deeds = where_they_lie(catalog, reversed(done))
    returned = _given_back(library, deeds, progress)
    if all(one.code in _FOR_EVER for one in returned.refused):
        _close_step(library, disposal_id)
    if not returned.paths:
        raise _nothing_came(returned)
    return returned


_FOR_EVER = frozenset({"trash-emptied", "unknown-place"})


def _given_back(library: Library, deeds: Sequence[Deed], progress: Progress) -> Returned:
    paths: list[bytes] = []
    refused: list[Refusal] = []
    for number, deed in enumerate(deeds):
        progress.checkpoint()
        progress.report(Step("trash", number, len(deeds)))
        try:
            give_back(library.catalog, trash_for(deed, library.trash), deed)
        except TrashError as error:
            refused.append(Refusal(deed.path, error.code, error.message, error.hint))
        else:
            paths.append(deed.path)
    return Returned(tuple(paths), tuple(refused))


def _close_step(library: Library, disposal_id: int) -> None:
    """Take a step off the list of what can be undone; the deeds say what became of its files."""
    disposal = library.catalog.deeds.disposal(disposal_id)
    with library.catalog.transaction(durable=True):
        for row in library.catalog.journal.undoable():
            if disposal is not None and row.journal_id == disposal.journal_id:
                library.catalog.journal.mark_undone(row.journal_id)


def _nothing_came(returned: Returned) -> UserError:
    if not returned.refused:
        text = "everything of this step was brought back before"
        return UserError("nothing-to-undo", text)
    first = returned.refused[0]
    rest = len(returned.refused) - 1
    more = f" ({rest:,} more could not come back either)" if rest else ""
    name = shown(first.path)
    return UserError(first.code, first.reason + more, first.hint, path=name)


def _is_back(library: Library, deed: Deed) -> bool:
    """Say whether another program has brought a file back, and a scan has seen it."""
    if any(in_trash(file) for file in deed.files):
        return False
    row = library.catalog.locations.at(deed.root_id, deed.files[0].relative_path)
    return row is not None and row.state in {"online", "offline"}


def _paths(deed: Deed) -> list[bytes]:
    return [os.path.join(deed.root_path, file.relative_path) for file in deed.files]


def returned_document(returned: Returned) -> dict[str, Any]:
    """Return what came back as JSON."""
    return {
        "restored": [as_text(path) for path in returned.paths],
        "refused": [refusal_document(one) for one in returned.refused],
    }


def refusal_document(one: Refusal) -> dict[str, Any]:
    """Return a refusal as JSON."""
    return {"path": as_text(one.path), "code": one.code, "reason": one.reason}


def trashed_document(one: Trashed) -> dict[str, Any]:
    """Return a file in the trash as JSON."""
    when = dt.datetime.fromtimestamp(one.at).astimezone().isoformat(timespec="seconds")
    return {
        "path": as_text(one.path),
        "places": [as_text(place) for place in one.places],
        "kind": one.kind,
        "when": when,
        "size": one.size,
        "keeper": as_text(one.keeper),
        "there": one.there,
    }
