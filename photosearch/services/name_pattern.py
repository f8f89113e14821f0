r"""Pattern: which part of a file's name is its group (``SKU123_02.jpg`` → ``SKU123``).

Two ways to write one: as people write file names (``{group}_*``: ``*`` is any text, ``?`` one
sign), or as a regular expression with one group (``^(SKU\d+)_``).
"""

from __future__ import annotations

import os
import re
import warnings
from dataclasses import dataclass

from photosearch.base.errors import UserError

_PLACE = "{group}"
_HINT = "Write for example '{group}_*' for SKU123_02.jpg, or a regular expression with one ( )."


@dataclass(frozen=True)
class NamePattern:
    """A pattern that is understood.

    Attributes:
        expression: What is searched for in a name.
        group: Number of the part of it that is the group's name.
        with_ending: Whether the name is taken with its ending (``.jpg``).
    """

    expression: re.Pattern[str]
    group: int
    with_ending: bool

    def group_of(self, name: str) -> str:
        """Return the group of a file's name; empty where the pattern does not fit."""
        found = self.expression.search(name if self.with_ending else os.path.splitext(name)[0])
        return (found.group(self.group) or "").strip() if found else ""


def parse_pattern(text: str) -> NamePattern:
    """Understand a pattern.

    Raises:
        UserError: ``bad-pattern``.
    """
    if _PLACE in text:
        return _simple(text)
    try:
        with warnings.catch_warnings(action="ignore"):  # of what may mean something else one day
            expression = re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise _bad(text, f"is no pattern ({error})") from error
    named = expression.groupindex.get("group")
    if named is None and expression.groups != 1:
        many = "no part" if expression.groups == 0 else "several parts"
        raise _bad(text, f"has {many} in ( ) that could be the group")
    return NamePattern(expression, named or 1, with_ending=True)


def _simple(text: str) -> NamePattern:
    before, _, after = text.partition(_PLACE)
    if _PLACE in after:
        raise _bad(text, "has several places for the group")
    # The group takes as little as it can: what follows it begins at its first sign.
    expression = f"^{_escaped(before)}(.+?){_escaped(after)}$"
    return NamePattern(re.compile(expression, re.DOTALL), 1, with_ending="." in after)


def _escaped(text: str) -> str:
    return re.escape(text).replace(r"\*", ".*").replace(r"\?", ".")


def _bad(text: str, what: str) -> UserError:
    return UserError("bad-pattern", f"“{text}” {what}", _HINT)
