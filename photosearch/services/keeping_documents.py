"""What is suggested and planned for duplicates, as the contract's JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from photosearch.base.paths import as_text
from photosearch.services.keeping import Suggestion
from photosearch.services.preferences import Reason
from photosearch.services.resolution_plan import Plan, Resolution

Document = dict[str, Any]


def suggestion_document(suggestion: Suggestion) -> Document:
    """Return a group with what is suggested for each of its members.

    ``keep`` is false only for what is suggested for the trash; ``best`` is true for the keeper.
    """
    group = suggestion.group
    return {
        "kind": group.kind,
        "probability": group.probability,
        "caution": group.caution,
        "members": [
            {
                "path": as_text(member.path),
                "keep": verdict.decision != "trash",
                "best": place == suggestion.keeper,
                "reasons": reason_rows(verdict.reasons),
            }
            for place, (member, verdict) in enumerate(
                zip(group.members, suggestion.verdicts, strict=True)
            )
        ],
    }


def plan_document(plan: Plan, *, dry_run: bool) -> Document:
    """Return a plan, done or only looked at, file by file."""
    return {
        "dry_run": dry_run,
        "rules": plan.rules.name,
        "files": sum(len(one.removals) for one in plan.resolutions),
        "bytes": plan.size,
        "groups": [_resolution(one) for one in plan.resolutions],
        "skipped": [
            {
                "kind": one.group.kind,
                "reason": one.reason,
                "caution": one.group.caution,
                "paths": [as_text(copy.path) for copy in one.group.copies()],
            }
            for one in plan.skipped
        ],
    }


def reason_rows(reasons: Iterable[Reason]) -> list[Document]:
    """Return reasons as JSON."""
    return [{"code": one.code, "own": one.own, "other": one.other} for one in reasons]


def _resolution(one: Resolution) -> Document:
    goes = {removal.copy.location_id for removal in one.removals}
    keeper = one.suggestion.keeper
    best = one.group.members[keeper].copies[0] if keeper is not None else None
    kept = [copy for copy in one.group.copies() if copy.location_id not in goes]
    kept.sort(key=lambda copy: copy != best)
    verdict = one.suggestion.verdicts[keeper] if keeper is not None else None
    return {
        "kind": one.group.kind,
        "probability": one.group.probability,
        "keep": [as_text(copy.path) for copy in kept],
        "why": reason_rows(verdict.reasons) if verdict is not None else [],
        "trash": [
            {
                "path": as_text(removal.copy.path),
                "keeper": as_text(removal.keeper.path),
                "bytes": removal.copy.size,
                "reasons": reason_rows(removal.reasons),
            }
            for removal in one.removals
        ],
    }
