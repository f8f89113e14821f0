import math

import pytest

from photosearch.encoder.architecture import BLOCKS, CONVOLUTIONS, Convolution


def test_blocks_are_the_stem_sixteen_bottlenecks_and_the_head():
    assert len(BLOCKS) == 18
    assert sum(block.residual for block in BLOCKS) == 9


def test_convolutions_hold_the_published_number_of_weights():
    # Lite0 has 4,652,008 parameters; the classifier takes 1,281,000 of them, and folding turns
    # two trained numbers a channel (gamma and beta) into one bias.
    n_channels = sum(convolution.n_out for convolution in CONVOLUTIONS)
    n_weights = sum(math.prod(convolution.weight_shape) for convolution in CONVOLUTIONS)
    assert n_weights + 2 * n_channels == 4_652_008 - 1_281_000


@pytest.mark.parametrize(
    ("kernel", "stride", "expected"),
    [(1, 1, (0, 0)), (3, 1, (1, 1)), (3, 2, (0, 1)), (5, 1, (2, 2)), (5, 2, (1, 2))],
)
def test_padding_is_tensorflows_same(kernel, stride, expected):
    assert Convolution("c", 8, 8, kernel, stride).padding == expected
