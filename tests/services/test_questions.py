"""Questions that teach most."""

from __future__ import annotations

import pytest

from photosearch.services.constraints import say_different
from photosearch.services.questions import questions
from tests.services.catalogued import catalogued
from tests.services.families import families, label


@pytest.fixture
def held(tmp_path):
    with families(tmp_path, noise=2.5) as (library, of):
        label(library, of, n_groups=5, n_photos=6)
        yield library, of


def test_each_photo_is_asked_about_once(held):
    found = questions(held[0], 10)
    photos = [photo for one in found for photo in one.pair]
    assert len(found) == 10
    assert len(set(photos)) == len(photos)


def test_pairs_of_two_labelled_photos_are_not_asked(held):
    library, of = held
    labelled = {photo for family in of[:5] for photo in family[:6]}
    assert not any(set(one.pair) <= labelled for one in questions(library, 30))


def test_answered_pair_is_not_asked_again(held):
    library, _ = held
    first = questions(library, 5)[0]
    say_different(library, *first.pair)
    assert first.pair not in [one.pair for one in questions(library, 50)]


def test_questions_are_the_ones_in_doubt(held):
    chances = [one.probability for one in questions(held[0], 5)]
    assert all(0.1 < chance < 0.9 for chance in chances)


def test_library_without_groups_has_questions_too(tmp_path):
    with families(tmp_path, n_families=8, size=5) as (library, _):
        found = questions(library, 3)
        assert len(found) == 3
        assert {one.probability for one in found} == {None}


def test_library_of_no_photo_has_none(tmp_path):
    with catalogued(tmp_path, []) as (library, _):
        assert questions(library) == []
