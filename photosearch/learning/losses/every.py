"""Every loss of the package."""

from __future__ import annotations

from photosearch.learning.losses.anchor_positive import AnchorPositive
from photosearch.learning.losses.metric_loss import MetricLoss
from photosearch.learning.losses.supcon import SupCon

CLASSES: dict[str, type[MetricLoss]] = {one.name: one for one in (AnchorPositive, SupCon)}
