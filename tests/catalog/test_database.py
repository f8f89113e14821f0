"""Transactions: whole, nested, on a full disk, and under kill -9."""

import os
import random
import signal
import subprocess
import sys
import threading
import time

import pytest

from photosearch.base.errors import UserError
from photosearch.catalog.catalog import Catalog
from tests.catalog.conftest import digest, new_photo

_CHILD = """
import sys
from pathlib import Path
from photosearch.catalog.catalog import Catalog
catalog = Catalog.open(Path(sys.argv[1]), writable=True)
start = catalog.facts.get("last", 0)
for number in range(start + 1, 10**9):
    with catalog.transaction(durable=True):
        catalog.facts.put("last", number)
        catalog.facts.put("half", number)
        catalog.journal.record("test", "step", {"n": number}, {"n": number - 1})
    print(number, flush=True)
"""


def _add_and_fail(catalog, word):
    with catalog.transaction():
        catalog.photos.add(new_photo(word))
        raise ZeroDivisionError


def test_transaction_error_rolls_everything_back(catalog):
    with pytest.raises(ZeroDivisionError):
        _add_and_fail(catalog, "a")
    assert len(catalog.photos.known_ids()) == 0


def test_transaction_nested_error_rolls_the_whole_back_even_if_caught(catalog):
    def change():
        with catalog.transaction():
            catalog.photos.add(new_photo("a"))
            with pytest.raises(ZeroDivisionError):
                _add_and_fail(catalog, "b")

    with pytest.raises(RuntimeError, match="rolled back"):
        change()
    assert len(catalog.photos.known_ids()) == 0
    catalog.photos.add(new_photo("c"))
    assert catalog.photos.by_key(digest("c"))


def test_transaction_durable_commits_synchronous_full(catalog):
    for durable, level in ((True, 2), (False, 1)):
        with catalog.transaction(durable=durable) as connection:
            assert connection.execute("PRAGMA synchronous").fetchone()[0] == level


def test_transaction_durable_inside_other_is_a_bug(catalog):
    with (
        catalog.transaction(),
        pytest.raises(RuntimeError, match="durable"),
        catalog.transaction(durable=True),
    ):
        pass


def test_transaction_writers_of_two_threads_take_turns(catalog):
    def count():
        for _ in range(50):
            with catalog.transaction():
                catalog.facts.put("n", catalog.facts.get("n", 0) + 1)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert catalog.facts.get("n") == 200


def test_transaction_disk_full_says_so_and_loses_nothing(catalog):
    kept = catalog.photos.add(new_photo("kept"))
    with catalog._database.exclusive() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 10}")
    with pytest.raises(UserError) as caught, catalog.transaction():
        catalog.photos.add_many([new_photo(str(number)) for number in range(1000)])
    assert caught.value.code == "disk-full"
    assert caught.value.hint
    assert catalog.photos.known_ids().tolist() == [kept]
    assert catalog.integrity_check() == []
    with catalog._database.exclusive() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    catalog.photos.add(new_photo("after"))


def test_readers_never_checkpoint_and_end_with_their_threads(catalog):
    levels = []

    def look():
        with catalog._database.reading() as connection:
            levels.append(connection.execute("PRAGMA wal_autocheckpoint").fetchone()[0])

    for _ in range(5):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert levels == [0] * 5
    assert len(catalog._database._readers) <= 2


def test_kill_9_at_any_point_keeps_every_acknowledged_step(tmp_path):
    directory = tmp_path / "library"
    Catalog.open(directory, writable=True).close()
    dice = random.Random(7)
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    acknowledged = 0
    for _ in range(6):
        child = subprocess.Popen(
            [sys.executable, "-c", _CHILD, directory],
            stdout=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        child.stdout.readline()
        time.sleep(dice.uniform(0, 0.15))
        child.send_signal(signal.SIGKILL)
        lines = child.communicate()[0].splitlines()
        whole = [int(line) for line in lines[:-1] if line]
        acknowledged = max([acknowledged, *whole])
        catalog = Catalog.open(directory, writable=True)
        assert catalog.facts.get("last", 0) >= acknowledged
        assert catalog.facts.get("last") == catalog.facts.get("half")
        last = catalog.journal.last()
        assert last is None or last.change["n"] == catalog.facts.get("last")
        assert catalog.integrity_check() == []
        catalog.close()
