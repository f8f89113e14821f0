"""The odd ones out of a group."""

from __future__ import annotations

import pytest

from photosearch.base.errors import UserError
from photosearch.services.groups import add_photos
from photosearch.services.outliers import group_outliers, odd_ones
from tests.services.families import families, label


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    with families(tmp_path_factory.mktemp("families")) as both:
        yield both


@pytest.mark.parametrize("size", [3, 6, 10])
def test_planted_photo_comes_first(held, size):
    library, of = held
    add_photos(library, f"mixed {size}", [*of[0][:size], of[5][0]])
    name, found = group_outliers(library, f"MIXED {size}")
    assert name == f"mixed {size}"
    assert found[0].photo_id == of[5][0]
    assert len(found) == size + 1


def test_planted_photo_is_called_an_outlier_and_the_family_is_not(held):
    library, of = held
    found = odd_ones(library, [*of[0], of[5][0]])
    assert [one.photo_id for one in found if one.outlier] == [of[5][0]]


def test_group_of_two_families_has_no_outlier(held):
    library, of = held
    found = odd_ones(library, [*of[0], *of[1]])
    assert not any(one.outlier for one in found)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_group_of_less_than_three_is_refused(held, size):
    library, of = held
    label(library, of, 1, 3)
    with pytest.raises(UserError) as error:
        odd_ones(library, of[0][:size], name="f0")
    assert error.value.code == "small-group"


def test_unknown_group_is_refused(held):
    with pytest.raises(UserError) as error:
        group_outliers(held[0], "nobody")
    assert error.value.code == "no-such-group"
