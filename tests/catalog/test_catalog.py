"""Opening, refusing and closing a library's catalogue."""

import os
import sqlite3
import threading

import pytest

from photosearch.base.errors import Cancelled, UserError
from photosearch.catalog.catalog import Catalog
from tests.catalog.conftest import add_photo, new_photo


def test_open_new_folder_has_uuid_and_passes_checks(catalog):
    assert len(catalog.facts.get("uuid")) == 32
    assert catalog.quick_check() == catalog.integrity_check() == []


def test_open_folder_that_is_not_utf8_works(tmp_path):
    directory = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9 ?#%41")
    catalog = Catalog.open(type(tmp_path)(directory), writable=True)
    catalog.backup()
    assert catalog.photos.count() == 0
    catalog.close()
    assert os.path.exists(os.path.join(directory, "catalog.db"))


def test_open_reader_without_library_says_so(tmp_path):
    with pytest.raises(UserError) as caught:
        Catalog.open(tmp_path / "none", writable=False)
    assert caught.value.code == "no-library"
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("writable", [True, False])
def test_open_newer_library_is_refused_and_not_written(tmp_path, catalog, writable):
    path = catalog.path
    catalog.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        Catalog.open(catalog.directory, writable=writable)
    assert caught.value.code == "newer-library"
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database" * 999, b"SQLite format 3\0" + bytes(5000)])
def test_open_damaged_file_names_newest_backup(catalog, content):
    backup = catalog.backup()
    catalog.close()
    catalog.path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        Catalog.open(catalog.directory, writable=True)
    assert caught.value.code == "damaged-catalogue"
    assert "photosearch restore" in caught.value.hint
    assert backup.path.name in caught.value.hint
    assert catalog.path.read_bytes() == content


@pytest.mark.parametrize("empty", [True, False])
def test_open_lost_catalogue_with_backups_makes_no_new_one(catalog, empty):
    catalog.backup()
    catalog.close()
    catalog.path.unlink()
    if empty:
        catalog.path.touch()
    with pytest.raises(UserError) as caught:
        Catalog.open(catalog.directory, writable=True)
    assert caught.value.code == "damaged-catalogue"


def test_open_foreign_database_is_refused(tmp_path):
    connection = sqlite3.connect(tmp_path / "catalog.db")
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(UserError) as caught:
        Catalog.open(tmp_path, writable=True)
    assert caught.value.code == "damaged-catalogue"


def test_quick_check_damaged_page_reports_it(catalog, root_id):
    for number in range(200):
        add_photo(catalog, root_id, b"%d.jpg" % number)
    catalog.close()
    with open(catalog.path, "r+b") as file:
        file.seek(4096 * (catalog.path.stat().st_size // 8192))
        file.write(b"\xff" * 4096 * 20)
    reopened = Catalog.open(catalog.directory, writable=False)
    assert reopened.quick_check()
    reopened.close()


def test_reader_sees_committed_changes_only(catalog):
    reader = Catalog.open(catalog.directory, writable=False)
    with catalog.transaction():
        catalog.photos.add(new_photo("a"))
        assert len(catalog.photos.known_ids()) == 1
        assert len(reader.photos.known_ids()) == 0
    assert len(reader.photos.known_ids()) == 1
    reader.close()


def test_reader_cannot_write(catalog):
    reader = Catalog.open(catalog.directory, writable=False)
    with pytest.raises(UserError) as caught:
        reader.photos.add(new_photo("a"))
    assert caught.value.code == "read-only-library"
    reader.close()


def test_close_from_another_thread_ends_running_query(catalog):
    endings = []
    started = threading.Event()

    def count_for_ever():
        try:
            with catalog._database.reading() as connection:
                started.set()
                connection.execute(
                    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
                    " SELECT max(x) FROM n"
                ).fetchone()
        except Cancelled:
            endings.append("cancelled")

    thread = threading.Thread(target=count_for_ever)
    thread.start()
    started.wait()
    catalog.close()
    thread.join(5)
    assert endings == ["cancelled"]
    with pytest.raises(Cancelled):
        catalog.photos.count()


def test_close_leaves_one_whole_file(catalog):
    catalog.photos.add(new_photo("a"))
    assert catalog.photos.count() == 0
    catalog.close()
    assert not os.path.exists(f"{catalog.path}-wal")
