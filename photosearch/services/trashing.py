"""Moving files to the trash because others stay: one undoable step for a whole bulk."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.base.types import RootId
from photosearch.catalog.deeds import Deed
from photosearch.catalog.roots import Root
from photosearch.services.deed_checks import DeedChecks, Disposal
from photosearch.services.deed_recovery import recover_deeds
from photosearch.services.deeds import carry_out
from photosearch.services.library import Library
from photosearch.services.set_aside import SetAside
from photosearch.services.trash import Trash, TrashError

__all__ = ["Disposal", "DisposalReport", "Disposed", "Refusal", "dispose"]


@dataclass(frozen=True)
class Disposed:
    """A file that went, with its stack.

    Attributes:
        disposal: What was asked for.
        path: Where it lay.
        places: Where the files of its stack lie now, its own first; empty where the system has not
            told.
        kind: ``"trash"``, ``"aside"`` or ``"system"``.
        size: Bytes of all of them.
    """

    disposal: Disposal
    path: bytes
    places: tuple[bytes, ...]
    kind: str
    size: int


@dataclass(frozen=True)
class Refusal:
    """A file that was left alone.

    Attributes:
        path: Absolute; empty where the library does not know the file any more.
        code: A stable word, such as ``"same-file"``, ``"keeper-changed"`` or ``"no-trash"``.
        reason: For people.
        hint: What to do about it; may be empty.
        disposal: What was asked for; ``None`` where a file was to come back.
    """

    path: bytes
    code: str
    reason: str
    hint: str
    disposal: Disposal | None = None


@dataclass(frozen=True)
class DisposalReport:
    """What became of a bulk.

    Attributes:
        done: What went.
        refused: What was left alone, and why.
    """

    done: tuple[Disposed, ...]
    refused: tuple[Refusal, ...]

    @property
    def bytes_won(self) -> int:
        """Bytes that are free once the trash is emptied."""
        return sum(one.size for one in self.done)


def dispose(
    library: Library,
    disposals: Sequence[Disposal],
    summary: str,
    progress: Progress = NO_PROGRESS,
    *,
    set_aside: bool = False,
) -> DisposalReport:
    """Move files to the trash, each because its keeper stays, as one step that can be undone.

    Args:
        library: Opened to write; its turn with indexing is waited for.
        disposals: What goes and why; a file is named once.
        summary: One line for the list of what can be undone.
        progress: Phase ``trash``; a cancel keeps what was done, as the same one step.
        set_aside: Where there is no trash, use a folder on the same drive.

    Raises:
        UserError: The library can't be written; what was done stands and can be undone.
        Cancelled: By ``progress``.
    """
    done: list[Disposed] = []
    refused: list[Refusal] = []
    with library.writing:
        catalog = library.catalog
        library.recovered += recover_deeds(catalog, library.trash)
        checks = DeedChecks(catalog, disposals)
        roots = {root.root_id: root for root in catalog.roots.list()}
        disposal_id = catalog.deeds.add_disposal(summary)
        for number, disposal in enumerate(dict.fromkeys(disposals)):
            progress.checkpoint()
            progress.report(Step("trash", number, len(disposals)))
            try:
                deed = _done(library, checks, disposal, disposal_id, roots, set_aside=set_aside)
            except TrashError as error:
                path = _path(library, disposal)
                refused.append(Refusal(path, error.code, error.message, error.hint, disposal))
            else:
                places = tuple(file.place for file in deed.files)
                done.append(Disposed(disposal, deed.path, places, deed.kind, deed.size))
        progress.report(Step("trash", len(disposals), len(disposals)))
    return DisposalReport(tuple(done), tuple(refused))


def _done(
    library: Library,
    checks: DeedChecks,
    disposal: Disposal,
    disposal_id: int,
    roots: dict[RootId, Root],
    *,
    set_aside: bool,
) -> Deed:
    trash: Trash = library.trash
    try:
        return carry_out(library.catalog, trash, checks.plan(disposal, disposal_id, trash))
    except TrashError as error:
        found = library.catalog.locations.get([disposal.location_id])
        if error.code != "no-trash" or not set_aside or not found:
            raise
    aside = SetAside(roots[found[0].root_id].path)
    return carry_out(library.catalog, aside, checks.plan(disposal, disposal_id, aside))


def _path(library: Library, disposal: Disposal) -> bytes:
    found = library.catalog.locations.get([disposal.location_id])
    return os.path.abspath(found[0].path) if found else b""
