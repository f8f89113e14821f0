"""Handing a command to the process that holds the library.

One process at a time may write to a library. Another that wants to write (or to show its window
again) sends its request to the holder over a local socket (a named pipe on Windows), and gets the
progress and the answer back. Messages are JSON in ``multiprocessing.connection`` frames: nothing is
unpickled, the socket lies in a folder of the person's own, and a key in the library keeps other
users out where the platform's permissions would not.

Protocol, version 1: the client sends ``{"version", "request", "arguments"}``; the holder answers
any number of ``{"step": {...}}`` and at last ``{"answer": ...}`` or ``{"error": {...}}``. A client
that goes away cancels its request. A holder that closes answers ``{"again": true}``: the client
then does it by itself.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from multiprocessing import AuthenticationError
from multiprocessing.connection import (
    Client,
    Connection,
    Listener,
    answer_challenge,
    deliver_challenge,
)
from pathlib import Path
from typing import Any

from photosearch.base.atomic import write_bytes
from photosearch.base.errors import Cancelled, ConfirmationNeeded, LibraryInUseError, UserError
from photosearch.base.paths import socket_path
from photosearch.base.progress import NO_PROGRESS, Progress, ProgressControl, Step

_logger = logging.getLogger(__name__)

PROTOCOL = 1
ANSWER_WITHIN_S = 5.0
_POLL_S = 0.2
_BACKLOG = 16

Document = dict[str, Any]
Handler = Callable[[str, Document, Progress], Document]


class NobodyAnswers(LibraryInUseError):  # noqa: N818 - a finding; the caller tries again
    """Nobody has taken the request, or not to its end: nothing speaks against asking again."""


def _family() -> str:
    return "AF_PIPE" if os.name == "nt" else "AF_UNIX"


def _key(library_dir: Path, *, create: bool) -> bytes:
    path = library_dir / "handover.key"
    with suppress(FileNotFoundError):
        key = path.read_bytes()
        if key:
            return key
    if not create:
        raise FileNotFoundError(path)
    key = secrets.token_hex(16).encode()
    write_bytes(path, key)
    return key


class HandoverServer:
    """Answers the requests of other processes while this one holds the library.

    Requests are handled one at a time in threads of their own; ``handler`` gets the request's name,
    its arguments and a progress that is cancelled when the client goes away.
    """

    def __init__(self, library_dir: Path, handler: Handler) -> None:
        self._handler = handler
        self._address = socket_path(library_dir)
        if os.name != "nt":  # A socket left by a killed holder; ours is the kernel lock.
            with suppress(FileNotFoundError):
                os.unlink(self._address)
        self._authkey = _key(library_dir, create=True)
        # The key is asked for in the client's own thread: one that says nothing holds up no other.
        self._listener = Listener(self._address, family=_family(), backlog=_BACKLOG)
        self._closing = threading.Event()
        self._clients: set[threading.Thread] = set()
        self._controls: set[ProgressControl] = set()
        self._acceptor = threading.Thread(target=self._accept, name="handover", daemon=True)
        self._acceptor.start()

    def close(self) -> None:
        """Stop answering; cancel what is running for others and wait for it."""
        self._closing.set()
        for control in list(self._controls):
            control.cancel()
        with suppress(OSError, EOFError):  # Wakes the acceptor, which accept() would hold for ever.
            Client(self._address, family=_family()).close()
        self._acceptor.join(5)
        for thread in list(self._clients):
            thread.join(5)
        self._listener.close()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection = self._listener.accept()
            except Exception as error:  # noqa: BLE001 - a stranger's bad greeting must not end it
                _logger.info("a handover was not accepted: %s", error)
                continue
            if self._closing.is_set():
                connection.close()
                return
            thread = threading.Thread(
                target=self._serve, args=(connection,), name="handover-client", daemon=True
            )
            self._clients.add(thread)
            thread.start()

    def _serve(self, connection: Connection[bytes, bytes]) -> None:
        try:
            with connection:
                deliver_challenge(connection, self._authkey)
                answer_challenge(connection, self._authkey)
                self._answer(connection)
        except (OSError, EOFError, ValueError, AuthenticationError):
            _logger.info("a handover's client went away")
        finally:
            self._clients.discard(threading.current_thread())

    def _answer(self, connection: Connection[bytes, bytes]) -> None:
        message = json.loads(connection.recv_bytes())
        if message.get("version") != PROTOCOL:
            text = "the running photosearch is of another version"
            _send(
                connection, {"error": _error(UserError("other-version", text, "Close it first."))}
            )
            return

        control = ProgressControl(lambda step: _send_step(connection, step, control))
        self._controls.add(control)
        finished = threading.Event()
        watcher = threading.Thread(
            target=_cancel_when_gone, args=(connection, control, finished), daemon=True
        )
        watcher.start()
        try:
            answer = self._handler(message["request"], message["arguments"], control)
            reply: Document = {"answer": answer}
        except UserError as error:
            reply = {"error": _error(error)}
        except Cancelled:
            reply = {"again": True} if self._closing.is_set() else {"cancelled": True}
        except Exception as error:
            _logger.exception("a request of another process failed")
            reply = {"error": _error(UserError("failed", f"the running window failed: {error}"))}
        finally:
            finished.set()
            self._controls.discard(control)
        watcher.join()
        _send(connection, reply)


def ask(
    library_dir: Path, request: str, arguments: Document, progress: Progress = NO_PROGRESS
) -> Document:
    """Have the holder of a library do ``request``.

    Raises:
        NobodyAnswers: Nobody answers at the holder's socket, or the holder is closing.
        LibraryInUseError: The holder went away in the middle.
        UserError: What the holder says is wrong.
        Cancelled: The holder's person cancelled it, or ``progress`` did.
    """
    try:
        connection = _greeted(library_dir)
    except (OSError, EOFError, ValueError, AuthenticationError) as error:
        raise NobodyAnswers("another process holds the library and does not answer") from error
    with connection:
        try:
            _send(connection, {"version": PROTOCOL, "request": request, "arguments": arguments})
            return _await_answer(connection, progress)
        except (OSError, EOFError) as error:
            text = "the process that holds the library went away"
            raise LibraryInUseError(text, "Run the command again.") from error


def _greeted(library_dir: Path) -> Connection[bytes, bytes]:
    authkey = _key(library_dir, create=False)
    connection = Client(socket_path(library_dir), family=_family())
    try:
        if not connection.poll(ANSWER_WITHIN_S):  # such as a holder that is stopped
            raise TimeoutError
        answer_challenge(connection, authkey)
        deliver_challenge(connection, authkey)
    except BaseException:
        connection.close()
        raise
    return connection


def _await_answer(connection: Connection[bytes, bytes], progress: Progress) -> Document:
    while True:
        progress.checkpoint()
        if not connection.poll(_POLL_S):
            continue
        message = json.loads(connection.recv_bytes())
        if "step" in message:
            progress.report(Step(**message["step"]))
        elif "error" in message:
            raise _raised(message["error"])
        elif "cancelled" in message:
            raise Cancelled
        elif "again" in message:
            raise NobodyAnswers("the process that held the library has closed it")
        else:
            answer: Document = message["answer"]
            return answer


def _cancel_when_gone(
    connection: Connection[bytes, bytes], control: ProgressControl, finished: threading.Event
) -> None:
    # A client sends nothing after its request: whatever makes its end readable is its going.
    while not finished.is_set():
        try:
            gone = connection.poll(_POLL_S)
        except (OSError, EOFError):
            gone = True
        if gone:
            control.cancel()
            return


def _send(connection: Connection[bytes, bytes], message: Document) -> None:
    connection.send_bytes(json.dumps(message).encode())


def _send_step(connection: Connection[bytes, bytes], step: Step, control: ProgressControl) -> None:
    try:
        _send(connection, {"step": asdict(step)})
    except OSError:
        control.cancel()


def _error(error: UserError) -> Document:
    return {
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "exit_code": error.exit_code,
    }


def _raised(document: Document) -> UserError:
    kind = ConfirmationNeeded if document["exit_code"] == 4 else UserError
    return kind(document["code"], document["message"], document["hint"])
