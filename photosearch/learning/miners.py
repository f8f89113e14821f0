"""Which triplets of a batch a triplet loss learns from.

``all``        every triplet (those beyond the margin add nothing to the loss)
``semi-hard``  negatives farther than the positive, but within the margin:
               D_ap < D_an < D_ap + margin (Schroff et al. 2015, section 3.2)
``hard``       for each anchor its farthest positive and its nearest negative: "batch hard"
               (Hermans et al. 2017, L_BH)

Semi-hard is the steady choice; hard from the first step on can pull everything into one point. In
a collapsed batch nothing is semi-hard: its loss is 0 there, so watch the spread, not the loss.
"""

from __future__ import annotations

from typing import Literal, get_args

import torch
from torch import Tensor

from photosearch.base.errors import UserError

Miner = Literal["all", "semi-hard", "hard"]
MINERS: tuple[Miner, ...] = get_args(Miner)


def mine(distances: Tensor, labels: Tensor, miner: Miner, margin: float) -> Tensor:
    """Choose triplets.

    Shape:
        - distances: (n, n) float; labels: (n,) int64.
        - output: (t, 3) int64 rows (anchor, positive, negative), t >= 0, ordered.

    Args:
        distances: between the embeddings of the batch; no gradient flows through the choice.
        labels: their classes.
        miner: which of the triplets.
        margin: of the hinge D_ap - D_an + margin, in the distance's unit; only semi-hard asks.
    """
    distances = distances.detach()
    same = labels[:, None] == labels[None, :]
    itself = torch.eye(len(labels), dtype=torch.bool, device=labels.device)
    if miner == "hard":
        return _hardest(distances, same & ~itself, ~same)
    anchors, positives = torch.nonzero(same & ~itself, as_tuple=True)
    wanted = ~same[anchors]
    if miner == "semi-hard":
        gaps = distances[anchors] - distances[anchors, positives][:, None]
        wanted &= (gaps > 0) & (gaps < margin)
    pairs, negatives = torch.nonzero(wanted, as_tuple=True)
    return torch.stack([anchors[pairs], positives[pairs], negatives], dim=1)


def checked_miner(name: str) -> Miner:
    """Return the miner of this name.

    Raises:
        UserError: ``unknown-miner``.
    """
    for known in MINERS:
        if name == known:
            return known
    raise UserError(
        "unknown-miner", f"{name} is no miner.", f"Say {', '.join(MINERS[:-1])} or {MINERS[-1]}."
    )


def _hardest(distances: Tensor, positive: Tensor, negative: Tensor) -> Tensor:
    infinite = torch.tensor(float("inf"), dtype=distances.dtype, device=distances.device)
    anchors = torch.nonzero(positive.any(dim=1) & negative.any(dim=1))[:, 0]
    if not len(anchors):
        return torch.empty((0, 3), dtype=torch.int64, device=distances.device)
    farthest = torch.where(positive, distances, -infinite)[anchors].argmax(dim=1)
    nearest = torch.where(negative, distances, infinite)[anchors].argmin(dim=1)
    return torch.stack([anchors, farthest, nearest], dim=1)
