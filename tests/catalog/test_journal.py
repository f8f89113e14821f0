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
