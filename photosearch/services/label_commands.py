"""The commands about groups and constraints, from JSON to JSON (see ``commands``)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

from photosearch.base.paths import as_text
from photosearch.base.progress import Progress
from photosearch.base.types import PhotoId
from photosearch.catalog.constraints import Constraint, Pair, Saying, pair_of
from photosearch.services import constraints, groups
from photosearch.services.calibrating import search_calibration
from photosearch.services.contradictions import Contradiction
from photosearch.services.group_import import ImportPlan, import_groups
from photosearch.services.library import Library
from photosearch.services.named_photos import photo_named, photos_named
from photosearch.services.suggesting import answer_suggestion

Document = dict[str, Any]
Command = Callable[[Library, Document, Progress], Document]


def paths_of(library: Library, photo_ids: Iterable[PhotoId]) -> dict[PhotoId, str]:
    """Return the best path of each photo as text for JSON; empty for one that lies nowhere."""
    wanted = list(dict.fromkeys(photo_ids))
    found = library.catalog.locations.path_of_photos(wanted)
    return {one: as_text(found[one]) if one in found else "" for one in wanted}


def several_rows(library: Library, several: dict[PhotoId, Any]) -> list[Document]:
    """Return photos with the names of their groups as the contract's JSON."""
    paths = paths_of(library, several)
    return [{"path": paths[photo], "groups": list(names)} for photo, names in several.items()]


def plan_document(library: Library, plan: ImportPlan, *, preview: bool) -> Document:
    """Return an import, done or only looked at, as the contract's JSON."""
    return {
        "preview": preview,
        "created": plan.n_created,
        "added": plan.n_labels,
        "groups": [
            {
                "name": group.name,
                "new": not group.exists,
                "added": len(group.photo_ids),
                "already": group.n_already,
            }
            for group in plan.groups
        ],
        "several": several_rows(library, plan.several),
        "unknown": [as_text(path) for path in plan.unknown],
        "unmatched": [as_text(path) for path in plan.unmatched],
        "problems": [{"line": one.line, "reason": one.reason} for one in plan.problems],
    }


def constraint_rows(library: Library, found: Iterable[Constraint]) -> list[Document]:
    """Return what was said as the contract's JSON."""
    rows = list(found)
    paths = paths_of(library, (photo for one in rows for photo in one.saying.photos))
    return [
        {
            "id": one.constraint_id,
            "kind": one.saying.kind,
            "source": one.source,
            "pair": [paths[photo] for photo in _anchored(one.saying)[0]],
            "other": [paths[photo] for photo in _anchored(one.saying)[1]] or None,
        }
        for one in rows
    ]


def contradiction_rows(library: Library, found: Iterable[Contradiction]) -> list[Document]:
    """Return what can't all be true as the contract's JSON."""
    return [
        {
            "reason": one.reason,
            "constraints": [said.constraint_id for said in one.constraints],
            "message": constraints.explain(library.catalog, one),
        }
        for one in found
    ]


def _anchored(saying: Saying) -> tuple[tuple[PhotoId, ...], tuple[PhotoId, ...]]:
    """Return the pairs; a photo that both share comes first in each."""
    if saying.other is None:
        return saying.pair, ()
    shared = set(saying.pair) & set(saying.other)

    def order(pair: Pair) -> tuple[PhotoId, ...]:
        return tuple(sorted(pair, key=lambda photo: photo not in shared))

    return order(saying.pair), order(saying.other)


def _photos(library: Library, arguments: Document) -> list[PhotoId]:
    return photos_named(library, [os.fsencode(path) for path in arguments["paths"]])


def _add(library: Library, arguments: Document, _: Progress) -> Document:
    done = groups.add_photos(library, arguments["name"], _photos(library, arguments))
    several = groups.photos_in_several(library) if done.several else {}
    return {
        "name": done.group.name,
        "new": done.created,
        "added": len(done.added),
        "already": done.already,
        "several": several_rows(library, {one: several.get(one, []) for one in done.several}),
    }


def _remove(library: Library, arguments: Document, _: Progress) -> Document:
    if not arguments["paths"]:
        return {"name": groups.delete_group(library, arguments["name"]).name, "deleted": True}
    group, removed = groups.take_out(library, arguments["name"], _photos(library, arguments))
    return {"name": group.name, "deleted": False, "removed": removed}


def _rename(library: Library, arguments: Document, _: Progress) -> Document:
    before = groups.rename_group(library, arguments["name"], arguments["new_name"])
    return {"name": arguments["new_name"].strip(), "before": before.name}


def _merge(library: Library, arguments: Document, _: Progress) -> Document:
    group, added = groups.merge_groups(library, arguments["name"], arguments["others"])
    return {"name": group.name, "merged": arguments["others"], "added": added}


def _import(library: Library, arguments: Document, progress: Progress) -> Document:
    source = os.fsencode(arguments["source"])
    plan = import_groups(library, source, arguments["pattern"], progress)
    return plan_document(library, plan, preview=False)


def _say(library: Library, arguments: Document, _: Progress) -> Document:
    photos = [photo_named(library, os.fsencode(path)) for path in arguments["paths"]]
    kind = arguments["kind"]
    other: Pair | None = None
    if kind == "closer":
        anchor = photos[2] if len(photos) == 4 else photos[0]
        other = pair_of(anchor, photos[-1])
    said = constraints.say(library, Saying(kind, pair_of(photos[0], photos[1]), other), "said")
    return {
        **constraint_rows(library, [said.constraint])[0],
        "new": said.new,
        "contradictions": contradiction_rows(library, said.contradictions),
    }


def _unsay(library: Library, arguments: Document, _: Progress) -> Document:
    removed = constraints.remove_constraints(library, arguments["ids"])
    return {"removed": constraint_rows(library, removed)}


def _answer(library: Library, arguments: Document, _: Progress) -> Document:
    answered = 0
    for belongs, key in ((True, "yes"), (False, "no")):
        photos = photos_named(library, [os.fsencode(path) for path in arguments[key]])
        for photo in photos:
            answer_suggestion(library, arguments["name"], photo, belongs=belongs)
        answered += len(photos)
    return {"answered": answered}


def _calibrating(command: Command) -> Command:
    """Return a command that leaves probabilities in line with what it changed."""

    def run(library: Library, arguments: Document, progress: Progress) -> Document:
        answer = command(library, arguments, progress)
        if not library.window_open:  # a window does it when nobody waits
            search_calibration(library, library.gallery)
        return answer

    return run


_CHANGES: dict[str, Command] = {
    "groups add": _add,
    "groups remove": _remove,
    "groups rename": _rename,
    "groups merge": _merge,
    "groups import": _import,
    "constraints say": _say,
    "constraints remove": _unsay,
    "suggest answer": _answer,
}
LABEL_COMMANDS = {name: _calibrating(command) for name, command in _CHANGES.items()}
