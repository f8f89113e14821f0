"""The bundled EfficientNet-Lite0 with any of its last blocks unfrozen.

Frozen blocks give the same maps for a picture at every step, and they are nearly all of the time
(445 ms of forward and backward for the whole network, 6 ms for its last blocks). So the maps that
leave the frozen blocks are computed once (``Lite0Encoder.frozen_maps``), and training runs on
``Lite0Encoder.tail()``, which takes maps where a model takes pixels and shares its weights with
the whole model. Price: cached maps are of unaugmented pictures; whoever wants views computes the
maps of a few views a picture.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from photosearch.base.progress import NO_PROGRESS, Progress, Step
from photosearch.base.types import Pixels, Vectors
from photosearch.encoder.architecture import BLOCKS, FEATURE_DIM, IMAGE_SIZE_PX
from photosearch.encoder.preprocessing import PIXEL_OFFSET, PIXEL_SCALE
from photosearch.encoder.twin import EncoderTwin
from photosearch.learning.models.embedding_model import EmbeddingModel, planes

N_BLOCKS = len(BLOCKS)
"""Blocks that can be unfrozen: the stem, sixteen inverted bottlenecks, the head."""

_PICTURES_AT_ONCE = 16


class Lite0Encoder(EmbeddingModel):
    """The encoder's torch twin, a linear projection (or none) and unit length.

    Shape:
        - pixels: (N, 224, 224, 3) uint8, or (N, 3, H, W) float of 0 to 255, sides multiples of 32.
        - output: (N, dim) float32, rows of unit length.
    """

    def __init__(self, twin: EncoderTwin, dim: int | None, unfrozen_blocks: int) -> None:
        """Take over a twin (``photosearch.encoder.twin.load_twin``).

        Args:
            twin: With its weights; which of them learn is set here.
            dim: Of the embedding; ``None`` for the 1,280 features themselves.
            unfrozen_blocks: How many of the last blocks learn, 0 to ``N_BLOCKS``. The head (a 1×1
                convolution) counts as one: 2 is the last bottleneck and the head.

        Raises:
            ValueError: There are fewer blocks.
        """
        architecture = {"kind": "lite0", "dim": dim, "unfrozen_blocks": unfrozen_blocks}
        super().__init__(FEATURE_DIM, dim, IMAGE_SIZE_PX, architecture)
        twin.unfreeze_last_blocks(unfrozen_blocks)
        self.twin = twin
        self.n_frozen = N_BLOCKS - unfrozen_blocks

    def features(self, pixels: Tensor) -> Tensor:
        """Return the pooled features, (N, 1280) float32, 0 to 6."""
        pooled: Tensor = self.twin(pixels)[0]
        return pooled

    def tail(self) -> Lite0Tail:
        """Return what learns, as a model of cached maps; it shares its weights with this one."""
        return Lite0Tail(self)

    def frozen_maps(self, pixels: Pixels, progress: Progress = NO_PROGRESS) -> Vectors:
        """Return what the frozen blocks make of pictures, for ``tail()``.

        Args:
            pixels: (N, 224, 224, 3) uint8.
            progress: Reported to and checked at every 16 pictures, phase ``"features"``.

        Returns:
            (N, C, h, w) float32 maps: 37.6 kB a picture with two unfrozen blocks; with none
            (N, 1280), the pooled features.

        Raises:
            Cancelled: The person cancelled.
        """
        maps: Vectors | None = None
        for start in range(0, len(pixels), _PICTURES_AT_ONCE):
            progress.checkpoint()
            progress.report(Step("features", start, len(pixels)))
            block = torch.from_numpy(np.array(pixels[start : start + _PICTURES_AT_ONCE]))
            with torch.inference_mode():
                out = self._frozen(block).numpy()
            if maps is None:
                maps = np.empty((len(pixels), *out.shape[1:]), dtype=np.float32)
            maps[start : start + len(out)] = out
        progress.report(Step("features", len(pixels), len(pixels)))
        return np.empty((0, FEATURE_DIM), dtype=np.float32) if maps is None else maps

    def _frozen(self, pixels: Tensor) -> Tensor:
        current = (planes(pixels) - PIXEL_OFFSET) / PIXEL_SCALE
        for block in self.twin.blocks[: self.n_frozen]:
            current = block(current)
        return current.mean(dim=(2, 3)) if self.n_frozen == N_BLOCKS else current.contiguous()


class Lite0Tail(EmbeddingModel):
    """The unfrozen blocks and the projection of a ``Lite0Encoder``, on cached maps.

    Shape:
        - maps: (N, C, h, w) float32, or (N, 1280) where all blocks are frozen.
        - output: (N, dim) float32, rows of unit length.
    """

    def __init__(self, whole: Lite0Encoder) -> None:
        """Share the weights of a whole model; what this one learns, that one has learned."""
        super().__init__(FEATURE_DIM, None, whole.input_px, whole.architecture)
        self.dim = whole.dim
        self.projection = whole.projection
        self.blocks = nn.Sequential(*whole.twin.blocks[whole.n_frozen :])

    def features(self, pixels: Tensor) -> Tensor:
        """Return the pooled features, (N, 1280) float32, of maps."""
        return pixels if pixels.ndim == 2 else self.blocks(pixels).mean(dim=(2, 3))
