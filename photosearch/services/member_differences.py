"""What two files of a group differ in, line by line, for people who compare them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from photosearch.catalog.merits import Merit
from photosearch.services.duplicate_groups import Copy, DuplicateGroup
from photosearch.services.library import Library

FactCode = Literal[
    "pixels", "bytes", "format", "quality", "taken", "written", "camera", "tags", "folder", "name"
]
Value = str | int | float | bytes | None


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of a group with what is known of it.

    Attributes:
        copy: It.
        merit: ``None`` where it is not there, or was not read.
    """

    copy: Copy
    merit: Merit | None


@dataclass(frozen=True, slots=True)
class FactLine:
    """One thing that is known of both.

    Attributes:
        code: Which.
        first: Of the first one; ``None`` where it is not known. Pixels as (width × height), dates
            as POSIX seconds, folder and name as bytes.
        second: Of the second one.
        better: ``"first"`` or ``"second"`` where more of it is better; ``"same"`` where they are
            equal; ``""`` where they differ and neither is better.
    """

    code: FactCode
    first: Value
    second: Value
    better: Literal["first", "second", "same", ""]


def facts_of(library: Library, group: DuplicateGroup) -> list[FileFacts]:
    """Return what is known of the file that stands for each member, in their order."""
    copies = [member.copies[0] for member in group.members]
    merits = library.catalog.merits.of_locations([copy.location_id for copy in copies])
    return [FileFacts(copy, merits.get(copy.location_id)) for copy in copies]


def differences(first: FileFacts, second: FileFacts) -> list[FactLine]:
    """Return all that is known of one of two files, what they differ in first."""
    lines = [_line(code, read, rank, first, second) for code, read, rank in _FACTS]
    known = [line for line in lines if line.first is not None or line.second is not None]
    return sorted(known, key=lambda line: line.better == "same")


def _line(
    code: FactCode,
    read: Callable[[FileFacts], Value],
    rank: Callable[[FileFacts], float | None] | None,
    first: FileFacts,
    second: FileFacts,
) -> FactLine:
    one, other = read(first), read(second)
    if one == other:
        return FactLine(code, one, other, "same")
    ranks = (rank(first), rank(second)) if rank is not None else (None, None)
    if ranks[0] is None or ranks[1] is None or ranks[0] == ranks[1]:
        return FactLine(code, one, other, "")
    return FactLine(code, one, other, "first" if ranks[0] > ranks[1] else "second")


def _of_merit(read: Callable[[Merit], Value]) -> Callable[[FileFacts], Value]:
    return lambda facts: None if facts.merit is None else read(facts.merit)


def _number(read: Callable[[Merit], int | None]) -> Callable[[FileFacts], float | None]:
    def rank(facts: FileFacts) -> float | None:
        value = None if facts.merit is None else read(facts.merit)
        return None if value is None else float(value)

    return rank


_FACTS: Sequence[
    tuple[FactCode, Callable[[FileFacts], Value], Callable[[FileFacts], float | None] | None]
] = (
    ("pixels", _of_merit(lambda m: f"{m.width} × {m.height}"), _number(lambda m: m.pixels)),
    ("bytes", lambda facts: facts.copy.size, None),
    ("format", _of_merit(lambda m: m.format), None),
    ("quality", _of_merit(lambda m: m.jpeg_quality), _number(lambda m: m.jpeg_quality)),
    ("taken", _of_merit(lambda m: m.taken_at), None),
    ("camera", _of_merit(lambda m: m.camera or None), None),
    ("tags", _of_merit(lambda m: m.tag_count or None), _number(lambda m: m.tag_count)),
    ("written", _of_merit(lambda m: m.modified_ns // 10**9), None),
    ("folder", lambda facts: os.path.dirname(facts.copy.path), None),
    ("name", lambda facts: os.path.basename(facts.copy.path), None),
)
