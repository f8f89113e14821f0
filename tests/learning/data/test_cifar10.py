import io
import tarfile

import numpy as np
import pytest

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.progress import ProgressControl
from photosearch.learning.data import cifar10
from photosearch.learning.data.cifar10 import read_cifar10
from tests.pictures import encoded, jpeg, make_photo


def _tiny(seed):
    return jpeg(make_photo(seed, (32, 32)))


def _archive(path, members, mode="w:gz"):
    with tarfile.open(path, mode) as tar:
        for name, content in members:
            member = tarfile.TarInfo(name)
            if isinstance(content, bytes):
                member.size = len(content)
                tar.addfile(member, io.BytesIO(content))
            else:
                member.type, member.linkname = content
                tar.addfile(member)
    return path


@pytest.fixture
def archive(tmp_path):
    members = [
        (f"cifar10/{split}/{name}/{i:04}.jpg", _tiny(10 * i + len(split + name)))
        for split, n_images in (("test", 2), ("train", 3))
        for name in ("ship", "cat")
        for i in range(n_images)
    ]
    return _archive(tmp_path / "small.tar.gz", members)


def test_read_cifar10_sorts_both_parts_by_class_and_name(archive):
    train, test = read_cifar10(archive)
    assert train.class_names == test.class_names == ("cat", "ship")
    assert train.names == tuple(f"train/{c}/{i:04}.jpg" for c in ("cat", "ship") for i in range(3))
    np.testing.assert_array_equal(train.labels, [0, 0, 0, 1, 1, 1])
    np.testing.assert_array_equal(test.labels, [0, 0, 1, 1])
    assert train.pixels.shape == (6, 32, 32, 3)
    assert train.pixels.dtype == np.uint8
    assert train.skipped == test.skipped == ()


def test_read_cifar10_pixels_are_the_jpeg_s(archive):
    train, _ = read_cifar10(archive)
    original = np.asarray(make_photo(10 + len("trainship"), (32, 32)), dtype=np.float32)
    ship = train.pixels[train.names.index("train/ship/0001.jpg")]
    assert np.abs(ship - original).mean() < 6


@pytest.mark.parametrize("mode", ["w", "w:bz2", "w:xz"])
def test_read_cifar10_takes_any_compression(tmp_path, mode):
    members = [
        ("train/a/0.jpg", _tiny(0)),
        ("test/a/0.png", encoded(make_photo(1, (32, 32)), "PNG")),
    ]
    train, test = read_cifar10(_archive(tmp_path / "archive", members, mode))
    assert (len(train), len(test)) == (1, 1)


def test_read_cifar10_passes_over_hostile_members(tmp_path):
    members = [
        ("/etc/train/a/0.jpg", _tiny(0)),
        ("../train/a/1.jpg", _tiny(1)),
        ("cifar10/train/../a/2.jpg", _tiny(2)),
        ("cifar10/train/../2.jpg", _tiny(2)),
        ("cifar10/train/a/.2.jpg", _tiny(2)),
        ("cifar10/train/a/3.jpg", (tarfile.SYMTYPE, "/etc/passwd")),
        ("cifar10/train/a/4.jpg", (tarfile.LNKTYPE, "cifar10/train/a/9.jpg")),
        ("cifar10/train/a/5.jpg", (tarfile.FIFOTYPE, "")),
        ("cifar10/train/a/6.jpg", (tarfile.CHRTYPE, "")),
        ("cifar10/train/a/7.jpg", b"\xff\xd8\xff" + bytes(70_000)),
        ("cifar10/train/a/8.exe", b"MZ"),
        ("cifar10/train/a/9.jpg", _tiny(9)),
        ("cifar10/train/a/9.jpg", _tiny(10)),  # the first of a name counts
        ("cifar10/test/a/0.jpg", _tiny(11)),
    ]
    train, test = read_cifar10(_archive(tmp_path / "hostile.tar.gz", members))
    assert train.names == ("train/a/9.jpg",)
    assert test.names == ("test/a/0.jpg",)
    assert not train.skipped


def test_read_cifar10_lists_unreadable_pictures_with_the_reason(tmp_path):
    members = [
        ("train/a/0.jpg", _tiny(0)),
        ("train/a/1.jpg", _tiny(1)[:300]),
        ("train/a/2.jpg", b"not a picture"),
        ("train/a/3.jpg", jpeg(make_photo(3, (64, 64)))),
        ("train/a/4.jpg", b""),
    ]
    train, _ = read_cifar10(_archive(tmp_path / "damaged.tar.gz", members))
    assert train.names == ("train/a/0.jpg",)
    assert [(one.name[-5], one.code) for one in train.skipped] == [
        ("1", "damaged"),
        ("2", "not-an-image"),
        ("3", "unsupported"),
        ("4", "not-an-image"),
    ]
    assert "64×64" in train.skipped[2].reason
    assert all(one.reason.endswith(".") for one in train.skipped)


def test_read_cifar10_second_time_comes_from_the_cache(archive, tmp_path):
    cache = tmp_path / "cache"
    first = read_cifar10(archive, cache_dir=cache)
    steps = []
    second = read_cifar10(archive, cache_dir=cache, progress=ProgressControl(steps.append))
    assert not steps  # nothing was decoded
    for before, after in zip(first, second, strict=True):
        assert before.fingerprint == after.fingerprint
        np.testing.assert_array_equal(before.pixels, after.pixels)
        assert (before.names, before.class_names) == (after.names, after.class_names)


def test_read_cifar10_another_archive_is_not_taken_from_the_cache(archive, tmp_path):
    cache = tmp_path / "cache"
    read_cifar10(archive, cache_dir=cache)
    _archive(archive, [("train/a/0.jpg", _tiny(0)), ("test/a/0.jpg", _tiny(1))])
    train, _ = read_cifar10(archive, cache_dir=cache)
    assert train.names == ("train/a/0.jpg",)


@pytest.mark.parametrize("damage", ["truncated", "no-archive", "empty"])
def test_read_cifar10_damaged_archive_is_one_clear_sentence(archive, damage):
    content = archive.read_bytes()
    archive.write_bytes(
        {"truncated": content[:-400], "no-archive": b"x" * 99, "empty": b""}[damage]
    )
    with pytest.raises(UserError, match="damaged or no tar archive") as caught:
        read_cifar10(archive)
    assert caught.value.code == "archive-damaged"
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(("limit", "most"), [("_LARGEST_ARCHIVE", 2000), ("_MOST_PICTURES", 3)])
def test_read_cifar10_archive_that_unpacks_without_end_is_given_up(
    archive, monkeypatch, limit, most
):
    monkeypatch.setattr(cifar10, limit, most)
    with pytest.raises(UserError, match="far larger"):
        read_cifar10(archive)


@pytest.mark.parametrize("cached", [False, True])
def test_read_cifar10_missing_archive_says_so(tmp_path, cached):
    with pytest.raises(UserError, match="can't be read") as caught:
        read_cifar10(tmp_path / "none.tar.gz", cache_dir=tmp_path if cached else None)
    assert caught.value.code == "no-archive"


def test_read_cifar10_archive_without_such_pictures_says_so(tmp_path):
    with pytest.raises(UserError, match="no pictures") as caught:
        read_cifar10(_archive(tmp_path / "other.tar.gz", [("readme.txt", b"hello")]))
    assert caught.value.code == "no-pictures"


def test_read_cifar10_stops_when_cancelled(archive):
    control = ProgressControl(lambda step: None)
    control.cancel()
    with pytest.raises(Cancelled):
        read_cifar10(archive, progress=control)
