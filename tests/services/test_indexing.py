"""What a run of indexing counts and what stays the same photo."""

from __future__ import annotations

import os
import shutil
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from photosearch.base.errors import Cancelled
from photosearch.base.progress import ProgressControl, Step
from photosearch.services.folders import add_folder, list_folders, set_excludes
from photosearch.services.indexing import index_folders
from photosearch.services.problems import list_problems
from tests.pictures import exif, jpeg, make_photo
from tests.services.photo_folders import (
    SIZE,
    counts,
    index,
    photo_at,
    reading,
    refuse_reading,
    write_photo,
    write_photos,
    writing,
)


def test_index_new_photos_counts_them_as_indexed(photos, home):
    assert counts(index(home, photos)) == {"indexed": 3}
    with reading(home) as library:
        assert library.catalog.photos.count() == 3
        assert len(library.gallery.index) == 3
        assert len(library.thumbnails.ids()) == 3


def test_index_again_finds_everything_unchanged(indexed, photos, home):
    assert counts(index(home)) == {"unchanged": 3}
    assert counts(index(home, photos)) == {"unchanged": 3}


def test_index_folder_without_photos_is_fine(tmp_path, home):
    (tmp_path / "empty").mkdir()
    assert counts(index(home, tmp_path / "empty")) == {}
    assert counts(index(home)) == {}


def test_index_touched_file_is_unchanged_and_stays_the_photo(indexed, photos, home):
    os.utime(photos / "0001.jpg")
    assert counts(index(home)) == {"unchanged": 3}


def test_index_caption_written_keeps_the_photo(indexed, photos, home):
    path = photos / "0001.jpg"
    with reading(home) as library:
        before = photo_at(library, path)
    write_photo(path, 1, exif=exif(taken="2024:05:17 12:00:00"), comment=b"our dog")
    assert counts(index(home)) == {"unchanged": 2, "indexed": 1}
    with reading(home) as library:
        assert photo_at(library, path) == before
        assert library.catalog.photos.count() == 3
        assert library.catalog.photos.details([before])[0].taken_at is not None


def test_index_edit_in_place_makes_a_photo_that_replaces(indexed, photos, home):
    path = photos / "0001.jpg"
    with reading(home) as library:
        before = photo_at(library, path)
    write_photo(path, 77)
    assert counts(index(home)) == {"unchanged": 2, "indexed": 1}
    with reading(home) as library:
        after = photo_at(library, path)
        assert after != before
        assert library.catalog.photos.get(after).replaces == before
        assert library.catalog.photos.count() == 3
        assert before not in library.gallery.index.ids()


def test_index_another_photo_under_the_name_of_a_gone_one_replaces_nothing(indexed, photos, home):
    path = photos / "0001.jpg"
    path.unlink()
    assert counts(index(home)) == {"unchanged": 2, "missing": 1}
    write_photo(path, 77)
    assert counts(index(home)) == {"unchanged": 2, "indexed": 1}
    with reading(home) as library:
        assert library.catalog.photos.get(photo_at(library, path)).replaces is None


def test_index_copy_is_a_place_of_the_same_photo(indexed, photos, home):
    shutil.copy(photos / "0001.jpg", photos / "copy.jpg")
    assert counts(index(home)) == {"unchanged": 3, "copies": 1}
    with reading(home) as library:
        assert photo_at(library, photos / "copy.jpg") == photo_at(library, photos / "0001.jpg")
        assert library.catalog.photos.count() == 3


def test_index_copies_in_the_first_run_count_once_as_indexed(photos, home):
    shutil.copy(photos / "0001.jpg", photos / "copy.jpg")
    os.link(photos / "0002.jpg", photos / "link.jpg")
    assert counts(index(home, photos)) == {"indexed": 3, "copies": 2}


def test_index_rename_moves_the_place(indexed, photos, home):
    with reading(home) as library:
        before = photo_at(library, photos / "0001.jpg")
    (photos / "sub").mkdir()
    (photos / "0001.jpg").rename(photos / "sub" / "dog.jpg")
    assert counts(index(home)) == {"unchanged": 2, "moved": 1}
    with reading(home) as library:
        assert photo_at(library, photos / "sub" / "dog.jpg") == before
        assert photo_at(library, photos / "0001.jpg") is None
        assert len(library.catalog.locations.of_photo(before)) == 1


def test_index_move_with_a_long_missing_copy_leaves_nothing_newly_missing(photos, home):
    shutil.copy(photos / "0001.jpg", photos / "zz.jpg")
    index(home, photos)
    (photos / "zz.jpg").unlink()
    assert counts(index(home)) == {"unchanged": 3, "missing": 1}
    (photos / "0001.jpg").rename(photos / "dog.jpg")
    assert counts(index(home)) == {"unchanged": 2, "moved": 1}


def test_index_move_between_roots_is_a_move(photos, tmp_path, home):
    write_photos(tmp_path / "other", range(10, 12))
    index(home, photos, tmp_path / "other")
    (photos / "0001.jpg").rename(tmp_path / "other" / "0001.jpg")
    assert counts(index(home)) == {"unchanged": 4, "moved": 1}


def test_index_whole_root_moved_into_another_asks_nothing(photos, tmp_path, home):
    write_photos(tmp_path / "other", range(10, 12))
    index(home, photos, tmp_path / "other")
    for path in photos.iterdir():
        path.rename(tmp_path / "other" / path.name)
    assert counts(index(home)) == {"unchanged": 2, "moved": 3}


def test_index_missing_file_keeps_the_photo_for_its_return(indexed, photos, tmp_path, home):
    with reading(home) as library:
        before = photo_at(library, photos / "0001.jpg")
    (photos / "0001.jpg").rename(tmp_path / "aside.jpg")
    assert counts(index(home)) == {"unchanged": 2, "missing": 1}
    assert counts(index(home)) == {"unchanged": 2}
    with reading(home) as library:
        assert library.catalog.photos.count() == 2
        assert before not in library.gallery.index.ids()
    (tmp_path / "aside.jpg").rename(photos / "0001.jpg")
    assert counts(index(home)) == {"unchanged": 3}
    with reading(home) as library:
        assert photo_at(library, photos / "0001.jpg") == before
        assert before in library.gallery.index.ids()


def test_index_links_and_odd_files_are_skipped_with_reasons(photos, tmp_path, home):
    outside = write_photo(tmp_path / "outside" / "secret.jpg", 50)
    (photos / "link.jpg").symlink_to(outside)
    (photos / "loop").symlink_to(photos)
    (photos / "away").symlink_to(outside.parent)
    os.mkfifo(photos / "pipe.jpg")
    os.mkfifo(photos / "pipe")
    with socket.socket(socket.AF_UNIX) as plug:
        here = Path.cwd()
        os.chdir(photos)  # a socket's path is short
        plug.bind("plug.jpg")
        os.chdir(here)
        with open(photos / "sparse.jpg", "wb") as file:
            file.truncate(5_000_000_000)
        (photos / "film.mp4").write_bytes(b"film")
        (photos / "notes.txt").write_text("notes")
        report = index(home, photos)
    assert counts(report) == {"indexed": 3, "skipped": 5}
    reasons = {os.path.basename(note.path): note.reason for note in report.skipped}
    assert set(reasons) == {b"link.jpg", b"pipe.jpg", b"plug.jpg", b"sparse.jpg", b"film.mp4"}
    assert "video" in reasons[b"film.mp4"]
    with reading(home) as library:
        assert list_folders(library)[0].n_ignored["video"] == 1


def test_index_large_sparse_file_with_a_head_fails_without_being_read(photos, home):
    with open(photos / "0001.jpg", "r+b") as file:
        file.truncate(5_000_000_000)
    report = index(home, photos)
    assert counts(report) == {"indexed": 2, "failed": 1}


def test_index_failed_files_are_listed_and_not_read_again_until_changed(photos, home):
    (photos / "empty.jpg").write_bytes(b"")
    (photos / "text.png").write_text("no picture at all")
    report = index(home, photos)
    assert counts(report) == {"indexed": 3, "failed": 2}
    assert all(note.reason for note in report.failed)
    control = ProgressControl(refuse_reading)
    again = index(home, progress=control)
    assert counts(again) == {"unchanged": 3, "failed": 2}
    with reading(home) as library:
        assert [problem.code for problem in list_problems(library)] == ["empty", "not-an-image"]
    write_photo(photos / "empty.jpg", 60)
    (photos / "text.png").unlink()
    assert counts(index(home)) == {"unchanged": 3, "indexed": 1}
    with reading(home) as library:
        assert list_problems(library) == []


def test_index_failures_of_a_part_are_cleared_when_it_is_indexed_alone(photos, home):
    (photos / "sub").mkdir()
    (photos / "sub" / "bad.jpg").write_bytes(b"")
    (photos / "bad.jpg").write_bytes(b"")
    assert counts(index(home, photos)) == {"indexed": 3, "failed": 2}
    (photos / "sub" / "bad.jpg").unlink()
    assert counts(index(home, photos / "sub")) == {}
    with reading(home) as library:
        assert [problem.path for problem in list_problems(library)] == [
            os.fsencode(photos / "bad.jpg")
        ]


def test_index_damaged_in_place_keeps_what_was_known(indexed, photos, home):
    (photos / "0001.jpg").write_bytes(b"broken")
    assert counts(index(home)) == {"unchanged": 2, "failed": 1}
    assert counts(index(home)) == {"unchanged": 2, "failed": 1}
    write_photo(photos / "0001.jpg", 1)
    assert counts(index(home)) == {"unchanged": 3}


def test_index_nomedia_and_hidden_folders_are_left_out(photos, home):
    write_photos(photos / "quiet", range(20, 22))
    (photos / "quiet" / ".nomedia").touch()
    write_photos(photos / ".thumbs", range(22, 24))
    write_photos(photos / "@eaDir", range(24, 26))
    assert counts(index(home, photos)) == {"indexed": 3}


def test_index_nomedia_added_later_takes_photos_out_without_asking(photos, home):
    write_photos(photos / "quiet", range(20, 44))
    index(home, photos)
    (photos / "quiet" / ".nomedia").touch()
    assert counts(index(home)) == {"unchanged": 3}
    (photos / "quiet" / ".nomedia").unlink()
    assert counts(index(home)) == {"unchanged": 27}


def test_index_excludes_set_later_take_photos_out_and_bring_them_back(photos, home):
    write_photos(photos / "exports", range(20, 22))
    index(home, photos)
    with writing(home) as library:
        set_excludes(library, os.fsencode(photos), ["exports"])
    assert counts(index(home)) == {"unchanged": 3}
    with reading(home) as library:
        assert library.catalog.photos.count() == 3
        assert len(library.gallery.index) == 3
    with writing(home) as library:
        set_excludes(library, os.fsencode(photos), [])
    assert counts(index(home)) == {"unchanged": 5}


ODD_NAMES = [
    b"\xff\xfe.jpg",
    b"two\nlines.jpg",
    b"\"double\" 'single'.jpg",
    b"100%s%d.jpg",
    b"-rf.jpg",
    b" spaces .jpg",
    b"\x1b[31mred.jpg",
    "e\u0301 and \u00e9.jpg".encode(),
    b"n" * 251 + b".jpg",
]


def test_index_odd_names_are_photos_like_others(tmp_path, home):
    folder = os.fsencode(tmp_path / "photos")
    os.mkdir(folder)
    for seed, name in enumerate(ODD_NAMES):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(jpeg(make_photo(seed, SIZE)))
    assert counts(index(home, folder)) == {"indexed": len(ODD_NAMES)}
    assert counts(index(home)) == {"unchanged": len(ODD_NAMES)}
    with reading(home) as library:
        for name in ODD_NAMES:
            assert photo_at(library, os.path.join(folder, name)) is not None


def test_index_raw_beside_jpeg_and_sidecars_are_one_tile(photos, home):
    (photos / "0001.dng").write_bytes(b"II*\0 not read as long as the JPEG stands for it")
    (photos / "0001.xmp").write_text("<x/>")
    (photos / "0001.mov").write_bytes(b"film")
    report = index(home, photos)
    reasons = {os.path.basename(note.path): note.reason for note in report.skipped}
    assert counts(report) == {"indexed": 3, "skipped": 2}
    assert reasons[b"0001.dng"] == "shown as 0001.jpg"
    assert counts(index(home)) == {"unchanged": 3, "skipped": 2}
    with reading(home) as library:
        root = library.catalog.roots.list()[0]
        stack = library.catalog.stacks.of_root(root.root_id)[0]
        assert len(stack.members) == 2
        assert sorted(stack.sidecars) == [b"0001.mov", b"0001.xmp"]
        assert library.catalog.photos.count() == 3


def test_index_raw_that_goes_is_missing(photos, home):
    (photos / "0001.dng").write_bytes(b"II*\0 raw")
    index(home, photos)
    (photos / "0001.dng").unlink()
    assert counts(index(home)) == {"unchanged": 3, "missing": 1}
    assert counts(index(home)) == {"unchanged": 3}


def test_index_cancelled_keeps_batches_and_goes_on(tmp_path, home):
    write_photos(tmp_path / "photos", range(42))

    def cancel_midway(step: Step) -> None:
        if step.phase == "index" and step.done:
            control.cancel()

    control = ProgressControl(cancel_midway)
    with pytest.raises(Cancelled):
        index(home, tmp_path / "photos", progress=control)
    with reading(home) as library:
        kept = library.catalog.photos.count()
        assert 0 < kept < 42
    assert counts(index(home)) == {"unchanged": kept, "indexed": 42 - kept}
    with reading(home) as library:
        assert len(library.gallery.index) == 42
        stored = library.catalog.neighbours.ids(library.gallery.in_use.metric_id)
        assert len(stored) == 42


def test_index_root_that_goes_away_meanwhile_fails_nothing(tmp_path, home):
    write_photos(tmp_path / "gone", range(42))
    write_photos(tmp_path / "here", range(100, 103))

    done: list[int] = []

    def unplug(step: Step) -> None:
        if step.phase == "index" and step.done >= 20 and not done:
            (tmp_path / "gone").rename(tmp_path / "aside")
            done.append(step.done)

    report = index(home, tmp_path / "gone", tmp_path / "here", progress=ProgressControl(unplug))
    found = counts(report)
    assert set(found) == {"indexed"}
    # What is reported is committed. A batch holds 32 photos, or what has come within a second.
    assert done[0] <= found["indexed"] < 45
    assert report.offline == ["gone"]
    (tmp_path / "aside").rename(tmp_path / "gone")
    again = counts(index(home))
    assert again == {"unchanged": found["indexed"], "indexed": 45 - found["indexed"]}


def test_index_root_that_goes_away_before_reading_fails_nothing(tmp_path, home):
    write_photos(tmp_path / "gone", range(4))

    def unplug(step: Step) -> None:
        if step.phase == "index" and (tmp_path / "gone").exists():
            (tmp_path / "gone").rename(tmp_path / "aside")

    with writing(home) as library:
        add_folder(library, os.fsencode(tmp_path / "gone"))
        report = index_folders(library, progress=ProgressControl(unplug))
    assert not report.failed
    assert not report.missing


def test_index_file_that_goes_after_the_scan_is_no_failure(photos, home):
    def delete(step: Step) -> None:
        if step.phase == "index":
            (photos / "0001.jpg").unlink(missing_ok=True)

    assert counts(index(home, photos, progress=ProgressControl(delete))) == {"indexed": 2}
    with reading(home) as library:
        assert library.catalog.failures.all() == []
    assert counts(index(home)) == {"unchanged": 2}


def test_index_limit_on_pixels_of_the_settings_holds(photos, home):
    (photos / "large.jpg").write_bytes(jpeg(make_photo(5, (1200, 1000))))
    with writing(home) as library:
        library.settings = replace(library.settings, max_megapixels=1)
        report = index_folders(library, [os.fsencode(photos)])
        assert counts(report) == {"indexed": 3, "failed": 1}
        library.change_settings(replace(library.settings, max_megapixels=2))
        assert counts(index_folders(library)) == {"unchanged": 3, "indexed": 1}


def test_index_progress_reports_every_phase(photos, home):
    phases: list[str] = []
    index(home, photos, progress=ProgressControl(lambda step: phases.append(step.phase)))
    assert list(dict.fromkeys(phases)) == ["scan", "index", "neighbours", "snapshot"]


def test_index_png_of_the_same_name_is_a_photo_of_its_own(photos, home):
    Image.new("RGB", (40, 30), "red").save(photos / "0001.png")
    assert counts(index(home, photos)) == {"indexed": 4}
