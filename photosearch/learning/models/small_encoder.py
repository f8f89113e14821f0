"""The small convolutional encoder of the field's introductions: 32-64-128.

Source: Kelcey, "Metric learning for image similarity search" (Keras examples, 2020): 3×3
convolutions with stride 2 and ReLU, global average pool, linear projection, unit length. There the
convolutions lose the border ("valid"); here they keep it, so any picture of one pixel or more
passes.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

from photosearch.learning.models.embedding_model import PIXEL_MAX, EmbeddingModel, planes

WIDTHS = (32, 64, 128)


class SmallEncoder(EmbeddingModel):
    """Three (or any number of) 3×3 convolutions, pooled.

    Shape:
        - pixels: (N, H, W, 3) uint8, or (N, 3, H, W) float of 0 to 255; any size.
        - output: (N, dim) float32, rows of unit length.
    """

    def __init__(
        self,
        dim: int = 64,
        widths: tuple[int, ...] = WIDTHS,
        *,
        normalised: bool = False,
        input_px: int = 32,
        strides: tuple[int, ...] | None = None,
        mirrored: bool = False,
    ) -> None:
        """Make the layers with torch's default random weights (seed torch before).

        Args:
            dim: Of the embedding, at least 1.
            widths: Channels of each convolution.
            normalised: Batch normalisation behind each convolution; costs nothing to speak of and
                is worth about seven points of Recall@1 on CIFAR-10.
            input_px: Only noted for those who make the pictures.
            strides: Of each convolution; 2 each by default. (1, 2, 2) looks at four times as many
                places, and takes about four times as long.
            mirrored: Outside of training, features are the mean of those of the picture and of
                its mirror image, so both have the same embedding. In training that is left to
                augmentation, which costs half as much.
        """
        strides = strides or (2,) * len(widths)
        architecture = {
            "kind": "small",
            "dim": dim,
            "widths": list(widths),
            "normalised": normalised,
            "input_px": input_px,
            "strides": list(strides),
            "mirrored": mirrored,
        }
        super().__init__(widths[-1], dim, input_px, architecture)
        layers: list[nn.Module] = []
        n_in = 3
        for width, stride in zip(widths, strides, strict=True):
            layers.append(nn.Conv2d(n_in, width, 3, stride, padding=1, bias=not normalised))
            layers += [nn.BatchNorm2d(width)] if normalised else []
            layers.append(nn.ReLU(inplace=True))
            n_in = width
        self.layers = nn.Sequential(*layers)
        self._mirrored = mirrored

    def features(self, pixels: Tensor) -> Tensor:
        """Return the last convolution's channels, averaged: (N, widths[-1]) float32, ≥ 0."""
        scaled = planes(pixels) * (2 / PIXEL_MAX) - 1
        pooled = self._pooled(scaled)
        if self._mirrored and not self.training:
            pooled = (pooled + self._pooled(scaled.flip(3))) / 2
        return pooled

    def _pooled(self, scaled: Tensor) -> Tensor:
        return functional.adaptive_avg_pool2d(self.layers(scaled), 1).flatten(1)
