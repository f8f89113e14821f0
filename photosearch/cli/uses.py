"""Commands that put a metric to use: verify, identify, outliers, suggest, and the quiz."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from photosearch.base.types import PhotoId
from photosearch.cli.context import Session, absolute, picture_file
from photosearch.cli.groups import groups
from photosearch.cli.output import for_terminal
from photosearch.services.examples import FileExample
from photosearch.services.identifying import identify
from photosearch.services.label_commands import paths_of
from photosearch.services.library import Library
from photosearch.services.outliers import group_outliers
from photosearch.services.questions import DEFAULT_NUMBER, questions
from photosearch.services.suggesting import DEFAULT_TOP, Suggester, Suggestion
from photosearch.services.verifying import DEFAULT_FAR, verify

_MOST_LINES = 30
_VERIFY_EXAMPLES = """\b
Examples:
photosearch verify rex1.jpg found.jpg
photosearch verify rex1.jpg found.jpg --far 0.001"""
_SUGGEST_EXAMPLES = """\b
Examples:
photosearch suggest 'our dog'
photosearch suggest 'our dog' --yes rex7.jpg --no wolf.jpg"""
_QUIZ_EXAMPLES = """\b
Example:
photosearch groups quiz --n 5
Answer with:
photosearch constraints same A B      photosearch constraints different A B"""
_UNCALIBRATED = "Uncalibrated: some groups of 4 photos and more would tell how sure this is."


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    program.command(name="verify", epilog=_VERIFY_EXAMPLES)(verify_pair)
    program.command(name="identify", epilog="Example:  photosearch identify found.jpg")(
        identify_photo
    )
    program.command(name="outliers", epilog="Example:  photosearch outliers 'our dog'")(
        list_outliers
    )
    program.command(name="suggest", epilog=_SUGGEST_EXAMPLES)(suggest_photos)
    groups.command(name="quiz", epilog=_QUIZ_EXAMPLES)(quiz)


def verify_pair(
    context: typer.Context,
    a: Annotated[str, typer.Argument(help="A photo, of the library or not.")],
    b: Annotated[str, typer.Argument(help="Another one.")],
    far: Annotated[
        float, typer.Option(help="Share of different pairs that may pass for the same.")
    ] = DEFAULT_FAR,
) -> None:
    """Say whether two photos show the same: yes, no, or unsure."""
    session: Session = context.obj
    with session.reading() as library:
        one, other = (FileExample(picture_file(library, path)) for path in (a, b))
        verdict = verify(library, one, other, far, session.progress)
    document = {
        "decision": verdict.decision,
        "score": round(verdict.score, 6),
        "probability": _rounded(verdict.probability),
        "calibrated": verdict.calibrated,
        "threshold": round(verdict.threshold, 6),
        "far": round(verdict.far, 6),
        "tar": _rounded(verdict.tar),
    }
    said = {"yes": "Yes, the same.", "no": "No, not the same.", "unsure": "Unsure."}
    lines = [f"{said[verdict.decision]}{_chance(verdict.probability)}"]
    lines.append(f"Score {verdict.score:.3f}; yes from {verdict.threshold:.3f} on.")
    lines.append(f"Different pairs that get there: {verdict.far:.2%}.")
    if verdict.tar is None:
        lines.append(_UNCALIBRATED)
    else:
        lines.append(f"Pairs of one group that get there: {verdict.tar:.0%}.")
    session.output.result(document, lines)


def identify_photo(
    context: typer.Context,
    image: Annotated[str, typer.Argument(help="A photo, of the library or not.")],
    far: Annotated[
        float, typer.Option(help="Share of different pairs that may pass for the same.")
    ] = DEFAULT_FAR,
) -> None:
    """Say which of your groups a photo belongs to, or none of them."""
    session: Session = context.obj
    with session.reading() as library:
        example = FileExample(picture_file(library, image))
        found = identify(library, example, far, session.progress)
    rows = [
        {
            "group": one.group,
            "score": round(one.score, 6),
            "probability": _rounded(one.probability),
        }
        for one in found.candidates
    ]
    lines = [f"“{found.group}”." if found.group else "None of your groups."]
    lines += [
        f"{one.score:7.3f}  {one.group}{_chance(one.probability)}" for one in found.candidates
    ]
    session.output.result({"group": found.group, "candidates": rows}, lines)


def list_outliers(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Of a group.")],
) -> None:
    """List the photos of a group, those that belong least first."""
    session: Session = context.obj
    with session.reading() as library:
        _, found = group_outliers(library, name, session.progress)
        paths = paths_of(library, [one.photo_id for one in found])
    rows = [
        {
            "path": paths[one.photo_id],
            "score": round(one.score, 6),
            "outlier": one.outlier,
        }
        for one in found
    ]
    odd = [row for row in rows if row["outlier"]]
    lines = [f"{len(odd):,} of {len(rows):,} photos look as if they did not belong."]
    lines += [
        f"{row['score']:7.3f} {'!' if row['outlier'] else ' '} {for_terminal(str(row['path']))}"
        for row in rows[:_MOST_LINES]
    ]
    session.output.result({"outliers": rows}, [*lines, *_more(len(rows))])


def suggest_photos(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Of a group with a few examples.")],
    top: Annotated[int, typer.Option(min=1, help="How many of each kind.")] = DEFAULT_TOP,
    yes: Annotated[
        list[str] | None, typer.Option(help="Answer first: this photo belongs to it.")
    ] = None,
    no: Annotated[list[str] | None, typer.Option(help="This one does not.")] = None,
) -> None:
    """Say what else belongs to a group, surely or maybe; your answers teach it."""
    session: Session = context.obj
    if yes or no:
        answers = {"name": name, "yes": _paths(yes), "no": _paths(no)}
        session.command("suggest answer", answers)
    with session.reading() as library:
        found = Suggester(library, session.progress).suggest(name, top, session.progress)
        document: dict[str, Any] = {
            "group": found.group,
            "sure": _suggestion_rows(library, found.sure),
            "maybe": _suggestion_rows(library, found.maybe),
        }
    lines: list[str] = []
    for title, key in (("Surely:", "sure"), ("Maybe:", "maybe")):
        lines += [title, *map(_suggestion_line, document[key])] if document[key] else []
    session.output.result(document, lines or [f"Nothing else looks like “{found.group}”."])


def quiz(
    context: typer.Context,
    number: Annotated[
        int, typer.Option("--n", min=1, max=100, help="How many questions.")
    ] = DEFAULT_NUMBER,
) -> None:
    """List the pairs of photos whose answers would teach most: are they the same?"""
    session: Session = context.obj
    with session.reading() as library:
        found = questions(library, number, session.progress)
        paths = paths_of(library, (photo for one in found for photo in one.pair))
    rows = [
        {
            "pair": [paths[photo] for photo in one.pair],
            "score": round(one.score, 6),
            "probability": _rounded(one.probability),
        }
        for one in found
    ]
    lines = [" = or ≠  ".join(for_terminal(paths[photo]) for photo in one.pair) for one in found]
    if found:
        lines.append("Answer with:  photosearch constraints same|different A B")
    session.output.result({"questions": rows}, lines or ["There are too few photos to ask about."])


def _suggestion_rows(library: Library, found: Iterable[Suggestion]) -> list[dict[str, Any]]:
    suggestions = list(found)
    paths = paths_of(library, (PhotoId(one.photo_id) for one in suggestions))
    return [
        {
            "path": paths[one.photo_id],
            "score": round(one.score, 6),
            "probability": _rounded(one.probability),
        }
        for one in suggestions
    ]


def _suggestion_line(row: dict[str, Any]) -> str:
    return f"{row['score']:7.2f}  {for_terminal(row['path'])}{_chance(row['probability'])}"


def _paths(images: list[str] | None) -> list[str]:
    return [os.fsdecode(absolute(image)) for image in images or []]


def _chance(probability: float | None) -> str:
    return "" if probability is None else f"  ({probability:.0%})"


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 6)


def _more(number: int) -> list[str]:
    left = number - _MOST_LINES
    return [f"  … and {left:,} more (--json lists all)"] if left > 0 else []
