"""The commands about duplicates, from JSON to JSON (see ``commands``)."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from photosearch.base.paths import as_text
from photosearch.base.progress import Progress
from photosearch.base.types import PhotoId
from photosearch.services.duplicate_answers import say_duplicates, say_not_duplicates
from photosearch.services.duplicate_groups import DuplicatePair
from photosearch.services.duplicates import Duplicates, find_duplicates
from photosearch.services.keep_rules import active_rules
from photosearch.services.keeping import suggest
from photosearch.services.keeping_documents import suggestion_document
from photosearch.services.library import Library
from photosearch.services.named_photos import photo_named

Document = dict[str, Any]
Command = Callable[[Library, Document, Progress], Document]


def duplicates_document(
    library: Library, found: Duplicates, *, pairs: bool, progress: Progress
) -> Document:
    """Return what was found as the contract's JSON: groups, or pairs of files."""
    about = {"photos": found.n_photos, "waiting": found.n_waiting}
    if pairs:
        paths = _paths(library, found.pairs)
        rows = [
            {"a": one, "b": other, "kind": pair.kind, "probability": round(pair.probability, 4)}
            for pair in found.pairs
            if pair.kind != "exact"
            for one in paths[pair.first]
            for other in paths[pair.second]
        ]
        return {"pairs": _copies(found) + rows, **about}
    suggestions = suggest(library, found.groups, active_rules(library), progress)
    return {"groups": [suggestion_document(one) for one in suggestions], **about}


def _copies(found: Duplicates) -> list[Document]:
    """Return the pairs of files in groups of exact copies."""
    rows = []
    for group in found.groups:
        if group.kind == "exact":
            files = [as_text(copy.path) for copy in group.copies()]
            rows += [
                {"a": one, "b": other, "kind": "exact", "probability": 1.0}
                for place, one in enumerate(files)
                for other in files[place + 1 :]
            ]
    return rows


def _paths(library: Library, pairs: Sequence[DuplicatePair]) -> Mapping[PhotoId, list[str]]:
    photos = {photo for pair in pairs for photo in (pair.first, pair.second)}
    paths: dict[PhotoId, list[str]] = defaultdict(list)
    for row in library.catalog.duplicates.copies(sorted(photos)):
        paths[row.photo_id].append(as_text(row.path))
    return paths


def _find(library: Library, arguments: Document, progress: Progress) -> Document:
    found = find_duplicates(
        library, arguments["precision"], look=arguments["look"], progress=progress
    )
    return duplicates_document(library, found, pairs=arguments["pairs"], progress=progress)


def _answer(library: Library, arguments: Document, _: Progress) -> Document:
    photos = [photo_named(library, os.fsencode(path)) for path in arguments["paths"]]
    say = say_duplicates if arguments["duplicates"] else say_not_duplicates
    return {"pairs": say(library, photos)}


DUPLICATE_COMMANDS: dict[str, Command] = {
    "duplicates": _find,
    "duplicates answer": _answer,
}
