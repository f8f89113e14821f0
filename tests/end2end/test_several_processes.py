"""Several starts at once: one writes, the others have it done, and nobody is in the way."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.end2end.library_state import assert_healthy
from tests.end2end.program import Program
from tests.pictures import jpeg, make_photo

_STARTS = 8


def test_eight_commands_at_once_write_one_after_the_other(program: Program, few_photos: Path):
    started: list[subprocess.Popen[str]] = [
        program.start("--json", "--quiet", "index", few_photos) for _ in range(_STARTS)
    ]
    ended = [(process.communicate(timeout=90), process.returncode) for process in started]
    codes = {code for _, code in ended}
    assert codes <= {0, 3}, [stderr for (_, stderr), code in ended if code not in {0, 3}]
    reports = [json.loads(stdout) for (stdout, _), code in ended if code == 0]
    assert sum(report["indexed"] for report in reports) == 12
    assert all(report["indexed"] + report["unchanged"] == 12 for report in reports)
    assert_healthy(program.library, 12)


def test_reading_commands_beside_a_writing_one_see_a_whole_library(
    indexed: Program, photos: Path, few_photos: Path
):
    for path in few_photos.iterdir():
        path.write_bytes(jpeg(make_photo(1000 + int(path.stem))))
    writer = indexed.start("--quiet", "index", few_photos)
    try:
        seen = [indexed.status()["photos"] for _ in range(2)]
        found = indexed.run("--json", "search", photos / "03.jpg").document
    finally:
        writer.communicate(timeout=90)
    assert writer.returncode == 0
    assert seen == sorted(seen)
    assert set(seen) <= set(range(60, 73))
    assert found["same"] == [str(photos / "03.jpg")]
