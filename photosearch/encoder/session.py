"""The encoder at work: pictures in, features out, through ONNX Runtime on the CPU.

A photo's feature must be the same numbers whether it came in a batch while indexing or alone as
a query. ONNX Runtime computes every picture of a batch by itself, in an order of additions that
depends on neither batch size nor number of threads, so features are equal to the last bit on one
machine (tests/encoder/test_session.py holds it). Between kinds of processor they differ in the
sixth digit, which the rounding to eight bits hides almost always.

Batches are of four: on two threads one alone is 7 to 15 % slower, as its small layers give two
threads too little to do, and more than four only costs memory. Idle threads sleep instead of
spinning: spinning gains nothing from batches of four on, and takes the cores from the decode
workers.
"""

import os
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from photosearch.encoder.architecture import FEATURE_DIM, MAP_SIZE
from photosearch.encoder.card import GRAPH_FILE, WEIGHTS_FILE, Card, read_card, verify_file
from photosearch.encoder.picture_input import PictureInput

BATCH_SIZE = 4
_LOG_ERRORS_ONLY = 3


class InferenceSession(Protocol):
    """The one method of onnxruntime.InferenceSession that is used here."""

    def run(
        self, output_names: list[str], input_feed: dict[str, NDArray[Any]]
    ) -> list[NDArray[np.float32]]:
        """Return the named outputs."""
        ...


class Encoder:
    """The frozen backbone, ready to run; `load` makes one.

    It may be used from several threads at once; each call uses all of the encoder's threads.
    """

    def __init__(self, session: InferenceSession, card: Card) -> None:
        self.fingerprint: str = card.fingerprint
        self.name: str = card.name
        self.dim: int = card.dim
        self.pictures: PictureInput = card.pictures
        self.has_maps: bool = card.bundled
        self._card = card
        self._session = session

    @classmethod
    def load(cls, model_dir: Path, threads: int = 0) -> "Encoder":
        """Verify and load the encoder of a folder, in about 0.1 s.

        Args:
            model_dir: holds card.json and the files that it names.
            threads: how many compute at once; 0 for all cores that this process may use.

        Raises:
            UserError: a file is missing or damaged, or made for another version.
        """
        card = read_card(model_dir)
        for name in card.files:
            if name in (GRAPH_FILE, WEIGHTS_FILE):
                verify_file(model_dir, name, card)

        import onnxruntime  # 0.2 s, which neither start-up nor --help should pay

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or _usable_cores()
        options.inter_op_num_threads = 1
        options.log_severity_level = _LOG_ERRORS_ONLY
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(
            os.fspath(model_dir / GRAPH_FILE), options, providers=["CPUExecutionProvider"]
        )
        return cls(session, card)

    def encode(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return the pooled features of pictures.

        Args:
            pixels: (N, s, s, 3) uint8, RGB, as made by imaging.pixels.encoder_pixels; s is
                ``pictures.size_px``.

        Returns:
            (N, dim) float32, not of unit length; the bundled encoder's are 1,280, 0 to 6.
        """
        return self._run(self._card.output_name, pixels, (self.dim,))

    def encode_maps(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return the bundled encoder's feature maps, whose mean over the cells is its feature.

        Only where ``has_maps``: an added encoder names a pooled output alone.

        Args:
            pixels: (N, 224, 224, 3) uint8, RGB, as made by imaging.pixels.encoder_pixels.

        Returns:
            (N, 7, 7, 1280) float32, 0 to 6: 250 kB a picture.
        """
        return self._run("map", pixels, (MAP_SIZE, MAP_SIZE, FEATURE_DIM))

    def _run(
        self, output: str, pixels: NDArray[np.uint8], shape: tuple[int, ...]
    ) -> NDArray[np.float32]:
        features = np.empty((len(pixels), *shape), np.float32)
        size = min(BATCH_SIZE, self._card.largest_batch)
        for start in range(0, len(pixels), size):
            batch = self.pictures.prepared(pixels[start : start + size])
            fed = {self._card.input_name: batch}
            (features[start : start + size],) = self._session.run([output], fed)
        return features


def _usable_cores() -> int:
    """Return how many cores this process may use; ONNX Runtime's own default pins its threads."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
