"""Rules for what to keep: an ordered list that a person may reorder, switch off and save.

A rule decides where it tells a clear winner; what it leaves open goes to the next. That files in
reference folders are kept is no rule: nothing can switch it off.

Sets of rules are settings of the library, not steps to be undone: they lie among its facts.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast, get_args

from photosearch.base.errors import UserError
from photosearch.base.paths import as_text
from photosearch.services.library import Library

RuleCode = Literal[
    "folder", "original", "format", "larger", "less-compressed", "sharper", "richer-exif",
    "in-group", "older",
]  # fmt: skip
RULE_CODES: tuple[RuleCode, ...] = get_args(RuleCode)

_FACT = "keep-rules"
_LONGEST_NAME = 100
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule at its place in the list.

    Attributes:
        code: ``"folder"``: in a preferred folder. ``"original"``: not made from another one (edited
            in place, without a camera's data, called a copy). ``"format"``: RAW over HEIC over the
            rest, or JPEG first. ``"larger"``: more pixels. ``"less-compressed"``: a JPEG of higher
            quality. ``"sharper"``. ``"richer-exif"``: says more of itself. ``"in-group"``: in a
            labelled group. ``"older"``: the file was written earlier.
        on: Whether it has a say.
    """

    code: RuleCode
    on: bool = True


@dataclass(frozen=True)
class KeepRules:
    """A set of rules.

    Attributes:
        name: For people; of a preset or of the person's own.
        rules: Every rule once, in the order of their say.
        folders: Absolute; files in them are kept before others, those in the first one first.
        last_folders: Absolute; files in them go before others.
        prefer: ``"raw"`` keeps RAW and HEIC before JPEG, ``"jpeg"`` the other way round.
        trash_edits: Whether edits on purpose (cropped, turned, recoloured, with text) go too.
        trash_bursts: Whether the other frames of a burst go.
    """

    name: str = "originals"
    rules: tuple[Rule, ...] = tuple(Rule(code) for code in RULE_CODES)
    folders: tuple[bytes, ...] = ()
    last_folders: tuple[bytes, ...] = ()
    prefer: Literal["raw", "jpeg"] = "raw"
    trash_edits: bool = False
    trash_bursts: bool = False


def ordered(*codes: RuleCode) -> tuple[Rule, ...]:
    """Return these rules in this order, then the others, switched off."""
    return (
        *(Rule(code) for code in codes),
        *(Rule(code, on=False) for code in RULE_CODES if code not in codes),
    )


DEFAULT_RULES = KeepRules()
PRESETS: tuple[KeepRules, ...] = (
    DEFAULT_RULES,
    KeepRules(
        "quality",
        ordered(
            "folder", "larger", "less-compressed", "sharper", "format", "original", "richer-exif",
            "in-group", "older",
        ),
    ),
    KeepRules(
        "organised",
        ordered(
            "folder", "in-group", "richer-exif", "original", "format", "larger", "less-compressed",
            "sharper", "older",
        ),
    ),
)  # fmt: skip
"""``"originals"`` (the default), ``"quality"`` and ``"organised"``."""


def all_rules(library: Library) -> list[KeepRules]:
    """Return the presets, then the person's own sets by name."""
    own = [rules_of(name, document) for name, document in _stored(library)["sets"].items()]
    return [*PRESETS, *sorted(own, key=lambda one: one.name)]


def active_rules(library: Library) -> KeepRules:
    """Return the set that the person uses; the default one until they choose."""
    name = _stored(library)["active"]
    return next((one for one in all_rules(library) if one.name == name), DEFAULT_RULES)


def rules_named(library: Library, text: str) -> KeepRules:
    """Return a set by its name, or one made of codes: ``"larger,older"``; empty: the active one.

    Raises:
        UserError: ``no-such-rules``.
    """
    if not text:
        return active_rules(library)
    for rules in all_rules(library):
        if rules.name == text:
            return rules
    codes = [part.strip() for part in text.split(",")]
    if set(codes) <= set(RULE_CODES) and len(set(codes)) == len(codes):
        return KeepRules(text, ordered(*cast("list[RuleCode]", codes)))
    known = ", ".join([*(one.name for one in all_rules(library)), *RULE_CODES])
    message = f"there are no rules called “{text}”"
    raise UserError("no-such-rules", message, f"Known: {known}.", name=text)


def save_rules(library: Library, rules: KeepRules, *, use: bool = True) -> None:
    """Save the person's own set, in the place of the one of that name.

    Args:
        library: Opened to write.
        rules: Under a name that no preset has.
        use: Whether it becomes the active one.

    Raises:
        UserError: ``bad-rules-name``, ``preset-rules``.
    """
    name = rules.name.strip()
    if not name or len(name) > _LONGEST_NAME or "," in name or name in RULE_CODES:
        text = "a set of rules needs a name of its own, without commas"
        raise UserError("bad-rules-name", text, "Choose another name.", name=name)
    _refuse_preset(name)
    with library.catalog.transaction(durable=True):
        stored = _stored(library)
        stored["sets"][name] = document_of(replace(rules, name=name))
        stored["active"] = name if use else stored["active"]
        library.catalog.facts.put(_FACT, stored)


def use_rules(library: Library, name: str) -> KeepRules:
    """Make a set the active one, and return it.

    Raises:
        UserError: ``no-such-rules``.
    """
    with library.catalog.transaction(durable=True):
        found = next((one for one in all_rules(library) if one.name == name), None)
        if found is None:
            known = ", ".join(one.name for one in all_rules(library))
            text = f"there are no rules called “{name}”"
            raise UserError("no-such-rules", text, f"Known: {known}.", name=name)
        library.catalog.facts.put(_FACT, {**_stored(library), "active": name})
    return found


def remove_rules(library: Library, name: str) -> None:
    """Remove a set of the person's own; the default one is active if that was.

    Raises:
        UserError: ``no-such-rules``, ``preset-rules``.
    """
    _refuse_preset(name)
    with library.catalog.transaction(durable=True):
        stored = _stored(library)
        if stored["sets"].pop(name, None) is None:
            text = f"there are no rules called “{name}”"
            raise UserError("no-such-rules", text, name=name)
        library.catalog.facts.put(_FACT, stored)


def document_of(rules: KeepRules) -> Document:
    """Return a set as JSON."""
    return {
        "name": rules.name,
        "rules": [{"code": one.code, "on": one.on} for one in rules.rules],
        "folders": [as_text(path) for path in rules.folders],
        "last_folders": [as_text(path) for path in rules.last_folders],
        "prefer": rules.prefer,
        "trash_edits": rules.trash_edits,
        "trash_bursts": rules.trash_bursts,
    }


def rules_of(name: str, document: Document) -> KeepRules:
    """Return the set of a document; what this version does not know in it is left out."""
    known = [Rule(one["code"], bool(one["on"])) for one in document["rules"]]
    rules = {one.code: one for one in known if one.code in RULE_CODES}
    rules |= {code: Rule(code, on=False) for code in RULE_CODES if code not in rules}
    return KeepRules(
        name,
        tuple(rules.values()),
        _paths(document["folders"]),
        _paths(document["last_folders"]),
        "jpeg" if document["prefer"] == "jpeg" else "raw",
        trash_edits=bool(document["trash_edits"]),
        trash_bursts=bool(document["trash_bursts"]),
    )


def _paths(texts: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(os.fsencode(text) for text in texts)


def _stored(library: Library) -> Document:
    found: Document = library.catalog.facts.get(_FACT, {})
    return {"active": found.get("active", ""), "sets": dict(found.get("sets", {}))}


def _refuse_preset(name: str) -> None:
    if any(one.name == name for one in PRESETS):
        text = f"“{name}” is one of the program's own sets of rules"
        raise UserError("preset-rules", text, "Save yours under another name.", name=name)
