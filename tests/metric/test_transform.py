import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.base.errors import UserError
from photosearch.metric import transform
from photosearch.metric.level0 import fit_level0
from photosearch.metric.transform import LinearMetric, load, on_grid


def fitted(seed: int = 0, n: int = 60) -> tuple[np.ndarray, LinearMetric]:
    features = np.random.default_rng(seed).random((n, 24), dtype=np.float32)
    return features, fit_level0(features, dim=8)


def test_project_returns_unit_float32_rows():
    features, metric = fitted()
    vectors = metric.project(features)
    assert vectors.dtype == np.float32
    assert vectors.shape == (60, 8)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_project_in_pieces_returns_the_same_bits():
    features, metric = fitted()
    alone = np.concatenate([metric.project(row[None]) for row in features])
    np.testing.assert_array_equal(alone, metric.project(features))


def test_project_of_the_mean_returns_zeros():
    metric = fitted()[1]
    assert not metric.project(metric.mean[None]).any()


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_on_grid_makes_dot_products_independent_of_order(seed):
    rng = np.random.default_rng(seed)
    rows = on_grid(transform.unit_rows(rng.standard_normal((40, 256))))
    order = rng.permutation(256)
    np.testing.assert_array_equal(rows @ rows.T, rows[:, order] @ rows[:, order].T)
    np.testing.assert_array_equal((rows @ rows.T)[3, 5], rows[3] @ rows[5])


def test_save_and_load_keep_fingerprint_and_are_reproducible(tmp_path):
    metric = fitted()[1]
    metric.save(tmp_path / "a.npz")
    metric.save(tmp_path / "b.npz")
    again = load(tmp_path / "a.npz")
    assert again.fingerprint == metric.fingerprint
    assert again.source == "library"
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"a.npz", "b.npz"}


def test_fingerprint_of_another_metric_differs():
    assert fitted(0)[1].fingerprint != fitted(1)[1].fingerprint


def test_load_of_a_newer_version_is_refused(tmp_path, monkeypatch):
    metric = fitted()[1]
    monkeypatch.setattr(transform, "VERSION", 2)
    metric.save(tmp_path / "new.npz")
    monkeypatch.undo()
    with pytest.raises(UserError) as error:
        load(tmp_path / "new.npz")
    assert error.value.code == "metric-too-new"


def test_load_of_a_damaged_file_is_refused(tmp_path):
    metric = fitted()[1]
    metric.save(tmp_path / "m.npz")
    data = bytearray((tmp_path / "m.npz").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "m.npz").write_bytes(data)
    with pytest.raises(UserError) as error:
        load(tmp_path / "m.npz")
    assert error.value.code == "metric-damaged"


def test_load_of_nothing_names_the_file(tmp_path):
    with pytest.raises(UserError, match=r"gone\.npz"):
        load(tmp_path / "gone.npz")
