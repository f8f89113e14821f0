"""The learning rate over a training: a linear warm-up, then half a cosine down to nothing."""

from __future__ import annotations

import math


def rate_factor(share: float, warm_up: float) -> float:
    """Return what the learning rate is multiplied by (Loshchilov & Hutter 2017, equation 5).

    Args:
        share: How much of the training is done, 0 to 1.
        warm_up: Share of the training during which the rate rises, 0 to below 1.

    Returns:
        0 to 1; never exactly 0 before the end, so that the first step moves too.
    """
    share = min(max(share, 0.0), 1.0)
    if share < warm_up:
        return max(share / warm_up, 0.01)
    return 0.5 * (1 + math.cos(math.pi * (share - warm_up) / (1 - warm_up)))
