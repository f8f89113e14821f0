"""Groups: every change is one step, and undo goes back over each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.base.errors import UserError
from photosearch.catalog.labels import Label
from photosearch.services import groups
from photosearch.services.undoing import undo, undo_list
from tests.services.catalogued import catalogued, everything_said

NAMES = [b"%d.jpg" % number for number in range(6)]


@pytest.fixture
def held(tmp_path):
    with catalogued(tmp_path, NAMES) as both:
        yield both


@pytest.fixture
def library(held):
    return held[0]


@pytest.fixture
def photos(held):
    return held[1]


def counts(library) -> dict[str, int]:
    return {one.group.name: one.n_photos for one in groups.list_groups(library)}


def code_of(work) -> str:
    with pytest.raises(UserError) as error:
        work()
    return error.value.code


def test_add_photos_makes_the_group_and_tells_what_was_there(library, photos):
    first = groups.add_photos(library, " dog ", photos[:2])
    assert (first.group.name, first.created, first.already) == ("dog", True, 0)
    second = groups.add_photos(library, "DOG", photos[1:3])
    assert (second.created, second.added, second.already) == (False, (photos[2],), 1)
    assert groups.members(library, "Dog")[1] == photos[:3]
    assert counts(library) == {"dog": 3}


def test_add_photos_reports_those_in_other_groups_too(library, photos):
    groups.add_photos(library, "dog", photos[:2])
    assert groups.add_photos(library, "pets", photos[1:3]).several == (photos[1],)
    assert groups.photos_in_several(library) == {photos[1]: ["dog", "pets"]}


def test_add_photos_that_are_all_there_is_no_step(library, photos):
    groups.add_photos(library, "dog", photos)
    groups.add_photos(library, "dog", photos)
    assert len(undo_list(library)) == 1


def test_create_group_of_a_taken_name_is_refused(library):
    groups.create_group(library, "Dog")
    assert code_of(lambda: groups.create_group(library, "dog")) == "group-exists"


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 201, "odd \udcff"])
def test_name_that_can_not_be_shown_is_refused(library, name):
    assert code_of(lambda: groups.create_group(library, name)) == "bad-group-name"
    assert counts(library) == {}


def test_unknown_group_names_near_ones(library):
    groups.create_group(library, "red vases")
    with pytest.raises(UserError) as error:
        groups.delete_group(library, "red vase")
    assert (error.value.code, error.value.hint) == ("no-such-group", "There are: red vases.")


def test_rename_may_change_case_but_not_take_a_name(library):
    groups.create_group(library, "dog")
    groups.create_group(library, "cat")
    groups.rename_group(library, "dog", "Dog")
    assert code_of(lambda: groups.rename_group(library, "dog", "CAT")) == "group-exists"
    assert sorted(counts(library)) == ["Dog", "cat"]


def test_merge_takes_all_photos_and_deletes_the_others(library, photos):
    groups.add_photos(library, "dog", photos[:2])
    groups.add_photos(library, "rex", photos[1:4])
    groups.add_photos(library, "puppy", photos[4:])
    assert groups.merge_groups(library, "dog", ["rex", "REX", "puppy", "dog"])[1] == 4
    assert counts(library) == {"dog": 6}
    undo(library)
    assert counts(library) == {"dog": 2, "puppy": 2, "rex": 3}


def test_merge_with_an_unknown_group_changes_nothing(library, photos):
    groups.add_photos(library, "dog", photos[:2])
    groups.add_photos(library, "rex", photos[2:])
    assert code_of(lambda: groups.merge_groups(library, "dog", ["rex", "fox"])) == "no-such-group"
    assert counts(library) == {"dog": 2, "rex": 4}


def test_deleted_group_comes_back_with_its_id(library, photos):
    before = groups.add_photos(library, "dog", photos[:2]).group
    assert groups.delete_group(library, "dog") == before
    told = undo(library)
    assert (told["kind"], told["name"]) == ("group-delete", "dog")
    assert groups.list_groups(library)[0].group == before
    assert groups.members(library, "dog")[1] == photos[:2]


def test_undo_of_a_group_that_was_filled_behind_its_back_is_refused(library, photos):
    group = groups.create_group(library, "dog")
    library.catalog.labels.add([Label(group.group_id, photos[0])])
    assert code_of(lambda: undo(library)) == "group-changed"
    assert counts(library) == {"dog": 1}


def test_undo_of_a_group_that_was_renamed_behind_its_back_is_refused(library, photos):
    group = groups.add_photos(library, "dog", photos).group
    library.catalog.groups.rename(group.group_id, "cat")
    with pytest.raises(UserError, match="is called “cat” now"):
        undo(library)
    library.catalog.groups.remove([group.group_id])
    with pytest.raises(UserError, match="no longer there"):
        undo(library)


def test_undo_is_refused_while_the_old_name_is_taken(library):
    groups.create_group(library, "dog")
    groups.rename_group(library, "dog", "cat")
    library.catalog.groups.add_many(["Dog"])
    assert code_of(lambda: undo(library)) == "group-name-taken"
    assert sorted(counts(library)) == ["Dog", "cat"]


def test_undo_after_forgetting_brings_back_the_rest(library, photos):
    groups.add_photos(library, "dog", photos[:3])
    groups.delete_group(library, "dog")
    library.catalog.photos.forget(photos[:1])
    library.catalog.journal.forget(photos[:1])
    undo(library)
    assert groups.members(library, "dog")[1] == photos[1:3]


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with catalogued(tmp_path_factory.mktemp("shared"), NAMES) as both:
        yield both


_NAME = st.sampled_from(["a", "A", "b", "c"])
_PHOTOS = st.lists(st.integers(0, 5), max_size=4)
_CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just(groups.create_group), _NAME),
        st.tuples(st.just(groups.add_photos), _NAME, _PHOTOS),
        st.tuples(st.just(groups.take_out), _NAME, _PHOTOS),
        st.tuples(st.just(groups.delete_group), _NAME),
        st.tuples(st.just(groups.rename_group), _NAME, _NAME),
        st.tuples(st.just(groups.merge_groups), _NAME, st.lists(_NAME, max_size=2)),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(_CHANGES)
def test_undo_goes_back_over_any_changes(shared, changes):
    library, photos = shared
    states = [everything_said(library)]
    for change, name, *rest in changes:
        arguments = [
            [photos[one] for one in part] if change in _OF_PHOTOS else part for part in rest
        ]
        n_steps = len(undo_list(library))
        try:
            change(library, name, *arguments)
        except UserError:
            assert everything_said(library) == states[-1]
        if len(undo_list(library)) > n_steps:
            states.append(everything_said(library))
        else:
            assert everything_said(library) == states[-1]
    while len(states) > 1:
        assert everything_said(library) == states.pop()
        undo(library)
    assert everything_said(library) == states[0]
    assert undo_list(library) == []


_OF_PHOTOS = {groups.add_photos, groups.take_out}
