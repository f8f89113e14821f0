import re

import pytest

from photosearch.learning.lab.html_table import Meanings, formatted, table_html
from photosearch.learning.lab.results import Table

TABLE = Table(
    "Losses",
    ["loss function", "MAP@R", "loss", "95 % interval", "ended"],
    [
        ["triplet", 0.4, 1.25, "0.38 to 0.42", "finished"],
        ["<b>supcon</b>", 0.443, 0.75, None, "collapsed"],
        ["n-pair", None, float("nan"), "0.1 to 0.2", "finished"],
    ],
)


def column(html, number):
    rows = re.findall(r"<tr>(.*?)</tr>", html.split("<tbody>")[1])
    return [re.findall(r"<t[dh].*?</t[dh]>", row)[number] for row in rows]


def plain(cell):
    return re.sub(r"<[^>]+>", "", cell)


def test_table_html_aligns_numbers_right_with_equal_decimals():
    html = table_html(TABLE, Meanings())
    assert all('class="number' in cell for cell in column(html, 1))
    assert [plain(cell).split()[0] for cell in column(html, 1)] == ["0.400", "0.443", "–"]
    assert all('class="number' in cell for cell in column(html, 3))
    assert "number" not in column(html, 4)[0]


def test_table_html_marks_the_best_of_known_measures_only():
    html = table_html(TABLE, Meanings())
    assert ["best" in cell for cell in column(html, 1)] == [False, True, False]
    assert ["best" in cell for cell in column(html, 2)] == [False, True, False]  # the lowest loss
    other = Table("T", ["run", "seconds"], [["a", 1.0], ["b", 2.0]])
    assert "best" not in table_html(other, Meanings())


def test_table_html_escapes_what_it_is_given():
    html = table_html(TABLE, Meanings())
    assert "<b>supcon" not in html
    assert "&lt;b&gt;supcon" in html


def test_table_html_names_rows_and_the_table_for_screen_readers():
    html = table_html(TABLE, Meanings())
    assert column(html, 0)[0].startswith('<th scope="row">')
    assert "<caption" in html
    assert 'tabindex="0"' in html  # it can be scrolled with keys


def test_table_html_of_no_rows_is_a_head():
    assert "<thead>" in table_html(Table("Empty", ["a", "b"], []), Meanings())


def test_meanings_are_said_once_a_page():
    meanings = Meanings()
    first, second = table_html(TABLE, meanings), table_html(TABLE, meanings)
    assert "result list" in first
    assert "result list" not in second


def test_meanings_sentence_counts_as_said():
    meanings = Meanings()
    assert meanings.sentence("Recall@1").startswith("How often")
    assert meanings.html(["Recall@1"]) == ""
    assert meanings.sentence("epoch") == ""


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(50000, 0, "50 000"), (-0.5, 2, "−0.50"), (1234567.8, 1, "1 234 567.8")],
)
def test_formatted_writes_numbers_for_people(value, decimals, text):
    assert formatted(value, decimals) == text
