"""What was said of a photo that goes is said of the one that stays, and can be taken back."""

import pytest

from photosearch.base.errors import UserError
from photosearch.catalog.constraints import Saying, pair_of
from photosearch.services.constraints import reject, say_closer, say_different, say_same
from photosearch.services.duplicate_answers import say_duplicates, say_not_duplicates
from photosearch.services.groups import add_photos, delete_group, members
from photosearch.services.inheriting import Heirs, inherit, take_back_inheritance
from photosearch.services.undoing import undo, undo_list
from tests.services.catalogued import catalogued, everything_said


@pytest.fixture
def opened(tmp_path):
    with catalogued(tmp_path, [b"%d.jpg" % number for number in range(6)]) as (library, photos):
        yield library, photos


def _inherit(library, heirs, *, pairs=True):
    return inherit(library.catalog, Heirs(heirs, heirs if pairs else {}))


def test_inherit_gives_the_heir_groups_that_it_was_not_in(opened):
    library, (gone, kept, *_) = opened
    add_photos(library, "dog", [gone, kept])
    add_photos(library, "beach", [gone])
    assert len(_inherit(library, {gone: kept}).labels) == 1
    assert members(library, "beach")[1] == [gone, kept]
    assert len(members(library, "dog")[1]) == 2


def test_inherit_gives_the_heir_what_was_said_of_pairs(opened):
    library, (gone, kept, third, fourth, *_) = opened
    reject(library, gone, [third], "rejected-duplicate")
    say_same(library, gone, fourth)
    say_closer(library, third, gone, fourth)
    found = _inherit(library, {gone: kept}).constraints
    assert [(one.saying, one.source) for one in found] == [
        (Saying("different", pair_of(kept, third)), "rejected-duplicate"),
        (Saying("same", pair_of(kept, fourth)), "said"),
        (Saying("closer", pair_of(third, kept), pair_of(third, fourth)), "said"),
    ]


def test_inherit_leaves_out_what_says_nothing_or_the_opposite(opened):
    library, (gone, kept, third, fourth, *_) = opened
    say_same(library, gone, kept)
    say_closer(library, third, gone, kept)
    say_different(library, gone, fourth)
    say_same(library, kept, fourth)
    say_different(library, gone, third)
    say_different(library, kept, third)
    before = everything_said(library)
    assert _inherit(library, {gone: kept}).constraints == ()
    assert everything_said(library) == before


def test_inherit_of_two_from_one_another_s_pair_names_both_heirs(opened):
    library, (gone, kept, other_gone, other_kept, *_) = opened
    say_different(library, gone, other_gone)
    (found,) = _inherit(library, {gone: kept, other_gone: other_kept}).constraints
    assert found.saying.pair == pair_of(kept, other_kept)


def test_inherit_of_a_burst_leaves_decisions(opened):
    library, (gone, kept, third, *_) = opened
    add_photos(library, "dog", [gone])
    say_different(library, gone, third)
    found = _inherit(library, {gone: kept}, pairs=False)
    assert (len(found.labels), found.constraints) == (1, ())


def test_inherit_can_be_undone(opened):
    library, (gone, kept, third, *_) = opened
    add_photos(library, "dog", [gone])
    say_different(library, gone, third)
    before = everything_said(library)
    _inherit(library, {gone: kept})
    assert undo_list(library)[0]["summary"].startswith("Kept 2 things said of duplicates")
    undo(library)
    assert everything_said(library) == before


def test_inherit_keeps_not_duplicates_and_can_be_undone(opened):
    library, (gone, kept, third, fourth, *_) = opened
    say_not_duplicates(library, [gone, third])
    say_not_duplicates(library, [kept, fourth])
    say_duplicates(library, [gone, fourth])
    before = library.catalog.duplicates.answers()
    (new,) = _inherit(library, {gone: kept}).answers
    assert (new.pair, new.duplicates) == (pair_of(kept, third), False)
    assert len(library.catalog.duplicates.answers()) == len(before) + 1
    undo(library)
    assert library.catalog.duplicates.answers() == before


def test_inherit_of_nothing_is_no_step(opened):
    library, (gone, kept, *_) = opened
    _inherit(library, {gone: kept})
    assert undo_list(library) == []


def test_undo_of_an_inheritance_whose_ground_has_shifted_changes_nothing(opened):
    library, (gone, kept, third, *_) = opened
    add_photos(library, "dog", [gone])
    say_different(library, gone, third)
    _inherit(library, {gone: kept})
    delete_group(library, "dog")
    steps = library.catalog.journal.undoable()
    (inverse,) = (row.inverse for row in steps if row.kind == "inherited")
    before = everything_said(library)
    with pytest.raises(UserError), library.catalog.transaction():
        take_back_inheritance(library.catalog, inverse)
    assert everything_said(library) == before
