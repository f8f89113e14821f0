"""Metric versions: found, used, given away, taken in, and refused when altered."""

from __future__ import annotations

import os
import zipfile

import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.metric.group_head import whitening_only
from photosearch.metric.tuned import tuned_metric
from photosearch.services.gallery import MetricFacts, save_metric
from photosearch.services.metric_versions import (
    export_metric,
    find_metric,
    import_metric,
    list_metrics,
    remove_metric,
    use_metric,
)
from photosearch.services.refreshing import recompute, refresh
from photosearch.services.tuning_examples import tuning_examples
from tests.services.families import families, label


@pytest.fixture
def held(tmp_path):
    with families(tmp_path) as both:
        library, of = both
        label(library, of, n_groups=3, n_photos=4)
        yield library, of


def add_tuned(library, name="tuned"):
    """Store a metric with another head, without training."""
    in_use = library.gallery.in_use
    examples = tuning_examples(library, in_use)
    d = in_use.metric.dim
    matrix = np.eye(d) + 0.01 * np.random.default_rng(0).standard_normal((d, d))
    metric = tuned_metric(in_use.metric, whitening_only(matrix), examples.sample)
    facts = MetricFacts(in_use.encoder_id, 12, level=1, name=name, card={"labels": 12})
    stored = save_metric(library.directory, library.catalog, metric, facts)
    return find_metric(library, str(stored.metric_id))


def test_find_metric_knows_numbers_names_and_previous(held):
    library, _ = held
    first, row = library.gallery.in_use.metric_id, add_tuned(library)
    assert find_metric(library, "tuned").metric_id == row.metric_id
    use_metric(library, row.metric_id)
    assert find_metric(library, "previous").metric_id == first
    assert find_metric(library, "level0").metric_id == first
    with pytest.raises(UserError, match="there is no metric 99"):
        find_metric(library, "99")


def test_exported_metric_comes_back_in_another_library(held, tmp_path):
    library, _ = held
    row = add_tuned(library)
    file = os.fsencode(tmp_path / "some.metric")
    written = export_metric(library, row, file)
    assert written["bytes"] < 20 << 20
    (tmp_path / "b").mkdir()
    with families(tmp_path / "b", seed=1) as (other, _):
        taken = import_metric(other, file)
        assert taken.fingerprint == row.fingerprint
        assert (taken.name, taken.level) == ("tuned", 1)
        use_metric(other, taken.metric_id)
        assert other.gallery.metric.fingerprint == row.fingerprint


def test_an_exported_metric_names_no_photo_and_no_folder(held, tmp_path):
    library, _ = held
    file = tmp_path / "some.metric"
    export_metric(library, add_tuned(library), os.fsencode(file))
    with zipfile.ZipFile(file) as archive:
        said = b"".join(archive.read(name) for name in archive.namelist())
    assert b".jpg" not in said
    assert os.fsencode(tmp_path) not in said


@pytest.mark.parametrize("spoil", ["numbers", "truncated", "other", "nothing"])
def test_an_altered_file_is_refused_and_nothing_is_stored(held, tmp_path, spoil):
    library, _ = held
    file = tmp_path / "some.metric"
    export_metric(library, add_tuned(library), os.fsencode(file))
    if spoil == "numbers":
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        numbers = bytearray(parts["metric.npz"])
        numbers[len(numbers) // 2] ^= 1
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("card.json", parts["card.json"])
            archive.writestr("metric.npz", bytes(numbers))
    elif spoil == "truncated":
        file.write_bytes(file.read_bytes()[:-200])
    elif spoil == "other":
        file.write_bytes(b"\xff\xd8\xff\xe0 a picture")
    else:
        file.unlink()
    before = list_metrics(library)
    with pytest.raises(UserError) as error:
        import_metric(library, os.fsencode(file))
    assert error.value.code in ("bad-metric-file", "metric-damaged", "no-file")
    assert list_metrics(library) == before


def test_the_metric_in_use_is_not_removed(held):
    library, _ = held
    row = add_tuned(library)
    use_metric(library, row.metric_id)
    with pytest.raises(UserError, match="is in use"):
        remove_metric(library, find_metric(library, "tuned"))
    use_metric(library, find_metric(library, "level0").metric_id)
    remove_metric(library, find_metric(library, "tuned"))
    assert not (library.directory / "metrics" / row.file_name).exists()


def test_indexing_and_doctor_keep_a_tuned_metric(held):
    library, _ = held
    row = add_tuned(library)
    use_metric(library, row.metric_id)
    refresh(library)
    assert library.gallery.in_use.metric_id == row.metric_id
    recompute(library)
    assert library.gallery.in_use.metric_id == row.metric_id
