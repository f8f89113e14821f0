import numpy as np

from photosearch.metric.cutoff import Cutoff, calibrate


def test_calibrate_puts_the_threshold_above_the_background():
    rng = np.random.default_rng(0)
    searches = [
        np.append(0.1 * rng.standard_normal(190), np.full(10, 0.9)).astype(np.float32)
        for _ in range(50)
    ]
    cutoff = calibrate(searches)
    assert cutoff.calibrated
    assert cutoff.relevant(np.array([0.9], np.float32)).all()
    assert not cutoff.relevant(np.array([0.0], np.float32)).any()


def test_calibrate_of_a_small_library_says_uncalibrated():
    assert calibrate([np.zeros(5, np.float32)] * 100) == Cutoff()
