"""The model card of an encoder: which files belong to it, and its fingerprint.

Two kinds of model folders: the bundled one, whose weights lie beside its graph for the torch twin,
and those that were added, which are a graph alone.

A feature is only comparable with features of the same weights, the same way of making pixels
and the same pooling. The fingerprint names these together; every feature, metric and index
carries it. It leaves out the ONNX file, the program's version and the machine, which change no
feature beyond rounding. Of an added encoder, whose weights are nowhere but in its graph, the graph
itself counts.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from photosearch.base.atomic import write_bytes
from photosearch.base.errors import UserError
from photosearch.encoder.picture_input import PictureInput, picture_input
from photosearch.encoder.preprocessing import RECIPE
from photosearch.imaging.pixels import GEOMETRY

VERSION = 1
CARD_FILE = "card.json"
GRAPH_FILE = "encoder.onnx"
WEIGHTS_FILE = "weights.safetensors"
CLASSIFIER_FILE = "classifier.npz"

_HINT = "Install photosearch again; your library is not touched by that."


@dataclass(frozen=True)
class Card:
    """What a verified model folder says about itself.

    Attributes:
        name: for people.
        dim: length of a pooled feature.
        fingerprint: hex sha256, see `fingerprint`.
        files: file name → hex sha256.
        pictures: what it takes.
        input_name: of the graph.
        output_name: of the graph, (N, dim) float32.
        largest_batch: pictures that the graph takes at once; some take one at a time.
        bundled: whether it came with the program.
    """

    name: str
    dim: int
    fingerprint: str
    files: dict[str, str]
    pictures: PictureInput = field(default_factory=PictureInput)
    input_name: str = "pixels"
    output_name: str = "pooled"
    largest_batch: int = 64
    bundled: bool = True


def fingerprint(weights_sha256: str) -> str:
    """Return the hex sha256 that names the bundled weights, preprocessing and pooling together."""
    return hashlib.sha256(f"{RECIPE} | {weights_sha256}".encode()).hexdigest()


def added_fingerprint(pictures: PictureInput, output_name: str, graph_sha256: str) -> str:
    """Return the hex sha256 that names an added graph, its preprocessing and its output."""
    recipe = json.dumps([GEOMETRY, pictures.to_json(), output_name, graph_sha256])
    return hashlib.sha256(recipe.encode()).hexdigest()


def read_card(model_dir: Path) -> Card:
    """Read and check card.json; the other files are checked by `verify_file`.

    Raises:
        UserError: the card is missing, unreadable, or newer than this program.
    """
    path = model_dir / CARD_FILE
    try:
        content = json.loads(path.read_text("utf-8"))
        version = content["version"]
        card = _bundled(content) if WEIGHTS_FILE in content["files"] else _added(content)
        recorded = content["fingerprint"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(
            "encoder-damaged", f"The encoder's card {path} is damaged.", _HINT
        ) from error
    if version != VERSION or recorded != card.fingerprint:
        raise UserError(
            "encoder-unknown",
            f"The encoder in {model_dir} was made for another version of photosearch.",
            _HINT,
        )
    return card


def _bundled(content: dict[str, Any]) -> Card:
    return Card(
        name=content["name"],
        dim=content["dim"],
        fingerprint=fingerprint(content["files"][WEIGHTS_FILE]),
        files=dict(content["files"]),
    )


def _added(content: dict[str, Any]) -> Card:
    pictures = picture_input(content["input"])
    output_name = str(content["output"])
    digest = content["files"][GRAPH_FILE]
    return Card(
        name=str(content["name"]),
        dim=int(content["dim"]),
        fingerprint=added_fingerprint(pictures, output_name, digest),
        files=dict(content["files"]),
        pictures=pictures,
        input_name=str(content["input_name"]),
        output_name=output_name,
        largest_batch=int(content["largest_batch"]),
        bundled=False,
    )


def write_card(model_dir: Path, card: Card, about: Mapping[str, Any]) -> None:
    """Write the card of an added encoder, whole or not at all (``OSError``).

    Args:
        model_dir: holds the graph.
        card: with ``bundled`` false.
        about: what else to keep, for people: source, licence, quality.
    """
    content = {
        **about,
        "version": VERSION,
        "name": card.name,
        "dim": card.dim,
        "input": card.pictures.to_json(),
        "input_name": card.input_name,
        "output": card.output_name,
        "largest_batch": card.largest_batch,
        "files": card.files,
        "fingerprint": card.fingerprint,
    }
    write_bytes(model_dir / CARD_FILE, (json.dumps(content, indent=2) + "\n").encode("ascii"))


def verify_file(model_dir: Path, name: str, card: Card) -> None:
    """Compare a file's sha256 with the card, since no model format notices flipped bits.

    Raises:
        UserError: the file is missing, unreadable or not the one that the card names.
    """
    path = model_dir / name
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UserError("encoder-damaged", f"The encoder file {path} is missing.", _HINT) from error
    if digest != card.files.get(name):
        raise UserError("encoder-damaged", f"The encoder file {path} is damaged.", _HINT)
