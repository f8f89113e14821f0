"""The command that says why two photos match."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from photosearch.base.atomic import write_bytes
from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.cli.context import Session, absolute, picture_file
from photosearch.cli.output import for_terminal
from photosearch.metric.regions import Heat, place_of
from photosearch.services.examples import FileExample
from photosearch.services.explaining import Explainer, PixelBox, ScoredExplanation
from photosearch.services.heat_picture import heat_picture
from photosearch.services.pictures import PictureLoader

_EXAMPLES = """\b
Examples:
photosearch explain rex1.jpg found.jpg
photosearch explain rex1.jpg found.jpg --out why.png"""
_SHADES = " ░▒▓█"


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    program.command(name="explain", epilog=_EXAMPLES)(explain_pair)


def explain_pair(
    context: typer.Context,
    a: Annotated[str, typer.Argument(help="A photo, of the library or not.")],
    b: Annotated[str, typer.Argument(help="Another one.")],
    out: Annotated[
        str | None, typer.Option(metavar="FILE.png", help="Write both with the heat over them.")
    ] = None,
) -> None:
    """Say where two photos match, and how much of it is colour, layout and subject."""
    session: Session = context.obj
    loader = PictureLoader()
    try:
        with session.reading() as library:
            one, other = (FileExample(picture_file(library, path)) for path in (a, b))
            explainer = Explainer(library, loader)
            found = explainer.explain_scored(one, other, session.progress)
            if out is not None:
                pictures = (explainer.picture(one), explainer.picture(other))
                _write(out, heat_picture(pictures, found.explanation.maps))
    finally:
        loader.close()
    document = _document(found)
    session.output.result(document, _lines(found, out))


def _document(found: ScoredExplanation) -> dict[str, Any]:
    one, other = found.explanation.maps
    shares = found.explanation.shares
    return {
        "score": round(found.score, 6),
        "probability": None if found.probability is None else round(found.probability, 6),
        "heat_a": _rows(one.heat),
        "heat_b": _rows(other.heat),
        "hottest_a": _box(one.hottest),
        "hottest_b": _box(other.hottest),
        "shares": {
            "colour": round(shares.colour, 4),
            "layout": round(shares.layout, 4),
            "subject": round(shares.subject, 4),
        },
    }


def _lines(found: ScoredExplanation, out: str | None) -> list[str]:
    one, other = found.explanation.maps
    shares = found.explanation.shares
    chance = "" if found.probability is None else f", probability {found.probability:.0%}"
    lines = [
        f"Score {found.score:.3f}{chance}.",
        f"Colour {shares.colour:.0%}, layout {shares.layout:.0%}, subject {shares.subject:.0%}.",
        f"Most alike: {place_of(one.heat)} in the first, {place_of(other.heat)} in the second.",
    ]
    lines += [
        f"  {_shaded(left)}   {_shaded(right)}"
        for left, right in zip(one.heat.tolist(), other.heat.tolist(), strict=True)
    ]
    return [*lines, f"Written: {for_terminal(out)}"] if out is not None else lines


def _shaded(row: list[float]) -> str:
    return "".join(_SHADES[min(int(heat * len(_SHADES)), len(_SHADES) - 1)] * 2 for heat in row)


def _rows(heat: Heat) -> list[list[float]]:
    return [[round(value, 4) for value in row] for row in heat.tolist()]


def _box(box: PixelBox) -> list[int]:
    return [box.x, box.y, box.width, box.height]


def _write(path: str, content: bytes) -> None:
    try:
        write_bytes(Path(os.fsdecode(absolute(path))), content)
    except OSError as error:
        name = shown(os.fsencode(path))
        text = f"{name} can't be written: {error.strerror}"
        raise UserError("unwritable-file", text, "Choose another place.") from error
