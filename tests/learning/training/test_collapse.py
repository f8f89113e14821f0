"""Spread and rank have their analytic values, and a collapse is told from a slow start."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.training.collapse import (  # noqa: E402 - needs torch
    CollapseDetector,
    effective_rank,
    spread,
)


def _point(n: int = 8, noise: float = 0.0):
    rows = torch.ones(n, 5) + noise * torch.randn(n, 5, generator=torch.Generator().manual_seed(1))
    return torch.nn.functional.normalize(rows)


def test_spread_of_orthogonal_vectors_is_one():
    assert spread(torch.eye(4)) == pytest.approx(1.0)


def test_spread_of_one_point_is_nothing():
    assert spread(_point()) == pytest.approx(0.0, abs=1e-6)


def test_spread_is_the_mean_over_pairs():
    rows = np.random.default_rng(0).normal(size=(6, 3))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    cosines = rows @ rows.T
    expected = np.mean([1 - cosines[i, j] for i in range(6) for j in range(6) if i != j])
    assert spread(torch.from_numpy(rows).float()) == pytest.approx(expected, abs=1e-6)


def test_effective_rank_of_axes_is_their_number():
    rows = torch.cat([torch.eye(5), -torch.eye(5)])
    assert effective_rank(rows) == pytest.approx(5.0, abs=1e-4)


def test_effective_rank_of_a_line_is_one_and_of_a_point_none():
    line = torch.tensor([[1.0, 0, 0], [-1.0, 0, 0], [1.0, 0, 0]])
    assert effective_rank(line) == pytest.approx(1.0, abs=1e-4)
    assert effective_rank(_point()) == 0.0


def test_detector_waits_for_a_network_that_starts_in_one_place():
    detector = CollapseDetector(grace=20)
    assert not any(detector.collapsed(_point(noise=0.01)) for _ in range(15))
    assert not any(detector.collapsed(torch.eye(4)) for _ in range(30))


def test_detector_finds_a_point_after_its_grace():
    detector = CollapseDetector(grace=20)
    found = [detector.collapsed(_point()) for _ in range(25)]
    assert found.index(True) == 20


def test_detector_finds_a_fall_after_a_good_time():
    detector = CollapseDetector(grace=5)
    assert not any(detector.collapsed(torch.eye(4)) for _ in range(50))
    assert any(detector.collapsed(_point()) for _ in range(60))


def test_detector_finds_a_line_only_where_there_is_room_for_more():
    detector = CollapseDetector(grace=0)
    detector.collapsed(torch.eye(4))
    assert detector.is_line(1.01, dim=8, n_classes=5)
    assert not detector.is_line(1.01, dim=8, n_classes=2)
    assert not detector.is_line(3.0, dim=8, n_classes=5)


def test_detector_goes_on_where_it_was():
    one, other = CollapseDetector(grace=3), CollapseDetector(grace=3)
    for _ in range(3):
        one.collapsed(_point())
    other.restore(one.state())
    assert one.collapsed(_point())
    assert other.collapsed(_point())
