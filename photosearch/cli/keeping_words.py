"""Why a duplicate stays or goes, and why a group is left alone, in words for a terminal."""

from __future__ import annotations

from typing import Any

# By code: of what stays, and of what goes.
_REASONS: dict[str, tuple[str, str]] = {
    "reference": ("in a reference folder", "the other is in a reference folder"),
    "stack": ("other files belong to it", "other files belong to it"),
    "folder": ("in a preferred folder", "in a less preferred folder"),
    "not-an-edit": ("the other was edited from it", "edited from the other"),
    "camera": ("taken with {own}", "without the camera's data"),
    "plain-name": ("not called a copy", "called a copy"),
    "format": ("{own}, not {other}", "{own}, not {other}"),
    "larger": ("larger: {own}, not {other}", "smaller: {own}, not {other}"),
    "less-compressed": (
        "less compressed: quality {own}, not {other}",
        "more compressed: quality {own}, not {other}",
    ),
    "sharper": ("sharper", "less sharp"),
    "richer-exif": (
        "says more of itself: {own} tags, not {other}",
        "says less of itself: {own} tags, not {other}",
    ),
    "in-group": ("in a group", "in no group"),
    "older": ("older", "newer"),
    "first": ("nothing tells them apart", "nothing tells them apart"),
    "turned": ("turned or mirrored", "turned or mirrored"),
    "other-shape": ("of another shape", "of another shape"),
    "other-look": ("looks different", "looks different"),
    "not-measured": ("not looked at yet", "not looked at yet"),
    "burst": ("another moment", "another moment"),
    "similar": ("only similar", "only similar"),
    "bracket": ("part of an exposure series", "part of an exposure series"),
    "panorama": ("part of a panorama", "part of a panorama"),
    "focus-stack": ("part of a focus series", "part of a focus series"),
}
_SKIPPED = {
    "other-kind": "of a kind that was not asked for",
    "caution": "a series taken on purpose",
    "similar": "only similar",
    "uncertain": "not certain enough",
    "references": "in reference folders alone",
    "one-folder": "in one folder",
    "several-folders": "in several folders",
    "left-open": "left to you: edits, bursts, or files that would go along",
    "kept-elsewhere": "kept in the stead of something else; run it again afterwards",
    "resolved": "resolved with another group",
}


def reasons_said(reasons: list[dict[str, Any]], *, keep: bool) -> str:
    """Return reasons (``keeping_documents.reason_rows``) in words; a new code as it is."""
    words = (_REASONS.get(one["code"], (one["code"],) * 2)[0 if keep else 1] for one in reasons)
    return "; ".join(
        text.format(own=one["own"], other=one["other"])
        for text, one in zip(words, reasons, strict=True)
    )


def skipped_said(reason: str) -> str:
    """Return why groups are left alone."""
    return _SKIPPED.get(reason, reason)
