"""What every embedding model is: pictures in, unit vectors out."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

PIXEL_MAX = 255.0


class EmbeddingModel(nn.Module):
    """A backbone, a linear projection and unit length.

    Shape:
        - pixels: (N, H, W, 3) uint8, or (N, 3, H, W) float of 0 to 255, RGB, as augmentation
          makes them.
        - output: (N, dim) float32, rows of unit length (L2).

    Attributes:
        dim: Length of an embedding.
        n_features: Length of the backbone's pooled features.
        input_px: Width and height of the pictures that the model is made for.
        architecture: What ``build_model`` builds the same network from, as JSON values.
        projection: Pooled features → embedding before normalisation; identity where there is
            none.
    """

    def __init__(
        self, n_features: int, dim: int | None, input_px: int, architecture: dict[str, Any]
    ) -> None:
        """Make the projection.

        Args:
            n_features: Of the backbone.
            dim: ``None`` for no projection: the embedding is the features' direction.
            input_px: See above.
            architecture: See above.
        """
        super().__init__()
        self.n_features = n_features
        self.dim = n_features if dim is None else dim
        self.input_px = input_px
        self.architecture = architecture
        self.projection: nn.Module = nn.Identity()
        if dim is not None:
            self.projection = nn.Linear(n_features, dim)

    def forward(self, pixels: Tensor) -> Tensor:
        """Return the embeddings of pictures."""
        return functional.normalize(self.projection(self.features(pixels)), dim=1)

    def features(self, pixels: Tensor) -> Tensor:
        """Return the backbone's pooled features, (N, n_features) float32, of any length."""
        raise NotImplementedError


def planes(pixels: Tensor) -> Tensor:
    """Return pictures as (N, 3, H, W) float32 of 0 to 255, whichever of the two ways they come.

    The memory keeps the order of bytes (channels last), which the convolutions prefer.

    Raises:
        ValueError: The shape is neither.
    """
    if pixels.dtype == torch.uint8 and pixels.ndim == 4 and pixels.shape[3] == 3:
        return pixels.permute(0, 3, 1, 2).float()
    if pixels.is_floating_point() and pixels.ndim == 4 and pixels.shape[1] == 3:
        return pixels.to(memory_format=torch.channels_last)
    raise ValueError(
        f"pictures are (N, H, W, 3) uint8 or (N, 3, H, W) float, not {tuple(pixels.shape)}"
        f" {pixels.dtype}"
    )
