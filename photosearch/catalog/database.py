"""One SQLite file: one connection that writes, and read-only ones, one a thread.

SQLite before 3.51.3 can damage a WAL database when two connections checkpoint at once; so only the
writer checkpoints. What a person did is committed with ``synchronous=FULL`` (it survives a power
loss), what can be computed again with ``NORMAL`` (it survives a crash).

Python's ``Connection.close`` is not safe while another thread runs a query on it. Every connection
therefore has a lock that its user holds; ``close`` interrupts the query and takes that lock first.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from photosearch.base.errors import Cancelled, UserError
from photosearch.catalog.sqlite_errors import meaning

_BUSY_TIMEOUT_S = 10.0
_WAL_LIMIT_BYTES = 64 << 20
_READER_CACHE_KIB = 16_384
_WRITER_CACHE_KIB = 65_536  # keys are random: their index pages are touched all over
_INTERRUPT_S = 0.02


@dataclass
class _Held:
    """A connection and the lock that whoever uses it holds."""

    connection: sqlite3.Connection
    thread: threading.Thread
    lock: threading.RLock = field(default_factory=threading.RLock)


def connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """Open a database in autocommit mode; any thread may use it, one at a time.

    Raises:
        sqlite3.Error: It can't be opened.
    """
    mode = "rwc" if writable else "ro"
    uri = f"{path.absolute().as_uri()}?mode={mode}"  # as_uri quotes bytes that are not UTF-8 too
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=_BUSY_TIMEOUT_S
    )
    try:
        cache_kib = _WRITER_CACHE_KIB if writable else _READER_CACHE_KIB
        connection.execute(f"PRAGMA cache_size = -{cache_kib}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        if not writable:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA wal_autocheckpoint = 0")
    except BaseException:
        connection.close()
        raise
    return connection


def prepare_writer(connection: sqlite3.Connection, page_size: int = 4096) -> None:
    """Switch a database to WAL and to overwriting what is deleted.

    Raises:
        sqlite3.Error: It can't be written.
    """
    connection.execute(f"PRAGMA page_size = {page_size}")  # acts on an empty file only
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT_BYTES}")
    connection.execute("PRAGMA secure_delete = ON")  # "forget" means it


class Database:
    """Hands out connections, makes transactions, and closes everything from any thread."""

    def __init__(self, path: Path, *, writable: bool, page_size: int = 4096) -> None:
        """Open the file.

        Raises:
            UserError: It can't be opened, is damaged, or is held by another writer.
        """
        self.path = path
        self._guard = threading.Lock()
        self._closed = False
        self._readers: list[_Held] = []
        self._local = threading.local()
        self._owner: int | None = None  # the thread that is inside a transaction
        self._durable = False
        self._failed = False
        self._writer: _Held | None = None
        if writable:
            self._writer = self._open_writer(page_size)

    @property
    def writable(self) -> bool:
        """Whether ``transaction`` can be used."""
        return self._writer is not None

    @property
    def in_transaction(self) -> bool:
        """Whether this thread is inside ``transaction``."""
        return self._owner == threading.get_ident()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend this thread's connection; inside ``transaction`` the writer, which sees its changes.

        Raises:
            UserError: The file is damaged or can't be read.
            Cancelled: The database was closed.
        """
        held = self._writer if self.in_transaction and self._writer else self._reader()
        with held.lock, self._translated():
            self._refuse_closed()
            yield held.connection

    @contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """Change all or nothing; other threads wait. Inside another one it becomes a part of it.

        When a part fails the whole is rolled back, even where the error of the part was caught.

        Args:
            durable: Commit so that it survives a power loss: for what a person did.

        Raises:
            UserError: The disk is full, the file damaged, or opened for reading only; the rows are
                as they were before.
            Cancelled: The database was closed.
        """
        writer = self._writer
        if writer is None:
            raise UserError("read-only-library", f"{self.path} was opened for reading only.", "")
        with writer.lock, self._translated():
            self._refuse_closed()
            if self._owner is not None:
                with self._part(durable=durable):
                    yield writer.connection
            else:
                with self._outermost(writer.connection, durable=durable):
                    yield writer.connection

    @contextmanager
    def exclusive(self) -> Iterator[sqlite3.Connection]:
        """Lend the writer outside a transaction, for VACUUM INTO and checkpoints.

        Raises:
            UserError: As in ``transaction``.
            RuntimeError: This thread is inside a transaction.
        """
        if self._writer is None or self.in_transaction:
            raise RuntimeError("needs the writer, outside a transaction")
        with self._writer.lock, self._translated():
            self._refuse_closed()
            yield self._writer.connection

    def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the file and empty the log."""
        with self.exclusive() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close every connection; running queries of other threads end with ``Cancelled``."""
        with self._guard:
            if self._closed:
                return
            self._closed = True
            readers, self._readers = self._readers, []
        for held in readers:
            _close(held)
        if self._writer is not None:  # last: it checkpoints and removes the log
            _close(self._writer)

    def _open_writer(self, page_size: int) -> _Held:
        with self._translated():
            connection = connect(self.path, writable=True)
            try:
                prepare_writer(connection, page_size)
            except BaseException:
                connection.close()
                raise
            return _Held(connection, threading.current_thread())

    def _reader(self) -> _Held:
        held: _Held | None = getattr(self._local, "held", None)
        if held is None:
            with self._translated():
                held = _Held(connect(self.path, writable=False), threading.current_thread())
            with self._guard:
                ended = [other for other in self._readers if not other.thread.is_alive()]
                self._readers = [other for other in self._readers if other.thread.is_alive()]
                if not self._closed:
                    self._readers.append(held)
                    self._local.held = held
                else:
                    ended.append(held)
            for other in ended:
                _close(other)
        return held

    def _refuse_closed(self) -> None:
        if self._closed:
            raise Cancelled("the library was closed")

    @contextmanager
    def _outermost(self, connection: sqlite3.Connection, *, durable: bool) -> Iterator[None]:
        connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        connection.execute("BEGIN IMMEDIATE")
        self._owner, self._durable, self._failed = threading.get_ident(), durable, False
        try:
            yield
            if self._failed:
                raise RuntimeError("a part of the transaction failed: all of it is rolled back")
            connection.execute("COMMIT")
        finally:
            self._owner = None
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    @contextmanager
    def _part(self, *, durable: bool) -> Iterator[None]:
        # No SAVEPOINT: under one, SQLite copies every page that each row touches (4,096 rows with
        # triggers: 250 MB and 8 times as long). A part that fails takes the whole along instead.
        if durable and not self._durable:
            raise RuntimeError("a durable change inside a transaction that is not")
        try:
            yield
        except BaseException:
            self._failed = True
            raise

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            told = meaning(error, self.path)
            if told is error:
                raise
            raise told from error


def _close(held: _Held) -> None:
    while not held.lock.acquire(timeout=_INTERRUPT_S):
        held.connection.interrupt()
    try:
        held.connection.execute("SELECT 1")  # ends the interrupt, which would stop the checkpoint
        held.connection.close()
    finally:
        held.lock.release()
