"""Two photos: the same, not the same, or unsure."""

from __future__ import annotations

import pytest

from photosearch.base.errors import UserError
from photosearch.services.examples import PhotoExample
from photosearch.services.verifying import verify
from tests.services.families import families, label


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    with families(tmp_path_factory.mktemp("families")) as both:
        label(*both, n_groups=5, n_photos=6)
        yield both


def verdict(held, one, other, far=0.01):
    return verify(held[0], PhotoExample(one), PhotoExample(other), far)


def test_photos_of_one_family_without_labels_are_the_same(held):
    found = verdict(held, held[1][7][0], held[1][7][5])
    assert found.decision == "yes"
    assert found.probability > 0.9
    assert found.calibrated
    assert found.score >= found.threshold


def test_photos_of_two_families_are_not_the_same(held):
    found = verdict(held, held[1][7][0], held[1][8][0])
    assert found.decision == "no"
    assert found.probability < 0.1


def test_verdict_is_symmetric(held):
    one, other = held[1][7][0], held[1][8][5]
    assert verdict(held, one, other).score == pytest.approx(verdict(held, other, one).score)


def test_lower_false_accept_rate_asks_for_more(held):
    one, other = held[1][7][0], held[1][7][5]
    loose, strict = verdict(held, one, other, 0.1), verdict(held, one, other, 0.001)
    assert loose.threshold < strict.threshold
    assert loose.far > strict.far
    assert loose.tar >= strict.tar


@pytest.mark.parametrize("far", [0.0, -1.0, 0.6, float("nan")])
def test_rate_that_is_none_is_refused(held, far):
    with pytest.raises(UserError) as error:
        verdict(held, held[1][0][0], held[1][0][1], far)
    assert error.value.code == "bad-far"


def test_library_without_groups_answers_uncalibrated(tmp_path):
    with families(tmp_path) as both:
        found = verdict(both, both[1][0][0], both[1][0][1])
        assert (found.calibrated, found.probability, found.tar) == (False, None, None)
        assert found.decision in {"yes", "unsure", "no"}
