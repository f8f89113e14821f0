from __future__ import annotations

from dataclasses import replace

import pytest

from photosearch.services.duplicate_groups import Member
from photosearch.services.reviewing import (
    Intentions,
    ReviewFilter,
    ReviewList,
    marks_of,
    winnable,
)
from tests.services.duplicate_values import copy_at, group_of

HERE, THERE = copy_at(1, "/a/1.jpg", size=500), copy_at(2, "/b/1.jpg", size=300)
BESIDE = copy_at(3, "/a/2.jpg", size=200)
ACROSS = group_of(HERE, THERE, key="across")
WITHIN = group_of(copy_at(4, "/a/x/4.jpg"), copy_at(5, "/a/x/5.jpg"), key="within")
EXACT = group_of(copy_at(6, "/c/6.jpg"), copy_at(7, "/c/7.jpg"), key="exact", kind="exact")


def keys(review: ReviewList, chosen: ReviewFilter) -> list[str]:
    return [review.group(int(place)).key for place in review.places(chosen)]


def test_kind_spread_and_folder_choose_groups():
    review = ReviewList([ACROSS, WITHIN, EXACT])
    assert keys(review, ReviewFilter("edited")) == ["across", "within"]
    assert keys(review, ReviewFilter("edited", "across")) == ["across"]
    assert keys(review, ReviewFilter("edited", "within")) == ["within"]
    assert keys(review, ReviewFilter("edited", folder=b"/a/x")) == ["within"]
    assert keys(review, ReviewFilter("edited", folder=b"/a")) == ["across", "within"]
    assert keys(review, ReviewFilter("exact", folder=b"/a")) == []


def test_counts_are_of_all_kinds():
    review = ReviewList([ACROSS, WITHIN, EXACT])
    assert review.counts(ReviewFilter()) == {"exact": 1, "edited": 2, "burst": 0, "similar": 0}
    review.settle(["within"])
    assert review.counts(ReviewFilter())["edited"] == 1
    assert review.counts(ReviewFilter(done=True))["edited"] == 1


def test_progress_counts_what_is_left_to_win():
    review = ReviewList([ACROSS, WITHIN])
    assert review.progress("edited").to_win == 300 + 100
    review.settle(["across"])
    progress = review.progress("edited")
    assert (progress.n_done, progress.n_groups, progress.to_win) == (1, 2, 100)


@pytest.mark.parametrize("change", [{"caution": "bracket"}, {"kind": "similar"}])
def test_nothing_is_to_win_where_nothing_may_be_suggested(change):
    assert winnable(ACROSS) == 300
    assert winnable(replace(ACROSS, **change)) == 0


def test_what_was_done_stays_in_the_next_list_unless_it_is_found_again():
    before = ReviewList([ACROSS, WITHIN])
    before.settle(["across", "within"])
    review = ReviewList([WITHIN], before)
    assert keys(review, ReviewFilter("edited", done=True)) == ["across"]
    assert keys(review, ReviewFilter("edited")) == ["within"]


def test_files_that_are_gone_leave_groups_to_do_and_groups_of_one_are_done():
    three = group_of(HERE, THERE, BESIDE, key="three")
    review = ReviewList([three, group_of(HERE, THERE, key="two", kind="exact")])
    review.take_gone([THERE.location_id])
    assert [m.copies for m in review.group(0).members] == [(HERE,), (BESIDE,)]
    assert not review.is_done("three")
    assert review.is_done("two")
    assert keys(review, ReviewFilter("edited", "within")) == ["three"]


def test_folders_are_told_with_their_groups():
    assert ReviewList([ACROSS, WITHIN]).folders() == [(b"/a", 1), (b"/a/x", 1), (b"/b", 1)]


def test_one_member_always_stays():
    intentions = Intentions()
    assert intentions.toggle(ACROSS, 1) == ""
    assert intentions.toggle(ACROSS, 0) == "last"
    assert intentions.of(ACROSS) == (False, True)
    with pytest.raises(ValueError, match="none of across"):
        intentions.say(ACROSS, [True, True])


def test_reference_never_goes():
    kept = copy_at(8, "/ref/8.jpg", reference=True)
    group = group_of(HERE, kept, THERE)
    intentions = Intentions()
    assert intentions.toggle(group, 1) == "reference"
    intentions.keep_only(group, 0)
    assert intentions.of(group) == (False, False, True)
    with pytest.raises(ValueError, match="reference"):
        intentions.say(group, [False, True, False])


def test_departures_name_every_file_and_a_keeper_that_stays():
    twice = Member(THERE.photo_id, (THERE, BESIDE))
    group = replace(ACROSS, members=(Member(HERE.photo_id, (HERE,)), twice))
    intentions = Intentions()
    intentions.toggle(group, 1)
    found = intentions.departures(group, best=0)
    assert [(one.location_id, one.keeper_id) for one in found] == [(2, 1), (3, 1)]
    assert intentions.total(group) == intentions.totals() == (2, 500)


def test_keeper_is_one_that_stays_when_the_best_one_goes():
    group = group_of(HERE, THERE, BESIDE)
    intentions = Intentions()
    intentions.toggle(group, 0)
    assert {one.keeper_id for one in intentions.departures(group, best=0)} == {2}


def test_pending_are_the_marked_groups_that_are_not_done():
    review = ReviewList([ACROSS, WITHIN, EXACT])
    intentions = Intentions()
    for group in (ACROSS, WITHIN, EXACT):
        intentions.toggle(group, 1)
    intentions.toggle(EXACT, 1)  # all stay again
    review.settle(["across"])
    assert intentions.pending(review) == [WITHIN]


def test_what_was_said_of_other_members_is_forgotten():
    intentions = Intentions()
    three = group_of(HERE, THERE, BESIDE, key="three")
    intentions.toggle(three, 2)
    review = ReviewList([three])
    review.take_gone([THERE.location_id])
    intentions.hold(review)
    assert intentions.of(review.group(0)) is None
    assert intentions.totals() == (0, 0)


def test_marks_tell_suggestion_and_intention_apart():
    marks = marks_of(ACROSS, None, ["keep", "trash"])
    assert [(one.state, one.suggested) for one in marks] == [("open", "keep"), ("open", "trash")]
    assert [one.state for one in marks_of(ACROSS, (True, False))] == ["trash", "keep"]
