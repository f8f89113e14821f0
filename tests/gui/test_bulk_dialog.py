"""Many groups at once: what would happen is shown first, and then done as it was shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from photosearch.gui.bulk_dialog import BulkDialog
from photosearch.gui.jobs import JobRunner
from tests.gui.conftest import settle
from tests.gui.reviewed import MadeUpDuplicates, draw_group
from tests.gui.test_accessibility import nameless


@pytest.fixture
def duplicates(tmp_path: Path) -> MadeUpDuplicates:
    return MadeUpDuplicates(
        [
            draw_group(tmp_path, 1),
            draw_group(tmp_path, 3, 3, kind="edited"),
            draw_group(tmp_path, 9, 2, kind="burst", caution="panorama"),
        ]
    )


@pytest.fixture
def dialog(qtbot, duplicates):
    jobs = JobRunner()
    folders = [b"/photos/archive", b"/photos/phone"]
    shown = BulkDialog(duplicates, jobs, duplicates.groups, duplicates.rules(), folders)
    qtbot.addWidget(shown)
    shown.show()
    settle(lambda: shown.plan is not None)
    yield shown
    shown.close()
    assert jobs.close()


def planned_again(dialog: BulkDialog, duplicates: MadeUpDuplicates, n_plans: int) -> None:
    settle(lambda: len(duplicates.plans) == n_plans and dialog.plan is not None)


def test_what_would_happen_is_told_with_numbers_and_files(dialog):
    assert dialog.summary.text().startswith("3 files of 2 groups go to the trash")
    assert "brackets, panoramas" in dialog.skipped.text()
    words = [dialog.model.data(dialog.model.index(0, column)) for column in range(3)]
    assert words[0].startswith("002.png")
    assert words[1] == "its name is that of a copy"
    assert words[2].startswith("001.png")
    assert dialog.do.text().startswith("Move 3 files to the trash")


def test_nothing_happens_without_the_button(dialog, duplicates):
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    dialog.reject()
    assert duplicates.carried_out == duplicates.disposed == []


def test_button_does_what_was_shown(dialog):
    chosen = []
    dialog.plan_chosen.connect(chosen.append)
    shown = dialog.plan
    dialog.do.click()
    assert chosen == [shown]


def test_key_presses_the_button(dialog):
    chosen = []
    dialog.plan_chosen.connect(chosen.append)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(chosen) == 1


def test_rules_are_reordered_by_keys_and_the_plan_is_made_anew(dialog, duplicates):
    first = dialog.form.list.item(0).text()
    dialog.form.list.setFocus()
    QTest.keyClick(dialog.form.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert dialog.form.list.item(1).text() == first
    planned_again(dialog, duplicates, 2)
    rules = duplicates.plans[-1][0]
    assert [rule.code for rule in rules.rules][:2] == ["original", "folder"]


def test_rule_is_switched_off(dialog, duplicates):
    dialog.form.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    planned_again(dialog, duplicates, 2)
    assert [rule.code for rule in duplicates.plans[-1][0].rules if not rule.on] == ["original"]


def test_folders_are_preferred_or_cleared_first(dialog, duplicates):
    for box, place in ((dialog.form.preferred, 1), (dialog.form.first_to_go, 2)):
        box.setCurrentIndex(place)
        box.activated.emit(place)
    settle(lambda: duplicates.plans[-1][0].last_folders == (b"/photos/phone",))
    assert duplicates.plans[-1][0].folders == (b"/photos/archive",)


def test_kinds_and_places_choose_what_is_resolved(dialog, duplicates):
    dialog.form.kinds["edited"].click()
    planned_again(dialog, duplicates, 2)
    assert duplicates.plans[-1][1].kinds == ("exact", "burst")
    assert dialog.summary.text().startswith("1 file of 1 group goes")


def test_bursts_go_only_when_asked(dialog, duplicates):
    dialog.form.bursts.click()
    planned_again(dialog, duplicates, 2)
    assert duplicates.plans[-1][0].trash_bursts


def test_changed_rules_are_saved_under_a_name(dialog, duplicates):
    dialog.form.list.move_current(1)
    QTest.keyClicks(dialog.findChild(QLineEdit, "rulesName"), "mine")
    dialog.save.click()
    settle(lambda: dialog.form.choice.currentData() == "mine")
    assert [rules.name for rules in duplicates.saved] == ["mine"]
    assert duplicates.saved[0].rules[0].code == "original"


def test_every_control_has_a_name(dialog):
    assert nameless(dialog) == []
