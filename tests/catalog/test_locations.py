"""Where files lie: byte paths, moves, copies, drives that go away."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from photosearch.catalog.catalog import Catalog
from photosearch.catalog.locations import FileStat, NewLocation, within
from tests.catalog.conftest import add_photo, digest

_NAMES = st.binary(min_size=1, max_size=12).map(
    lambda raw: raw.replace(b"/", b"_").replace(b"\0", b"_")
)
_PATHS = st.lists(_NAMES, min_size=1, max_size=4).map(b"/".join)
_STATS = st.builds(
    FileStat,
    st.integers(0, 2**62),
    st.integers(-(2**62), 2**62),
    st.integers(0, 2**64 - 1),
    st.integers(0, 2**64 - 1),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.dictionaries(_PATHS, _STATS, min_size=1, max_size=5))
def test_add_many_any_bytes_come_back(catalog, files):
    root_id = catalog.roots.add(b"/r/" + digest(repr(files)).hex().encode()).root_id
    catalog.locations.add_many(root_id, [NewLocation(path, stat) for path, stat in files.items()])
    found = catalog.locations.of_root(root_id)
    assert {path: row.stat for path, row in found.items()} == files
    by_folder = {
        (folder + b"/" + name if folder else name): row
        for folder in catalog.locations.folders_of(root_id)
        for name, row in catalog.locations.of_folder(root_id, folder).items()
    }
    assert by_folder == found
    catalog.roots.remove(root_id)


def test_move_keeps_location_photo_and_shown_state(catalog, root_id):
    photo_id = add_photo(catalog, root_id, b"a/b.jpg")
    location = catalog.locations.of_photo(photo_id)[0]
    catalog.locations.move(location.location_id, root_id, b"c/d/e.jpg", FileStat(9, 1))
    moved = catalog.locations.of_photo(photo_id)
    assert [(row.location_id, row.path) for row in moved] == [
        (location.location_id, b"/photos/c/d/e.jpg")
    ]
    assert catalog.locations.folders_of(root_id) == [b"c/d"]
    assert catalog.photos.ids().tolist() == [photo_id]


def test_move_onto_other_location_takes_its_place(catalog, root_id):
    kept = add_photo(catalog, root_id, b"a/x.jpg", "kept")
    gone = add_photo(catalog, root_id, b"b/x.jpg", "gone")
    location = catalog.locations.of_photo(kept)[0]
    catalog.locations.move(location.location_id, root_id, b"b/x.jpg", FileStat(9, 1))
    assert catalog.photos.ids().tolist() == [kept]
    assert catalog.locations.of_photo(gone) == []
    assert gone in catalog.photos.known_ids()


def test_set_state_offline_root_keeps_photos_shown_and_prefers_online_copy(catalog, root_id):
    other = catalog.roots.add(b"/usb", "backup").root_id
    photo_id = add_photo(catalog, root_id, b"a.jpg", "a")
    add_photo(catalog, other, b"copy.jpg", "a")
    assert catalog.locations.path_of_photos([photo_id]) == {photo_id: b"/photos/a.jpg"}
    catalog.roots.set_state(root_id, "offline")
    assert catalog.locations.path_of_photos([photo_id]) == {photo_id: b"/usb/copy.jpg"}
    assert [row.state for row in catalog.locations.of_photo(photo_id)] == ["online", "offline"]
    catalog.roots.set_state(other, "offline")
    assert catalog.photos.ids().tolist() == [photo_id]
    assert catalog.photos.details([photo_id])[0].state == "offline"
    assert catalog.locations.counts() == {root_id: {"offline": 1}, other: {"offline": 1}}


def test_set_state_missing_hides_and_online_shows_again(catalog, root_id):
    photo_id = add_photo(catalog, root_id, b"a.jpg")
    ids = [row.location_id for row in catalog.locations.of_photo(photo_id)]
    catalog.locations.set_state(ids, "missing")
    assert catalog.photos.ids().tolist() == []
    assert catalog.locations.path_of_photos([photo_id]) == {}
    catalog.locations.set_state(ids, "online")
    assert catalog.photos.ids().tolist() == [photo_id]


def test_photos_at_nested_roots_finds_the_recorded_one(catalog, root_id):
    photo_id = add_photo(catalog, root_id, b"in/a.jpg")
    catalog.roots.add(b"/photos/in")
    found = catalog.locations.photos_at([b"/photos/in/a.jpg", b"/photos/none", b"/photosx/in/a"])
    assert found == {b"/photos/in/a.jpg": photo_id}


def test_unread_location_shows_nothing_until_its_file_is_set(catalog, root_id):
    catalog.locations.add(root_id, b"new.jpg", FileStat(1, 1))
    assert [row.relative_path for row in catalog.locations.unread(root_id)] == [b"new.jpg"]
    photo_id = add_photo(catalog, root_id, b"old.jpg", "a")
    file_id = catalog.files.by_sha256(digest("a")).file_id
    catalog.locations.set_file(catalog.locations.at(root_id, b"new.jpg").location_id, file_id)
    assert len(catalog.locations.of_photo(photo_id)) == 2
    assert catalog.locations.unread(root_id) == []


def test_within_root_of_the_file_system():
    assert within(b"/a", b"/") == b"a"
    assert within(b"/ab", b"/a") is None
    assert within(b"/a", b"/a") == b""


class Library(RuleBasedStateMachine):
    """Files are added, moved, copied, replaced and lost; a dictionary says what is right."""

    paths = st.sampled_from([b"a.jpg", b"f/a.jpg", b"f/b.jpg", b"g/c.jpg"])
    words = st.sampled_from(["one", "two", "three"])

    def __init__(self):
        super().__init__()
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory()
        self.catalog = Catalog.open(Path(self.folder.name), writable=True)
        self.root_id = self.catalog.roots.add(b"/r").root_id
        self.files: dict[bytes, str] = {}
        self.missing: set[bytes] = set()
        self.photos: dict[str, int] = {}
        self.told = self.catalog.photos.changes(0)
        self.index: set[int] = set()

    @rule(path=paths, word=words)
    def write(self, path, word):
        photo_id = add_photo(self.catalog, self.root_id, path, word)
        assert self.photos.setdefault(word, photo_id) == photo_id
        self.files[path] = word
        self.missing.discard(path)

    @rule(old=paths, new=paths)
    def move(self, old, new):
        row = self.catalog.locations.at(self.root_id, old)
        assert (row is not None) == (old in self.files)
        if row is not None:
            self.catalog.locations.move(row.location_id, self.root_id, new, row.stat)
            self.files[new] = self.files.pop(old)
            self.missing -= {old, new}

    @rule(path=paths)
    def lose(self, path):
        row = self.catalog.locations.at(self.root_id, path)
        if row is not None:
            self.catalog.locations.set_state([row.location_id], "missing")
            self.missing.add(path)

    @rule(path=paths)
    def remove(self, path):
        row = self.catalog.locations.at(self.root_id, path)
        if row is not None:
            self.catalog.locations.remove([row.location_id])
            del self.files[path]
            self.missing.discard(path)

    @rule(word=words)
    def forget(self, word):
        if word in self.photos:
            self.catalog.photos.forget([self.photos.pop(word)])
            self.files = {path: held for path, held in self.files.items() if held != word}
            self.missing &= set(self.files)

    @invariant()
    def shows_exactly_the_photos_that_lie_somewhere(self):
        shown = {self.photos[word] for path, word in self.files.items() if path not in self.missing}
        assert set(self.catalog.photos.ids().tolist()) == shown
        assert set(self.catalog.photos.known_ids().tolist()) == set(self.photos.values())

    @invariant()
    def an_index_that_follows_the_changes_holds_the_same(self):
        changes = self.catalog.photos.changes(self.told.revision)
        self.index |= set(changes.shown.tolist())
        self.index -= set(changes.gone.tolist())
        self.told = changes
        assert self.index == set(self.catalog.photos.ids().tolist())
        assert changes.revision == self.catalog.photos.revision()

    def teardown(self):
        assert self.catalog.photos.repair_tiles() == 0
        assert self.catalog.integrity_check() == []
        self.catalog.close()
        self.folder.cleanup()


TestLibrary = Library.TestCase
TestLibrary.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
