"""Thousands of damaged and of rare files through the real ``index`` command."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from photosearch.imaging.formats import PHOTO_EXTENSIONS, RAW_EXTENSIONS, VIDEO_EXTENSIONS, sniff
from tests.end2end.library_state import assert_sound
from tests.end2end.program import Program

_WITHIN_S = 420.0
_NAMED = PHOTO_EXTENSIONS | RAW_EXTENSIONS | VIDEO_EXTENSIONS


def _candidates(folder: Path) -> int:
    """Count the files that may be photos or videos: by their endings, or by their first bytes."""
    number = 0
    for place, _, names in os.walk(os.fsencode(folder)):
        for name in names:
            if name.startswith(b"."):
                continue
            ending = os.path.splitext(name)[1].lower()
            with open(os.path.join(place, name), "rb") as file:
                looks_so = sniff(file.read(64)) is not None
            number += looks_so or ending in _NAMED
    return number


def _accounted(report: dict[str, Any]) -> int:
    counted = report["indexed"] + report["copies"] + report["unchanged"]
    return int(counted + len(report["skipped"]) + len(report["failed"]))


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", ["corrupt", "formats"])
def test_index_of_damaged_and_rare_files_ends_with_every_file_accounted_for(
    name: str, program: Program, data_dir: Path
):
    folder = data_dir / name
    if not folder.is_dir():
        pytest.skip(f"there is no {folder}")
    first = program.index(folder, within_s=_WITHIN_S)
    assert first["indexed"] > 0
    assert first["failed"]
    assert all(note["reason"] for note in [*first["failed"], *first["skipped"]])
    assert _accounted(first) == _candidates(folder)
    assert_sound(program.library)
    again = program.index(folder, within_s=_WITHIN_S)
    assert (again["indexed"], again["copies"], again["moved"], again["missing"]) == (0, 0, 0, 0)
    assert again["unchanged"] == first["indexed"] + first["copies"]
    assert len(again["failed"]) == len(first["failed"])
    assert again["seconds"] < first["seconds"] / 3
