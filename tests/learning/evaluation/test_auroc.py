import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.learning.evaluation.auroc import auroc

scores = st.lists(st.integers(-3, 3), min_size=1, max_size=12)


@settings(max_examples=30, deadline=None)
@given(scores, scores)
def test_auroc_equals_counting_pairs(positive, negative):
    won = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
    expected = won / (len(positive) * len(negative))
    assert auroc(np.array(positive), np.array(negative)) == pytest.approx(expected)


def test_auroc_of_nothing_is_refused():
    with pytest.raises(ValueError, match="positives"):
        auroc(np.empty(0), np.ones(2))
