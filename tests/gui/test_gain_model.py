"""The table of what each group gained."""

from PySide6.QtCore import Qt

from photosearch.gui.gain_model import BARS, CHANGE, NAME, GainModel
from tests.gui.learned import GAINS


def text(model, row, column, role=Qt.ItemDataRole.DisplayRole):
    return model.index(row, column).data(role)


def test_group_that_lost_most_comes_first():
    model = GainModel(GAINS)
    assert [text(model, row, NAME) for row in range(2)] == ["Bowls", "Vases"]
    assert [text(model, row, CHANGE) for row in range(2)] == ["−4.5", "+20.0"]


def test_bars_are_read_out_as_figures():
    role = Qt.ItemDataRole.AccessibleTextRole
    assert text(GainModel(GAINS), 1, BARS, role) == "40.0 → 60.0"


def test_no_change_has_no_sign():
    model = GainModel([{**GAINS[0], "after": GAINS[0]["before"]}])
    assert text(model, 0, CHANGE) == "0.0"
