"""Batches are the chosen pictures, as pieces and views that a seed repeats."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.samplers.batch import Batch  # noqa: E402 - needs torch
from photosearch.learning.training.phase_clock import PhaseClock  # noqa: E402
from photosearch.learning.training.picture_batches import PictureBatches, ViewBatches  # noqa: E402

_PIXELS = np.random.default_rng(0).integers(0, 256, (6, 8, 8, 3)).astype(np.uint8)
_ROWS = np.array([5, 3, 1])


class Three:
    """A sampler of one batch: all three training pictures, the first twice."""

    n_batches = 1

    def epoch(self, number):
        indices = np.array([0, 1, 2, 0])
        yield Batch(indices, indices % 2, np.array([False, False, False, True]))


def _batches(augment=None, seed=0, crop_px=0):
    return PictureBatches(_PIXELS, _ROWS, Three(), augment, seed, PhaseClock(), crop_px)


def test_pictures_are_the_rows_that_the_sampler_means():
    (batch,) = _batches().epoch(1)
    assert np.array_equal(batch.inputs.numpy(), _PIXELS[[5, 3, 1, 5]])
    assert batch.labels.tolist() == [0, 1, 0, 0]


def test_pieces_are_cut_from_their_pictures_unchanged():
    (batch,) = _batches(crop_px=5).epoch(1)
    assert batch.inputs.shape == (4, 5, 5, 3)
    for piece, source in zip(batch.inputs.numpy(), _PIXELS[[5, 3, 1, 5]], strict=True):
        windows = [source[y : y + 5, x : x + 5] for y in range(4) for x in range(4)]
        assert any(np.array_equal(piece, window) for window in windows)


@pytest.mark.parametrize("crop_px", [0, 5])
def test_views_are_a_function_of_seed_and_epoch(crop_px):
    def noisy(pixels, generator):
        return pixels + torch.rand(pixels.shape, generator=generator)

    def first(seed, epoch):
        return next(iter(_batches(noisy, seed, crop_px).epoch(epoch))).inputs

    assert torch.equal(first(0, 1), first(0, 1))
    assert not torch.equal(first(0, 1), first(0, 2))
    assert not torch.equal(first(0, 1), first(1, 1))


def test_cached_views_show_a_picture_and_its_view_apart():
    views = np.stack([np.arange(6.0), 100 + np.arange(6.0)]).astype(np.float32)[:, :, None]
    for epoch in range(20):
        (batch,) = ViewBatches(views, _ROWS, Three(), 0, PhaseClock()).epoch(epoch)
        shown = batch.inputs[:, 0].tolist()
        assert (shown[0], shown[3]) == (5.0, 105.0)
        assert shown[1] in (3.0, 103.0)


def test_a_single_cached_view_is_shown_as_it_is():
    views = np.arange(6.0, dtype=np.float32)[None, :, None]
    (batch,) = ViewBatches(views, _ROWS, Three(), 0, PhaseClock()).epoch(1)
    assert batch.inputs[:, 0].tolist() == [5.0, 3.0, 1.0, 5.0]
