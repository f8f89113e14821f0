"""The files that could not be read, for a person to look at."""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.services.library import Library


@dataclass(frozen=True)
class Problem:
    """A file that could not be read.

    Attributes:
        path: Absolute.
        code: A stable word, such as ``"damaged"``.
        reason: One sentence.
    """

    path: bytes
    code: str
    reason: str


def list_problems(library: Library) -> list[Problem]:
    """Return every file that could not be read, by path; tried again once it changes."""
    return [Problem(row.path, row.code, row.reason) for row in library.catalog.failures.all()]
