"""A snapshot comes back as it was or not at all, whatever happens in between."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from photosearch.index.exact import ExactIndex
from photosearch.index.hnsw import HnswIndex
from photosearch.index.snapshot import STEPS, SnapshotDamaged, load, prune, write
from tests.index.vectors import clustered

DIM, N = 16, 400
VECTORS = clustered(N, DIM, seed=1)


def _index(make):
    index = make(DIM)
    index.add(np.arange(N) * 3, VECTORS)
    index.remove(np.arange(50) * 3)
    return index


@pytest.fixture(params=[ExactIndex, HnswIndex])
def index(request):
    return _index(request.param)


def test_load_written_snapshot_answers_as_before(index, tmp_path):
    info = write(index, tmp_path, "metric-a", revision=7)
    loaded = load(info, tmp_path)

    before, after = index.search(VECTORS[:30], 10), loaded.search(VECTORS[:30], 10)
    np.testing.assert_array_equal(before.ids, after.ids)
    np.testing.assert_array_equal(loaded.ids(), index.ids())
    assert (info.count, info.dim, info.metric, info.revision) == (350, DIM, "metric-a", 7)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) == info.n_bytes
    loaded.remove(np.arange(50, 60) * 3)
    loaded.add(np.arange(40) * 3, VECTORS[:40])
    assert len(loaded) == 380
    assert loaded.search(VECTORS[5:6], 1).similarities[0, 0] > 0.999


def test_load_empty_index_is_empty(tmp_path):
    for index in (ExactIndex(DIM), HnswIndex(DIM)):
        assert len(load(write(index, tmp_path, "m", 1), tmp_path)) == 0


def test_load_any_flipped_bit_is_refused(index, tmp_path):
    info = write(index, tmp_path, "m", 1)
    rng = np.random.default_rng(2)
    for name in (info.file_name, f"{info.file_name}.ids"):
        path = tmp_path / name
        good = path.read_bytes()
        for at in rng.integers(0, len(good), 25):
            path.write_bytes(good[:at] + bytes([good[at] ^ (1 << at % 8)]) + good[at + 1 :])
            with pytest.raises(SnapshotDamaged):
                load(info, tmp_path)
        path.write_bytes(good)
    load(info, tmp_path)


@pytest.mark.parametrize("change", ["truncated", "longer", "empty", "absent", "page"])
def test_load_changed_file_is_refused(index, tmp_path, change):
    info = write(index, tmp_path, "m", 1)
    path = tmp_path / info.file_name
    good = path.read_bytes()
    new = {
        "truncated": good[:-1],
        "longer": good + b"\0",
        "empty": b"",
        "page": good[:4096] + bytes(4096) + good[8192:],
    }
    if change == "absent":
        path.unlink()
    else:
        path.write_bytes(new[change])
    with pytest.raises(SnapshotDamaged):
        load(info, tmp_path)


@pytest.mark.parametrize("wrong", [{"dim": 8}, {"dim": 64}, {"count": 349}])
def test_load_other_row_of_the_catalogue_is_refused(index, tmp_path, wrong):
    info = write(index, tmp_path, "m", 1)
    with pytest.raises(SnapshotDamaged):
        load(replace(info, **wrong), tmp_path)


def test_write_into_a_folder_that_is_not_utf8_works(index, tmp_path):
    if os.name == "nt":
        pytest.skip("names are text on Windows")
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    assert len(load(write(index, folder, "m", 1), folder)) == 350


def test_prune_keeps_what_is_named_and_foreign_files(index, tmp_path):
    infos = [write(index, tmp_path, "m", revision) for revision in range(4)]
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / ".vectors-9-ab.tmp").write_text("left over")

    prune(tmp_path, [info.file_name for info in infos[2:]])

    names = {path.name for path in tmp_path.iterdir()}
    kept = {info.file_name for info in infos[2:]}
    assert names == {"notes.txt", *kept, *(f"{name}.ids" for name in kept)}


_PROGRAM = """
import sys
from pathlib import Path
from photosearch.base.errors import UserError
from photosearch.index.exact import ExactIndex
from photosearch.index.hnsw import HnswIndex
from photosearch.index.snapshot import prune, write
from tests.index.vectors import clustered
import numpy as np
index = {"exact": ExactIndex, "hnsw": HnswIndex}[sys.argv[1]](16)
index.add(np.arange(400), clustered(400, 16, seed=1))
if len(sys.argv) > 3:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    info = write(index, Path(sys.argv[2]), "m", 2)
    prune(Path(sys.argv[2]), [info.file_name])
except UserError as error:
    sys.exit(f"code {error.code}")
"""


def _child(*arguments, fault=""):
    environment = {**os.environ, "PHOTOSEARCH_FAULT": fault}
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("step", STEPS)
def test_write_killed_at_a_step_leaves_the_old_snapshot_and_recovers(step, tmp_path):
    old = write(_index(HnswIndex), tmp_path, "m", 1)

    killed = _child("hnsw", tmp_path, fault=f"snapshot:{step}")

    assert killed.returncode == 137
    if step == "pruning":  # reached only after the new one was made, which then is the truth
        assert len([p for p in tmp_path.iterdir() if not p.name.startswith(".")]) == 3
    else:
        assert len(load(old, tmp_path)) == 350
    recovered = write(_index(HnswIndex), tmp_path, "m", 3)
    prune(tmp_path, [recovered.file_name])
    assert len(load(recovered, tmp_path)) == 350
    assert len(list(tmp_path.iterdir())) == 2


def test_write_killed_again_while_it_recovers_leaves_the_old_snapshot(tmp_path):
    old = write(_index(HnswIndex), tmp_path, "m", 1)
    for step in ("half-replaced", "replaced", "written"):
        assert _child("hnsw", tmp_path, fault=f"snapshot:{step}").returncode == 137
    assert len(load(old, tmp_path)) == 350
    prune(tmp_path, [old.file_name])
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.skipif(os.name == "nt", reason="no file size limits")
@pytest.mark.parametrize("kind", ["exact", "hnsw"])
def test_write_full_disk_says_so_and_leaves_nothing(kind, tmp_path):
    done = _child(kind, tmp_path, 10_000)
    assert done.stderr.strip() == "code disk-full"
    assert list(tmp_path.iterdir()) == []
