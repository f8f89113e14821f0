"""Small ONNX encoders that say where a picture has which colour, and some that are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import onnx
from onnx import TensorProto, helper

SIDE = 32


def colours(
    path: Path,
    *,
    batch: int | str = "n",
    output: str = "embedding",
    extra: tuple[str, ...] = (),
    **card: Any,
) -> Path:
    """Write an encoder, float NCHW of 32 px to 48 mean colours, with its card beside it.

    Args:
        path: Of the .onnx file.
        batch: Length of a batch; a number fixes it.
        output: Name of the output.
        extra: What is done wrong: ``"batch"`` mixes the pictures of a batch, ``"nan"`` divides by
            zero, ``"scalar"`` gives one number a picture, ``"map"`` gives no row.
        card: What the card says beside size and layout; ``None`` leaves it out.
    """
    last = "flat"
    nodes = [
        helper.make_node(
            "AveragePool", ["picture"], ["pooled"], kernel_shape=[8, 8], strides=[8, 8]
        ),
        helper.make_node("Flatten", ["pooled"], ["flat"]),
    ]
    if "batch" in extra:
        nodes.append(helper.make_node("ReduceMean", ["flat"], ["mean"], axes=[0], keepdims=1))
        nodes.append(helper.make_node("Sub", ["flat", "mean"], ["mixed"]))
        last = "mixed"
    if "nan" in extra:
        nodes.append(helper.make_node("Sub", ["flat", "flat"], ["zero"]))
        nodes.append(helper.make_node("Div", ["flat", "zero"], ["broken"]))
        last = "broken"
    if "scalar" in extra:
        nodes.append(helper.make_node("ReduceMean", ["flat"], ["one"], axes=[1], keepdims=1))
        last = "one"
    if "map" in extra:
        last = "pooled"
    nodes.append(helper.make_node("Identity", [last], [output]))
    graph = helper.make_graph(
        nodes,
        "colours",
        [helper.make_tensor_value_info("picture", TensorProto.FLOAT, [batch, 3, SIDE, SIDE])],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, None)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(model, str(path))
    said = {"name": "Colours", "size": SIDE, "layout": "NCHW", "output": output} | card
    kept = {word: value for word, value in said.items() if value is not None}
    path.with_suffix(".json").write_text(json.dumps(kept))
    return path
