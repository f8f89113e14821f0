"""What a run of indexing tells."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FileNote:
    """A file that was skipped or failed, and why, for people."""

    path: bytes
    reason: str


@dataclass
class IndexReport:
    """What a run of indexing did; the counts are files.

    Attributes:
        indexed: New photos, and files whose content has changed.
        unchanged: As they were.
        copies: New files of a photo that the library knows.
        moved: Found again elsewhere.
        missing: Not found any more, by this run.
        skipped: Not photos that can be searched.
        failed: Could not be read.
        offline: Labels of roots whose drives are away.
        seconds: Wall clock.
    """

    indexed: int = 0
    unchanged: int = 0
    copies: int = 0
    moved: int = 0
    missing: int = 0
    skipped: list[FileNote] = field(default_factory=list)
    failed: list[FileNote] = field(default_factory=list)
    offline: list[str] = field(default_factory=list)
    seconds: float = 0.0
