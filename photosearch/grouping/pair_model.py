"""The model of pairs: how likely two photos are one picture, or two pictures of one moment.

It has learned from pairs that packaging/fit_duplicates.py makes: edits at random strengths, and
what bursts look like, where things move and stand at several depths. Each question has two sets of
trees: one for pairs whose pixels were looked at, one for those that wait for it.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from photosearch.base.errors import UserError
from photosearch.grouping.boosted_trees import BoostedTrees
from photosearch.grouping.pair_evidence import FIRST_NUMBERS
from photosearch.imaging.alignment import NUMBERS

Question = Literal["edited", "scene"]
QUESTIONS: tuple[Question, ...] = ("edited", "scene")
_NOTHING_SPEAKS_FOR_IT = -6.0  # log odds of a pair that waits, unlike in all first numbers

Numbers = npt.NDArray[np.float32]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PairModel:
    """Trees for both questions.

    Attributes:
        looked: By question, for rows of first numbers and alignment: (P, 18).
        first: By question, for rows of first numbers alone: (P, 4).
        shares: By question, the share of positives that was learned from.
        version: Of the file.
    """

    looked: dict[Question, BoostedTrees]
    first: dict[Question, BoostedTrees]
    shares: dict[Question, float]
    version: int

    def log_odds(self, question: Question, first: Numbers, looks: Numbers) -> Floats:
        """Return log odds as they were learned.

        Args:
            question: ``"edited"``: one is an edit of the other; ``"scene"``: they are edits, or
                shots of one moment.
            first: (P, 4) float32.
            looks: (P, 14) float32; rows of NaN where the pixels were not looked at.
        """
        seen = ~np.isnan(looks[:, 0])
        odds = np.full(len(first), _NOTHING_SPEAKS_FOR_IT, dtype=np.float64)
        both = np.concatenate([first[seen], looks[seen]], axis=1)
        odds[seen] = self.looked[question].log_odds(both)
        # Most pairs that wait are strangers, and trees take 10 microseconds a pair.
        similarity, correlation, bits, _ = first.T
        likely = (similarity >= 0.6) | (correlation >= 0.85) | (bits <= 10)
        likely &= ~seen
        odds[likely] = self.first[question].log_odds(first[likely])
        return odds

    def write(self, path: Path) -> str:
        """Write the model; returns the file's sha256 in hexadecimal."""
        arrays = {"about": np.frombuffer(self._about(), np.uint8)}
        for question in QUESTIONS:
            arrays |= self.looked[question].arrays(f"{question}_looked_")
            arrays |= self.first[question].arrays(f"{question}_first_")
        stream = io.BytesIO()
        np.savez_compressed(stream, allow_pickle=False, **arrays)
        path.write_bytes(stream.getvalue())
        return hashlib.sha256(stream.getvalue()).hexdigest()

    def _about(self) -> bytes:
        about = {"version": self.version, "shares": self.shares, "first": FIRST_NUMBERS}
        return json.dumps(about | {"look": NUMBERS}).encode()


def read_model(folder: Path) -> PairModel:
    """Read the model and check it against its card.

    Raises:
        UserError: ``model-damaged``.
    """
    try:
        content = (folder / "model.npz").read_bytes()
        card = json.loads((folder / "card.json").read_text("utf-8"))
        if hashlib.sha256(content).hexdigest() != card["sha256"]:
            raise ValueError("another file than the card says")
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            about = json.loads(stored["about"].tobytes())
            if tuple(about["first"]) != FIRST_NUMBERS or tuple(about["look"]) != NUMBERS:
                raise ValueError("made for other numbers")
            return PairModel(
                {one: BoostedTrees.of_arrays(stored, f"{one}_looked_") for one in QUESTIONS},
                {one: BoostedTrees.of_arrays(stored, f"{one}_first_") for one in QUESTIONS},
                about["shares"],
                about["version"],
            )
    except (OSError, ValueError, KeyError) as error:
        text = "the model that recognises duplicates is missing or damaged"
        raise UserError("model-damaged", text, "Install photosearch again.") from error
