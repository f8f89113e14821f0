"""What photos find under two metrics, side by side."""

from __future__ import annotations

import pytest

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.progress import ProgressControl
from photosearch.metric.level0 import isotropic
from photosearch.services.gallery import MetricFacts, save_metric
from photosearch.services.groups import add_photos
from photosearch.services.metric_versions import list_metrics
from photosearch.services.similarity_sheet import sheet_photos, similarity_sheet
from tests.services.families import families, label


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    with families(tmp_path_factory.mktemp("families"), noise=2.5) as both:
        library = both[0]
        facts = MetricFacts(library.gallery.in_use.encoder_id, 0)
        save_metric(library.directory, library.catalog, isotropic(1280), facts)
        label(*both, n_groups=4, n_photos=6)
        add_photos(both[0], "lonely", [both[1][8][0]])
        yield both


def ids_of(library):
    return [row.metric_id for row in list_metrics(library)]


def test_sheet_photos_are_one_of_each_group_and_always_the_same(held):
    library, of = held
    drawn = sheet_photos(library)
    assert drawn == sheet_photos(library)
    assert [sum(photo in one for photo in drawn) for one in of[:4]] == [1, 1, 1, 1]
    assert len(drawn) == 4  # a group of one photo has nothing to find


def test_sheet_photos_are_as_many_as_asked_for(held):
    assert len(sheet_photos(held[0], n=2)) == 2


def test_sheet_marks_what_only_one_metric_finds(held):
    library, _ = held
    old, new = ids_of(library)
    rows = similarity_sheet(library, old, new, sheet_photos(library))
    assert len(rows) == 4
    for row in rows:
        before, after = ({cell.photo_id for cell in side} for side in (row.before, row.after))
        assert row.photo_id not in before | after
        assert {cell.photo_id for cell in row.before if cell.changed} == before - after
        assert {cell.photo_id for cell in row.after if cell.changed} == after - before
    assert any(cell.changed for row in rows for cell in row.after)


def test_sheet_marks_photos_of_the_same_group(held):
    library, of = held
    old, new = ids_of(library)
    (row,) = similarity_sheet(library, old, new, [of[1][0]])
    assert row.group == "f1"
    assert {cell.photo_id for cell in row.after if cell.same_group} <= set(of[1][:6])
    assert any(cell.same_group for cell in row.after)


def test_sheet_of_one_metric_has_no_changes(held):
    library, of = held
    _, new = ids_of(library)
    (row,) = similarity_sheet(library, new, new, [of[0][0]])
    assert row.before == row.after
    assert not any(cell.changed for cell in row.after)


def test_sheet_leaves_out_photos_that_are_gone(held):
    library, of = held
    old, new = ids_of(library)
    rows = similarity_sheet(library, old, new, [99_999, of[0][0]])
    assert [row.photo_id for row in rows] == [of[0][0]]


def test_sheet_of_an_unknown_metric_is_refused(held):
    with pytest.raises(UserError) as error:
        similarity_sheet(held[0], 77, 1, [held[1][0][0]])
    assert error.value.code == "no-such-metric"


def test_sheet_can_be_cancelled(held):
    control = ProgressControl(lambda step: None)
    control.cancel()
    with pytest.raises(Cancelled):
        similarity_sheet(held[0], *ids_of(held[0]), [held[1][0][0]], control)
