"""Which group it is, or none."""

from __future__ import annotations

import pytest

from photosearch.base.errors import UserError
from photosearch.services.examples import PhotoExample
from photosearch.services.groups import create_group
from photosearch.services.identifying import identify
from tests.services.families import families, label


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    with families(tmp_path_factory.mktemp("families")) as both:
        label(*both, n_groups=5, n_photos=6)
        yield both


def test_photo_of_a_known_family_gets_its_name(held):
    library, of = held
    for number in range(5):
        found = identify(library, PhotoExample(of[number][8]))
        assert found.group == f"f{number}"
        assert found.candidates[0].probability > 0.5


def test_photo_of_no_group_stays_unknown_but_has_candidates(held):
    library, of = held
    for number in range(5, 9):
        found = identify(library, PhotoExample(of[number][0]))
        assert found.group is None
        assert len(found.candidates) == 3


def test_candidates_fall(held):
    scores = [one.score for one in identify(held[0], PhotoExample(held[1][0][8])).candidates]
    assert scores == sorted(scores, reverse=True)


def test_labels_of_the_photo_itself_are_not_looked_at(tmp_path):
    with families(tmp_path) as (library, of):
        label(library, of, n_groups=3, n_photos=6)
        label(library, [of[8]], n_groups=1, n_photos=1)  # f0 holds a stranger now
        assert identify(library, PhotoExample(of[8][0])).group is None


def test_library_without_labelled_photos_says_so(tmp_path):
    with families(tmp_path, n_families=2, size=2) as (library, of):
        create_group(library, "empty")
        with pytest.raises(UserError) as error:
            identify(library, PhotoExample(of[0][0]))
        assert error.value.code == "no-groups"
