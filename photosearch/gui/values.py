"""The values that the window takes from services and gives to them, under one roof.

Widgets import them from here, so that a move inside the services touches one file of the window.
"""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.catalog.constraints import Constraint
from photosearch.catalog.details import PhotoDetails
from photosearch.catalog.filters import PhotoFilter
from photosearch.catalog.roots import Root
from photosearch.services.browsing import FolderCount, MonthCount
from photosearch.services.constraints import Said
from photosearch.services.examples import Example, FileExample, PhotoExample, PictureExample
from photosearch.services.folders import FolderStatus
from photosearch.services.forgetting import ForgetPreview
from photosearch.services.group_import import ImportPlan, PlannedGroup
from photosearch.services.group_overview import GroupMark, GroupSummary
from photosearch.services.group_table import RowProblem
from photosearch.services.groups import Added
from photosearch.services.index_report import IndexReport
from photosearch.services.problems import Problem
from photosearch.services.searching import Query, SearchAnswer, SearchResult

__all__ = [
    "Added",
    "Constraint",
    "Example",
    "FileExample",
    "FolderCount",
    "FolderStatus",
    "ForgetPreview",
    "GroupMark",
    "GroupSummary",
    "ImportPlan",
    "IndexReport",
    "MonthCount",
    "PhotoDetails",
    "PhotoExample",
    "PhotoFilter",
    "Picture",
    "PictureExample",
    "PlannedGroup",
    "Problem",
    "Query",
    "Root",
    "RowProblem",
    "Said",
    "SearchAnswer",
    "SearchResult",
    "UndoneStep",
]


@dataclass(frozen=True)
class Picture:
    """A decoded picture.

    Attributes:
        width: Pixels.
        height: Pixels.
        rgb: height x width x 3 uint8, row-major, without padding.
        details: How it was taken, as (key, text); see ``imaging.shooting.DETAIL_KEYS``.
    """

    width: int
    height: int
    rgb: bytes
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class UndoneStep:
    """A change that was taken back.

    Attributes:
        kind: A stable word such as ``"folder-add"``.
        path: What was changed; may be empty.
        summary: The change in a few English words.
        name: Of the group that was changed; may be empty.
    """

    kind: str
    path: bytes
    summary: str
    name: str = ""
