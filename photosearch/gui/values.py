"""The values that the window takes from services and gives to them, under one roof.

Widgets import them from here, so that a move inside the services touches one file of the window.
"""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.catalog.constraints import Constraint
from photosearch.catalog.details import PhotoDetails
from photosearch.catalog.filters import PhotoFilter
from photosearch.catalog.metrics import MetricRow
from photosearch.catalog.roots import Root
from photosearch.metric.match_shares import MatchShares
from photosearch.metric.regions import Heat, place_of
from photosearch.services.browsing import FolderCount, MonthCount
from photosearch.services.constraints import Said
from photosearch.services.examples import Example, FileExample, PhotoExample, PictureExample
from photosearch.services.explaining import Explanation, Glimpse, HeatMap, PixelBox
from photosearch.services.folders import FolderStatus
from photosearch.services.forgetting import ForgetPreview
from photosearch.services.group_import import ImportPlan, PlannedGroup
from photosearch.services.group_overview import GroupMark, GroupSummary
from photosearch.services.group_table import RowProblem
from photosearch.services.groups import Added
from photosearch.services.heat_picture import heat_colours
from photosearch.services.index_report import IndexReport
from photosearch.services.problems import Problem
from photosearch.services.searching import Query, SearchAnswer, SearchResult
from photosearch.services.similarity_sheet import SheetCell, SheetRow
from photosearch.services.tuning import TuningReport, TuningRequest
from photosearch.services.tuning_proposals import Proposal as TuningProposal
from photosearch.services.tuning_proposals import worth_learning_from

__all__ = [
    "Added",
    "Constraint",
    "Example",
    "Explanation",
    "FileExample",
    "FolderCount",
    "FolderStatus",
    "ForgetPreview",
    "Glimpse",
    "GroupMark",
    "GroupSummary",
    "Heat",
    "HeatMap",
    "ImportPlan",
    "IndexReport",
    "MatchShares",
    "MetricRow",
    "MonthCount",
    "PhotoDetails",
    "PhotoExample",
    "PhotoFilter",
    "Picture",
    "PictureExample",
    "PixelBox",
    "PlannedGroup",
    "Problem",
    "Query",
    "Root",
    "RowProblem",
    "Said",
    "SearchAnswer",
    "SearchResult",
    "SheetCell",
    "SheetRow",
    "TuningProposal",
    "TuningReport",
    "TuningRequest",
    "UndoneStep",
    "heat_colours",
    "place_of",
    "worth_learning_from",
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
