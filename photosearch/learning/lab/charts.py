"""Charts as SVG for a page: drawn by matplotlib, coloured by the page.

Matplotlib gets stand-in colours that are replaced by the page's variables (``--ink``, ``--grid``,
``--series-0``…), so one drawing is right in light and in dark; the ground is transparent and text
stays text. Series differ by marker and dash (lines) or by place and hatching (bars) as well as by
colour.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from photosearch.learning.lab.results import Chart, Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

N_COLOURS = 8
_INK, _FAINT, _GRID, _GROUND = "#000001", "#000002", "#000003", "#000004"
_COLOURS = [f"#0000{16 + number:02x}" for number in range(N_COLOURS)]
_VARIABLES = {_INK: "--ink", _FAINT: "--faint", _GRID: "--line", _GROUND: "--card"} | {
    colour: f"--series-{number}" for number, colour in enumerate(_COLOURS)
}
_DASHES = ("-", (0, (6, 2)), (0, (2, 2)), (0, (7, 2, 2, 2)))
_MARKERS = "osD^vP*X"
_HATCHES = ("", "////", "....", "xx")
_WIDTH, _HEIGHT = 7.4, 4.3  # inches at 72 dots: the SVG's units, scaled by the page
_DOTS = 72
_ROW = 0.27
_FEW_SERIES = 6
_TEXT = 14
_MOST_MARKERS = 40
_MOST_WRITTEN = 12

_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": _TEXT,
    "text.color": _INK,
    "axes.edgecolor": _FAINT,
    "axes.labelcolor": _FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": _GRID,
    "grid.linewidth": 1.0,
    "xtick.color": _FAINT,
    "ytick.color": _FAINT,
    "lines.linewidth": 2.4,
    "lines.markersize": 6,
    "legend.frameon": False,
    "hatch.color": _GROUND,
    "hatch.linewidth": 1.5,
}


def chart_svg(chart: Chart) -> str:
    """Draw a chart.

    Args:
        chart: ``"curve"``, ``"bars"`` (names, drawn as rows), ``"histogram"`` (x: the edges of the
            bins, or their centres) or ``"heatmap"`` (x: names of columns; a series a row).

    Returns:
        An ``<svg>`` element that fills the width it is given; ``describe`` is its text.

    Raises:
        ValueError: There is no such kind of chart.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    if chart.kind not in _DRAWERS:
        raise ValueError(f"there is no chart of kind {chart.kind!r}")
    # The salt makes the ids within a drawing depend on the drawing alone, not on the clock.
    with rc_context({**_STYLE, "svg.hashsalt": chart.title}):
        figure = Figure(figsize=(_WIDTH, _height(chart)), layout="constrained")
        axes = figure.add_subplot()
        _DRAWERS[chart.kind](axes, chart)
        if chart.kind != "heatmap" and len(chart.series) > 1:
            size, columns = _legend(chart)
            figure.legend(loc="outside upper left", ncols=columns, fontsize=size)
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    return _inlined(buffer.getvalue(), chart)


def describe(chart: Chart) -> str:
    """Say in words what a chart shows: each series from its first to its last place."""
    parts = [_described(series, chart) for series in chart.series]
    return f"{chart.title}. " + " ".join(part for part in parts if part)


def _described(series: Series, chart: Chart) -> str:
    places = [
        (place, value)
        for place, value in zip(chart.x, series.y, strict=False)
        if value is not None and math.isfinite(value)
    ]
    if not places or chart.kind == "heatmap":
        return ""
    best, worst = max(places, key=lambda one: one[1]), min(places, key=lambda one: one[1])
    if chart.kind == "curve":
        (first, start), (last, end) = places[0], places[-1]
        return (
            f"{series.name}: {start:.3g} at {first}, {end:.3g} at {last}, "
            f"highest {best[1]:.3g} at {best[0]}."
        )
    if chart.kind == "bars":
        return f"{series.name}: from {worst[1]:.3g} ({worst[0]}) to {best[1]:.3g} ({best[0]})."
    return f"{series.name}: most at {_place(best[0])}."


def _place(place: float | str) -> str:
    return place if isinstance(place, str) else f"{place:.3g}"


def _height(chart: Chart) -> float:
    if chart.kind == "curve" and len(chart.series) > 1:
        size, columns = _legend(chart)
        return _HEIGHT + max(0, -(-len(chart.series) // columns) - 2) * 1.4 * size / _DOTS
    if chart.kind == "bars":
        return 1.2 + _ROW * len(chart.x) * (len(chart.series) + 0.7)
    return _WIDTH * 0.8 if chart.kind == "heatmap" else _HEIGHT


def _legend(chart: Chart) -> tuple[int, int]:
    """Return the size of a legend's text, and how many of its entries fit beside each other."""
    size = _TEXT if len(chart.series) <= _FEW_SERIES else _TEXT - 3
    longest = max(len(series.name) for series in chart.series)
    entry = size * (0.6 * longest + 4.5)  # its text, its mark and the gap behind it
    return size, max(1, min(4, len(chart.series), int(_WIDTH * _DOTS / entry)))


def _curve(axes: Axes, chart: Chart) -> None:
    from matplotlib.ticker import FixedLocator, MaxNLocator, NullLocator

    x = np.array(chart.x, dtype=float)
    if chart.log_x:
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(FixedLocator(list(x)))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_xticklabels([f"{place:g}" for place in x])
    elif len(x) and (x == x.round()).all():
        axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
    for number, series in enumerate(chart.series):
        y, colour = _values(series.y), _COLOURS[number % N_COLOURS]
        marker = _MARKERS[number % len(_MARKERS)] if len(x) <= _MOST_MARKERS else None
        dash = _DASHES[(number // 2) % len(_DASHES)]
        axes.plot(x, y, color=colour, marker=marker, linestyle=dash, label=series.name)
        if series.low is not None and series.high is not None:
            low, high = _values(series.low), _values(series.high)
            axes.fill_between(x, low, high, color=colour, alpha=0.16, linewidth=0)
    axes.set_xlabel(chart.x_label)
    axes.set_ylabel(chart.y_label)


def _bars(axes: Axes, chart: Chart) -> None:
    n_series = len(chart.series)
    places = np.arange(len(chart.x), dtype=float)
    thickness = 0.8 / max(1, n_series)
    every = np.concatenate([_values(series.y) for series in chart.series])
    label = "{:.3f}" if np.nanmax(np.abs(every), initial=0.0) < 1 else "{:.3g}"
    top = 0.0
    for number, series in enumerate(chart.series):
        y = _values(series.y)
        at = places + (number - (n_series - 1) / 2) * thickness
        errors = _errors(series, y)
        axes.barh(
            at, y, thickness * 0.92, color=_COLOURS[number % N_COLOURS], label=series.name,
            hatch=_HATCHES[number % len(_HATCHES)], xerr=errors, ecolor=_INK, capsize=3,
        )  # fmt: skip
        ends = y if errors is None else y + errors[1]
        top = max(top, float(np.nanmax(ends, initial=0.0)))
        for place, value, end in zip(at, y, ends, strict=True):
            if math.isfinite(value):
                axes.annotate(
                    label.format(value), (max(end, 0.0), place), (6, 0), textcoords="offset points",
                    va="center", fontsize=_TEXT - 2, color=_INK,
                )  # fmt: skip
    axes.set_yticks(places, [str(name) for name in chart.x])
    axes.tick_params(axis="y", length=0, labelcolor=_INK)
    axes.invert_yaxis()
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_xlim(right=top * 1.14 or 1.0)
    axes.set_xlabel(chart.y_label)
    axes.set_ylabel(chart.x_label)


def _histogram(axes: Axes, chart: Chart) -> None:
    edges = np.array(chart.x, dtype=float)
    for number, series in enumerate(chart.series):
        y, colour = np.nan_to_num(_values(series.y)), _COLOURS[number % N_COLOURS]
        if len(edges) == len(y):
            step = edges[1] - edges[0] if len(edges) > 1 else 1.0
            edges = np.append(edges - step / 2, edges[-1] + step / 2)
        dash = _DASHES[number % len(_DASHES)]
        axes.stairs(y, edges, fill=True, color=colour, alpha=0.22)
        axes.stairs(y, edges, color=colour, linewidth=2.4, linestyle=dash, label=series.name)
    axes.set_ylim(bottom=0)
    axes.set_xlabel(chart.x_label)
    axes.set_ylabel(chart.y_label)


def _heatmap(axes: Axes, chart: Chart) -> None:
    """Fill cells by their share of the row, and write it in percent where there is room."""
    from matplotlib.patches import Rectangle

    counts = np.nan_to_num(np.array([_values(series.y) for series in chart.series]))
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    rows, columns = np.nonzero(shares > 0)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        share = float(shares[row, column])
        corner, colour = (column - 0.47, row - 0.47), _COLOURS[0 if row == column else 1]
        depth = 0.08 + 0.92 * share**0.7
        axes.add_patch(Rectangle(corner, 0.94, 0.94, color=colour, alpha=depth, linewidth=0))
        if share >= 0.005 and len(counts) <= _MOST_WRITTEN:
            ink = _GROUND if share > 0.45 else _INK
            text = f"{100 * share:.0f}"
            axes.text(column, row, text, ha="center", va="center", fontsize=_TEXT - 2, color=ink)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    names = [series.name for series in chart.series]
    axes.set_xticks(range(len(chart.x)), [str(name) for name in chart.x], rotation=40, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set(xlim=(-0.6, len(chart.x) - 0.4), ylim=(len(names) - 0.4, -0.6))
    axes.set_xlabel(chart.x_label)
    axes.set_ylabel(chart.y_label)


_DRAWERS: Mapping[str, Callable[[Axes, Chart], None]] = {
    "curve": _curve,
    "bars": _bars,
    "histogram": _histogram,
    "heatmap": _heatmap,
}


def _values(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([math.nan if value is None else value for value in values], dtype=float)


def _errors(series: Series, y: NDArray[np.float64]) -> NDArray[np.float64] | None:
    if series.low is None or series.high is None:
        return None
    return np.clip(np.stack([y - _values(series.low), _values(series.high) - y]), 0, None)


def _inlined(svg: str, chart: Chart) -> str:
    """Cut the element out, let it scale, colour it by variables, give its ids a prefix of its own.

    The description of the file, its style for everything and its name spaces go: within a page they
    mean nothing, or too much.
    """
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' xmlns(:\w+)?="[^"]*"| version="[^"]*"', "", svg)
    svg = re.sub(r' (width|height)="[\d.]+pt"', "", svg, count=2)
    prefix = re.sub(r"[^a-z0-9]+", "-", chart.title.lower()).strip("-")
    svg = re.sub(r'(id="|href="#|url\(#)', rf"\g<1>{prefix}-", svg)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    svg = svg.replace("'DejaVu Sans', sans-serif", "inherit")
    return svg.replace("<svg ", '<svg class="chart" aria-hidden="true" ', 1)
