"""From what decoding raises to a reason for people.

Pillow and its decoders raise nearly anything for a bad file (OSError, ValueError, SyntaxError,
TypeError, EOFError, IndexError, MemoryError, NotImplementedError, DecompressionBombError, ...), so
the mapping takes every ``Exception``; what it can't name is a damaged picture.
"""

from __future__ import annotations

from dataclasses import dataclass

from photosearch.imaging.decoded import DecodeFailure

_LONGEST_CAUSE = 160


@dataclass(frozen=True)
class Refusal:
    """A failure, and whether a worker with higher limits could do better."""

    failure: DecodeFailure
    bigger: bool = False


class RefusedError(Exception):
    """A file is not going to be decoded; raised where the reason is known."""

    def __init__(self, code: str, reason: str, *, bigger: bool = False) -> None:
        super().__init__(reason)
        self.refusal = Refusal(DecodeFailure(code, reason), bigger)


def refusal_of(error: Exception) -> Refusal:
    """Return the refusal that an error of decoding amounts to."""
    if isinstance(error, RefusedError):
        return error.refusal
    signs = str(error)[:_LONGEST_CAUSE].rstrip(".")
    cause = "".join(sign if sign.isprintable() else "?" for sign in signs)
    if isinstance(error, MemoryError) or "memory" in cause.lower():
        failure = DecodeFailure("out-of-memory", "Decoding the picture takes too much memory.")
        return Refusal(failure, bigger=True)
    if "DecompressionBomb" in type(error).__name__ or "security limit" in cause.lower():
        return Refusal(DecodeFailure("too-many-pixels", "The picture has too many pixels."))
    if isinstance(error, NotImplementedError) or "unsupported" in cause.lower():
        return Refusal(DecodeFailure("unsupported", f"This kind of picture is unknown ({cause})."))
    if isinstance(error, (OSError, SyntaxError, ValueError)) and cause:
        return Refusal(DecodeFailure("damaged", f"The picture is damaged ({cause})."))
    return Refusal(DecodeFailure("damaged", "The picture is damaged."))
