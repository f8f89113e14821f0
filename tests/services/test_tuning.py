"""Tuning on a library's own groups: taken if better, refused if not, and nothing lost."""

from __future__ import annotations

import pytest

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.progress import ProgressControl
from photosearch.metric.tuned import TunedMetric
from photosearch.services.constraints import say_same
from photosearch.services.groups import add_photos
from photosearch.services.library import open_library
from photosearch.services.searching import PhotoExample, Query, search
from photosearch.services.tuning import LAST_TUNING, TuningRequest, tune
from photosearch.services.undoing import undo
from tests.services.families import families, label


@pytest.fixture
def held(tmp_path):
    """A library whose families are hard to tell apart."""
    with families(tmp_path, n_families=30, size=9, noise=2.3) as both:
        yield both


def order(library, photo):
    """Return the whole library in the order of an exact search for a photo."""
    answer = search(library, Query((PhotoExample(photo),), top=200, exact=True))
    return [one.photo_id for one in answer.results]


def test_groups_make_a_better_metric_that_takes_over(held):
    library, of = held
    label(library, of, n_groups=8, n_photos=7)
    report = tune(library, TuningRequest(name="families"))
    assert report.accepted
    assert report.metric == report.made != report.previous
    assert isinstance(library.gallery.metric, TunedMetric)
    row = library.catalog.metrics.active()
    assert (row.name, row.level) == ("families", 1)
    assert row.card["labels"] == 56
    assert {gain["group"] for gain in report.gains} == {f"f{number}" for number in range(8)}


def test_the_tuned_metric_serves_after_a_restart(held):
    library, of = held
    label(library, of, n_groups=8, n_photos=7)
    tune(library, TuningRequest())
    expected = order(library, of[0][8])
    library.close()
    again = open_library(library.directory, writable=True)
    try:
        assert again.gallery.in_use.level == 1
        assert order(again, of[0][8]) == expected
    finally:
        again.close()


def test_undo_brings_the_old_order_back_exactly(held):
    library, of = held
    before = order(library, of[3][0])
    label(library, of, n_groups=8, n_photos=7)
    assert tune(library, TuningRequest()).accepted
    assert order(library, of[3][0]) != before
    undo(library)
    assert order(library, of[3][0]) == before


def test_tuning_again_starts_from_level_0_and_gives_the_same_metric(held):
    library, of = held
    label(library, of, n_groups=8, n_photos=7)
    first = tune(library, TuningRequest())
    again = tune(library, TuningRequest())
    assert first.made == again.made


def test_groups_that_say_nothing_are_refused_and_everything_stays(held):
    library, of = held
    before = library.gallery.in_use.metric_id
    for number in range(8):
        add_photos(library, f"mixed {number}", [family[number] for family in of[:7]])
    report = tune(library, TuningRequest())
    assert not report.accepted
    assert report.made is None
    assert library.gallery.in_use.metric_id == before
    assert [check["name"] for check in report.checks if not check["passed"]]
    assert library.catalog.facts.get(LAST_TUNING)["accepted"] is False
    assert len(library.catalog.labels.arrays()[0]) == 56


def test_a_loss_without_the_keep_term_is_refused(held):
    pytest.importorskip("torch", reason="torch is not installed")
    library, of = held
    label(library, of, n_groups=8, n_photos=7)
    assert not tune(library, TuningRequest(level=2, loss="contrastive", keep=0.0)).accepted


def test_a_library_without_groups_says_what_to_do(held):
    library, _ = held
    with pytest.raises(UserError, match="nothing to learn from") as error:
        tune(library, TuningRequest())
    assert "groups" in error.value.hint


def test_groups_of_one_photo_and_photos_of_two_groups_stay_out(held):
    library, of = held
    label(library, of, n_groups=8, n_photos=7)
    add_photos(library, "alone", of[12][:1])
    add_photos(library, "f1", of[0][:1])
    report = tune(library, TuningRequest())
    assert "alone" not in {gain["group"] for gain in report.gains}
    fact = library.catalog.facts.get(LAST_TUNING)
    assert fact["left_out"] == 1
    assert fact["labels"] == 55


def test_what_was_called_the_same_is_enough_to_start(held):
    library, of = held
    for family in of[:6]:
        say_same(library, family[0], family[1])
    assert not tune(library, TuningRequest()).accepted  # nothing could be held out


def test_only_some_groups_can_be_tuned_on_and_kept_aside(held):
    library, of = held
    label(library, of, n_groups=8, n_photos=7)
    chosen = [group.group_id for group in library.catalog.groups.all()][:6]
    report = tune(library, TuningRequest(groups=chosen, use=False, name="aside"))
    assert report.metric == report.previous
    assert len(report.gains) == 6


def test_level_0_goes_back_to_no_labels(held):
    library, of = held
    label(library, of, n_groups=8, n_photos=7)
    tune(library, TuningRequest())
    assert tune(library, TuningRequest(level=0)).accepted
    assert library.gallery.in_use.level == 0


def test_cancel_leaves_everything_as_it_was(held):
    library, of = held
    label(library, of, n_groups=8, n_photos=7)
    before = library.gallery.in_use.metric_id
    progress = ProgressControl(lambda _: None)
    progress.cancel()
    with pytest.raises(Cancelled):
        tune(library, TuningRequest(), progress)
    assert library.gallery.in_use.metric_id == before


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (TuningRequest(level=7), "no-such-level"),
        (TuningRequest(level=2, loss="nonsense"), "unknown-loss"),
        (TuningRequest(level=2, keep=-1.0), "bad-keep"),
        (TuningRequest(level=1, loss="triplet"), "level-without-loss"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(held, request_, code):
    pytest.importorskip("torch", reason="torch is not installed")
    library, of = held
    label(library, of, n_groups=3, n_photos=4)
    with pytest.raises(UserError) as error:
        tune(library, request_)
    assert error.value.code == code
