"""Steps between schema versions."""

import sqlite3

import pytest

from photosearch.base.errors import UserError
from photosearch.catalog.migrations import migrate, refuse_newer, version_of

_STEPS = (
    "CREATE TABLE a (x INTEGER);\nINSERT INTO a VALUES (1);\n",
    "ALTER TABLE a ADD COLUMN y INTEGER DEFAULT 5;\n",
    "CREATE TABLE b AS SELECT y FROM a;\nINSERT INTO nowhere VALUES (1);\n",
)


@pytest.fixture
def connection(tmp_path):
    opened = sqlite3.connect(tmp_path / "some.db", isolation_level=None)
    yield opened
    opened.close()


def test_migrate_new_file_takes_all_steps_without_backup(connection):
    backups = []
    assert migrate(connection, lambda: backups.append(1), _STEPS[:2]) == 0
    assert version_of(connection) == 2
    assert backups == []


def test_migrate_older_file_backs_up_once_before_first_step(connection):
    migrate(connection, lambda: None, _STEPS[:1])
    seen = []
    migrate(connection, lambda: seen.append(version_of(connection)), _STEPS[:2])
    assert seen == [1]
    assert connection.execute("SELECT x, y FROM a").fetchall() == [(1, 5)]


def test_migrate_failing_step_leaves_last_whole_version(connection):
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, lambda: None, _STEPS)
    assert version_of(connection) == 2
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert tables == {"a"}


def test_migrate_backup_that_fails_stops_before_any_step(connection):
    migrate(connection, lambda: None, _STEPS[:1])
    with pytest.raises(OSError, match="full"):
        migrate(connection, _full_disk, _STEPS[:2])
    assert version_of(connection) == 1


def test_refuse_newer_names_both_formats(connection, tmp_path):
    connection.execute("PRAGMA user_version = 3")
    with pytest.raises(UserError, match="format 3; this one knows 2") as caught:
        refuse_newer(connection, tmp_path, known=2)
    assert caught.value.code == "newer-library"


def _full_disk():
    raise OSError("full")
