"""A table of results as HTML: numbers to the right, the best marked, columns explained."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from html import escape

from photosearch.learning.lab.glossary import Term, term_of, terms_in
from photosearch.learning.lab.results import Cell, Table

_NO_VALUE = "–"
_NUMBER_TEXT = re.compile(r"[\s\d.,+\-−–±%]*\d[\s\d.,+\-−–±%]*(to[\s\d.,+\-−–%]+)?(ms|s|%)?")


class Meanings:
    """Says what measures mean: each once a page, where it is first named."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def html(self, texts: Iterable[str]) -> str:
        """Return a sentence for every measure that some texts name and none named before."""
        found = [term for term in terms_in(texts) if term.name not in self._said]
        self._said.update(term.name for term in found)
        if not found:
            return ""
        return f'<p class="meaning">{" ".join(map(_meaning, found))}</p>'

    def sentence(self, text: str) -> str:
        """Return the meaning of the one measure that a heading names, without its name."""
        term = term_of(text)
        if term is None:
            return ""
        self._said.add(term.name)
        return escape(f"{term.meaning[0].upper()}{term.meaning[1:]}.")


def _meaning(term: Term) -> str:
    good = {"higher": " (higher is better)", "lower": " (lower is better)", "": ""}[term.better]
    return f"<b>{escape(term.name)}</b>{good}: {escape(term.meaning)}."


def table_html(table: Table, meanings: Meanings, *, heading: bool = True) -> str:
    """Return a table with its title, and below it what its columns mean.

    Columns of numbers are aligned right and written with equal decimals. In a column of a known
    measure the best value is marked with a star.

    Args:
        table: rows in the order to show; the page's script sorts them on request.
        meanings: of the page.
        heading: whether the title is shown, or only read out.
    """
    columns = [[row[number] for row in table.rows] for number in range(len(table.columns))]
    numeric = [_is_numeric(column) for column in columns]
    cells = [
        _cells(name, column, first=number == 0)
        for number, (name, column) in enumerate(zip(table.columns, columns, strict=True))
    ]
    head = "".join(
        f'<th scope="col"{_numeric_class(is_number)}>{escape(name)}</th>'
        for name, is_number in zip(table.columns, numeric, strict=True)
    )
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True))
    title = f"<h3>{escape(table.title)}</h3>" if heading else ""
    sortable = ' class="sortable"' if len(table.rows) > 2 else ""
    return (
        f'{title}<div class="scroll" role="region" tabindex="0" aria-label="{escape(table.title)}">'
        f'<table{sortable}><caption class="hidden">{escape(table.title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f"{meanings.html(_texts(table))}"
    )


def formatted(value: float, decimals: int) -> str:
    """Write a number with a thin space between thousands and a real minus sign."""
    return f"{value:,.{decimals}f}".replace(",", " ").replace("-", "−")


def _texts(table: Table) -> list[str]:
    """Return what may name a measure: the columns, and the rows' names of a list of measures."""
    return [*table.columns, *(str(row[0]) for row in table.rows if row)]


def _numeric_class(is_number: bool) -> str:
    return ' class="number"' if is_number else ""


def _is_numeric(column: Sequence[Cell]) -> bool:
    found = [cell for cell in column if cell is not None and cell != ""]
    return bool(found) and all(
        not isinstance(cell, str) or _NUMBER_TEXT.fullmatch(cell) for cell in found
    )


def _cells(name: str, column: Sequence[Cell], *, first: bool) -> list[str]:
    values = [_value(cell) for cell in column]
    known = [value for value in values if value is not None]
    decimals, term = _decimals(known), term_of(name)
    if not _is_numeric(column):
        opening, closing = ('th scope="row"', "th") if first else ("td", "td")
        texts = [_text(cell, decimals) for cell in column]
        return [f"<{opening}>{text}</{closing}>" for text in texts]
    best = _best(known, term)
    return [
        f'<td class="number" data-key="{_key(cell)}">{_text(cell, decimals)}</td>'
        if value is None
        else _number_cell(value, decimals, best=value == best)
        for cell, value in zip(column, values, strict=True)
    ]


def _number_cell(value: float, decimals: int, *, best: bool) -> str:
    classes = " best" * best
    spoken = '<span class="hidden"> (best)</span>' * best
    shown = formatted(value, decimals)
    return f'<td class="number{classes}" data-key="{value!r}">{shown}{spoken}</td>'


def _text(cell: Cell, decimals: int) -> str:
    if isinstance(cell, str):
        return escape(cell)
    value = _value(cell)
    return _NO_VALUE if value is None else formatted(value, decimals)


def _key(cell: Cell) -> str:
    """Return what a cell of a column of numbers that is a text, or empty, sorts by."""
    found = re.search(r"[\d.]+", cell) if isinstance(cell, str) else None
    return found[0] if found else ""


def _value(cell: Cell) -> float | None:
    if cell is None or isinstance(cell, str) or not math.isfinite(cell):
        return None
    return float(cell)


def _decimals(values: Sequence[float]) -> int:
    """Return as many decimals as tell the values apart, and no more than they have."""
    largest = max(map(abs, values), default=0.0)
    most = 4 if largest < 0.05 else 3 if largest < 10 else 2 if largest < 100 else 1
    needed = (n for n in range(most) if all(value == round(value, n) for value in values))
    return next(needed, most)


def _best(values: Sequence[float], term: Term | None) -> float | None:
    if term is None or not term.better or len(set(values)) < 2:
        return None
    return max(values) if term.better == "higher" else min(values)
