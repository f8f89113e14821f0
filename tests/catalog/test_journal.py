"""Undo steps."""

import pytest

from photosearch.base.paths import as_text
from photosearch.catalog.journal import KEPT_S, KEPT_STEPS


def _record(catalog, number):
    with catalog.transaction(durable=True):
        return catalog.journal.record("kind", "summary", {"n": number}, {"n": -number})


def test_record_outside_the_change_is_a_bug(catalog):
    with pytest.raises(RuntimeError):
        catalog.journal.record("kind", "summary", {}, {})


def test_record_of_a_change_that_fails_is_gone_with_it(catalog):
    def fail():
        with catalog.transaction():
            catalog.journal.record("kind", "summary", {}, {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert catalog.journal.last() is None


def test_undoable_newest_first_without_undone_ones(catalog):
    first, second, third = (_record(catalog, number) for number in range(3))
    with catalog.transaction(durable=True):
        catalog.journal.mark_undone(third)
    assert [row.journal_id for row in catalog.journal.undoable()] == [second, first]
    assert catalog.journal.last().inverse == {"n": -1}
    with catalog.transaction(), pytest.raises(LookupError):
        catalog.journal.mark_undone(third)


def test_record_keeps_thousand_steps_and_ninety_days(catalog):
    with catalog.transaction():
        for number in range(KEPT_STEPS + 5):
            catalog.journal.record("kind", "summary", {"n": number}, {})
    assert len(catalog.journal.undoable(10_000)) == KEPT_STEPS
    with catalog.transaction() as connection:
        connection.execute("UPDATE journal SET at = at - ? WHERE id < 900", (KEPT_S,))
        catalog.journal.record("kind", "summary", {}, {})
    assert min(row.journal_id for row in catalog.journal.undoable(10_000)) == 900


def test_record_path_that_is_not_utf8_comes_back(catalog):
    with catalog.transaction():
        catalog.journal.record("kind", "summary", {"path": as_text(b"/caf\xe9\n")}, {})
    assert catalog.journal.last().change["path"] == as_text(b"/caf\xe9\n")


def test_amend_replaces_a_step_that_has_grown(catalog):
    step = _record(catalog, 1)
    with pytest.raises(RuntimeError):
        catalog.journal.amend(step, "more", {}, {})
    with catalog.transaction():
        catalog.journal.amend(step, "more", {"n": 2}, {"n": -2})
    assert [(row.summary, row.inverse) for row in catalog.journal.undoable()] == [
        ("more", {"n": -2})
    ]


def _record_rows(catalog, **inverse):
    with catalog.transaction():
        return catalog.journal.record("kind", "summary", dict(inverse), dict(inverse))


def test_forget_takes_photos_out_of_steps(catalog):
    _record_rows(catalog, created=[], labels_added=[[1, 7], [1, 8], [7, 9]])
    catalog.journal.forget([7])
    for document in (catalog.journal.last().change, catalog.journal.last().inverse):
        assert document["labels_added"] == [[1, 8], [7, 9]]


def test_forget_deletes_a_step_that_is_left_empty_undone_or_not(catalog):
    undone = _record_rows(catalog, constraints_added=[[1, "same", "said", 0.5, 7, 8]])
    with catalog.transaction():
        catalog.journal.mark_undone(undone)
    _record_rows(catalog, constraints_removed=[[7, "closer", "said", 0.5, 1, 2, 1, 8]])
    kept = _record_rows(catalog, constraints_removed=[[8, "same", "said", 8.0, 1, 2]])
    catalog.journal.forget([8])
    with catalog.transaction() as connection:
        assert connection.execute("SELECT id FROM journal").fetchall() == [(kept,)]


def test_forget_keeps_a_step_that_did_something_else_too(catalog):
    _record_rows(catalog, created=[[1, "a", 0.0]], labels_added=[[1, 7]])
    _record(catalog, 7)
    catalog.journal.forget([7])
    assert len(catalog.journal.undoable()) == 2
