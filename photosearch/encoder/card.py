"""The model card of an encoder: which files belong to it, and its fingerprint.

A feature is only comparable with features of the same weights, the same way of making pixels
and the same pooling. The fingerprint names these together; every feature, metric and index
carries it. It leaves out the ONNX file, the program's version and the machine, which change no
feature beyond rounding.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from photosearch.base.errors import UserError
from photosearch.encoder.preprocessing import RECIPE

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
    """

    name: str
    dim: int
    fingerprint: str
    files: dict[str, str]


def fingerprint(weights_sha256: str) -> str:
    """Return the hex sha256 that names weights, preprocessing and pooling together."""
    return hashlib.sha256(f"{RECIPE} | {weights_sha256}".encode()).hexdigest()


def read_card(model_dir: Path) -> Card:
    """Read and check card.json; the other files are checked by `verify_file`.

    Raises:
        UserError: the card is missing, unreadable, or newer than this program.
    """
    path = model_dir / CARD_FILE
    try:
        content = json.loads(path.read_text("utf-8"))
        version = content["version"]
        card = Card(
            name=content["name"],
            dim=content["dim"],
            fingerprint=fingerprint(content["files"][WEIGHTS_FILE]),
            files=dict(content["files"]),
        )
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
