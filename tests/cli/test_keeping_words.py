"""Words for every reason and for every group that is left alone."""

from typing import get_args

import pytest

from photosearch.cli.keeping_words import reasons_said, skipped_said
from photosearch.services.keep_rules import DEFAULT_RULES
from photosearch.services.looks import Difference
from photosearch.services.preferences import preferences_of
from photosearch.services.resolution_plan import SkipReason

_OTHERS = ("reference", "stack", "first", "burst", "similar", "bracket", "panorama", "focus-stack")
_CODES = [
    *(one.code for one in preferences_of(DEFAULT_RULES, burst=False)),
    *get_args(Difference),
    *_OTHERS,
]


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize("code", _CODES)
def test_every_reason_has_words(code, keep):
    said = reasons_said([{"code": code, "own": "own", "other": "other"}], keep=keep)
    assert said
    assert "{" not in said
    assert said != code or code in {"sharper", "older"}


@pytest.mark.parametrize("reason", get_args(SkipReason))
def test_every_group_that_is_left_alone_has_words(reason):
    assert skipped_said(reason) != reason


def test_several_reasons_are_one_line():
    reasons = [
        {"code": "larger", "own": "8×6", "other": "4×3"},
        {"code": "newer-rule", "own": "", "other": ""},
    ]
    assert reasons_said(reasons, keep=True) == "larger: 8×6, not 4×3; newer-rule"
