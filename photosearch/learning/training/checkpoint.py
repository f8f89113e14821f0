"""Checkpoints: one file with the weights, what they are for, and a sum over both.

The file is safetensors (https://github.com/huggingface/safetensors): plain numbers, nothing that
could run. That format has no checksum, so the header's metadata holds two texts: ``card``, a JSON
document that says what the weights belong to, and ``sha256`` over the card and every tensor's
name, type, shape and bytes. The file is written under a temporary name and put in place in one
step: a crash leaves the older one.

Names of tensors: ``model.…`` are the weights to use; ``training.…`` is what a resumed training
needs beside them (training_state.py), and is left out of a model that is only used.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

import photosearch
from photosearch.base.atomic import write_bytes
from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.learning.models.building import build_model
from photosearch.learning.models.embedding_model import EmbeddingModel

VERSION = 1
_FORMAT = "photosearch checkpoint"
_MODEL = "model."
_INSTEAD = "Use an earlier checkpoint of the run, or train again."

Tensors = dict[str, Tensor]


def program_versions() -> dict[str, str]:
    """Return the versions that a result may depend on."""
    return {
        "photosearch": photosearch.__version__,
        "python": platform.python_version(),
        "torch": str(torch.__version__),
    }


@dataclass(frozen=True)
class CheckpointCard:
    """What a checkpoint's weights belong to.

    Attributes:
        architecture: What ``build_model`` builds the network from.
        settings: Of the training, as JSON.
        epoch: After which it was written.
        progress: Where the training was; empty where it can't be resumed.
        details: Anything else to know, such as the loss, the data's fingerprint and class names.
        versions: Of the program and its libraries that wrote it.
    """

    architecture: Mapping[str, Any]
    settings: Mapping[str, Any]
    epoch: int
    progress: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=program_versions)


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """A card and the tensors by name."""

    card: CheckpointCard
    tensors: Tensors

    def named(self, prefix: str) -> Tensors:
        """Return the tensors below a prefix, such as ``"model."``, without it."""
        size = len(prefix)
        return {name[size:]: t for name, t in self.tensors.items() if name.startswith(prefix)}


def write_checkpoint(path: Path, checkpoint: Checkpoint) -> None:
    """Write a checkpoint in one step; a file of that name is replaced only by a whole one.

    Raises:
        UserError: The folder can't be written, or the disk is full.
    """
    tensors = {name: t.detach().cpu().contiguous() for name, t in checkpoint.tensors.items()}
    card = json.dumps({"format": _FORMAT, "version": VERSION, **asdict(checkpoint.card)})
    data = save(tensors, {"card": card, "sha256": _digest(card, tensors)})
    try:
        write_bytes(path, data)
    except OSError as error:
        text = f"the checkpoint {shown(str(path))} can't be written: {error.strerror}"
        raise UserError("checkpoint-not-written", text, "Free some space, or choose --out.") from (
            error
        )


def read_checkpoint(path: Path) -> Checkpoint:
    """Read a checkpoint and make sure that it is what was written.

    Raises:
        UserError: ``no-checkpoint``, ``not-a-checkpoint``, ``checkpoint-truncated``,
            ``checkpoint-altered`` or ``checkpoint-too-new``.
    """
    name = shown(str(path))
    if not path.is_file():
        text = f"there is no checkpoint {name}"
        raise UserError("no-checkpoint", text, "Name a .safetensors file of a run.")
    metadata, tensors = _read_file(path, name)
    card = metadata.get("card", "")
    document = _document(card, name)
    if document["version"] > VERSION:
        text = f"{name} comes from a newer version of photosearch"
        raise UserError("checkpoint-too-new", text, "Update photosearch to use it.")
    if metadata.get("sha256") != _digest(card, tensors):
        text = f"{name} was altered or damaged after it was written"
        raise UserError("checkpoint-altered", text, _INSTEAD)
    del document["format"], document["version"]
    try:
        return Checkpoint(CheckpointCard(**document), tensors)
    except TypeError as error:
        raise _foreign(name) from error


def load_model(checkpoint: Checkpoint, name: str) -> EmbeddingModel:
    """Build the model of a checkpoint, with its weights, ready to use (``eval``).

    Args:
        checkpoint: As read.
        name: Of the file, for the message.

    Raises:
        UserError: ``checkpoint-other-architecture``, or the architecture is unknown.
    """
    model = build_model(checkpoint.card.architecture)
    fill_model(model, checkpoint, name)
    return model.eval()


def fill_model(model: EmbeddingModel, checkpoint: Checkpoint, name: str) -> None:
    """Give a model the weights of a checkpoint, all or none of them.

    Raises:
        UserError: ``checkpoint-other-architecture``; the model is as it was.
    """
    weights = checkpoint.named(_MODEL)
    own = model.state_dict()
    shapes = {key: (tensor.shape, tensor.dtype) for key, tensor in own.items()}
    if shapes != {key: (tensor.shape, tensor.dtype) for key, tensor in weights.items()}:
        text = f"the weights in {shown(name)} belong to a model of another architecture"
        hint = "Of a run of the lab, name model.safetensors: it holds the whole model."
        raise UserError("checkpoint-other-architecture", text, hint)
    model.load_state_dict(weights)


def model_tensors(state: Mapping[str, Tensor]) -> Tensors:
    """Return a model's state under the names that a checkpoint gives it."""
    return {_MODEL + name: tensor for name, tensor in state.items()}


def _read_file(path: Path, name: str) -> tuple[dict[str, str], Tensors]:
    try:
        with safe_open(path, framework="pt") as file:
            metadata = dict(file.metadata() or {})
            # Copies: the file is mapped, and may be replaced while the tensors live.
            tensors = {key: file.get_tensor(key).clone() for key in file.keys()}  # noqa: SIM118
    except OSError as error:
        text = f"{name} can't be read: {error.strerror or error}"
        raise UserError("not-a-checkpoint", text, "Check the file and its permissions.") from error
    except SafetensorError as error:
        if "incomplete metadata" in str(error) or "header length" in str(error):
            text = f"the checkpoint {name} is cut short"
            raise UserError("checkpoint-truncated", text, _INSTEAD) from error
        raise _foreign(name) from error
    return metadata, tensors


def _document(card: str, name: str) -> dict[str, Any]:
    try:
        document: Any = json.loads(card)
    except ValueError as error:
        raise _foreign(name) from error
    known = isinstance(document, dict) and document.get("format") == _FORMAT
    if not known or type(document.get("version")) is not int:
        raise _foreign(name)
    return dict(document)


def _foreign(name: str) -> UserError:
    text = f"{name} is not a checkpoint of photosearch"
    return UserError("not-a-checkpoint", text, "Name a .safetensors file of a run.")


def _digest(card: str, tensors: Mapping[str, Tensor]) -> str:
    digest = hashlib.sha256(card.encode())
    for name in sorted(tensors):
        tensor = tensors[name]
        digest.update(f"\0{name}\0{tensor.dtype}\0{list(tensor.shape)}\0".encode())
        digest.update(tensor.contiguous().reshape(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()
