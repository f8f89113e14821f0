from datetime import UTC, datetime

from photosearch.gui.filter_panel import FilterPanel, folder_totals, span
from photosearch.gui.values import FolderCount, MonthCount


def test_totals_count_what_lies_below():
    totals = folder_totals({b"/p/a": 2, b"/p/a/x": 3, b"/p/b": 4})
    assert totals == {b"/p": 9, b"/p/a": 5, b"/p/a/x": 3, b"/p/b": 4}


def test_totals_leave_out_the_chain_above_the_photos():
    assert folder_totals({b"/home/me/pictures": 7}) == {b"/home/me/pictures": 7}


def test_december_ends_with_its_year():
    start, end = span(2024, 12)
    assert datetime.fromtimestamp(start, UTC).isoformat()[:10] == "2024-12-01"
    assert datetime.fromtimestamp(end, UTC).isoformat()[:10] == "2025-01-01"


def test_choice_survives_new_counts(qtbot):
    panel = FilterPanel()
    qtbot.addWidget(panel)
    folders = [FolderCount(1, b"/p/a", 2), FolderCount(1, b"/p/caf\xe9\n", 3)]
    panel.set_counts(folders, [MonthCount(2024, 5, 5)])
    panel._folders.topLevelItem(0).child(1).setSelected(True)
    panel._dates.topLevelItem(0).setSelected(True)
    chosen = panel.photo_filter()
    panel.set_counts([*folders, FolderCount(1, b"/p/z", 1)], [MonthCount(2024, 5, 6)])
    assert panel.photo_filter() == chosen
    assert chosen.folders == (b"/p/caf\xe9\n",)
    assert (chosen.after, chosen.before) == span(2024, None)
