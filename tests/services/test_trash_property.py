"""Whatever is moved and brought back in whatever order: no content is lost, none is made twice."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from photosearch.base.types import LocationId
from photosearch.catalog.files import NewFile
from photosearch.catalog.locations import FileStat
from photosearch.catalog.photos import NewPhoto
from photosearch.services.library import Library, open_library
from photosearch.services.trashing import Disposal, dispose
from photosearch.services.undoing import undo, undo_list
from tests.services.trash_cases import contents, trash_of, tree, writing_with_trash

_FOLDERS = ("photos", "photos/inner", "other", "backup")
_KINDS = ("file", "file", "file", "hard link", "link", "folder link", "stack")

_files = st.lists(
    st.tuples(st.sampled_from(_FOLDERS), st.sampled_from(_KINDS), st.integers(0, 3)),
    min_size=2,
    max_size=9,
)
_pairs = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=5)
_steps = st.lists(st.one_of(_pairs, st.just("undo")), min_size=1, max_size=5)


def _make(base: Path, library: Library, files: list[tuple[str, str, int]]) -> list[LocationId]:
    """Write files and what the catalogue knows of them, as if they had been indexed."""
    roots = {}
    for name in ("photos", "other", "backup"):
        (base / name).mkdir()
        role = "backup" if name == "backup" else "photos"
        roots[name] = library.catalog.roots.add(os.fsencode(base / name), role).root_id
    (base / "photos" / "inner").mkdir()
    (base / "other" / "shown").symlink_to(base / "photos" / "inner")
    made: list[LocationId] = []
    for number, (folder, kind, content) in enumerate(files):
        shown_in = "other/shown" if kind == "folder link" else folder
        path = base / shown_in / f"{number}.jpg"
        target = base / files[0][0] / "0.jpg"
        if kind in {"hard link", "link"} and target.exists():
            (os.link if kind == "hard link" else os.symlink)(target, path)
        else:
            path.write_bytes(b"content %d" % content)
        root, _, inside = shown_in.partition("/")
        relative = os.fsencode(os.path.join(inside, path.name))
        made.append(_know(library, roots[root], relative, path))
        if kind == "stack":
            path.with_suffix(".xmp").write_text("rated")
            stem = relative.removesuffix(b".jpg")
            library.catalog.stacks.put(roots[root], stem, [made[-1]], [stem + b".xmp"])
    return made


def _know(library: Library, root_id: int, relative: bytes, path: Path) -> LocationId:
    digest = hashlib.sha256(path.read_bytes()).digest()
    catalog = library.catalog
    photo = catalog.photos.by_key(digest) or catalog.photos.add(
        NewPhoto(digest, 4, 4, bytes(64), bytes(1024))
    )
    info = path.lstat()
    file_id = catalog.files.add(NewFile(digest, photo, info.st_size, "jpeg"))
    stat = FileStat(info.st_size, info.st_mtime_ns, info.st_ino, info.st_dev)
    return catalog.locations.add(root_id, relative, stat, file_id)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_files, _steps)
def test_any_disposals_and_undos_keep_every_content(files, steps):
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        open_library(base / "library", writable=True).close()
        with writing_with_trash(base / "library") as library:
            made = _make(base, library, files)
            folders = [base / one for one in ("photos", "other", "backup")]
            before = {one: tree(one) for one in folders}
            held = contents(*folders)
            for step in steps:
                _do(library, made, step)
                assert contents(*folders, trash_of(base / "library")) == held
            while any(one["kind"] == "trash" for one in undo_list(library)):
                assert undo(library)["refused"] == []
            assert {one: tree(one) for one in folders} == before
            assert contents(trash_of(base / "library")) == {}


def _do(library: Library, made: list[LocationId], step: str | list[tuple[int, int]]) -> None:
    if step == "undo":
        if undo_list(library):
            assert undo(library)["refused"] == []
        return
    wanted = [Disposal(made[a % len(made)], made[b % len(made)]) for a, b in step]
    report = dispose(library, wanted, "Random")
    for one in report.done:
        (keeper,) = library.catalog.locations.get([one.disposal.keeper_id])
        assert not os.path.islink(keeper.path)
        assert keeper.file_id is not None
        file = library.catalog.files.get(keeper.file_id)
        with open(keeper.path, "rb") as kept:
            assert file is not None
            assert hashlib.sha256(kept.read()).digest() == file.sha256
        assert b"/backup/" not in one.path
        assert b"/shown/" not in one.path
