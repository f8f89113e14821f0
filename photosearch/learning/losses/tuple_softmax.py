"""The temperature softmax on pairs, triplets or quadruplets instead of classes.

What should be near competes with what should be far, as the positive with the negatives of a batch:
``triplets``     a-b against a-c: softplus((s_ac - s_ab) / T), the ratio loss of the triplet network
                 (Hoffer and Ailon 2015, as a log-likelihood; N-pair with N = 2)
``quadruplets``  a-b against c-d: softplus((s_cd - s_ab) / T)
``pairs``        each "same" against every "not the same" of the batch; anchors differ, so this
                 sets one scale for all (Sun et al. 2020, the unified loss L_uni, with one positive)
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from photosearch.learning.losses.metric_loss import zero
from photosearch.learning.losses.tuples import Tuples


def tuple_softmax(similarities: Tensor, tuples: Tuples, temperature: float) -> Tensor:
    """Return the mean over what should be near.

    Shape:
        - similarities: (n, n) float, higher = more alike; tuples: positions 0 to n - 1.
        - output: a scalar >= 0; log 2 for triplets and quadruplets of identical embeddings; 0
          where pairs are all the same or all not.
    """
    rows = torch.tensor(tuples.rows, device=similarities.device)
    scaled = similarities / temperature
    if tuples.same is None:
        far = scaled[rows[:, -2] if tuples.kind == "quadruplets" else rows[:, 0], rows[:, -1]]
        return functional.softplus(far - scaled[rows[:, 0], rows[:, 1]]).mean()
    same = torch.tensor(tuples.same, device=similarities.device)
    of_pairs = scaled[rows[:, 0], rows[:, 1]]
    near, far = of_pairs[same], of_pairs[~same]
    if not len(near) or not len(far):
        return zero(similarities)
    return functional.softplus(torch.logsumexp(far, dim=0) - near).mean()
