"""Preferences: how two files of a picture compare under each rule, and by how much it takes.

A rule that sees a small difference, or can't see one, says nothing: then the next one decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from photosearch.catalog.locations import within
from photosearch.services.candidates import Candidate
from photosearch.services.keep_rules import KeepRules, RuleCode

_PIXELS = 1.02  # times as many
_QUALITY = 3  # points of 100
_SHARPNESS = 1.16  # 9 of 10 neighbouring frames of a film differ by less, 0.5 px of blur by 1.5
_TAGS = 3
_OLDER_NS = 2_000_000_000  # FAT rounds to 2 s
_SMALL_PX = 256  # shorter side below which sharpness is measured on other pixels
_FORMATS = {"raw": 2, "heic": 1, "avif": 1}

Value = float
Shown = str | int | float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a member is kept, or goes.

    Attributes:
        code: A rule's word, or of ``"original"`` the part of it: ``"not-an-edit"``, ``"camera"``,
            ``"plain-name"``. Beside the rules: ``"reference"``, ``"stack"`` (other files belong to
            it), ``"first"`` (nothing tells them apart), ``"turned"``, ``"other-shape"``,
            ``"other-look"``, ``"not-measured"``, ``"burst"``, ``"similar"``, and a group's caution.
        own: The member's own value, for words: pixels as ``"4000×3000"``, quality, tags, a format,
            a camera, POSIX seconds; empty where there is none.
        other: What it is compared with: of the one that is kept, or of the best that is not.
    """

    code: str
    own: Shown = ""
    other: Shown = ""


@dataclass(frozen=True)
class Preference:
    """One way to compare candidates.

    Attributes:
        code: Of its reasons.
        value: Higher is better; ``None`` where it is not known.
        shown: The value for words.
        clear: Whether the first value is clearly better than the second.
        comparable: Whether the values of two candidates mean the same.
    """

    code: str
    value: Callable[[Candidate], Value | None]
    shown: Callable[[Candidate], Shown]
    clear: Callable[[Value, Value], bool]
    comparable: Callable[[Candidate, Candidate], bool]

    def beats(self, one: Candidate, other: Candidate) -> bool:
        """Say whether one candidate is clearly better than another."""
        first, second = self.value(one), self.value(other)
        if first is None or second is None or not self.comparable(one, other):
            return False
        return self.clear(first, second)

    def best(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates that are not clearly worse than the best of them."""
        known = [one for one in candidates if self.value(one) is not None]
        if not known:
            return list(candidates)
        top = max(known, key=lambda one: self.value(one) or 0.0)
        return [one for one in candidates if not self.beats(top, one)]

    def reason(self, own: Candidate, other: Candidate) -> Reason:
        """Return the reason of a candidate that is better, or worse, than another."""
        return Reason(self.code, self.shown(own), self.shown(other))


def preferences_of(rules: KeepRules, *, burst: bool) -> list[Preference]:
    """Return the preferences of the rules that are on, in their order.

    Args:
        rules: The person's.
        burst: Frames of a burst are no copies of one another: names and times mean nothing.
    """
    by_rule = {**_BY_RULE, "folder": [_folder(rules)], "format": [_format(rules)]}
    skipped: set[RuleCode] = {"original", "older"} if burst else set()
    return [
        preference
        for rule in rules.rules
        if rule.on and rule.code not in skipped
        for preference in by_rule[rule.code]
    ]


def _always(_one: Candidate, _other: Candidate) -> bool:
    return True


def _above(first: float, second: float) -> bool:
    return first > second


def _by_more_than(step: float) -> Callable[[float, float], bool]:
    return lambda first, second: first - second >= step


def _by_times(factor: float) -> Callable[[float, float], bool]:
    return lambda first, second: first > second * factor


def _none(_one: Candidate) -> Shown:
    return ""


def _folder(rules: KeepRules) -> Preference:
    def rank(one: Candidate) -> float:
        return max(_rank_of(copy.path, rules) for copy in one.member.copies)

    return Preference("folder", rank, _none, _above, _always)


def _rank_of(path: bytes, rules: KeepRules) -> float:
    for place, folder in enumerate(rules.folders):
        if within(path, folder):
            return float(len(rules.folders) - place)
    return -1.0 if any(within(path, folder) for folder in rules.last_folders) else 0.0


def _format(rules: KeepRules) -> Preference:
    def rank(one: Candidate) -> float:
        if rules.prefer == "jpeg":
            return float(one.merit.format == "jpeg")
        return float(_FORMATS.get(one.merit.format, 0))

    return Preference("format", rank, lambda one: one.merit.format, _above, _always)


def _same_size(one: Candidate, other: Candidate) -> bool:
    return abs(math.log(one.merit.pixels / other.merit.pixels)) <= math.log(_PIXELS)


def _same_scale(one: Candidate, other: Candidate) -> bool:
    sides = [min(each.merit.width, each.merit.height) for each in (one, other)]
    return min(sides) >= _SMALL_PX or sides[0] == sides[1]


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


_BY_RULE: dict[RuleCode, list[Preference]] = {
    "original": [
        Preference("not-an-edit", lambda one: float(not one.is_edit), _none, _above, _always),
        Preference(
            "camera", lambda one: float(bool(one.camera)), lambda one: one.camera, _above, _always
        ),
        Preference("plain-name", lambda one: float(not one.says_copy), _none, _above, _always),
    ],
    "larger": [
        Preference(
            "larger",
            lambda one: float(one.merit.pixels),
            lambda one: f"{one.merit.width}×{one.merit.height}",
            _by_times(_PIXELS),
            _always,
        )
    ],
    "less-compressed": [
        Preference(
            "less-compressed",
            lambda one: _number(one.merit.jpeg_quality),
            lambda one: one.merit.jpeg_quality or "",
            _by_more_than(_QUALITY),
            _same_size,
        )
    ],
    "sharper": [
        Preference(
            "sharper",
            lambda one: one.merit.sharpness,
            lambda one: round(one.merit.sharpness or 0.0, 3),
            _by_times(_SHARPNESS),
            _same_scale,
        )
    ],
    "richer-exif": [
        Preference(
            "richer-exif",
            lambda one: _number(one.tag_count),
            lambda one: one.tag_count or 0,
            _by_more_than(_TAGS),
            _always,
        )
    ],
    "in-group": [
        Preference(
            "in-group",
            lambda one: float(one.merit.n_groups > 0),
            lambda one: one.merit.n_groups,
            _above,
            _always,
        )
    ],
    "older": [
        Preference(
            "older",
            lambda one: -float(one.modified_ns),
            lambda one: one.modified_ns / 1e9,
            _by_more_than(_OLDER_NS),
            _always,
        )
    ],
}
