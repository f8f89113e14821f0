"""From an architecture, as a checkpoint or a run's configuration holds it, to a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from photosearch.base.errors import UserError
from photosearch.base.paths import resources_dir
from photosearch.encoder.twin import load_twin
from photosearch.learning.models.embedding_model import EmbeddingModel
from photosearch.learning.models.lite0 import N_BLOCKS, Lite0Encoder
from photosearch.learning.models.small_encoder import WIDTHS, SmallEncoder

_TWIN = "efficientnet-lite0"
_LARGEST = 65_536


def build_model(architecture: Mapping[str, Any]) -> EmbeddingModel:
    """Build the model that an architecture describes.

    ``{"kind": "small"}`` has random weights (seed torch before); ``{"kind": "lite0"}`` the bundled
    encoder's, and a random projection if it has one. The other keys are the arguments of
    ``SmallEncoder`` and ``Lite0Encoder``, with their defaults.

    Raises:
        UserError: ``unknown-architecture`` or ``bad-architecture``, such as a size of 0.
    """
    values = dict(architecture)
    kind = values.pop("kind", None)
    builder = {"small": _small, "lite0": _lite0}.get(str(kind))
    if builder is None:
        text = f"There is no model of the kind {kind!r}."
        raise UserError("unknown-architecture", text, "The kinds are small and lite0.")
    model = builder(values)
    if values:
        text = f"A model of the kind {kind!r} has no setting {min(values)!r}."
        raise UserError("unknown-architecture", text, "The file may be of a newer version.")
    return model


def architecture_of(model: EmbeddingModel) -> dict[str, Any]:
    """Return what ``build_model`` builds the same network from (without its weights)."""
    return dict(model.architecture)


def _small(values: dict[str, Any]) -> EmbeddingModel:
    widths = _sizes("widths", values.pop("widths", WIDTHS))
    strides = _sizes("strides", values.pop("strides", (2,) * len(widths)))
    if len(strides) != len(widths):
        raise _bad("strides", list(strides), f"one number for each of the {len(widths)} widths")
    return SmallEncoder(
        _size("dim", values.pop("dim", 64)),
        widths,
        normalised=_truth("normalised", values.pop("normalised", False)),
        input_px=_size("input_px", values.pop("input_px", 32)),
        strides=strides,
        mirrored=_truth("mirrored", values.pop("mirrored", False)),
    )


def _lite0(values: dict[str, Any]) -> EmbeddingModel:
    dim = values.pop("dim", None)
    unfrozen = values.pop("unfrozen_blocks", 0)
    if type(unfrozen) is not int or not 0 <= unfrozen <= N_BLOCKS:
        raise _bad("unfrozen_blocks", unfrozen, f"a whole number from 0 to {N_BLOCKS}")
    dim = None if dim is None else _size("dim", dim)
    return Lite0Encoder(load_twin(resources_dir() / "models" / _TWIN), dim, unfrozen)


def _size(name: str, value: object) -> int:
    if type(value) is not int or not 1 <= value <= _LARGEST:
        raise _bad(name, value, f"a whole number from 1 to {_LARGEST}")
    return value


def _sizes(name: str, values: object) -> tuple[int, ...]:
    if not isinstance(values, (list, tuple)) or not values:
        raise _bad(name, values, "a list of whole numbers")
    return tuple(_size(name, value) for value in values)


def _truth(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _bad(name, value, "true or false")
    return value


def _bad(name: str, value: object, wanted: str) -> UserError:
    text = f"A model can't have {name} = {value!r}."
    return UserError("bad-architecture", text, f"Give {wanted}.")
