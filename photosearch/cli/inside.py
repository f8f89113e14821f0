"""The command that finds a thing inside photos."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from photosearch.cli.context import Session, picture_file
from photosearch.cli.output import for_json, for_terminal
from photosearch.cli.queries import crop_box
from photosearch.services.examples import FileExample
from photosearch.services.inside import InsideAnswer, find_inside
from photosearch.services.library import Library

_EXAMPLES = """\b
Examples:
photosearch find-inside --prepare
photosearch find-inside shelf.jpg --crop 0.4,0.3,0.2,0.3
photosearch find-inside vase.jpg --top 20 --json"""


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    program.command(name="find-inside", epilog=_EXAMPLES)(find_thing)


def find_thing(
    context: typer.Context,
    image: Annotated[str | None, typer.Argument(help="A picture that shows the thing.")] = None,
    crop: Annotated[
        str | None, typer.Option(metavar="X,Y,W,H", help="Where in it the thing is, 0 to 1.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="How many photos.")] = 50,
    prepare: Annotated[
        bool, typer.Option("--prepare", help="First look inside the photos that are new.")
    ] = False,
    afresh: Annotated[
        bool, typer.Option("--afresh", help="First look inside all photos again.")
    ] = False,
) -> None:
    """Find the photos that hold a thing somewhere, and say where in them."""
    session: Session = context.obj
    if image is None and not (prepare or afresh):
        raise typer.BadParameter("name a picture, or say --prepare")
    box = crop_box(crop)
    document: dict[str, Any] = {}
    if prepare or afresh:
        document |= session.command("insides prepare", {"afresh": afresh})
    if image is not None:
        with session.reading() as library:
            thing = FileExample(picture_file(library, image), box)
            answer = find_inside(library, thing, top, session.progress)
            document |= _document(library, answer)
    session.output.result(document, _lines(document))


def _document(library: Library, answer: InsideAnswer) -> dict[str, Any]:
    details = library.catalog.photos.details([one.photo_id for one in answer.results])
    paths = {one.photo_id: [for_json(path) for path in one.paths] for one in details}
    rows = [
        {
            "path": paths[one.photo_id][0],
            "paths": paths[one.photo_id],
            "score": round(one.score, 6),
            "box": [
                round(each, 4) for each in (one.box.x, one.box.y, one.box.width, one.box.height)
            ],
        }
        for one in answer.results
        if paths.get(one.photo_id)
    ]
    return {"results": rows, "waiting": answer.n_waiting}


def _lines(document: dict[str, Any]) -> list[str]:
    lines = []
    if "prepared" in document:
        lines.append(f"Looked inside {document['prepared']} photos.")
    for row in document.get("results", []):
        box = ",".join(f"{each:.2f}" for each in row["box"])
        lines.append(f"{row['score']:6.3f} [{box}] {for_terminal(row['path'])}")
    if document.get("waiting"):
        lines.append(f"{document['waiting']} photos were not searched: add --prepare.")
    return lines
