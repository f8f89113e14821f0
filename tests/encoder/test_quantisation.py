import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from photosearch.encoder.quantisation import crc, dequantise, quantise

feature_rows = arrays(
    np.float32,
    array_shapes(min_dims=2, max_dims=2, max_side=24),
    elements=st.floats(0, 6, width=32, allow_subnormal=False),
)
signed_rows = arrays(
    np.float32,
    array_shapes(min_dims=2, max_dims=2, max_side=24),
    elements=st.floats(-3, 3, width=32, allow_subnormal=False),
)


@given(feature_rows)
def test_dequantise_of_quantise_is_within_half_a_step(features):
    codes, scales = quantise(features)
    assert codes.dtype == np.uint8
    assert scales.dtype == np.float32
    error = np.abs(dequantise(codes, scales) - features)
    assert (error <= scales[:, None] * 0.5001 + 3.1e-36).all()


@given(signed_rows)
def test_dequantise_of_signed_features_is_within_half_a_step(features):
    codes, scales = quantise(features)
    assert ((scales < 0) <= (features < 0).any(axis=1)).all()
    error = np.abs(dequantise(codes, scales) - features)
    assert (error <= np.abs(scales)[:, None] * 0.5001 + 3.1e-36).all()


@given(feature_rows)
def test_quantise_gives_the_greatest_value_the_code_255(features):
    codes, scales = quantise(features)
    assert (codes.max(axis=1)[scales > 0] == 255).all()
    assert (codes[scales == 0] == 0).all()


@given(feature_rows)
def test_quantise_rounds_each_row_by_itself(features):
    codes, scales = quantise(features)
    for i in range(len(features)):
        alone_codes, alone_scales = quantise(features[i : i + 1])
        assert np.array_equal(alone_codes[0], codes[i])
        assert alone_scales[0] == scales[i]


@given(feature_rows)
def test_quantise_again_changes_nothing_beyond_the_scales_last_digits(features):
    codes, scales = quantise(features)
    again, scales_again = quantise(dequantise(codes, scales))
    kept = (scales > 0) & (scales_again > 0)
    assert np.array_equal(again[kept], codes[kept])
    np.testing.assert_allclose(scales_again[kept], scales[kept], rtol=1e-6)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_quantise_of_impossible_values_is_refused(value):
    with pytest.raises(ValueError, match="finite"):
        quantise(np.array([[1.0, value]], np.float32))


def test_quantise_of_a_row_of_zeros_is_zeros():
    codes, scales = quantise(np.zeros((2, 4), np.float32))
    assert not codes.any()
    assert not dequantise(codes, scales).any()


def test_quantise_of_real_features_keeps_their_direction(encoder, pixels):
    features = encoder.encode(pixels)
    rounded = dequantise(*quantise(features))
    norms = np.linalg.norm(features, axis=1) * np.linalg.norm(rounded, axis=1)
    assert ((features * rounded).sum(axis=1) / norms).min() > 0.9999


def test_stored_row_stays_under_one_and_a_half_kilobytes(encoder, pixels):
    codes, scales = quantise(encoder.encode(pixels[:1]))
    assert codes.nbytes + scales.nbytes + 4 <= 1536


@given(st.binary(min_size=1, max_size=64), st.data())
def test_crc_sees_every_flipped_bit(data, choose):
    row = np.frombuffer(data, np.uint8)
    flipped = row.copy()
    flipped[choose.draw(st.integers(0, len(row) - 1))] ^= 1 << choose.draw(st.integers(0, 7))
    assert crc(flipped, 0.5) != crc(row, 0.5)


def test_crc_covers_the_scale():
    row = np.arange(8, dtype=np.uint8)
    assert crc(row, 0.5) != crc(row, 0.25)
    assert crc(row, 0.5) == crc(row.copy(), 0.5)
