"""What a benchmark measures, and the one table of all of it."""

from __future__ import annotations

import json
import operator
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measurement:
    """One figure of a run.

    Attributes:
        what: In words.
        value: As measured; ``None`` where it could not be measured (``reference`` says why).
        unit: Of the value and the target.
        target: What it has to reach; ``None`` for information only.
        at_least: Whether ``target`` is a lower limit; else an upper one.
        reference: What it is held against in the same run, in words.
        ratio: The value over the reference, where there is one.
        of_ratio: Whether ``target`` is for the ratio instead of the value.
    """

    what: str
    value: float | None
    unit: str = ""
    target: float | None = None
    at_least: bool = False
    reference: str = ""
    ratio: float | None = None
    of_ratio: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; ``None`` without a target or a value."""
        reached = self.ratio if self.of_ratio else self.value
        if self.target is None or reached is None:
            return None
        return (operator.ge if self.at_least else operator.le)(reached, self.target)


def table(measurements: Sequence[Measurement]) -> str:
    """Return all figures as one table of text (it is Markdown too)."""
    head = ("what", "measured", "target", "reference in the same run", "ratio", "met?")
    rows = [head, *map(_cells, measurements)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def write_json(path: Path, measurements: Sequence[Measurement], about: dict[str, object]) -> None:
    """Write all figures for programs."""
    figures = [{**asdict(one), "met": one.met} for one in measurements]
    path.write_text(json.dumps({"about": about, "figures": figures}, indent=1) + "\n")


def _cells(one: Measurement) -> tuple[str, ...]:
    sign = "≥" if one.at_least else "≤"
    target = "" if one.target is None else f"{sign} {_number(one.target)}"
    unit = " ×" if one.of_ratio else f" {one.unit}" if one.unit else ""
    verdict = {True: "yes", False: "NO", None: "skipped" if one.value is None else ""}[one.met]
    return (
        one.what,
        "" if one.value is None else f"{_number(one.value)} {one.unit}".strip(),
        target and target + unit,
        one.reference,
        "" if one.ratio is None else f"{one.ratio:.2f}",
        verdict,
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
    return "| " + " | ".join(cells) + " |"
