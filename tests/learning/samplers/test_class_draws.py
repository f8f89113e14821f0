import numpy as np
import pytest

from photosearch.learning.samplers.class_draws import ClassDraws

LABELS = np.array([5, 5, 5, 5, 8, 8, 9])
COPIES = np.array([0, 0, 2, 3, 4, 4, 6])


def test_class_draws_count_near_copies_once():
    draws = ClassDraws(LABELS, COPIES)
    assert draws.classes == [5, 8, 9]
    assert [draws.n_distinct(label) for label in draws.classes] == [3, 1, 1]
    assert ClassDraws(LABELS).n_distinct(5) == 4


def test_class_draws_never_draw_two_copies_and_reach_every_picture():
    draws = ClassDraws(LABELS, COPIES)
    random = np.random.default_rng(0)
    seen = set()
    for _ in range(100):
        drawn = draws.draw(random, 5, 10)
        assert len(drawn) == 3
        assert len(set(COPIES[drawn].tolist())) == 3
        seen |= set(drawn.tolist())
    assert seen == {0, 1, 2, 3}


@pytest.mark.parametrize("copies", [None, COPIES])
def test_class_draws_others_are_the_rest_of_the_class(copies):
    draws = ClassDraws(LABELS, copies)
    random = np.random.default_rng(0)
    drawn = draws.draw(random, 5, 2)
    rest = draws.others(random, 5, drawn)
    assert sorted([*drawn.tolist(), *rest.tolist()]) == [0, 1, 2, 3]


def test_class_draws_of_unequal_lengths_are_refused():
    with pytest.raises(ValueError, match="one length"):
        ClassDraws(LABELS, COPIES[1:])
