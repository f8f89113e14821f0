"""Learning in the window: started, watched, judged, rolled back, proposed."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS
from photosearch.base.settings import Settings
from photosearch.gui.learn_dialog import LearnDialog
from photosearch.gui.sheet_tile import SheetTile
from photosearch.gui.values import PhotoExample, TuningProposal, TuningRequest
from tests.gui.conftest import settle
from tests.gui.learn_gestures import button_of, learn


def test_button_is_enabled_with_two_groups_of_three(learning_window):
    assert learning_window.main.group_section.learn.button.isEnabled()
    assert learning_window.main.group_section.learn.reason.isHidden()


def test_button_says_why_it_is_disabled(learning_window, grouped):
    grouped.groups.take_out("B", [6])
    learning_window.groups.controller.refresh()
    learn_button = learning_window.main.group_section.learn
    settle(lambda: not learn_button.button.isEnabled())
    assert "two groups of three" in learn_button.reason.text()
    assert not learn_button.reason.isHidden()
    learning_window.main.actions_["learn"].trigger()
    assert "two groups of three" in learning_window.main.banner.text


def test_key_opens_the_question_and_enter_learns(learning_window, tuning, monkeypatch):
    asked = []

    def answer(dialog):
        asked.append(next(label.text() for label in dialog.findChildren(QLabel)))
        return 1

    monkeypatch.setattr(LearnDialog, "exec", answer)
    QTest.keyClick(learning_window.main, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle(lambda: learning_window.learning.page is not None)
    assert asked == ["photosearch learns from 2 groups with 6 photos what is alike to you."]
    assert tuning.requests == [TuningRequest()]


def test_tuning_runs_beside_the_window_and_shows_what_it_does(learning_window, tuning):
    tuning.waits = True
    learning_window.learning.controller.start(TuningRequest())
    bar = learning_window.main.learning
    settle(lambda: "has not seen" in bar.text)
    assert bar.isVisible()
    assert not learning_window.main.group_section.learn.button.isEnabled()
    assert tuning.threads
    assert threading.get_ident() not in tuning.threads
    tuning.waits = False
    settle(lambda: learning_window.learning.page is not None)
    assert not bar.isVisible()


def test_cancel_ends_it_and_says_so(learning_window, tuning):
    tuning.waits = True
    learning_window.learning.controller.start(TuningRequest())
    settle(lambda: "has not seen" in learning_window.main.learning.text)
    learning_window.main.learning.cancelled.emit()
    settle(lambda: not learning_window.learning.controller.running)
    assert learning_window.main.banner.text == "Stopped; nothing has changed."
    assert learning_window.learning.page is None
    assert tuning.in_use() == 1


def test_refusal_is_said_in_words(learning_window, tuning):
    tuning.error = UserError("too-few-groups", "there is nothing to learn from")
    learn(learning_window)
    assert "no group has two photos" in learning_window.main.banner.text


def test_tuning_waits_on_battery_and_goes_on_when_plugged_in(learning_window, tuning):
    plugged = threading.Event()
    learning_window.learning.controller.on_battery = lambda: not plugged.is_set()
    learning_window.learning.controller.start(TuningRequest())
    settle(lambda: "battery" in learning_window.main.learning.text)
    assert tuning.requests == []
    plugged.set()
    settle(lambda: learning_window.learning.page is not None)
    assert len(tuning.requests) == 1


def test_tuning_waits_while_indexing_runs(learning_window, tuning, grouped):
    running = threading.Event()
    running.set()
    learning_window.learning.controller._indexing_runs = running.is_set
    learning_window.learning.controller.start(TuningRequest())
    settle(lambda: "new photos" in learning_window.main.learning.text)
    assert tuning.requests == []
    running.clear()
    settle(lambda: learning_window.learning.page is not None)


def test_page_says_first_in_plain_words_that_it_is_better(learning_window):
    learn(learning_window)
    text = learning_window.learning.page.text
    assert text.startswith("photosearch has learned from your groups")
    assert "now find each other better: 72.9 → 81.7 of 100." in text
    assert "nothing to do with your groups: unchanged." in text
    assert "72.9 → 81.7 (+8.8 ± 2.3; at least 74.6)" in text
    assert "Failed" not in text


def test_page_of_a_rejected_tuning_says_what_failed_and_what_would_help(learning_window, tuning):
    tuning.passes = False
    learn(learning_window)
    text = learning_window.learning.page.text
    assert "nothing has changed" in text
    assert text.count("Failed") == 1
    assert "eight or more" in text
    assert tuning.sheets == []  # what was rejected is not kept
    assert tuning.in_use() == 1


def test_page_shows_what_photos_find_before_and_after(learning_window, tuning):
    learn(learning_window)
    page = learning_window.learning.page
    settle(lambda: page.sheet is not None)
    assert tuning.sheets == [(1, 2)]
    words = [tile.accessibleName() for tile in page.sheet.findChildren(SheetTile)]
    assert any(each.endswith("same group, found only now") for each in words)
    assert any(each.endswith("no longer found") for each in words)


def test_open_results_are_searched_again_when_the_metric_changes(learning_window, grouped):
    learning_window.main.begin_search([PhotoExample(1)])
    settle(lambda: len(grouped.queries) == 1)
    learn(learning_window)
    settle(lambda: len(grouped.queries) == 2)


def test_go_back_is_one_click(learning_window, tuning):
    learn(learning_window)
    assert tuning.in_use() == 2
    button_of(learning_window.learning.page, "o back").click()
    settle(lambda: tuning.in_use() == 1)
    settle(lambda: not learning_window.learning.controller.running)
    assert learning_window.learning.page is None


def test_keep_leaves_the_new_metric_in_use(learning_window, tuning):
    learn(learning_window)
    button_of(learning_window.learning.page, "eep").click()
    assert tuning.in_use() == 2
    assert learning_window.learning.page is None


def test_last_page_can_be_seen_again(learning_window):
    learning_window.main.actions_["before and after"].trigger()
    settle(lambda: "Nothing was learned yet" in learning_window.main.banner.text)
    learn(learning_window)
    learning_window.learning.page.close()
    learning_window.main.actions_["before and after"].trigger()
    settle(lambda: learning_window.learning.page is not None)


def propose(learning_window, tuning):
    tuning.offer = TuningProposal("labels", 12, 0, 40)
    learning_window.learning.proposer.look()
    settle(lambda: not learning_window.main.jobs.busy)


def test_proposal_is_made_in_words_and_answered_with_not_now(learning_window, tuning):
    propose(learning_window, tuning)
    assert learning_window.main.banner.text.startswith("12 photos were put into groups.")
    button_of(learning_window.main.banner, "Not now").click()
    settle(lambda: tuning.declined == 1)
    assert learning_window.main.banner.isHidden()


def test_proposal_leads_to_learning(learning_window, tuning, monkeypatch):
    monkeypatch.setattr(LearnDialog, "exec", lambda _dialog: 1)
    propose(learning_window, tuning)
    button_of(learning_window.main.banner, "Learn now").click()
    settle(lambda: learning_window.learning.page is not None)


def test_proposal_goes_when_learning_begins(learning_window, tuning):
    propose(learning_window, tuning)
    tuning.waits = True
    learning_window.learning.controller.start(TuningRequest())
    assert learning_window.main.banner.isHidden()
    tuning.waits = False
    settle(lambda: not learning_window.learning.controller.running)


def test_proposals_can_be_turned_off(learning_window, tuning):
    learning_window.wiring.change_settings(Settings(propose_tuning=False))
    propose(learning_window, tuning)
    assert learning_window.main.banner.isHidden()


def test_closing_the_window_ends_learning(learning_window, tuning):
    tuning.waits = True
    learning_window.learning.controller.start(TuningRequest())
    settle(lambda: tuning.requests != [])


def test_open_results_are_searched_again_when_a_command_has_changed_the_metric(
    learning_window, tuning, grouped
):
    learn(learning_window)
    settle(lambda: not learning_window.main.jobs.busy)
    learning_window.main.begin_search([PhotoExample(1)])
    settle(lambda: len(grouped.queries) == 1)
    tuning.use(1, NO_PROGRESS)
    learning_window.handed_over.end()
    settle(lambda: len(grouped.queries) == 2)
