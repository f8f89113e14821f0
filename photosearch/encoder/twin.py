"""The encoder as a torch module, for fine-tuning and for graphics processors.

It has the same layers (architecture.py) and the same weights file as the ONNX graph, and gives
the same outputs within 1e-4. Batch normalisation is folded in: there are no running statistics
that a small batch could spoil, and nothing differs between training and evaluation.

This module imports torch (3.5 s). Import it only inside functions that train.
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.encoder.architecture import BLOCKS, Block, Convolution
from photosearch.encoder.card import WEIGHTS_FILE, read_card, verify_file
from photosearch.encoder.preprocessing import PIXEL_OFFSET, PIXEL_SCALE
from photosearch.encoder.weights import read_weights


class EncoderTwin(nn.Module):
    """EfficientNet-Lite0 with folded normalisation; all weights frozen at first.

    Shape:
        - input: (N, 224, 224, 3) uint8, or (N, 3, H, W) float of 0 to 255, RGB.
        - output: pooled (N, 1280) float32, 0 to 6; map (N, H / 32, W / 32, 1280) float32, 0 to 6.
    """

    def __init__(self) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(_TwinBlock(block) for block in BLOCKS)
        self.unfreeze_last_blocks(0)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Return the pooled features and the maps of pictures.

        Args:
            pixels: (N, 224, 224, 3) uint8 as the ONNX session takes them; or (N, 3, H, W) float,
                0 to 255, height and width multiples of 32, as augmentation makes them.
        """
        if pixels.dtype == torch.uint8:
            pixels = pixels.permute(0, 3, 1, 2).float()
        current = (pixels - PIXEL_OFFSET) / PIXEL_SCALE
        for block in self.blocks:
            current = block(current)
        return current.mean(dim=(2, 3)), current.permute(0, 2, 3, 1)

    def unfreeze_last_blocks(self, n_blocks: int) -> None:
        """Let gradients reach the last blocks only; the head counts as one, 0 freezes all.

        Raises:
            ValueError: there are fewer blocks.
        """
        if not 0 <= n_blocks <= len(self.blocks):
            raise ValueError(f"n_blocks must be 0 to {len(self.blocks)}, not {n_blocks}")
        first = len(self.blocks) - n_blocks
        for i, block in enumerate(self.blocks):
            block.requires_grad_(i >= first)


def load_twin(model_dir: Path) -> EncoderTwin:
    """Return the twin with the weights of a model folder, frozen, on the CPU.

    Raises:
        UserError: the weights are missing or damaged, or made for another version.
    """
    verify_file(model_dir, WEIGHTS_FILE, read_card(model_dir))
    weights = read_weights(model_dir / WEIGHTS_FILE)
    twin = EncoderTwin()
    with torch.no_grad():
        for layer in twin.modules():
            if isinstance(layer, _TwinConvolution):
                layer.weight.copy_(torch.from_numpy(weights[f"{layer.name}.weight"]))
                layer.bias.copy_(torch.from_numpy(weights[f"{layer.name}.bias"]))
    return twin


class _TwinConvolution(nn.Module):
    """One convolution with TensorFlow's padding, and ReLU6 where the table says so."""

    def __init__(self, convolution: Convolution) -> None:
        super().__init__()
        self.name = convolution.name
        self.weight = nn.Parameter(torch.zeros(convolution.weight_shape))
        self.bias = nn.Parameter(torch.zeros(convolution.n_out))
        self._stride = convolution.stride
        self._groups = convolution.groups
        self._padding = convolution.padding * 2  # left, right, top, bottom
        self._activated = convolution.activated

    def forward(self, inputs: Tensor) -> Tensor:
        before, after = self._padding[:2]
        if before != after:
            inputs, before = functional.pad(inputs, self._padding), 0
        outputs = functional.conv2d(
            inputs, self.weight, self.bias, self._stride, before, groups=self._groups
        )
        return functional.relu6(outputs) if self._activated else outputs


class _TwinBlock(nn.Module):
    """The convolutions of a block, and its shortcut."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.layers = nn.Sequential(*(_TwinConvolution(c) for c in block.convolutions))
        self._residual = block.residual

    def forward(self, inputs: Tensor) -> Tensor:
        outputs: Tensor = self.layers(inputs)
        return outputs + inputs if self._residual else outputs
