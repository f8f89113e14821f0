"""The overview of groups: covers, sizes, and what is odd."""

from __future__ import annotations

import pytest

from photosearch.catalog.filters import PhotoFilter
from photosearch.services.browsing import list_photos
from photosearch.services.constraints import say_different
from photosearch.services.folders import set_role
from photosearch.services.group_overview import labels_revision, list_marks, list_summaries
from photosearch.services.groups import add_photos, create_group
from photosearch.services.undoing import undo, undo_takes_turns
from tests.services.catalogued import catalogued

NAMES = [b"%d.jpg" % number for number in range(5)]


@pytest.fixture
def held(tmp_path):
    with catalogued(tmp_path, NAMES) as both:
        yield both


def test_list_summaries_gives_sizes_and_covers_by_name(held):
    library, photos = held
    add_photos(library, "b", photos[3:])
    create_group(library, "A")
    found = [(one.name, one.n_photos, one.cover) for one in list_summaries(library)]
    assert found == [("A", 0, None), ("b", 2, photos[3])]


def test_list_marks_names_the_photos_and_the_other_groups(held):
    library, photos = held
    a = add_photos(library, "a", photos[:1]).group.group_id
    b = add_photos(library, "b", photos[:3]).group.group_id
    say_different(library, photos[1], photos[2])
    marks = {one: {mark.code: mark for mark in marks} for one, marks in list_marks(library).items()}
    assert set(marks[a]) == {"groups-of-one", "photos-in-several"}
    assert marks[b]["photos-in-several"].photo_ids == (photos[0],)
    assert marks[b]["photos-in-several"].others == ("a",)
    assert marks[b]["contradiction"].photo_ids == (photos[1], photos[2])


def test_list_marks_of_groups_of_copies(held):
    library, photos = held  # all have the same perceptual hashes
    group = add_photos(library, "a", photos[:2]).group.group_id
    assert [mark.code for mark in list_marks(library)[group]] == ["groups-of-copies"]


def test_photos_of_a_group_are_listed_alone(held):
    library, photos = held
    group = add_photos(library, "a", photos[1:3]).group.group_id
    found = list_photos(library, "name", photo_filter=PhotoFilter(group_id=group))
    assert found.tolist() == photos[1:3]
    assert not PhotoFilter(group_id=group).everything


def test_labels_revision_changes_with_every_step_and_undo(held):
    library, photos = held
    seen = {labels_revision(library)}
    for act in (lambda: add_photos(library, "a", photos), lambda: undo(library)):
        act()
        seen.add(labels_revision(library))
    assert len(seen) == 3


def test_undo_takes_turns_only_after_a_change_of_folders(held):
    library, photos = held
    assert not undo_takes_turns(library)
    set_role(library, library.catalog.roots.list()[0].path, "reference")
    assert undo_takes_turns(library)
    add_photos(library, "a", photos)
    assert not undo_takes_turns(library)
