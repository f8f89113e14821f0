"""What an experiment found: sentences, tables and charts, as results.json holds them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """Rows under named columns; ``None`` is a cell without a value."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Series:
    """A line or a set of bars, with intervals where ``low`` and ``high`` are given."""

    name: str
    y: Sequence[float | None]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None


@dataclass(frozen=True)
class Chart:
    """A picture of some series over the same places.

    Attributes:
        kind: ``"curve"``, ``"bars"``, ``"histogram"`` or ``"heatmap"`` (a series a row).
        title: Above it.
        x: Places: numbers, or names of bars.
        series: What is drawn.
        x_label: With its unit.
        y_label: With its unit.
        log_x: Whether the places are spaced by their logarithm.
    """

    kind: Literal["curve", "bars", "histogram", "heatmap"]
    title: str
    x: Sequence[float | str]
    series: Sequence[Series]
    x_label: str = ""
    y_label: str = ""
    log_x: bool = False


@dataclass(frozen=True)
class Results:
    """Everything that an experiment found; the first table is the main one."""

    kind: str
    title: str
    summary: Sequence[str]
    tables: Sequence[Table] = field(default=())
    charts: Sequence[Chart] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """Return the content of results.json; a number that is none, such as NaN, is null."""
        document: dict[str, Any] = _finite(asdict(self))
        for chart in document["charts"]:
            for series in chart["series"]:
                for name in ("low", "high"):
                    if series[name] is None:
                        del series[name]
        return document


def _finite(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
