"""Why two photos match, in words."""

from __future__ import annotations

from photosearch.gui.values import Explanation, MatchShares, place_of
from photosearch.gui.wording import number, translate

_said = translate  # of texts of the tables, which are marked there


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for translation (PySide6's own is typed as any object)."""
    return text


_PLACES = {
    "everywhere": QT_TRANSLATE_NOOP("MatchWords", "everywhere"),
    "upper left": QT_TRANSLATE_NOOP("MatchWords", "upper left"),
    "top": QT_TRANSLATE_NOOP("MatchWords", "top"),
    "upper right": QT_TRANSLATE_NOOP("MatchWords", "upper right"),
    "left": QT_TRANSLATE_NOOP("MatchWords", "left"),
    "middle": QT_TRANSLATE_NOOP("MatchWords", "middle"),
    "right": QT_TRANSLATE_NOOP("MatchWords", "right"),
    "lower left": QT_TRANSLATE_NOOP("MatchWords", "lower left"),
    "bottom": QT_TRANSLATE_NOOP("MatchWords", "bottom"),
    "lower right": QT_TRANSLATE_NOOP("MatchWords", "lower right"),
}
_MOST = {
    "colour": QT_TRANSLATE_NOOP("MatchWords", "Mostly the colours match."),
    "layout": QT_TRANSLATE_NOOP("MatchWords", "Mostly the layout matches."),
    "subject": QT_TRANSLATE_NOOP("MatchWords", "Mostly what they show matches."),
}
_LEAD = 0.5
_CONTEXT = "MatchWords"


def match_words(found: Explanation) -> tuple[str, str, str]:
    """Return what matches most, its shares, and where; a sentence each."""
    return most_words(found.shares), shares_words(found.shares), places_words(found)


def most_words(shares: MatchShares) -> str:
    """Return which share is more than half of the match."""
    by_name = {"colour": shares.colour, "layout": shares.layout, "subject": shares.subject}
    name = max(by_name, key=lambda each: by_name[each])
    if by_name[name] <= _LEAD:
        return translate("MatchWords", "A little of everything matches.")
    return _said(_CONTEXT, _MOST[name])


def shares_words(shares: MatchShares) -> str:
    """Return the three shares."""
    text = translate("MatchWords", "Colour {colour} %, layout {layout} %, subject {subject} %.")
    text = text.replace(" %", "\N{NO-BREAK SPACE}%")
    return text.format(
        colour=number(round(100 * shares.colour)),
        layout=number(round(100 * shares.layout)),
        subject=number(round(100 * shares.subject)),
    )


def places_words(found: Explanation) -> str:
    """Return where in the example and where in the photo they match most."""
    places = [_said(_CONTEXT, _PLACES[place_of(one.heat)]) for one in found.maps]
    if places[0] == places[1]:
        return translate("MatchWords", "Most alike in both: {place}.").format(place=places[0])
    text = translate("MatchWords", "Most alike: {example} in the example, {photo} in this photo.")
    return text.format(example=places[0], photo=places[1])
