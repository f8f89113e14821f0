"""The commands that write, by name, so that whoever holds the library can do them for others.

A command takes JSON and gives JSON: it may come from another process (see ``handover``).
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, Self

from photosearch.base.errors import LibraryInUseError, UserError
from photosearch.base.paths import as_text
from photosearch.base.progress import NO_PROGRESS, Progress, ProgressControl, Step
from photosearch.catalog.lock import LibraryLock
from photosearch.services import encoders, folders
from photosearch.services.backup_coverage import likely_backups, likely_documents
from photosearch.services.backups import make_backup
from photosearch.services.checking import check_library
from photosearch.services.disk import writing_library
from photosearch.services.forgetting import forget, photos_of_paths, preview_forget
from photosearch.services.handover import ANSWER_WITHIN_S, HandoverServer, NobodyAnswers, ask
from photosearch.services.index_report import FileNote, IndexReport
from photosearch.services.indexing import index_folders
from photosearch.services.library import Library, open_library
from photosearch.services.trash_returning import restore, returned_document
from photosearch.services.undoing import undo

_RETRY_S = 0.1

Document = dict[str, Any]
_PAUSED_POLL_S = 0.1
Command = Callable[[Library, Document, Progress], Document]


def execute(library: Library, name: str, arguments: Document, progress: Progress) -> Document:
    """Do a command on an open library.

    Raises:
        UserError: There is no such command, or what the command raises.
    """
    command = COMMANDS.get(name) or _learning_commands().get(name)
    if command is None:
        raise UserError("unknown-command", f"there is no command {name}")
    return command(library, arguments, progress)


def _learning_commands() -> dict[str, Command]:
    """Return the commands that the window's start need not load: groups, metrics, rules."""
    from photosearch.services.duplicate_commands import DUPLICATE_COMMANDS
    from photosearch.services.inside import prepare_command
    from photosearch.services.keeping_commands import KEEPING_COMMANDS
    from photosearch.services.label_commands import LABEL_COMMANDS
    from photosearch.services.resolving_commands import RESOLVING_COMMANDS
    from photosearch.services.tuning_commands import TUNING_COMMANDS

    return {
        **LABEL_COMMANDS,
        **TUNING_COMMANDS,
        **KEEPING_COMMANDS,
        **DUPLICATE_COMMANDS,
        **RESOLVING_COMMANDS,
        "insides prepare": prepare_command,
    }


def run_command(
    directory: Path, name: str, arguments: Document, progress: Progress = NO_PROGRESS
) -> Document:
    """Do a command here, or hand it to the process that holds the library.

    Raises:
        LibraryInUseError: Another process holds it and does not answer.
        UserError: What the command raises.
    """
    deadline = time.monotonic() + ANSWER_WITHIN_S
    while True:
        progress.checkpoint()
        with suppress(LibraryInUseError):
            library = open_library(directory, writable=True)
            break
        try:
            return ask(directory, name, arguments, progress)
        except NobodyAnswers as unanswered:
            # It may just be opening or closing the library: then one of the two works soon.
            if time.monotonic() > deadline:
                holder = LibraryLock(directory).holder()
                text = f"process {holder} holds the library and does not answer"
                hint = "Wait for it, or close its window."
                raise LibraryInUseError(text, hint) from unanswered
        time.sleep(_RETRY_S)
    try:
        with HolderService(library):
            return execute(library, name, arguments, progress)
    finally:
        library.close()


class Onlooker(Protocol):
    """Who sees what a holder does for others, such as a window."""

    def begin(self, control: ProgressControl) -> None:
        """See a command begin; ``control`` pauses and ends it."""

    def report(self, step: Step) -> None:
        """See how far it is."""

    def end(self) -> None:
        """See that it is over."""


class _Seen:
    """A progress for who asked and for who looks on: either can end the work."""

    def __init__(self, asked: Progress, onlooker: Onlooker) -> None:
        self._asked = asked
        self._control = ProgressControl(onlooker.report)
        onlooker.begin(self._control)

    def report(self, step: Step) -> None:
        """Tell both."""
        self._asked.report(step)
        self._control.report(step)

    def checkpoint(self) -> None:
        """Wait while either has paused; raise ``Cancelled`` when either has cancelled."""
        while self._control.paused:
            self._asked.checkpoint()
            time.sleep(_PAUSED_POLL_S)
        self._control.checkpoint()
        self._asked.checkpoint()


class HolderService:
    """Does the commands of other processes while a library is open here, one after the other.

    Args:
        library: Opened to write.
        others: Further requests that the holder understands, such as a window's ``show``.
        onlooker: Sees the commands, and may pause and end them.
    """

    def __init__(
        self,
        library: Library,
        others: dict[str, Callable[[Document, Progress], Document]] | None = None,
        onlooker: Onlooker | None = None,
    ) -> None:
        self._library = library
        self._onlooker = onlooker
        self._others = others or {}
        self._turn = threading.Lock()
        with writing_library(library.directory):
            self._server = HandoverServer(library.directory, self._handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop answering; what runs for others is cancelled."""
        self._server.close()

    def _handle(self, name: str, arguments: Document, progress: Progress) -> Document:
        if name in self._others:
            return self._others[name](arguments, progress)
        progress.report(Step("wait", 0))
        with self._turn:
            progress.checkpoint()
            if self._onlooker is None:
                return execute(self._library, name, arguments, progress)
            try:
                seen = _Seen(progress, self._onlooker)
                return execute(self._library, name, arguments, seen)
            finally:
                self._onlooker.end()


def report_document(report: IndexReport) -> Document:
    """Return a report of indexing as the contract's JSON."""
    return {
        "indexed": report.indexed,
        "unchanged": report.unchanged,
        "copies": report.copies,
        "moved": report.moved,
        "missing": report.missing,
        "skipped": [_noted(note) for note in report.skipped],
        "failed": [_noted(note) for note in report.failed],
        "offline": report.offline,
        "seconds": round(report.seconds, 3),
    }


def _noted(note: FileNote) -> Document:
    return {"path": as_text(note.path), "reason": note.reason}


def _index(library: Library, arguments: Document, progress: Progress) -> Document:
    named = [os.fsencode(path) for path in arguments["folders"]]
    accept = bool(arguments["accept_missing"])
    report = index_folders(library, named, accept_missing=accept, progress=progress)
    likely = likely_documents(likely_backups(library))
    return report_document(report) | ({"maybe_backups": likely} if likely else {})


def _forget(library: Library, arguments: Document, _: Progress) -> Document:
    photo_ids = photos_of_paths(library, [os.fsencode(path) for path in arguments["paths"]])
    if arguments["dry_run"]:
        preview = preview_forget(library, photo_ids)
    else:
        preview = forget(library, photo_ids, confirmed=arguments["confirmed"])
    return {
        "photos": len(preview.photo_ids),
        "files": preview.n_files,
        "folders_indexed": preview.folders_indexed,
        "backups": [os.fsdecode(path) for path in preview.backups],
    }


def _add(library: Library, arguments: Document, _: Progress) -> Document:
    path = os.fsencode(arguments["path"])
    root = folders.add_folder(library, path, arguments["role"], arguments["excludes"])
    return {"path": as_text(root.path), "role": root.role}


def _remove(library: Library, arguments: Document, _: Progress) -> Document:
    folders.remove_folder(library, os.fsencode(arguments["path"]))
    return {"path": arguments["path"]}


def _role(library: Library, arguments: Document, _: Progress) -> Document:
    folders.set_role(library, os.fsencode(arguments["path"]), arguments["role"])
    return {"path": arguments["path"], "role": arguments["role"]}


def _exclude(library: Library, arguments: Document, _: Progress) -> Document:
    folders.set_excludes(library, os.fsencode(arguments["path"]), arguments["excludes"])
    return {"path": arguments["path"], "excludes": arguments["excludes"]}


def _release(library: Library, arguments: Document, _: Progress) -> Document:
    released = folders.release_drive(library, os.fsencode(arguments["path"]))
    return {"released": [as_text(root.path) for root in released]}


def _undo(library: Library, _: Document, progress: Progress) -> Document:
    return undo(library, progress)


def _trash_restore(library: Library, arguments: Document, progress: Progress) -> Document:
    paths = [os.fsencode(path) for path in arguments["paths"]]
    return returned_document(restore(library, paths, progress))


def _doctor(library: Library, arguments: Document, progress: Progress) -> Document:
    return check_library(library, repair=bool(arguments["repair"]), progress=progress)


def _backup(library: Library, arguments: Document, _: Progress) -> Document:
    target = arguments["file"]
    return make_backup(library, os.fsencode(target) if target else None)


def _add_encoder(library: Library, arguments: Document, _: Progress) -> Document:
    row = encoders.add_encoder(library, os.fsencode(arguments["path"]))
    return {
        "encoder": row.encoder_id,
        "name": row.name,
        "dim": row.dim,
        "fingerprint": row.fingerprint,
    }


def _use_encoder(library: Library, arguments: Document, progress: Progress) -> Document:
    return encoders.use_encoder(library, arguments["name"], progress)


COMMANDS: dict[str, Command] = {
    "index": _index,
    "forget": _forget,
    "folders add": _add,
    "folders remove": _remove,
    "folders role": _role,
    "folders exclude": _exclude,
    "folders release": _release,
    "undo": _undo,
    "trash restore": _trash_restore,
    "doctor": _doctor,
    "backup": _backup,
    "encoders add": _add_encoder,
    "encoders use": _use_encoder,
}
