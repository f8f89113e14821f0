"""The layers of EfficientNet-Lite0, as data.

The ONNX graph (packaging/build_encoder.py) and the torch twin (twin.py) are both built from
this one table, so they cannot drift apart. Batch normalisation is folded into the weights and
biases of the convolutions, hence every layer is a convolution with a bias, most of them
followed by ReLU6.

Source: Tan and Le, "EfficientNet" (2019), table 1, in the Lite variant of Google's TPU team
(2020): no squeeze-and-excitation, ReLU6 instead of swish.
"""

from dataclasses import dataclass

IMAGE_SIZE_PX = 224
"""Width and height of the pictures that the network takes."""

FEATURE_DIM = 1280
"""Channels of the last layer, which is the length of a pooled feature."""

MAP_SIZE = 7
"""Rows and columns of the feature map: one cell per 32 x 32 pixels."""


@dataclass(frozen=True)
class Convolution:
    """One convolution with its folded normalisation.

    The weight is float32 of shape (n_out, n_in, kernel, kernel), or (n_out, 1, kernel, kernel)
    when depthwise; the bias is float32 of shape (n_out,).
    """

    name: str
    n_in: int
    n_out: int
    kernel: int
    stride: int = 1
    depthwise: bool = False
    activated: bool = True

    @property
    def groups(self) -> int:
        """Return the number of channel groups: all channels apart when depthwise."""
        return self.n_in if self.depthwise else 1

    @property
    def weight_shape(self) -> tuple[int, int, int, int]:
        """Return the shape of the weight."""
        return (self.n_out, self.n_in // self.groups, self.kernel, self.kernel)

    @property
    def padding(self) -> tuple[int, int]:
        """Return the zeros to put before and after each row and column.

        TensorFlow's "same" padding for inputs that the stride divides, as all are here:
        kernel - stride in total, the odd one at the end.
        """
        total = self.kernel - self.stride
        return total // 2, total - total // 2


@dataclass(frozen=True)
class Block:
    """Convolutions in a row; `residual` adds the block's input to its output."""

    convolutions: tuple[Convolution, ...]
    residual: bool = False


@dataclass(frozen=True)
class _Stage:
    """A row of the paper's table: equal blocks, of which only the first one strides."""

    n_blocks: int
    kernel: int
    stride: int
    expansion: int
    n_out: int


_STEM_CHANNELS = 32
_STAGES = (
    _Stage(n_blocks=1, kernel=3, stride=1, expansion=1, n_out=16),
    _Stage(n_blocks=2, kernel=3, stride=2, expansion=6, n_out=24),
    _Stage(n_blocks=2, kernel=5, stride=2, expansion=6, n_out=40),
    _Stage(n_blocks=3, kernel=3, stride=2, expansion=6, n_out=80),
    _Stage(n_blocks=3, kernel=5, stride=1, expansion=6, n_out=112),
    _Stage(n_blocks=4, kernel=5, stride=2, expansion=6, n_out=192),
    _Stage(n_blocks=1, kernel=3, stride=1, expansion=6, n_out=320),
)


def _inverted_bottleneck(name: str, n_in: int, stage: _Stage, stride: int) -> Block:
    n_wide = n_in * stage.expansion
    expand = Convolution(f"{name}.expand", n_in, n_wide, kernel=1)
    depthwise = Convolution(
        f"{name}.depthwise", n_wide, n_wide, stage.kernel, stride, depthwise=True
    )
    project = Convolution(f"{name}.project", n_wide, stage.n_out, kernel=1, activated=False)
    convolutions = (depthwise, project) if stage.expansion == 1 else (expand, depthwise, project)
    return Block(convolutions, residual=stride == 1 and n_in == stage.n_out)


def _blocks() -> tuple[Block, ...]:
    blocks = [Block((Convolution("stem", 3, _STEM_CHANNELS, kernel=3, stride=2),))]
    n_in = _STEM_CHANNELS
    for stage in _STAGES:
        for i in range(stage.n_blocks):
            stride = stage.stride if i == 0 else 1
            blocks.append(_inverted_bottleneck(f"block{len(blocks)}", n_in, stage, stride))
            n_in = stage.n_out
    blocks.append(Block((Convolution("head", n_in, FEATURE_DIM, kernel=1),)))
    return tuple(blocks)


BLOCKS = _blocks()
"""The whole network in order: the stem, sixteen inverted bottlenecks, the head."""

CONVOLUTIONS = tuple(convolution for block in BLOCKS for convolution in block.convolutions)
"""All layers with weights, in the order in which they are applied."""
