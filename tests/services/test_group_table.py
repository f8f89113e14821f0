"""Tables: whatever spreadsheets write, and each bad row by its line."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.base.errors import UserError
from photosearch.services.group_table import parse_table, read_table


def rows(content: bytes) -> list[tuple[int, str, str]]:
    table = parse_table(content)
    assert table.problems == ()
    return [(row.line, row.file, row.group) for row in table.rows]


@pytest.mark.parametrize(
    "content",
    [
        b"file,group\na.jpg,dog\n",
        b"\xef\xbb\xbfFile;Group\r\na.jpg;dog\r\n",
        b"Group\tFile\rdog\ta.jpg\r",
        b"\na.jpg,dog",
        b"Bild,Anzahl,Gruppe\na.jpg,3,dog\n",
        b'"file", "group"\n"a.jpg" , dog ,more\n',
    ],
)
def test_common_forms_are_read(content):
    assert [row[1:] for row in rows(content)] == [("a.jpg", "dog")]


def test_quoted_cells_may_hold_separators_and_lines():
    assert rows(b'file,group\n"a,1.jpg","the ""big"" dog"\n"b\n.jpg",cat\nc.jpg,cat\n') == [
        (2, "a,1.jpg", 'the "big" dog'),
        (3, "b\n.jpg", "cat"),
        (5, "c.jpg", "cat"),
    ]


def test_bad_rows_are_told_by_line_and_cost_nothing_else():
    table = parse_table(
        b"file,group\na.jpg\n\n,dog\nb.jpg,\nc.jpg,cat\n" + b"x" * 140_000 + b",d\n"
    )
    assert [row.file for row in table.rows] == ["c.jpg"]
    assert [(one.line, one.reason.split()[:3]) for one in table.problems] == [
        (2, ["it", "has", "too"]),
        (4, ["it", "names", "no"]),
        (5, ["it", "names", "no"]),
        (7, ["it", "can't", "be"]),
    ]


def test_bytes_that_are_not_utf8_come_through():
    assert rows(b"caf\xe9.jpg,dog\n") == [(1, "caf\udce9.jpg", "dog")]


@pytest.mark.parametrize(
    ("content", "code"),
    [("a,b".encode("utf-16"), "wrong-encoding"), (b"\xff\xd8\0\0jpeg", "unreadable-table")],
)
def test_other_files_are_refused(tmp_path, content, code):
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(UserError) as error:
        read_table(bytes(tmp_path / "t.csv"))
    assert error.value.code == code


def test_table_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UserError, match="No such file"):
        read_table(bytes(tmp_path / "t.csv"))


_CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12).map(str.strip)


@given(
    st.lists(st.tuples(_CELL.filter(bool), _CELL.filter(bool)), max_size=8),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_what_a_spreadsheet_writes_is_read(wanted, separator, end, marked):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("file", "group"), *wanted])
    content = stream.getvalue().encode("utf-8-sig" if marked else "utf-8")
    assert [row[1:] for row in rows(content)] == wanted


@given(st.binary(max_size=200))
def test_any_bytes_give_rows_or_problems(content):
    table = parse_table(content)
    lines = [one.line for one in (*table.rows, *table.problems)]
    assert all(line >= 1 for line in lines)
