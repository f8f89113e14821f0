"""From a trained model to an encoder that indexing can use: an ONNX graph with its card.

The graph takes pictures as the decode workers hand them over, (N, s, s, 3) bytes, and gives unit
vectors. It is compared with the model it came from before it is let go.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch

from photosearch.base.atomic import write_bytes
from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.encoder.card import CARD_FILE, GRAPH_FILE
from photosearch.encoder.fitness import TOLERANCE, GraphTrial, trial_pictures
from photosearch.encoder.picture_input import PictureInput
from photosearch.learning.models.embedding_model import EmbeddingModel
from photosearch.learning.training.checkpoint import load_model, read_checkpoint

_OPSET = 18
_OUTPUT = "embedding"


def export_encoder(checkpoint_path: Path, folder: Path) -> float:
    """Write the model of a checkpoint into a folder: encoder.onnx and card.json.

    Args:
        checkpoint_path: Of the lab.
        folder: Exists; what it holds under these names is replaced.

    Returns:
        The greatest difference between graph and model on generated pictures, below 1e-4.

    Raises:
        UserError: The checkpoint can't be read; the graph differs from the model.
    """
    checkpoint = read_checkpoint(checkpoint_path)
    model = load_model(checkpoint, shown(os.fspath(checkpoint_path)))
    return export_model(model, folder, _about(checkpoint.card.details, checkpoint_path))


def export_model(model: EmbeddingModel, folder: Path, about: Mapping[str, Any]) -> float:
    """Write a model's graph and card; see ``export_encoder``."""
    model.eval()
    pictures = PictureInput(size_px=model.input_px)
    pixels = trial_pictures(model.input_px)
    graph = folder / GRAPH_FILE
    _write_graph(model, torch.from_numpy(pixels), graph)
    with torch.no_grad():
        expected = model(torch.from_numpy(pixels)).numpy()
    difference = float(np.abs(GraphTrial(graph, pictures, _OUTPUT).run(pixels) - expected).max())
    if difference > TOLERANCE:
        text = f"the exported graph differs from the model by {difference:.1e}"
        raise UserError("export-differs", text, "Install the lab's libraries anew, then try again.")
    card = {**about, "version": 1, "input": pictures.to_json(), "output": _OUTPUT}
    card["architecture"] = model.architecture
    write_bytes(folder / CARD_FILE, json.dumps(card, indent=2).encode())
    return difference


def _write_graph(model: EmbeddingModel, example: torch.Tensor, path: Path) -> None:
    try:
        import onnx  # noqa: F401 - torch's exporter needs both
        import onnxscript  # noqa: F401
    except ImportError as error:
        text = "writing an encoder needs the lab's libraries, which are not installed"
        raise UserError("no-lab", text, "Install photosearch with its extra: lab.") from error
    with warnings.catch_warnings(), _no_monitor_thread():
        warnings.simplefilter("ignore")  # of the exporter about itself
        torch.onnx.export(
            model,
            (example,),
            os.fspath(path),
            input_names=["pixels"],
            output_names=[_OUTPUT],
            dynamic_shapes=({0: torch.export.Dim("n", min=1, max=4096)},),
            opset_version=_OPSET,
            dynamo=True,
            external_data=False,
            verbose=False,
        )


@contextmanager
def _no_monitor_thread() -> Iterator[None]:
    """Keep the exporter's progress bar (tqdm) from starting a thread that never ends."""
    try:
        from tqdm import tqdm
    except ImportError:
        yield
        return
    before, tqdm.monitor_interval = tqdm.monitor_interval, 0
    try:
        yield
    finally:
        tqdm.monitor_interval = before


def _about(details: Mapping[str, Any], path: Path) -> dict[str, Any]:
    name = str(details.get("name") or path.resolve().parent.parent.name or path.stem)
    return {"name": name, "source": "trained with photosearch lab", "about": dict(details)}
