import functools
import os

import numpy as np
import pytest

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.progress import ProgressControl
from photosearch.base.types import Pixels
from photosearch.imaging.decoding import decode_photo
from photosearch.imaging.jobs import DecodeJob, WorkerLimits
from photosearch.imaging.pool import DecodePool
from photosearch.learning.data import decoding, image_folder
from photosearch.learning.data.image_folder import read_image_folder
from tests.pictures import encoded, jpeg, make_photo


@pytest.fixture(autouse=True)
def _one_worker(monkeypatch):
    """A second one only costs its start here."""
    monkeypatch.setattr(decoding, "DecodePool", functools.partial(DecodePool, workers=1))


def _write(folder, files):
    for seed, (name, content) in enumerate(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(jpeg(make_photo(seed, (40, 32))) if content is None else content)
    return folder


@pytest.fixture
def folder(tmp_path):
    names = ("dog/1.jpg", "cat/2.jpg", "cat/1.jpg", "dog/deep/er/2.jpg")
    return _write(tmp_path / "photos", dict.fromkeys(names))


def test_read_image_folder_sorts_classes_and_pictures(folder):
    images = read_image_folder(folder, 16)
    assert images.class_names == ("cat", "dog")
    assert images.names == ("cat/1.jpg", "cat/2.jpg", "dog/1.jpg", "dog/deep/er/2.jpg")
    np.testing.assert_array_equal(images.labels, [0, 0, 1, 1])
    assert images.pixels.shape == (4, 16, 16, 3)
    assert images.skipped == ()


def test_read_image_folder_224_gives_the_encoder_s_own_pixels(folder):
    images = read_image_folder(folder, 224)
    job = DecodeJob(0, os.fsencode(folder / "cat" / "2.jpg"))
    expected: Pixels = decode_photo(job, WorkerLimits()).pixels
    np.testing.assert_array_equal(images.pixels[1], expected)


def test_read_image_folder_small_square_pictures_keep_their_pixels(tmp_path):
    photo = make_photo(0, (32, 32))
    content = {"a/1.png": encoded(photo, "PNG"), "a/2.png": None, "b/1.png": None}
    images = read_image_folder(_write(tmp_path / "photos", content), 32)
    np.testing.assert_array_equal(images.pixels[0], np.asarray(photo))


def test_read_image_folder_has_torchvision_s_classes_and_labels(folder):
    pytest.importorskip("torch", reason="torch is not installed")
    datasets = pytest.importorskip("torchvision.datasets", reason="torchvision is not installed")
    theirs = datasets.ImageFolder(folder)
    ours = read_image_folder(folder, 16)
    assert list(ours.class_names) == theirs.classes
    assert ours.labels.tolist() == theirs.targets
    assert [str(folder / name) for name in ours.names] == [path for path, _ in theirs.samples]


def test_read_image_folder_skips_and_lists_what_can_not_be_read(folder):
    _write(folder, {"cat/3.jpg": b"\xff\xd8\xff nothing", "cat/4.png": b"", "dog/0.jpg": b"text"})
    (folder / "none").mkdir()
    images = read_image_folder(folder, 16)
    assert len(images) == 4
    np.testing.assert_array_equal(images.labels, [0, 0, 1, 1])
    assert [(one.name, one.code) for one in images.skipped] == [
        ("none", "no-class"),
        ("cat/3.jpg", "damaged"),
        ("cat/4.png", "empty"),
        ("dog/0.jpg", "not-an-image"),
    ]
    assert all(one.reason.endswith(".") for one in images.skipped)


def test_read_image_folder_class_without_readable_pictures_is_none(folder):
    _write(folder, {"bird/1.jpg": b"text"})
    images = read_image_folder(folder, 16)
    assert images.class_names == ("cat", "dog")
    assert images.skipped[0].name == "bird/1.jpg"


def test_read_image_folder_leaves_out_hidden_and_other_files(folder):
    names = (".git/1.jpg", "cat/.1.jpg", "cat/.hidden/1.jpg", "@eaDir/1.jpg", "cat/@eaDir/1.jpg")
    _write(folder, dict.fromkeys((*names, "__MACOSX/1.jpg", "outside.jpg")))
    _write(folder, {"cat/notes.txt": b"x", "cat/film.mp4": b"x"})
    images = read_image_folder(folder, 16)
    assert len(images) == 4
    assert not images.skipped


def test_read_image_folder_follows_links_but_not_in_circles(folder, tmp_path):
    elsewhere = _write(tmp_path / "elsewhere", {"1.jpg": None, "sub/2.jpg": None})
    (folder / "bird").symlink_to(elsewhere)
    (folder / "cat" / "linked.jpg").symlink_to(elsewhere / "1.jpg")
    (folder / "cat" / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
    (folder / "cat" / "up").symlink_to(folder)
    (folder / "cat" / "over").symlink_to(tmp_path)
    (folder / "kitty").symlink_to(folder / "cat")
    (elsewhere / "sub" / "round").symlink_to(elsewhere)
    images = read_image_folder(folder, 16)
    assert images.class_names == ("bird", "cat", "dog")
    assert images.names[:2] == ("bird/1.jpg", "bird/sub/2.jpg")
    assert "cat/linked.jpg" in images.names
    assert len(images) == 7
    assert [(one.name, one.code) for one in images.skipped] == [
        ("kitty", "no-class"),
        ("cat/gone.jpg", "vanished"),
    ]


def test_read_image_folder_never_waits_for_a_pipe(folder):
    os.mkfifo(folder / "cat" / "pipe.jpg")
    images = read_image_folder(folder, 16)
    assert [one.code for one in images.skipped] == ["unreadable"]


def test_read_image_folder_second_time_comes_from_the_cache(folder, tmp_path):
    _write(folder, {"cat/0.jpg": b"text"})
    first = read_image_folder(folder, 16, cache_dir=tmp_path / "cache")
    steps = []
    control = ProgressControl(steps.append)
    second = read_image_folder(folder, 16, cache_dir=tmp_path / "cache", progress=control)
    assert not steps  # nothing was decoded
    assert second.fingerprint == first.fingerprint
    assert (second.names, second.skipped) == (first.names, first.skipped)
    np.testing.assert_array_equal(second.pixels, first.pixels)


def test_read_image_folder_decodes_again_what_has_changed(folder, tmp_path):
    first = read_image_folder(folder, 16, cache_dir=tmp_path / "cache")
    _write(folder, {"cat/3.jpg": None})
    assert len(read_image_folder(folder, 16, cache_dir=tmp_path / "cache")) == len(first) + 1
    assert read_image_folder(folder, 8, cache_dir=tmp_path / "cache").input_px == 8


def test_read_image_folder_large_sets_are_mapped(folder, tmp_path, monkeypatch):
    expected = read_image_folder(folder, 16)
    monkeypatch.setattr(image_folder, "IN_MEMORY_BYTES", 100)
    _write(folder, {"cat/0.jpg": b"text"})
    images = read_image_folder(folder, 16, cache_dir=tmp_path / "cache")
    assert isinstance(images.pixels, np.memmap)
    np.testing.assert_array_equal(images.pixels, expected.pixels)
    with pytest.raises(UserError, match="too much for the memory") as caught:
        read_image_folder(folder, 16)
    assert caught.value.code == "cache-needed"


def test_read_image_folder_flat_folder_will_do_without_labels(tmp_path):
    folder = _write(tmp_path / "flat", dict.fromkeys(("1.jpg", "2.jpg", "sub/3.jpg")))
    images = read_image_folder(folder, 16, labelled=False)
    assert images.names == ("1.jpg", "2.jpg", "sub/3.jpg")
    assert images.class_names == ("flat", "sub")
    with pytest.raises(UserError):
        read_image_folder(folder, 16)


def _refusal(folder, px=16):
    with pytest.raises(UserError) as caught:
        read_image_folder(folder, px)
    assert "\n" not in caught.value.message
    assert caught.value.message.endswith(".")
    assert caught.value.hint
    return caught.value.code, caught.value.message


def test_read_image_folder_missing_folder_says_so(tmp_path):
    code, message = _refusal(tmp_path / "none")
    assert code == "not-a-folder"
    assert "No such file" in message


def test_read_image_folder_a_file_says_so(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    assert _refusal(tmp_path / "file")[0] == "not-a-folder"


def test_read_image_folder_empty_folder_says_so(tmp_path):
    code, message = _refusal(tmp_path)
    assert code == "no-classes"
    assert "no sub-folders with pictures" in message


def test_read_image_folder_one_class_says_which(tmp_path):
    code, message = _refusal(_write(tmp_path / "photos", dict.fromkeys(("cat/1.jpg", "cat/2.jpg"))))
    assert code == "one-class"
    assert "(cat)" in message


def test_read_image_folder_classes_of_one_image_say_so(tmp_path):
    folder = _write(tmp_path / "photos", dict.fromkeys(("cat/1.jpg", "dog/1.jpg")))
    assert _refusal(folder)[0] == "single-image-classes"


def test_read_image_folder_nothing_readable_gives_a_reason(tmp_path):
    folder = _write(tmp_path / "photos", {"cat/1.jpg": b"text", "dog/1.jpg": b"text"})
    code, message = _refusal(folder)
    assert code == "no-pictures"
    assert "None of the 2 pictures" in message


@pytest.mark.parametrize("px", [0, -1, 5000])
def test_read_image_folder_size_of_0_says_so(folder, px):
    assert _refusal(folder, px)[0] == "bad-size"


def test_read_image_folder_of_parts_asks_for_one(tmp_path):
    names = ("train/cat/1.jpg", "train/dog/1.jpg", "test/cat/1.jpg")
    code, message = _refusal(_write(tmp_path / "photos", dict.fromkeys(names)))
    assert code == "split-folder"
    assert "test and train" in message


def test_read_image_folder_stops_when_cancelled(folder):
    control = ProgressControl(lambda step: None)
    control.cancel()
    with pytest.raises(Cancelled):
        read_image_folder(folder, 16, progress=control)
