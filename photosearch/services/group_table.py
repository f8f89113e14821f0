"""Table: a CSV file of photos and their groups, as spreadsheets write it.

Commas, semicolons or tabs; with a line of headings or without; UTF-8 with or without its mark. A
row that can't be understood costs that row alone, and is told by its line.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from photosearch.base.errors import UserError
from photosearch.base.paths import shown

_SEPARATORS = ",;\t"
_FILE_HEADINGS = {
    *("file", "files", "filename", "file name", "path", "image", "photo", "picture"),
    *("datei", "dateiname", "pfad", "bild", "foto"),
}
_GROUP_HEADINGS = {
    *("group", "groups", "label", "class", "category", "product", "name"),
    *("gruppe", "klasse", "kategorie", "produkt"),
}
_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LARGEST_BYTES = 256_000_000

ROW_PROBLEMS = frozenset(
    {
        *("bad-csv", "few-columns", "no-file", "no-group"),
        *("not-utf8", "bad-group-name", "several-photos"),
    }
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A photo and its group.

    Attributes:
        line: Where it stands, from 1.
        file: As written; bytes that are not UTF-8 are lone surrogates.
        group: As written, without the spaces around it.
    """

    line: int
    file: str
    group: str


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that can't be used.

    Attributes:
        line: Where it stands, from 1.
        code: Why, as one of ``ROW_PROBLEMS``.
        reason: The same for people.
        name: Of the file that it is about, where the reason names one.
    """

    line: int
    code: str
    reason: str
    name: str = ""


@dataclass(frozen=True)
class Table:
    """What a CSV file says, and what in it can't be understood."""

    rows: tuple[TableRow, ...]
    problems: tuple[RowProblem, ...]


def read_table(path: bytes) -> Table:
    """Read a CSV file.

    Raises:
        UserError: ``unreadable-table``: it can't be read, or is no text; ``wrong-encoding``: it is
            UTF-16.
    """
    name = shown(path)
    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        text = f"{name} can't be read: {error.strerror}"
        raise UserError("unreadable-table", text, "Check the name.", path=name) from error
    if content.startswith(_OTHER_MARKS):
        text = f"{name} is written in UTF-16"
        raise UserError("wrong-encoding", text, "Save it as CSV in UTF-8.", path=name)
    if len(content) > _LARGEST_BYTES or b"\0" in content:
        text = f"{name} is no table of photos and groups"
        hint = "Name a folder, or a CSV file with the columns: file, group."
        raise UserError("unreadable-table", text, hint, path=name)
    return parse_table(content)


def parse_table(content: bytes) -> Table:
    """Understand the content of a CSV file."""
    text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    lines = list(io.StringIO(text, newline=""))  # str.splitlines would take signs in names for ends
    rows: list[TableRow] = []
    problems: list[RowProblem] = []
    columns: tuple[int, int] | None = None
    for line, cells in _records(lines):
        if isinstance(cells, str):
            problems.append(RowProblem(line, "bad-csv", cells))
            continue
        if columns is None:
            columns, is_heading = _columns(cells)
            if is_heading:
                continue
        row = _row(line, cells, columns)
        if isinstance(row, TableRow):
            rows.append(row)
        else:
            problems.append(row)
    return Table(tuple(rows), tuple(problems))


def _records(lines: Sequence[str]) -> Iterator[tuple[int, list[str] | str]]:
    """Yield the first line of every record with its cells, or with what is wrong; no empty ones."""
    reader = csv.reader(lines, delimiter=_separator(lines), skipinitialspace=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, f"it can't be read as CSV ({error})"
            continue
        cells = [cell.strip() for cell in cells]
        if any(cells):
            yield line, cells


def _separator(lines: Sequence[str]) -> str:
    """Return what separates the cells: whatever the first line that is not empty has most of."""
    first = next((line for line in lines if line.strip()), "")
    return max(_SEPARATORS, key=first.count)


def _columns(cells: Sequence[str]) -> tuple[tuple[int, int], bool]:
    """Return where file and group stand, and whether these cells are headings."""
    names = [cell.casefold() for cell in cells]
    files = [place for place, name in enumerate(names) if name in _FILE_HEADINGS]
    groups = [place for place, name in enumerate(names) if name in _GROUP_HEADINGS]
    if files and groups:
        return (files[0], groups[0]), True
    return (0, 1), False


def _row(line: int, cells: Sequence[str], columns: tuple[int, int]) -> TableRow | RowProblem:
    at_file, at_group = columns
    if len(cells) <= max(columns):
        return RowProblem(
            line, "few-columns", "it has too few columns; two are needed: file, group"
        )
    if not cells[at_file]:
        return RowProblem(line, "no-file", "it names no file")
    if not cells[at_group]:
        return RowProblem(line, "no-group", "it names no group")
    return TableRow(line, cells[at_file], cells[at_group])
