"""Every loss of the package."""

from __future__ import annotations

from photosearch.learning.losses.anchor_positive import AnchorPositive
from photosearch.learning.losses.contrastive import Contrastive
from photosearch.learning.losses.lifted_structure import LiftedStructure
from photosearch.learning.losses.metric_loss import MetricLoss
from photosearch.learning.losses.multi_similarity import MultiSimilarity
from photosearch.learning.losses.n_pair import NPair
from photosearch.learning.losses.nt_xent import NTXent
from photosearch.learning.losses.proxy_anchor import ProxyAnchor
from photosearch.learning.losses.proxy_nca import ProxyNCA
from photosearch.learning.losses.quadruplet import Quadruplet
from photosearch.learning.losses.ranked_list import RankedList
from photosearch.learning.losses.supcon import SupCon
from photosearch.learning.losses.triplet import Triplet

_CLASSES: tuple[type[MetricLoss], ...] = (
    AnchorPositive, NTXent, SupCon, Contrastive, Triplet, Quadruplet, NPair, LiftedStructure,
    ProxyNCA, ProxyAnchor, RankedList, MultiSimilarity,
)  # fmt: skip
CLASSES: dict[str, type[MetricLoss]] = {one.name: one for one in _CLASSES}
