"""Patterns on names of files."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.base.errors import UserError
from photosearch.services.name_pattern import parse_pattern


@pytest.mark.parametrize(
    ("pattern", "name", "group"),
    [
        ("{group}_*", "SKU123_02.jpg", "SKU123"),
        ("{group}_*", "SKU_123_02.jpg", "SKU"),
        ("{group}_??", "SKU_123_02.jpg", "SKU_123"),
        ("{group}_*", "plain.jpg", ""),
        ("{group}", "vase.jpg", "vase"),
        ("IMG-{group}-*.jpg", "IMG-rex-1.jpg", "rex"),
        ("IMG-{group}-*.jpg", "IMG-rex-1.png", ""),
        ("(*) {group}", "(12) vase.jpg", "vase"),
        (r"^(SKU\d+)_", "SKU123_02.jpg", "SKU123"),
        (r"^(SKU\d+)_", "XSKU123_02.jpg", ""),
        (r"(\d+)\.jpg$", "a17.jpg", "17"),
        (r"(a|b)_(?P<group>\d+)", "b_7.jpg", "7"),
        (r"x(y)?", "x.jpg", ""),
    ],
)
def test_pattern_finds_the_group(pattern, name, group):
    assert parse_pattern(pattern).group_of(name) == group


@pytest.mark.parametrize(
    "pattern", ["", "abc", "(a)(b)", "(a", "{group}-{group}", "a{99999999999}"]
)
def test_pattern_without_one_group_is_refused(pattern):
    with pytest.raises(UserError) as error:
        parse_pattern(pattern)
    assert error.value.code == "bad-pattern"


_PART = st.text(st.characters(codec="utf-8", exclude_characters="_.*?/\0\n"), min_size=1)


@given(_PART, st.text(st.characters(codec="utf-8", exclude_characters=".*?/\0\n"), max_size=5))
def test_what_stands_before_the_first_separator_is_found(group, rest):
    assert parse_pattern("{group}_*").group_of(f"{group}_{rest}.jpg") == group.strip()


@given(st.text(max_size=20))
def test_any_text_is_a_pattern_or_refused(text):
    with suppress(UserError):
        assert parse_pattern(text).group_of("no such name") is not None
