"""The command that resolves duplicates by rule, from JSON to JSON (see ``commands``)."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, get_args

from photosearch.base.errors import ConfirmationNeeded, UserError
from photosearch.base.paths import as_text
from photosearch.base.progress import Progress
from photosearch.services.departing import DepartureReport, carry_out_plan
from photosearch.services.duplicate_groups import KINDS
from photosearch.services.duplicates import find_duplicates
from photosearch.services.keep_rules import rules_named
from photosearch.services.keeping_documents import plan_document
from photosearch.services.library import Library
from photosearch.services.merit_measuring import measure_merits
from photosearch.services.resolution_plan import Plan, PlanOptions, Scope, plan

Document = dict[str, Any]
Command = Callable[[Library, Document, Progress], Document]


def _resolve(library: Library, arguments: Document, progress: Progress) -> Document:
    rules = rules_named(library, arguments["rules"])
    options = _options(arguments)
    groups = find_duplicates(
        library, arguments["precision"], look=arguments["look"], progress=progress
    ).groups
    with library.writing:
        measure_merits(library, groups, progress)
    found = plan(library, groups, rules, options, progress)
    if arguments["dry_run"] or not found.resolutions:
        return plan_document(found, dry_run=bool(arguments["dry_run"]))
    if not arguments["confirmed"]:
        raise _confirmation(found)
    return _done_document(found, carry_out_plan(library, found, progress))


def _options(arguments: Document) -> PlanOptions:
    kinds, scope = arguments["kinds"], arguments["scope"]
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown or scope not in get_args(Scope):
        text = f"there is no {'kind ' + unknown[0] if unknown else 'scope ' + scope}"
        hint = f"Kinds: {', '.join(KINDS)}. Scopes: {', '.join(get_args(Scope))}."
        raise UserError("bad-plan", text, hint)
    return PlanOptions(
        kinds=tuple(kinds) or PlanOptions.kinds,
        scope=scope,
        go_first=tuple(os.fsencode(path) for path in arguments["go_first"]),
        always_kept=tuple(os.fsencode(path) for path in arguments["always_kept"]),
        min_probability=arguments["min_probability"],
    )


def _done_document(found: Plan, done: DepartureReport) -> Document:
    """Return what was done: the plan's groups with only what went, and what was left and why."""
    went = {one.path for one in done.report.done}
    document = plan_document(found, dry_run=False)
    for group in document["groups"]:
        left = [one["path"] for one in group["trash"] if os.fsencode(one["path"]) not in went]
        group["trash"] = [one for one in group["trash"] if one["path"] not in left]
        group["keep"] += left
    document["groups"] = [group for group in document["groups"] if group["trash"]]
    refused = [
        {"path": as_text(one.path), "code": one.code, "reason": one.reason, "hint": one.hint}
        for one in done.refused
    ]
    counts = {"files": len(done.moved), "bytes": done.report.bytes_won}
    return {**document, **counts, "refused": refused}


def files_said(number: int) -> str:
    """Return a number of files as people say it."""
    return "1 file" if number == 1 else f"{number:,} files"


def _confirmation(found: Plan) -> ConfirmationNeeded:
    files = sum(1 for _ in found.removals)
    text = (
        f"this moves {files_said(files)} ({found.size / 1e6:,.1f} MB) to the trash;"
        f" {len(found.skipped):,} groups are left alone"
    )
    hint = "See each of them with --dry-run; say --yes to do it."
    return ConfirmationNeeded("resolve", text, hint, files=f"{files:,}")


RESOLVING_COMMANDS: dict[str, Command] = {"duplicates resolve": _resolve}
