"""Why two photos match, in words."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.base.types import Box
from photosearch.gui.match_words import match_words, most_words
from photosearch.gui.values import Explanation, Glimpse, HeatMap, MatchShares, PixelBox


def heat_map(rows, columns) -> HeatMap:
    heat = np.zeros((7, 7), np.float32)
    heat[rows, columns] = 1.0
    return HeatMap(heat, Box(0, 0, 1, 1), PixelBox(0, 0, 1, 1))


_UPPER_LEFT = heat_map(slice(0, 3), slice(0, 3))
_BOTTOM = heat_map(slice(5, 7), slice(0, 7))


def explained(first, second, shares) -> Explanation:
    none = Glimpse(1, 1, bytes(3))
    return Explanation((first, second), MatchShares(*shares), (none, none))


def test_match_words_say_most_shares_and_place():
    found = explained(_UPPER_LEFT, _UPPER_LEFT, (0.2, 0.1, 0.7))
    assert match_words(found) == (
        "Mostly what they show matches.",
        "Colour 20 %, layout 10 %, subject 70 %.".replace(" %", "\N{NO-BREAK SPACE}%"),
        "Most alike in both: upper left.",
    )


def test_match_words_of_two_places_say_both():
    found = explained(_UPPER_LEFT, _BOTTOM, (0.2, 0.1, 0.7))
    assert match_words(found)[2] == "Most alike: upper left in the example, bottom in this photo."


@pytest.mark.parametrize(
    ("shares", "text"),
    [
        ((0.6, 0.2, 0.2), "Mostly the colours match."),
        ((0.2, 0.6, 0.2), "Mostly the layout matches."),
        ((0.4, 0.2, 0.4), "A little of everything matches."),
    ],
)
def test_most_words_name_a_share_of_more_than_half(shares, text):
    assert most_words(MatchShares(*shares)) == text
