"""A run's report: one page that needs nothing but itself, readable in light and in dark.

It is made from the files of the run's folder alone (config.json, metrics.jsonl, results.json and
pictures/*.png), so it can be written anew at any time, also of a run that was stopped half way.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError

from photosearch.base.atomic import write_bytes
from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.learning.lab.charts import chart_svg, describe
from photosearch.learning.lab.glossary import term_of
from photosearch.learning.lab.html_table import Meanings, formatted, table_html
from photosearch.learning.lab.page_style import CSS, SCRIPT
from photosearch.learning.lab.results import Cell, Chart, Results, Series, Table
from photosearch.learning.lab.run_folder import Document, RunFolder, open_run
from photosearch.learning.lab.training_curves import epoch_table, training_charts

PRIMARY = "MAP@R"
_MOST_CARDS = 3
_MOST_SHEETS = 25
_LARGE_PICTURE = 200_000  # bytes; above, WebP does it in a tenth
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_SHEET = re.compile(r"similarity-(\d+)")


def write_report(run_dir: Path) -> Path:
    """Write report.html into a run's folder.

    Args:
        run_dir: a folder that ``photosearch lab`` has written.

    Returns:
        The page's path.

    Raises:
        UserError: ``not-a-run`` or ``run-damaged``.
    """
    run = open_run(run_dir)
    write_bytes(run.report_path, report_html(run).encode())
    return run.report_path


def report_html(run: RunFolder) -> str:
    """Return the page of a run (``UserError`` as in ``write_report``)."""
    config, metrics = run.config, run.metrics()
    results = _results(run)
    title = results.title if results else str(config.get("kind", "run"))
    charts = [*(results.charts if results else ()), *training_charts(metrics)]
    drawn = {chart.title for chart in (results.charts if results else ())}
    charts = charts[: len(drawn)] + [one for one in charts[len(drawn) :] if one.title not in drawn]
    meanings = Meanings()
    tables = results.tables if results else ()
    n_first = 1 if tables and _is_in_words(tables[0]) else 0
    parts = [
        _header(title, config, results, meanings),
        *_section("In short", _tables(tables[:n_first], meanings)),
        *_section("Curves and comparisons", _charts(charts, meanings)),
        *_section("What the encoder finds similar", _sheets(run.pictures_dir)),
        *_section("Numbers", _tables(tables[n_first:], meanings)),
        *_section("Pictures left out", _left_out(config)),
        *_section("How it was done", _details(config, metrics, meanings)),
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(title)} – photosearch lab</title><style>{CSS}</style></head>"
        f"<body>{''.join(parts)}<script>{SCRIPT}</script></body></html>"
    )


def _results(run: RunFolder) -> Results | None:
    try:
        document = run.results
    except UserError as error:
        if error.code == "run-unfinished":
            return None
        raise
    try:
        return _parsed(document)
    except (KeyError, TypeError, AttributeError) as error:
        raise UserError(
            "run-damaged",
            f"The results in {shown(str(run.path))} are damaged.",
            "Run the experiment again.",
        ) from error


def _parsed(document: Document) -> Results:
    return Results(
        kind=document["kind"],
        title=document["title"],
        summary=list(document["summary"]),
        tables=[Table(**table) for table in document.get("tables", ())],
        charts=[
            Chart(**{**chart, "series": [Series(**series) for series in chart["series"]]})
            for chart in document.get("charts", ())
        ],
    )


def _section(title: str, content: str) -> list[str]:
    return [f"<section><h2>{escape(title)}</h2>{content}</section>"] if content else []


def _header(title: str, config: Document, results: Results | None, meanings: Meanings) -> str:
    kind = str(config.get("kind", "")).replace("-", " ")
    summary = "".join(f'<p class="lead">{escape(text)}</p>' for text in _sentences(results))
    tables = results.tables if results else ()
    return (
        f'<header><p class="kind">photosearch lab · {escape(kind)}</p><h1>{escape(title)}</h1>'
        f"{summary}{_facts(config)}</header>{_headline(tables[0], meanings) if tables else ''}"
    )


def _sentences(results: Results | None) -> Sequence[str]:
    if results is None:
        return ("This run has not come to its end; below is what it has written so far.",)
    return results.summary


def _facts(config: Document) -> str:
    """Say when it was, on how many pictures, and with which seed."""
    data = config.get("data")
    data = data if isinstance(data, Mapping) else {}
    facts = [
        ("pictures", data.get("pictures")),
        ("classes", data.get("classes")),
        ("trained on", data.get("trained_on")),
        ("held out", data.get("held_out")),
        ("left out", data.get("unreadable") or None),
        ("seed", config.get("seed")),
        ("", _when(config.get("started_at"))),
    ]
    items = "".join(
        f"<li>{escape(name)} <b>{escape(_plain(value))}</b></li>"
        for name, value in facts
        if value is not None
    )
    return f'<ul class="facts">{items}</ul>' if items else ""


def _left_out(config: Document) -> str:
    """List the pictures that could not be read, each with its reason."""
    skipped = config.get("skipped")
    items = "".join(
        f"<li><b>{escape(str(one.get('name')))}</b>: {escape(str(one.get('reason')))}</li>"
        for one in (skipped if isinstance(skipped, list) else ())
        if isinstance(one, Mapping)
    )
    return f'<div class="card"><ul>{items}</ul></div>' if items else ""


def _when(started_at: object) -> str | None:
    try:
        moment = datetime.fromisoformat(str(started_at))
    except ValueError:
        return None
    return f"{moment.day} {moment:%B %Y, %H:%M}"


def _headline(table: Table, meanings: Meanings) -> str:
    """Set the main measures in large figures: the best row's, or those that are rows themselves."""
    found = _of_best_row(table) or _of_rows(table)
    cards = [
        f'<div class="card"><dt>{escape(name)}</dt><dd class="value">{formatted(value, 3)}</dd>'
        f'<dd class="note">{escape(whose)}</dd>'
        f'<dd class="note">{meanings.sentence(name)}</dd></div>'
        for name, value, whose in found[:_MOST_CARDS]
    ]
    return f'<dl class="headline">{"".join(cards)}</dl>' if cards else ""


def _is_in_words(table: Table) -> bool:
    """Tell whether a table is to be read, not compared: it comes before the curves."""
    return bool(table.rows) and all(isinstance(cell, str) for row in table.rows for cell in row)


def _of_best_row(table: Table) -> list[tuple[str, float, str]]:
    main = [at for at, name in enumerate(table.columns) if _is_headline(name)]
    main.sort(key=lambda at: table.columns[at] != PRIMARY)
    rows = [row for row in table.rows if main and isinstance(row[main[0]], int | float)]
    if not rows:
        return []
    best = max(rows, key=lambda row: _number(row[main[0]]))
    whose = str(best[0])
    whose = f"{table.columns[0]} {whose}" if whose.replace(".", "").isdigit() else whose
    whose = whose if len(rows) == 1 else f"{whose}, the best of {len(rows)}"
    return [
        (table.columns[at], _number(best[at]), whose)
        for at in main
        if isinstance(best[at], int | float)
    ]


def _of_rows(table: Table) -> list[tuple[str, float, str]]:
    """Take the last column of numbers of every main measure."""
    found = []
    for row in table.rows:
        at = [number for number, cell in enumerate(row) if isinstance(cell, int | float)]
        if at and _is_headline(str(row[0])):
            found.append((str(row[0]), _number(row[at[-1]]), table.columns[at[-1]]))
    return sorted(found, key=lambda one: one[0] != PRIMARY)


def _is_headline(name: str) -> bool:
    term = term_of(name)
    return term is not None and term.headline


def _charts(charts: Sequence[Chart], meanings: Meanings) -> str:
    figures = []
    for chart in charts:
        caption = meanings.html([chart.title, chart.y_label, *(one.name for one in chart.series)])
        figures.append(
            f'<figure class="card"><h3>{escape(chart.title)}</h3>'
            f'<div role="img" aria-label="{escape(describe(chart))}">{chart_svg(chart)}</div>'
            f"{caption}</figure>"
        )
    return f'<div class="grid">{"".join(figures)}</div>' if figures else ""


def _tables(tables: Sequence[Table], meanings: Meanings) -> str:
    return "".join(f'<div class="card">{table_html(table, meanings)}</div>' for table in tables)


def _sheets(directory: Path) -> str:
    """Show sheets of neighbours one at a time, a slider from epoch to epoch."""
    paths = sorted(directory.glob("*.png")) if directory.is_dir() else []
    shown_paths = _thinned(paths)
    figures = [figure for path in shown_paths if (figure := _figure(path))]
    if not figures:
        return ""
    left_out = len(paths) - len(figures)
    note = (
        f'<p class="meaning">{left_out} more sheets are in the folder pictures.</p>'
        if left_out
        else ""
    )
    return (
        '<p class="intro">Each row is a photo and the photos nearest to it, best first; '
        "it never finds itself.</p>"
        '<div class="card sheets"><div class="viewer">'
        '<button type="button" aria-label="Earlier sheet">←</button>'
        '<input type="range" min="0" value="0" aria-label="Epoch">'
        '<button type="button" aria-label="Later sheet">→</button><output></output></div>'
        f"{''.join(figures)}{note}</div>"
    )


def _thinned(paths: Sequence[Path]) -> list[Path]:
    """Leave out sheets in between, so that the page stays small; the first and last stay."""
    if len(paths) <= _MOST_SHEETS:
        return list(paths)
    step = (len(paths) - 1) / (_MOST_SHEETS - 1)
    return [paths[round(number * step)] for number in range(_MOST_SHEETS)]


def _figure(path: Path) -> str:
    """Return a picture with the words that it carries; nothing if it is damaged."""
    try:
        with Image.open(path) as picture:
            text = str(picture.info.get("Description", path.stem))
            width, height = picture.size
            kind, data = _embedded(picture, path.read_bytes())
    except (UnidentifiedImageError, OSError, SyntaxError):
        return ""
    match = _SHEET.match(path.stem)
    name = path.stem
    if match:
        name = f"after epoch {int(match[1])}" if int(match[1]) else "before the training"
    source = base64.b64encode(data).decode()
    return (
        f'<figure class="sheet" data-name="{escape(name)}">'
        f'<img src="data:image/{kind};base64,{source}" width="{width}" height="{height}" '
        f'loading="lazy" alt="{escape(text)}"><figcaption>{escape(text)}</figcaption></figure>'
    )


def _embedded(picture: Image.Image, data: bytes) -> tuple[str, bytes]:
    if len(data) <= _LARGE_PICTURE:
        picture.verify()
        return "png", data
    buffer = io.BytesIO()
    picture.convert("RGB").save(buffer, "WEBP", quality=88, method=4)
    return "webp", buffer.getvalue()


def _details(config: Document, metrics: Sequence[Document], meanings: Meanings) -> str:
    rows: list[list[Cell]] = [[name, _plain(value)] for name, value in _flat(config)]
    table = table_html(Table("Configuration", ["setting", "value"], rows), meanings, heading=False)
    epochs = epoch_table(metrics)
    parts = [f"<details><summary>Configuration and versions</summary>{table}</details>"]
    if epochs is not None:
        inner = table_html(epochs, meanings, heading=False)
        parts.append(f"<details><summary>Every epoch</summary>{inner}</details>")
    return f'<div class="card">{"".join(parts)}</div>'


def _flat(document: Mapping[str, Any], prefix: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for name, value in document.items():
        if isinstance(value, Mapping) and value:
            found += _flat(value, f"{prefix}{name} › ")
        else:
            found.append((f"{prefix}{name}".replace("_", " "), value))
    return found


def _plain(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "–"}[value]
    if isinstance(value, int):
        return formatted(value, 0) if abs(value) >= 10_000 else str(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value)) or "–"
    return str(value) if value not in ("", {}) else "–"


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else float("-inf")
