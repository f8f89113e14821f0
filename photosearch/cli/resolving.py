"""Resolving duplicates by rule from a terminal: what would be done, and doing it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from photosearch.cli.context import Session, absolute
from photosearch.cli.keeping_words import reasons_said, skipped_said
from photosearch.cli.output import for_terminal, megabytes
from photosearch.services.resolving_commands import files_said


@dataclass(frozen=True)
class Request:
    """What was typed.

    Attributes:
        rules: A set's name or codes; empty for the set in use.
        precision: Expected, of the groups.
        kinds: Only these; all that can be resolved if empty.
        scope: ``"all"``, ``"across"`` or ``"within"`` folders.
        go_first: Folders whose files go before others.
        always_kept: Folders whose files stay.
        min_probability: Of the least certain member of a group.
        look: Whether to compare pictures that were not compared yet.
        dry_run: Only say what would be done.
        confirmed: Do it without asking.
    """

    rules: str = ""
    precision: float = 0.99
    kinds: Sequence[str] = ()
    scope: str = "all"
    go_first: Sequence[str] = ()
    always_kept: Sequence[str] = ()
    min_probability: float = 0.95
    look: bool = True
    dry_run: bool = False
    confirmed: bool = False


def resolve(session: Session, request: Request) -> None:
    """Do what was typed, and print what was, or would be, done."""
    arguments: dict[str, Any] = {
        "rules": request.rules,
        "precision": request.precision,
        "kinds": list(request.kinds),
        "scope": request.scope,
        "go_first": [os.fsdecode(absolute(path)) for path in request.go_first],
        "always_kept": [os.fsdecode(absolute(path)) for path in request.always_kept],
        "min_probability": request.min_probability,
        "dry_run": request.dry_run,
        "look": request.look,
        "confirmed": request.confirmed,
    }
    answer = session.command("duplicates resolve", arguments)
    session.output.result(answer, _lines(answer))


def _lines(answer: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    for group in answer["groups"]:
        keep, *others = group["keep"]
        lines.append(f"{group['kind']}: keep {for_terminal(keep)}{_why(group['why'], keep=True)}")
        lines += [f"    keep  {for_terminal(path)}" for path in others]
        lines += [
            f"    trash {for_terminal(one['path'])}{_why(one['reasons'], keep=False)}"
            for one in group["trash"]
        ]
    refused = answer.get("refused", [])
    lines += [f"Not moved: {for_terminal(one['path'])}: {one['reason']}" for one in refused]
    left = Counter(one["reason"] for one in answer["skipped"])
    lines += [
        f"Left alone: {number:,} × {skipped_said(reason)}." for reason, number in left.items()
    ]
    verb = "Would move" if answer["dry_run"] else "Moved"
    lines.append(
        f"{verb} {files_said(answer['files'])} to the trash: {megabytes(answer['bytes'])}."
    )
    return lines


def _why(reasons: list[dict[str, Any]], *, keep: bool) -> str:
    said = reasons_said(reasons, keep=keep)
    return f"  ({for_terminal(said)})" if said else ""
