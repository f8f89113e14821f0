"""Commands of other processes, done by the one that holds the library."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from photosearch.base.errors import Cancelled, ConfirmationNeeded, LibraryInUseError, UserError
from photosearch.base.progress import Progress, ProgressControl, Step
from photosearch.catalog.lock import LibraryLock
from photosearch.services.commands import HolderService, run_command
from photosearch.services.handover import HandoverServer, NobodyAnswers, ask
from tests.services.photo_folders import reading, write_photo, writing

_CHECKOUT = Path(__file__).resolve().parents[2]


def _echo(request: str, arguments: dict, progress: Progress) -> dict:
    if request == "wrong":
        raise UserError("some-code", "it is wrong", "do it right")
    if request == "sure?":
        raise ConfirmationNeeded("mass-disappearance", "much is gone")
    if request == "bug":
        raise RuntimeError("a bug")
    if request == "slow":
        for done in range(1000):
            progress.report(Step("slow", done, 1000))
            progress.checkpoint()
            time.sleep(0.01)
    return {"echo": arguments}


@pytest.fixture
def server(tmp_path):
    """Return the folder of a library with a holder that answers."""
    opened = HandoverServer(tmp_path, _echo)
    yield tmp_path
    opened.close()


def test_ask_gets_the_answer(server):
    odd = os.fsdecode(b"\xff\n.jpg")
    assert ask(server, "any", {"path": odd}) == {"echo": {"path": odd}}


def test_ask_gets_the_holders_error(server):
    with pytest.raises(UserError, match="it is wrong") as error:
        ask(server, "wrong", {})
    assert (error.value.code, error.value.hint) == ("some-code", "do it right")
    with pytest.raises(ConfirmationNeeded):
        ask(server, "sure?", {})


def test_ask_gets_a_message_when_the_holder_has_a_bug(server, caplog):
    with pytest.raises(UserError, match="a bug"):
        ask(server, "bug", {})


def test_ask_sees_progress_and_cancels(server):
    control = ProgressControl(lambda step: step.done > 5 and control.cancel())
    started = time.monotonic()
    with pytest.raises(Cancelled):
        ask(server, "slow", {}, control)
    assert time.monotonic() - started < 5
    assert ask(server, "any", {}) == {"echo": {}}


def test_ask_nobody_says_so(tmp_path):
    with pytest.raises(NobodyAnswers):
        ask(tmp_path, "any", {})


def test_close_sends_running_clients_back_to_do_it_themselves(tmp_path):
    server = HandoverServer(tmp_path, _echo)
    closing = threading.Timer(0.3, server.close)
    closing.start()
    with pytest.raises(NobodyAnswers):
        ask(tmp_path, "slow", {})
    closing.join()


def test_server_is_not_held_up_by_a_client_that_says_nothing(server):
    from multiprocessing.connection import Client

    from photosearch.base.paths import socket_path

    with Client(socket_path(server), family="AF_UNIX"):
        assert ask(server, "any", {}) == {"echo": {}}


def test_server_refuses_a_wrong_key(server, monkeypatch):
    (server / "handover.key").write_bytes(b"something else")
    with pytest.raises(NobodyAnswers):
        ask(server, "any", {})


def test_run_command_is_done_by_the_holder(indexed, photos):
    write_photo(photos / "new.jpg", 40)
    steps: list[str] = []
    control = ProgressControl(lambda step: steps.append(step.phase))
    with writing(indexed) as library, HolderService(library):
        answer = run_command(indexed, "index", {"folders": [], "accept_missing": False}, control)
        assert answer["indexed"] == 1
        assert len(library.gallery.index) == 4
    assert "index" in steps


def test_run_command_beside_a_reader_works(indexed, photos):
    write_photo(photos / "new.jpg", 40)
    with reading(indexed) as reader:
        assert len(reader.gallery.index) == 3
        answer = run_command(indexed, "index", {"folders": [], "accept_missing": False})
        assert answer["indexed"] == 1
        assert reader.catalog.photos.count() == 4
        assert reader.gallery.catch_up() == 1


def test_run_command_unanswered_names_the_holder(indexed, monkeypatch):
    monkeypatch.setattr("photosearch.services.commands.ANSWER_WITHIN_S", 0.3)
    with LibraryLock(indexed), pytest.raises(LibraryInUseError, match=str(os.getpid())) as error:
        run_command(indexed, "undo", {})
    assert error.value.exit_code == 3


def test_run_command_waits_for_a_holder_that_is_closing(indexed):
    lock = LibraryLock(indexed)
    lock.acquire()
    threading.Timer(0.5, lock.release).start()
    assert run_command(indexed, "index", {"folders": [], "accept_missing": False})["unchanged"] == 3


def test_run_command_of_a_stopped_holder_gives_up(indexed):
    script = (
        "import sys, time; from pathlib import Path;"
        "from photosearch.services.library import open_library;"
        "from photosearch.services.commands import HolderService;"
        "library = open_library(Path(sys.argv[1]), writable=True);"
        "service = HolderService(library); print('ready', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, indexed], cwd=_CHECKOUT, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        holder.send_signal(signal.SIGSTOP)
        with pytest.raises(LibraryInUseError, match=str(holder.pid)):
            run_command(indexed, "undo", {})
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
