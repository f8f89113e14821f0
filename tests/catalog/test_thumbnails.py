"""The thumbnail cache."""

import pytest

from photosearch.catalog.thumbnails import ThumbnailStore


@pytest.fixture
def store(tmp_path):
    opened = ThumbnailStore(tmp_path / "thumbs.db", writable=True, quota_bytes=2500)
    yield opened
    opened.close()


def test_get_many_returns_what_is_there(store):
    store.put_many({1: b"one", 2: b"two"})
    assert store.get_many([2, 1, 9]) == {1: b"one", 2: b"two"}
    assert store.get_many([1], 512) == {}
    assert store.ids().tolist() == [1, 2]


def test_put_many_beyond_quota_evicts_least_recently_seen_large_ones(store):
    store.put_many(dict.fromkeys(range(10), bytes(1000)))
    store.put_many({1: bytes(1000)}, 512)
    store.put_many({2: bytes(1000)}, 512)
    store.get_many([1], 512)
    store.put_many({3: bytes(1000)}, 512)
    assert store.ids(512).tolist() == [1, 3]
    assert len(store.ids()) == 10


def test_delete_removes_every_size(store):
    store.put_many({1: b"a", 2: b"b"})
    store.put_many({1: b"c"}, 512)
    store.delete([1])
    assert store.ids().tolist() == [2]
    assert store.ids(512).tolist() == []


def test_open_damaged_file_starts_empty_and_sets_it_aside(tmp_path, caplog):
    path = tmp_path / "thumbs.db"
    path.write_bytes(b"rubbish" * 1000)
    store = ThumbnailStore(path, writable=True)
    store.put_many({1: b"x"})
    assert store.get_many([1]) == {1: b"x"}
    store.close()
    assert "set aside" in caplog.text
    assert (tmp_path / "thumbs-damaged.db").read_bytes() == b"rubbish" * 1000


def test_get_many_page_damaged_while_open_starts_again(tmp_path, caplog):
    path = tmp_path / "thumbs.db"
    store = ThumbnailStore(path, writable=True)
    store.put_many({number: bytes(3000) for number in range(200)})
    store.close()
    with open(path, "r+b") as file:
        file.seek(8192 * 2)
        file.write(b"\xff" * (path.stat().st_size - 8192 * 2))
    store = ThumbnailStore(path, writable=True)
    assert store.get_many(range(200)) == {}
    store.put_many({1: b"x"})
    assert store.get_many([1]) == {1: b"x"}
    store.close()


def test_reader_without_file_is_empty(tmp_path):
    store = ThumbnailStore(tmp_path / "thumbs.db", writable=False)
    assert store.get_many([1]) == {}
    store.close()
    assert not (tmp_path / "thumbs.db").exists()


def test_set_quota_smaller_lets_the_surplus_go_at_once(tmp_path):
    store = ThumbnailStore(tmp_path / "thumbs.db", writable=True, quota_bytes=1000)
    store.put_many({1: bytes(400)}, 1024)
    store.put_many({2: bytes(400)}, 1024)
    store.put_many({3: bytes(900)})
    store.set_quota(500)
    assert [store.ids(1024).tolist(), store.ids().tolist()] == [[2], [3]]
    store.close()
