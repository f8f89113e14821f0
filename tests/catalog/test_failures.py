"""Files that failed or were left out, roots and snapshots."""

from photosearch.catalog.locations import FileStat
from photosearch.catalog.metrics import NewMetric
from photosearch.catalog.roots import Volume
from photosearch.catalog.snapshots import NewSnapshot


def test_put_same_content_counts_attempts_and_changed_starts_again(catalog, root_id):
    for _ in range(2):
        catalog.failures.put(root_id, b"a/\xff.jpg", FileStat(5, 6), "damaged", "It is damaged.")
    row = catalog.failures.all()[0]
    assert (row.attempts, row.path, row.code) == (2, b"/photos/a/\xff.jpg", "damaged")
    catalog.failures.put(root_id, b"a/\xff.jpg", FileStat(5, 7), "damaged", "It is damaged.")
    assert catalog.failures.of_root(root_id)[b"a/\xff.jpg"].attempts == 1
    catalog.failures.clear(root_id, b"a/\xff.jpg")
    assert catalog.failures.counts() == {}


def test_ignored_replace_counts_and_names(catalog, root_id):
    catalog.ignored.replace(root_id, [("video", b"old.mov")])
    catalog.ignored.replace(root_id, [("video", b"b.mov"), ("video", b"a.mp4"), ("raw", b"c.nef")])
    assert catalog.ignored.counts(root_id) == {"raw": 1, "video": 2}
    assert catalog.ignored.names(root_id, "video") == [b"a.mp4", b"b.mov"]


def test_root_changes_come_back_and_removal_takes_locations(catalog, root_id):
    catalog.locations.add(root_id, b"x.jpg", FileStat(1, 1))
    catalog.roots.set_excludes(root_id, ["*.tmp", "cache/"])
    catalog.roots.set_role(root_id, "reference")
    volume = Volume("uuid", "ab-12", "Stick")
    catalog.roots.set_volume(root_id, volume, b"dcim")
    catalog.roots.set_path(root_id, b"/media/\xff")
    root = catalog.roots.get(root_id)
    assert (root.excludes, root.role, root.volume) == (("*.tmp", "cache/"), "reference", volume)
    assert (root.path, root.path_in_volume, root.label) == (b"/media/\xff", b"dcim", "photos")
    catalog.roots.remove(root_id)
    assert catalog.roots.list() == []
    assert catalog.locations.of_root(root_id) == {}


def test_snapshot_current_has_the_highest_generation(catalog):
    encoder_id = catalog.encoders.ensure("e", "e", 4)
    metric_id = catalog.metrics.add(NewMetric(encoder_id, 0, "m", 4, "m.npz", bytes(32), 0))
    for generation in (1, 2):
        catalog.snapshots.add(
            NewSnapshot(metric_id, generation, "f", bytes(32), 9, 3, 4, "cosine", 7, {"m": 16})
        )
    current = catalog.snapshots.current(metric_id)
    assert (current.generation, current.parameters, current.revision) == (2, {"m": 16}, 7)
    catalog.snapshots.remove(current.snapshot_id)
    assert catalog.snapshots.current(metric_id).generation == 1
