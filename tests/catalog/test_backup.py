"""Copies of the catalogue, and getting them back."""

import os

import pytest

from photosearch.base.errors import UserError
from photosearch.catalog.backup import KEPT_BACKUPS, backup_dir, list_backups, restore_backup
from photosearch.catalog.catalog import Catalog
from tests.catalog.conftest import digest, new_photo


def test_backup_holds_what_lies_in_the_log_and_opens(catalog, tmp_path):
    catalog.photos.add(new_photo("a"))
    backup = catalog.backup()
    (tmp_path / "other").mkdir()
    os.link(backup.path, tmp_path / "other" / "catalog.db")
    copy = Catalog.open(tmp_path / "other", writable=False)
    assert copy.photos.by_key(digest("a"))
    copy.close()


def test_backup_keeps_the_seven_newest(catalog):
    paths = [catalog.backup().path for _ in range(KEPT_BACKUPS + 2)]
    kept = [backup.path for backup in list_backups(catalog.directory)]
    assert len(kept) == KEPT_BACKUPS
    assert paths[-1] in kept
    assert not list(backup_dir(catalog.directory).glob(".*"))


def test_restore_sets_damaged_file_aside_and_brings_photos_back(catalog):
    photo_id = catalog.photos.add(new_photo("a"))
    catalog.backup()
    catalog.close()
    catalog.path.write_bytes(b"damaged")
    aside = restore_backup(catalog.directory)
    assert aside.read_bytes() == b"damaged"
    restored = Catalog.open(catalog.directory, writable=True)
    assert restored.photos.by_key(digest("a")) == photo_id
    restored.close()


def test_restore_never_gives_an_id_out_again(catalog):
    catalog.backup()
    lost = catalog.photos.add(new_photo("lost"))
    catalog.close()
    restore_backup(catalog.directory)
    restored = Catalog.open(catalog.directory, writable=True)
    assert restored.photos.add(new_photo("other")) > lost
    restored.close()


def test_restore_damaged_backup_changes_nothing(catalog):
    backup = catalog.backup()
    catalog.close()
    backup.path.write_bytes(backup.path.read_bytes()[:9000])
    before = catalog.path.read_bytes()
    with pytest.raises(UserError) as caught:
        restore_backup(catalog.directory)
    assert caught.value.code == "damaged-backup"
    assert catalog.path.read_bytes() == before


def test_restore_without_backup_says_so(catalog):
    catalog.close()
    with pytest.raises(UserError) as caught:
        restore_backup(catalog.directory)
    assert caught.value.code == "no-backup"
