"""The commands about rules for what to keep, from JSON to JSON (see ``commands``)."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from photosearch.base.errors import UserError
from photosearch.base.progress import Progress
from photosearch.services.keep_rules import (
    DEFAULT_RULES,
    KeepRules,
    active_rules,
    all_rules,
    document_of,
    remove_rules,
    rules_named,
    save_rules,
    use_rules,
)
from photosearch.services.library import Library

Document = dict[str, Any]
Command = Callable[[Library, Document, Progress], Document]


def rules_document(library: Library) -> Document:
    """Return every set of rules as JSON, and which is in use."""
    return {
        "active": active_rules(library).name,
        "sets": [document_of(rules) for rules in all_rules(library)],
    }


def _set(library: Library, arguments: Document, _: Progress) -> Document:
    """Use a set; where something is said of it, change it, or make it, before."""
    name, said = arguments["name"], {k: v for k, v in arguments.items() if v is not None}
    if said.keys() == {"name"}:
        return document_of(use_rules(library, name))
    known = {rules.name: rules for rules in all_rules(library)}
    changed = _changed(library, known.get(name, DEFAULT_RULES), said)
    save_rules(library, replace(changed, name=name))
    return document_of(active_rules(library))


def _changed(library: Library, rules: KeepRules, said: Document) -> KeepRules:
    prefer = said.get("prefer", rules.prefer)
    if prefer not in {"raw", "jpeg"}:
        raise UserError("bad-preference", f"{prefer} can't be preferred", "Say raw or jpeg.")
    order = rules_named(library, said["order"]).rules if "order" in said else rules.rules
    return replace(
        rules,
        rules=order,
        folders=_paths(said.get("folders"), rules.folders),
        last_folders=_paths(said.get("last_folders"), rules.last_folders),
        prefer=prefer,
        trash_edits=said.get("trash_edits", rules.trash_edits),
        trash_bursts=said.get("trash_bursts", rules.trash_bursts),
    )


def _paths(texts: list[str] | None, default: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return default if texts is None else tuple(os.fsencode(text) for text in texts)


def _remove(library: Library, arguments: Document, _: Progress) -> Document:
    remove_rules(library, arguments["name"])
    return {"removed": arguments["name"], "active": active_rules(library).name}


KEEPING_COMMANDS: dict[str, Command] = {
    "keep-rules set": _set,
    "keep-rules remove": _remove,
}
