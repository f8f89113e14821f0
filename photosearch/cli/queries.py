"""The search command."""

from __future__ import annotations

import datetime as dt
import os
from typing import Annotated, Any

import typer

from photosearch.base.errors import UserError
from photosearch.base.paths import as_text
from photosearch.base.types import Box
from photosearch.catalog.filters import PhotoFilter
from photosearch.cli.context import Session, absolute, picture_file
from photosearch.cli.output import for_json, for_terminal
from photosearch.services.folders import known_path
from photosearch.services.library import Library
from photosearch.services.searching import FileExample, Query, SearchAnswer, search

_EXAMPLES = """\b
Examples:
photosearch search dog.jpg
photosearch search beach.jpg sunset.jpg --not city.jpg --after 2023
photosearch search group.jpg --crop 0.2,0.1,0.3,0.4 --grain 0"""
_DISTANCES = ("cosine", "euclidean", "manhattan")


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    program.command(name="search", epilog=_EXAMPLES)(search_photos)


def search_photos(  # noqa: PLR0913, PLR0917 - one parameter for each option of the contract
    context: typer.Context,
    image: Annotated[list[str], typer.Argument(help="One or more examples.")],
    negative: Annotated[
        list[str] | None, typer.Option("--not", help="An example of what it is not.")
    ] = None,
    crop: Annotated[
        str | None, typer.Option(metavar="X,Y,W,H", help="Part of the example, 0 to 1.")
    ] = None,
    top: Annotated[int | None, typer.Option(min=1, help="How many, relevant or not.")] = None,
    folder: Annotated[list[str] | None, typer.Option(help="Only photos in here.")] = None,
    after: Annotated[str | None, typer.Option(help="2023, 2023-05 or 2023-05-17.")] = None,
    before: Annotated[str | None, typer.Option(help="Up to the start of this day.")] = None,
    distance: Annotated[
        str | None, typer.Option(help="cosine, euclidean or manhattan, without re-ranking.")
    ] = None,
    grain: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="0: the same thing, 1: the same kind.")
    ] = 0.5,
    exact: Annotated[bool, typer.Option("--exact", help="Look at every photo.")] = False,
) -> None:
    """Find the photos that look like one or more examples, best first."""
    session: Session = context.obj
    if distance is not None and distance not in _DISTANCES:
        raise typer.BadParameter(f"{distance} is not one of {', '.join(_DISTANCES)}")
    box = crop_box(crop)
    begin, end = _moment(after), _moment(before)
    with session.reading() as library:
        query = Query(
            positives=tuple(FileExample(picture_file(library, path), box) for path in image),
            negatives=tuple(FileExample(picture_file(library, path)) for path in negative or []),
            photo_filter=PhotoFilter(
                folders=tuple(known_path(library, absolute(path)) for path in folder or []),
                after=begin,
                before=end,
            ),
            top=top,
            grain=grain,
            distance=distance,
            exact=exact,
        )
        answer = search(library, query, session.progress)
        document = _document(library, answer)
    session.output.result(document, _lines(document))


def _document(library: Library, answer: SearchAnswer) -> dict[str, Any]:
    wanted = [*answer.same, *(result.photo_id for result in answer.results)]
    shown = library.catalog.photos.details(wanted)
    paths = {one.photo_id: [for_json(path) for path in one.paths] for one in shown}
    rows = [
        {
            "path": paths[result.photo_id][0],
            "paths": paths[result.photo_id],
            "score": round(result.score, 6),
            "probability": result.probability,
            "relevant": result.relevant,
        }
        for result in answer.results
        if result.photo_id in paths and (result.relevant or answer.query.top is not None)
    ]
    same = [path for photo in answer.same for path in paths.get(photo, [])]
    return {"same": same, "results": rows}


def _lines(document: dict[str, Any]) -> list[str]:
    lines = [f"in the library: {for_terminal(path)}" for path in document["same"]]
    if not document["results"]:
        return [*lines, "Nothing in the library looks similar."]
    for row in document["results"]:
        mark = " " if row["relevant"] else "·"
        copies = f"  (+{len(row['paths']) - 1} copies)" if len(row["paths"]) > 1 else ""
        lines.append(f"{row['score']:6.3f} {mark} {for_terminal(row['path'])}{copies}")
    return lines


def crop_box(crop: str | None) -> Box | None:
    """Return what ``--crop`` says (``UserError`` ``bad-crop``)."""
    if crop is None:
        return None
    try:
        x, y, width, height = (float(part) for part in crop.split(","))
        return Box(x, y, width, height)
    except ValueError as error:
        hint = "Give x,y,w,h as fractions of the picture, such as 0.25,0.25,0.5,0.5."
        raise UserError("bad-crop", f"{crop} is not a part of a picture", hint) from error


def _moment(day: str | None) -> float | None:
    """Return the start of a year, month or day as seconds of local time taken as UTC."""
    if day is None:
        return None
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            moment = dt.datetime.strptime(day, form).replace(tzinfo=dt.UTC)
        except ValueError:
            continue
        return moment.timestamp()
    raise UserError("bad-date", f"{day} is not a date", "Write 2023, 2023-05 or 2023-05-17.")


def list_file(path: str) -> list[bytes]:
    """Read a list of paths, one a line (or NUL-separated), relative ones from here.

    Raises:
        UserError: The file can't be read.
    """
    try:
        with open(absolute(path), "rb") as file:
            content = file.read()
    except OSError as error:
        raise UserError("no-such-file", f"{path} can't be read: {error.strerror}") from error
    names = content.split(b"\0" if b"\0" in content else b"\n")
    return [absolute(as_text(os.path.normpath(name))) for name in names if name.strip()]
