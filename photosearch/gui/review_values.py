"""The values of the review of duplicates, as ``values`` for the rest of the window.

A module of its own because it is loaded only when the review is opened.
"""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.base.types import LocationId
from photosearch.services.backup_coverage import Coverage, LikelyBackup
from photosearch.services.duplicate_groups import KINDS, DuplicateGroup, DuplicateKind, Member
from photosearch.services.keep_rules import KeepRules, Rule, RuleCode
from photosearch.services.keeping import Suggestion, Verdict
from photosearch.services.member_differences import FactLine, FileFacts, differences
from photosearch.services.picture_difference import LaidPair
from photosearch.services.preferences import Reason
from photosearch.services.resolution_plan import Plan, PlanOptions, Removal, SkipReason
from photosearch.services.reviewing import (
    Departure,
    Intentions,
    MemberMark,
    ReviewFilter,
    ReviewList,
    ReviewProgress,
    marks_of,
    winnable,
)

__all__ = [
    "KINDS",
    "Coverage",
    "Departed",
    "Departure",
    "DuplicateGroup",
    "DuplicateKind",
    "FactLine",
    "FileFacts",
    "FoundDuplicates",
    "Intentions",
    "KeepRules",
    "LaidPair",
    "LikelyBackup",
    "Member",
    "MemberMark",
    "Plan",
    "PlanOptions",
    "Reason",
    "RefusedFile",
    "Removal",
    "ReviewFilter",
    "ReviewList",
    "ReviewProgress",
    "Rule",
    "RuleCode",
    "SkipReason",
    "Suggestion",
    "Verdict",
    "differences",
    "marks_of",
    "winnable",
]


@dataclass(frozen=True)
class FoundDuplicates:
    """What a search for duplicates found.

    Attributes:
        groups: Of all kinds.
        n_photos: How many photos were compared.
        n_waiting: Pairs that a look at their pixels would make clearer.
    """

    groups: tuple[DuplicateGroup, ...]
    n_photos: int
    n_waiting: int = 0


@dataclass(frozen=True)
class RefusedFile:
    """A file that was not moved.

    Attributes:
        path: Absolute.
        code: A stable word for why.
        reason: In English words.
    """

    path: bytes
    code: str
    reason: str


@dataclass(frozen=True)
class Departed:
    """What came of moving files to the trash.

    Attributes:
        moved: The places that are empty now.
        n_files: Files that were moved, with the rest of their stacks.
        n_bytes: Their size.
        refused: What was not moved.
        without_trash: Of these, those whose drive has no trash.
    """

    moved: frozenset[LocationId]
    n_files: int
    n_bytes: int
    refused: tuple[RefusedFile, ...]
    without_trash: tuple[Departure, ...] = ()
