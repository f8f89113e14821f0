"""Whether a graph from elsewhere can be an encoder here: tried on pictures before it is taken."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.base.errors import UserError
from photosearch.encoder.picture_input import PictureInput

SMALLEST_DIM, LARGEST_DIM = 2, 2048
TOLERANCE = 1e-4
_TYPES = {"uint8": "tensor(uint8)", "float32": "tensor(float)"}
_HINT = "Export the model so that it takes pictures alone and gives one row of numbers for each."
_LOG_NOTHING = 4
_N_OF_A_KIND = 3


def unfit(reason: str) -> UserError:
    """Return the error that says why a graph can't be used."""
    return UserError("encoder-unfit", f"this encoder can't be used: {reason}", _HINT, reason=reason)


def trial_pictures(side: int) -> NDArray[np.uint8]:
    """Return generated pictures, (6, side, side, 3) uint8: coarse squares, then noise."""
    generator = np.random.default_rng(3)
    coarse = generator.integers(0, 256, (_N_OF_A_KIND, 4, 4, 3), dtype=np.uint8)
    factor = -(-side // 4)
    squares = coarse.repeat(factor, axis=1).repeat(factor, axis=2)[:, :side, :side]
    return np.concatenate([squares, generator.integers(0, 256, squares.shape, dtype=np.uint8)])


class GraphTrial:
    """A graph, loaded to be looked at.

    Attributes:
        input_name: Of its only input.
        output_name: Of the output in question.
        dim: How many numbers it gives for a picture.
        largest_batch: How many pictures it takes at once.
    """

    def __init__(self, graph: Path, pictures: PictureInput, output_name: str = "") -> None:
        """Load a graph and try it on generated pictures.

        Args:
            graph: An ONNX file.
            pictures: What the card says that it takes.
            output_name: As the card says; empty where there is only one.

        Raises:
            UserError: ``encoder-unfit``, with the reason.
        """
        self._pictures = pictures
        self._session = _session(graph)
        self.input_name = self._checked_input()
        self.output_name = self._checked_output(output_name)
        tried = trial_pictures(pictures.size_px)
        features = self.run(tried)
        if features.ndim != 2 or len(features) != len(tried) or features.dtype != np.float32:
            shape = "×".join(map(str, features.shape))
            raise unfit(f"its output is {shape} {features.dtype}, not a row of float32 a picture")
        self.dim = int(features.shape[1])
        if not SMALLEST_DIM <= self.dim <= LARGEST_DIM:
            raise unfit(f"it gives {self.dim} numbers a picture, not 2 to {LARGEST_DIM}")
        if not np.isfinite(features).all() or float(np.ptp(features, axis=0).max()) <= 0:
            raise unfit("it gives the same, or no, numbers for different pictures")
        alone = np.concatenate([self.run(one[None]) for one in tried])
        if float(np.abs(alone - features).max()) > TOLERANCE * max(1.0, float(np.abs(alone).max())):
            raise unfit("what it says of a picture depends on the others in the batch")

    def run(self, pixels: NDArray[np.uint8]) -> NDArray[Any]:
        """Return what the graph gives for pictures (N, s, s, 3) uint8."""
        batch = self._pictures.prepared(pixels)
        size = min(self.largest_batch, len(batch))
        try:
            parts = [
                self._session.run([self.output_name], {self.input_name: batch[at : at + size]})[0]
                for at in range(0, len(batch), size)
            ]
        except Exception as error:  # ONNX Runtime raises types of its own without a common base
            raise unfit(f"it does not run ({str(error).splitlines()[0][:200]})") from error
        return np.concatenate(parts)

    def _checked_input(self) -> str:
        inputs = self._session.get_inputs()
        if len(inputs) != 1:
            raise unfit(f"it takes {len(inputs)} inputs")
        (only,) = inputs
        if only.type != _TYPES[self._pictures.dtype]:
            raise unfit(f"it takes {only.type}, and its card says {self._pictures.dtype}")
        wanted = self._pictures.shape
        fits = len(only.shape) == len(wanted) and all(
            not isinstance(found, int) or expected in (None, found)
            for found, expected in zip(only.shape, wanted, strict=True)
        )
        if not fits:
            raise unfit(f"it takes pictures of the shape {only.shape}, and its card says {wanted}")
        self.largest_batch = only.shape[0] if isinstance(only.shape[0], int) else 64
        return str(only.name)

    def _checked_output(self, wanted: str) -> str:
        names = [output.name for output in self._session.get_outputs()]
        if not wanted and len(names) == 1:
            return str(names[0])
        if wanted in names:
            return wanted
        said = f"it has no output {wanted!r}" if wanted else "its card names no output"
        raise unfit(f"{said}; its outputs are {', '.join(names)}")


def _session(graph: Path) -> Any:  # noqa: ANN401 - onnxruntime has no types
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = _LOG_NOTHING
    try:
        return onnxruntime.InferenceSession(
            os.fspath(graph), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise unfit(f"ONNX Runtime does not load it ({reason})") from error
