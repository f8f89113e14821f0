import numpy as np
import pytest

from photosearch.base.errors import UserError
from photosearch.metric import metric_file
from photosearch.metric.group_head import GroupHead
from photosearch.metric.level0 import fit_level0
from photosearch.metric.metric_file import load, load_linear, save
from photosearch.metric.transform import LinearMetric
from photosearch.metric.tuned import TunedMetric, tuned_metric


def fitted(seed: int = 0, n: int = 60) -> tuple[np.ndarray, LinearMetric]:
    features = np.random.default_rng(seed).random((n, 24), dtype=np.float32)
    return features, fit_level0(features, dim=8)


def tuned() -> tuple[np.ndarray, TunedMetric]:
    features, base = fitted()
    rng = np.random.default_rng(1)
    shapes = {"linear": (8, 8), "gates": (4, 8), "offsets": (4,), "pulls": (3, 8)}
    arrays = {name: rng.standard_normal(shape).astype("f4") for name, shape in shapes.items()}
    head = GroupHead(**arrays, profile=np.eye(3, dtype=np.float32))
    return features, tuned_metric(base, head, base.project(features))


def test_save_and_load_keep_fingerprint_and_are_reproducible(tmp_path):
    metric = fitted()[1]
    save(metric, tmp_path / "a.npz")
    save(metric, tmp_path / "b.npz")
    again = load(tmp_path / "a.npz")
    assert again.fingerprint == metric.fingerprint
    assert again.source == "library"
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"a.npz", "b.npz"}


def test_load_of_a_newer_version_is_refused(tmp_path, monkeypatch):
    metric = fitted()[1]
    monkeypatch.setattr(metric_file, "VERSION", 2)
    save(metric, tmp_path / "new.npz")
    monkeypatch.undo()
    with pytest.raises(UserError) as error:
        load(tmp_path / "new.npz")
    assert error.value.code == "metric-too-new"


def test_load_of_a_damaged_file_is_refused(tmp_path):
    metric = fitted()[1]
    save(metric, tmp_path / "m.npz")
    data = bytearray((tmp_path / "m.npz").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "m.npz").write_bytes(data)
    with pytest.raises(UserError) as error:
        load(tmp_path / "m.npz")
    assert error.value.code == "metric-damaged"


def test_load_of_nothing_names_the_file(tmp_path):
    with pytest.raises(UserError, match=r"gone\.npz"):
        load(tmp_path / "gone.npz")


def test_a_tuned_metric_comes_back_with_the_same_vectors(tmp_path):
    features, metric = tuned()
    save(metric, tmp_path / "tuned.npz")
    again = load(tmp_path / "tuned.npz")
    assert again.fingerprint == metric.fingerprint
    assert again.source == "groups"
    np.testing.assert_array_equal(again.project(features), metric.project(features))


def test_a_tuned_metric_is_no_linear_one(tmp_path):
    save(tuned()[1], tmp_path / "tuned.npz")
    with pytest.raises(UserError):
        load_linear(tmp_path / "tuned.npz")
