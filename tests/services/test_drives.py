"""Drives that come and go: told as one story a test, in a mount namespace of its own.

A story runs in a process of its own under ``unshare``, so that what it mounts is gone with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

_CHECKOUT = Path(__file__).resolve().parents[2]
# With file modes that count for root, too.
_ALONE = [
    *("unshare", "-m", "--propagation", "private"),
    *("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all"),
]
_START = """
import json, os, subprocess, sys
from pathlib import Path
from photosearch.base.errors import UserError
from photosearch.base.progress import ProgressControl
from photosearch.services.folders import list_folders, release_drive
from photosearch.services.indexing import index_folders
from photosearch.services.status import library_status
from tests.services.photo_folders import *
here = Path(sys.argv[1])
home, drive = here / "library", here / "drive"
drive.mkdir()
phases = []
def mount(where=drive, size="16m", more=""):
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}{more}", "none", where], check=True)
def unmount(where=drive):
    subprocess.run(["umount", "-l", where], check=True)
def told(**facts):
    print(json.dumps(facts))
    sys.exit(0)
"""


@pytest.fixture(scope="module", autouse=True)
def _namespaces() -> None:
    tried = subprocess.run(
        [*_ALONE, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
    )
    if tried.returncode:
        pytest.skip("this machine gives no mount namespace of one's own")


def tell(here: Path, story: str) -> dict[str, Any]:
    """Run a story and return what it tells at its end."""
    script = _START + textwrap.dedent(story)
    done = subprocess.run(
        [*_ALONE, sys.executable, "-c", script, here],
        cwd=_CHECKOUT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_drive_unmounted_goes_offline_and_comes_back_unread(tmp_path):
    told = tell(
        tmp_path,
        """
        mount()
        write_photos(drive / "photos", range(4))
        first = counts(index(home, drive / "photos"))
        subprocess.run(["mount", "--move", drive, (here / "aside")], check=True) if (
            (here / "aside").mkdir() or True) else None
        away = index(home)
        with reading(home) as library:
            status = library_status(library)
            found = len(library.gallery.index)
        subprocess.run(["mount", "--move", here / "aside", drive], check=True)
        steps = []
        back = index(home, progress=ProgressControl(lambda step: steps.append(step.phase)))
        with reading(home) as library:
            state = list_folders(library)[0].root.state
        told(first=first, away=counts(away), offline=away.offline, found=found,
             photos=status["photos"], n_offline=status["offline"], back=counts(back),
             read="index" in steps, state=state)
        """,
    )
    assert told == {
        "first": {"indexed": 4},
        "away": {},
        "offline": ["photos"],
        "found": 4,
        "photos": 4,
        "n_offline": 4,
        "back": {"unchanged": 4},
        "read": False,
        "state": "online",
    }


def test_drive_that_is_its_own_root_leaves_an_empty_mount_point(tmp_path):
    told = tell(
        tmp_path,
        """
        mount()
        write_photos(drive, range(3))
        index(home, drive)
        unmount()
        away = index(home)
        again = index(home, drive)
        with reading(home) as library:
            photos = library.catalog.photos.count()
        told(away=counts(away), again=counts(again), photos=photos, offline=away.offline)
        """,
    )
    assert told == {"away": {}, "again": {}, "photos": 3, "offline": ["drive"]}


def test_drive_mounted_twice_keeps_the_name_as_given(tmp_path):
    told = tell(
        tmp_path,
        """
        mount()
        write_photos(drive / "photos", range(3))
        index(home, drive / "photos")
        (here / "second").mkdir()
        subprocess.run(["mount", "--bind", drive, here / "second"], check=True)
        again = index(home)
        with reading(home) as library:
            path = os.fsdecode(list_folders(library)[0].root.path)
        told(again=counts(again), path=path)
        """,
    )
    assert told == {"again": {"unchanged": 3}, "path": str(tmp_path / "drive" / "photos")}


def test_drive_pulled_out_while_indexing_fails_nothing(tmp_path):
    told = tell(
        tmp_path,
        """
        mount()
        write_photos(drive / "photos", range(44))
        (here / "aside").mkdir()
        def pull(step):
            if step.phase == "index" and step.done >= 8 and (drive / "photos").exists():
                subprocess.run(["mount", "--move", drive, here / "aside"], check=True)
        report = index(home, drive / "photos", progress=ProgressControl(pull))
        subprocess.run(["mount", "--move", here / "aside", drive], check=True)
        again = index(home)
        told(first=sorted(counts(report)), offline=report.offline, failed=len(again.failed),
             all=again.unchanged + again.indexed)
        """,
    )
    assert told == {"first": ["indexed"], "offline": ["photos"], "failed": 0, "all": 44}


def test_drive_released_while_indexing_is_let_go_until_it_was_away(tmp_path):
    told = tell(
        tmp_path,
        """
        mount()
        write_photos(drive / "photos", range(44))
        def let_go(step):
            if step.phase == "index" and step.done >= 8 and not library.released:
                release_drive(library, os.fsencode(drive / "photos"))
        with writing(home) as library:
            target = [os.fsencode(drive / "photos")]
            report = index_folders(library, target, progress=ProgressControl(let_go))
            done = subprocess.run(["umount", drive])  # not lazily: no handle may be open
            still = index_folders(library)
            mount()
        told(first=sorted(counts(report)), rc=done.returncode, still=counts(still),
             offline=still.offline)
        """,
    )
    assert told == {"first": ["indexed"], "rc": 0, "still": {}, "offline": ["photos"]}


def test_drive_released_is_left_alone_while_plugged_in(tmp_path):
    told = tell(
        tmp_path,
        """
        mount()
        write_photos(drive / "photos", range(2))
        with writing(home) as library:
            target = [os.fsencode(drive / "photos")]
            index_folders(library, target)
            release_drive(library, target[0])
            left = index_folders(library)
            named = index_folders(library, target)
        told(left=counts(left), offline=left.offline, named=counts(named))
        """,
    )
    assert told == {"left": {}, "offline": ["photos"], "named": {"unchanged": 2}}


def test_disk_full_for_the_library_is_a_clear_error_and_loses_nothing(tmp_path):
    told = tell(
        tmp_path,
        """
        home.mkdir()
        mount(home, size="5m")
        write_photos(here / "photos", range(3))
        first = counts(index(home, here / "photos"))
        for seed in range(40):
            write_photo(here / "photos" / f"many-{seed}.jpg", seed + 100)
        for number in range(100):  # all but a little
            try:
                (home / f"fill-{number}").write_bytes(bytes(20_000))
            except OSError:
                break
        try:
            index(home)
            code = "none"
        except UserError as error:
            code = error.code
        with reading(home) as library:
            sound = library.catalog.integrity_check()
            kept = library.catalog.photos.count()
        for path in home.glob("fill-*"):
            path.unlink()
        subprocess.run(["mount", "-o", "remount,size=16m", home], check=True)
        again = index(home)
        told(first=first, code=code, sound=sound, kept=kept >= 3,
             all=again.unchanged + again.indexed, failed=len(again.failed))
        """,
    )
    assert told == {
        "first": {"indexed": 3},
        "code": "disk-full",
        "sound": [],
        "kept": True,
        "all": 43,
        "failed": 0,
    }


def test_folder_mounted_read_only_is_indexed(tmp_path):
    told = tell(
        tmp_path,
        """
        mount()
        write_photos(drive / "photos", range(3))
        subprocess.run(["mount", "-o", "remount,ro", drive], check=True)
        told(first=counts(index(home, drive / "photos")), again=counts(index(home)))
        """,
    )
    assert told == {"first": {"indexed": 3}, "again": {"unchanged": 3}}


def test_unreadable_subfolder_makes_nothing_missing(tmp_path):
    told = tell(
        tmp_path,
        """
        write_photos(drive / "photos" / "sub", range(3))
        write_photos(drive / "photos", range(10, 12))
        first = counts(index(home, drive / "photos"))
        os.chmod(drive / "photos" / "sub", 0)
        locked = index(home)
        os.chmod(drive / "photos" / "sub", 0o755)
        os.chmod(drive / "photos" / "0010.jpg", 0)
        os.utime(drive / "photos" / "0010.jpg")
        file = index(home)
        os.chmod(drive / "photos" / "0010.jpg", 0o644)
        healed = index(home)
        os.chmod(drive / "photos", 0)
        try:
            whole = counts(index(home))
        except UserError as error:
            whole = error.code
        os.chmod(drive / "photos", 0o755)
        with reading(home) as library:
            photos = library.catalog.photos.count()
        told(first=first, locked=counts(locked), reason=locked.failed[0].reason,
             file=counts(file), healed=counts(healed), whole=whole, photos=photos)
        """,
    )
    assert told == {
        "first": {"indexed": 5},
        "locked": {"unchanged": 2, "failed": 1},
        "reason": "the folder can't be read: Permission denied",
        "file": {"unchanged": 4, "failed": 1},
        "healed": {"unchanged": 5},
        "whole": {},
        "photos": 5,
    }


def test_library_folder_without_rights_is_a_clear_error(tmp_path):
    told = tell(
        tmp_path,
        """
        (drive / "library").mkdir()
        os.chmod(drive / "library", 0o555)
        (drive / "photos").mkdir()
        try:
            index(drive / "library", drive / "photos")
        except UserError as error:
            told(code=error.code)
        """,
    )
    assert told == {"code": "unwritable-library"}
