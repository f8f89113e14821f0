"""How the trainings of a run went, from the lines of its metrics.jsonl."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from photosearch.learning.lab.results import Cell, Chart, Series, Table

_SCORES = {"map_at_r": "MAP@R", "recall_at_1": "Recall@1", "r_precision": "R-precision"}
_MOST_LINES = 300
_MOST_RUNS = 8


def training_charts(metrics: Sequence[Mapping[str, Any]]) -> list[Chart]:
    """Return the loss, the held-out scores and the spread over the epochs.

    Of several trainings each is a line, the mean over its seeds; the score is then MAP@R alone. Of
    more than eight the eight with the highest last MAP@R are drawn.
    """
    runs = _runs(metrics)
    n_runs = len(runs)
    if n_runs > _MOST_RUNS:
        best = sorted(runs, key=lambda run: -_last_score(runs[run]))[:_MOST_RUNS]
        runs = {run: lines for run, lines in runs.items() if run in best}
    epochs = sorted({int(line["epoch"]) for line in metrics if "epoch" in line})
    if not epochs:
        return []
    wanted = {"map_at_r": "MAP@R"} if len(runs) > 1 else _SCORES
    scores = [
        Series(_name(run, title, n_runs=len(runs)), _means(lines, epochs, "validation", key))
        for run, lines in runs.items()
        for key, title in wanted.items()
    ]
    plain = {
        key: [
            Series(_name(run, key, n_runs=len(runs)), _means(lines, epochs, key))
            for run, lines in runs.items()
        ]
        for key in ("loss", "spread")
    }
    title = "MAP@R on held-out photos" if len(runs) > 1 else "On held-out photos"
    chosen = f", the best {_MOST_RUNS} of {n_runs}" if n_runs > _MOST_RUNS else ""
    found = [
        Chart("curve", f"Loss{chosen}", epochs, plain["loss"], "epoch", "mean loss of a batch"),
        Chart("curve", f"{title}{chosen}", epochs, scores, "epoch", "0 to 1"),
        Chart(
            "curve", f"Spread of the embedding{chosen}", epochs, plain["spread"], "epoch",
            "mean distance of two photos",
        ),
    ]  # fmt: skip
    return [chart for chart in found if any(_has_values(series) for series in chart.series)]


def epoch_table(metrics: Sequence[Mapping[str, Any]]) -> Table | None:
    """Return a row an epoch, the latest 300; none where there is no epoch."""
    lines = list(metrics)[-_MOST_LINES:]
    if not lines:
        return None
    plain = [key for key in ("run", "seed", "epoch", "loss", "seconds") if key in lines[-1]]
    rows: list[list[Cell]] = [
        [line.get(key) for key in plain]
        + [(line.get("validation") or {}).get(key) for key in _SCORES]
        + [line.get("spread")]
        for line in lines
    ]
    return Table("Every epoch", [*plain, *_SCORES.values(), "spread"], rows)


def _runs(metrics: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    runs: dict[str, list[Mapping[str, Any]]] = {}
    for line in metrics:
        runs.setdefault(str(line.get("run", "")), []).append(line)
    return runs


def _last_score(lines: Sequence[Mapping[str, Any]]) -> float:
    score = (lines[-1].get("validation") or {}).get("map_at_r")
    return float(score) if isinstance(score, int | float) else 0.0


def _name(run: str, what: str, *, n_runs: int) -> str:
    return run if n_runs > 1 else what


def _means(
    lines: Sequence[Mapping[str, Any]], epochs: Sequence[int], *keys: str
) -> list[float | None]:
    """Average one number of each epoch over the seeds; nothing where none has it."""
    found: dict[int, list[float]] = {epoch: [] for epoch in epochs}
    for line in lines:
        value: Any = line
        for key in keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, int | float) and math.isfinite(value) and "epoch" in line:
            found[int(line["epoch"])].append(float(value))
    return [float(np.mean(values)) if values else None for values in found.values()]


def _has_values(series: Series) -> bool:
    return any(value is not None for value in series.y)
