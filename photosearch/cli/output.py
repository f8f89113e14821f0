"""What a command prints: the result on stdout, everything else on stderr."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable
from typing import Any

from photosearch.base.errors import UserError
from photosearch.base.paths import as_text, shown
from photosearch.base.progress import Step

_TTY_EVERY_S = 0.1
_LOG_EVERY_S = 5.0
_CLEAR = "\r\x1b[K"

_PHASES = {
    "scan": "Looking through the folders",
    "index": "Indexing",
    "fit": "Learning what your photos have in common",
    "project": "Applying the metric",
    "neighbours": "Finding neighbours",
    "snapshot": "Saving the index",
    "check": "Checking",
    "encode": "Encoding",
    "rank": "Ranking",
    "trash": "Moving files",
    "wait": "Waiting for another command",
    "decode": "Reading pictures",
    "near-duplicates": "Looking for near-duplicates",
    "features": "Computing features",
    "train": "Training",
    "embed": "Embedding",
    "evaluate": "Measuring",
    "classify": "Fitting classifiers",
    "cluster": "Clustering",
    "candidates": "Looking for pairs",
    "look": "Comparing pictures",
    "pixels": "Comparing every pixel",
}


class Output:
    """Prints results as text or as one JSON document, and progress as it comes.

    Attributes:
        as_json: Whether stdout gets one ASCII-escaped JSON document.
        quiet: Whether stderr gets errors only.
    """

    def __init__(self, *, as_json: bool = False, quiet: bool = False) -> None:
        self.as_json = as_json
        self.quiet = quiet
        self._shown_at = 0.0
        self._line_open = False

    def result(self, document: dict[str, Any], lines: Iterable[str]) -> None:
        """Print a result: ``document`` as JSON, or ``lines`` for people."""
        self.end_progress()
        if self.as_json:
            _write(json.dumps(document, ensure_ascii=True))
        else:
            for line in lines:
                _write(line)

    def error(self, error: UserError) -> None:
        """Print what went wrong, and what to do, on one line of stderr."""
        self.end_progress()
        if self.as_json:
            body = {"code": error.code, "message": error.message, "hint": error.hint}
            _write(json.dumps({"error": body}, ensure_ascii=True))
        hint = f" {error.hint}" if error.hint else ""
        message = error.message.rstrip(".")
        sys.stderr.write(f"photosearch: {message}.{hint}\n")

    def cancelled(self) -> None:
        """Say that the person stopped it."""
        text = "Cancelled. What was finished is kept."
        if self.as_json:
            body = {"code": "cancelled", "message": text, "hint": ""}
            _write(json.dumps({"error": body}, ensure_ascii=True))
        self.end_progress()
        self.note(text)

    def note(self, text: str) -> None:
        """Tell the person something beside the result."""
        if not self.quiet:
            self.end_progress()
            sys.stderr.write(text + "\n")

    def step(self, step: Step) -> None:
        """Show progress: one changing line on a terminal, a line now and then in a log."""
        if self.quiet:
            return
        terminal = sys.stderr.isatty()
        now = time.monotonic()
        last = step.total > 0 and step.done >= step.total
        if not last and now - self._shown_at < (_TTY_EVERY_S if terminal else _LOG_EVERY_S):
            return
        self._shown_at = now
        line = describe(step)
        if terminal:
            width = max(20, os.get_terminal_size(sys.stderr.fileno()).columns - 1)
            sys.stderr.write(_CLEAR + line[:width])
            self._line_open = True
        else:
            sys.stderr.write(line + "\n")
        sys.stderr.flush()

    def end_progress(self) -> None:
        """Remove an open progress line from the terminal."""
        if self._line_open:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
            self._line_open = False


def describe(step: Step) -> str:
    """Return a step as one line for people."""
    text = _PHASES.get(step.phase, step.phase)
    if step.total:
        text += f": {step.done:,} of {step.total:,}"
    elif step.done:
        text += f": {step.done:,}"
    if step.rate:
        text += f", {step.rate:.0f} a second"
    if step.remaining_s is not None:
        text += f", {duration(step.remaining_s)} left"
    if step.detail:
        text += f" ({step.detail})"
    return text


def duration(seconds: float) -> str:
    """Return a time span as people say it: ``"12 s"``, ``"3 min"``, ``"2 h 5 min"``."""
    if seconds < 60:
        return f"{max(0, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def megabytes(n_bytes: int) -> str:
    """Return a size as people say it."""
    return f"{n_bytes / 1e9:.1f} GB" if n_bytes >= 1e9 else f"{n_bytes / 1e6:.1f} MB"


def for_terminal(path: str) -> str:
    """Return a path (``str``, maybe with lone surrogates) that can't disturb a terminal."""
    return shown(os.fsencode(path))


def for_json(path: bytes) -> str:
    r"""Return a path for a JSON document: odd bytes become lone surrogates, then ``\\udcXX``."""
    return as_text(path)


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
