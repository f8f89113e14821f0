"""Commands about constraints: what a person says of pairs of photos."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer

from photosearch.cli.context import Session, absolute
from photosearch.cli.output import for_terminal
from photosearch.services.constraints import list_constraints, list_contradictions
from photosearch.services.label_commands import constraint_rows, contradiction_rows

_SIGNS = {"same": "=", "different": "≠"}
_SOURCES = {"rejected-result": " (rejected result)", "rejected-duplicate": " (rejected duplicate)"}
_CLOSER_EXAMPLES = """\b
Examples:  photosearch constraints closer rex1.jpg rex2.jpg wolf.jpg
photosearch constraints closer rex1.jpg rex2.jpg rex1.jpg wolf.jpg"""

constraints = typer.Typer(
    name="constraints",
    help="What you say of pairs of photos: the search learns from it.",
    no_args_is_help=True,
)


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    program.add_typer(constraints)


@constraints.command("same", epilog="Example:  photosearch constraints same rex1.jpg rex2.jpg")
def say_same(context: typer.Context, a: str, b: str) -> None:
    """Say that two photos show the same."""
    _say(context, "same", [a, b])


@constraints.command(
    "different", epilog="Example:  photosearch constraints different rex.jpg wolf.jpg"
)
def say_different(context: typer.Context, a: str, b: str) -> None:
    """Say that two photos do not show the same."""
    _say(context, "different", [a, b])


@constraints.command("closer", epilog=_CLOSER_EXAMPLES)
def say_closer(
    context: typer.Context,
    a: str,
    b: str,
    c: str,
    d: Annotated[str | None, typer.Argument(help="Then A and B are closer than C and D.")] = None,
) -> None:
    """Say that A is more like B than like C; with D, that A and B are closer than C and D."""
    _say(context, "closer", [a, b, c] if d is None else [a, b, c, d])


@constraints.command("list")
def show_constraints(context: typer.Context) -> None:
    """List what was said, and what of it can't all be true."""
    session: Session = context.obj
    with session.reading() as library:
        answer = {
            "constraints": constraint_rows(library, list_constraints(library)),
            "contradictions": contradiction_rows(library, list_contradictions(library)),
        }
    lines = [_line(row) for row in answer["constraints"]]
    lines += [f"Contradictory: {row['message']}" for row in answer["contradictions"]]
    session.output.result(answer, lines or ["Nothing was said of pairs of photos yet."])


@constraints.command("remove", epilog="Example:  photosearch constraints remove 3 4")
def remove(
    context: typer.Context,
    number: Annotated[list[int], typer.Argument(help="As `photosearch constraints list` shows.")],
) -> None:
    """Take back what was said."""
    session: Session = context.obj
    answer = session.command("constraints remove", {"ids": number})
    session.output.result(answer, [f"Took back: {_line(row)}" for row in answer["removed"]])


def _say(context: typer.Context, kind: str, images: list[str]) -> None:
    session: Session = context.obj
    paths = [os.fsdecode(absolute(image)) for image in images]
    answer = session.command("constraints say", {"kind": kind, "paths": paths})
    lines = [f"{'Said' if answer['new'] else 'Said before'}: {_line(answer)}"]
    for one in answer["contradictions"]:
        lines += [
            f"This is contradictory: {one['message']}.",
            "Learning leaves all of it out until you take one back (constraints remove).",
        ]
    session.output.result(answer, lines)


def _line(row: dict[str, Any]) -> str:
    pair = [_name(path) for path in row["pair"]]
    source = _SOURCES.get(row["source"], "")
    if row["other"] is None:
        return f"no. {row['id']}: {pair[0]} {_SIGNS[row['kind']]} {pair[1]}{source}"
    other = [_name(path) for path in row["other"]]
    if pair[0] == other[0]:
        return f"no. {row['id']}: {pair[0]} is more like {pair[1]} than {other[1]}{source}"
    words = f"{pair[0]} and {pair[1]} are more alike than {other[0]} and {other[1]}"
    return f"no. {row['id']}: {words}{source}"


def _name(path: str) -> str:
    return for_terminal(path) if path else "a photo that is not there now"
