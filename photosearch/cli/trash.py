"""Commands about what was moved to the trash."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer

from photosearch.cli.context import Session, absolute
from photosearch.cli.output import for_terminal, megabytes
from photosearch.services.trash_returning import trash_list, trashed_document

trash = typer.Typer(
    name="trash", help="What photosearch has moved to the trash.", no_args_is_help=True
)


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    program.add_typer(trash)


@trash.command("list")
def list_trash(context: typer.Context) -> None:
    """List the files that can be brought back, newest first."""
    session: Session = context.obj
    with session.reading() as library:
        files = [trashed_document(one) for one in trash_list(library)]
    answer = {"files": files, "bytes": sum(one["size"] for one in files if one["there"])}
    lines = [_line(one) for one in files]
    if files:
        lines.append(f"{len(files):,} files, {megabytes(answer['bytes'])} until it is emptied.")
    session.output.result(answer, lines or ["Nothing from this library is in the trash."])


@trash.command("restore", epilog="Example:  photosearch trash restore ~/Pictures/copy.jpg")
def restore_trash(
    context: typer.Context,
    path: Annotated[list[str], typer.Argument(help="Where files lay, or folders they lay in.")],
) -> None:
    """Bring files back from the trash to where they lay, each with what belongs to it."""
    session: Session = context.obj
    named = [os.fsdecode(absolute(one)) for one in path]
    answer = session.command("trash restore", {"paths": named})
    session.output.result(answer, restored_lines(answer))
    if answer["refused"] and not answer["restored"]:
        raise typer.Exit(1)


def restored_lines(answer: dict[str, Any]) -> list[str]:
    """Return what came back, and what did not, for people."""
    lines = [f"Restored {for_terminal(one)}." for one in answer["restored"]]
    return lines + refused_lines(answer["refused"])


def refused_lines(refused: list[dict[str, Any]]) -> list[str]:
    """Return what was left alone, and why, for people."""
    return [f"Not {for_terminal(one['path'])}: {one['reason']}." for one in refused]


def _line(file: dict[str, Any]) -> str:
    state = "" if file["there"] else " (emptied)"
    return (
        f"{file['when']}  {for_terminal(file['path'])}, {megabytes(file['size'])}{state},"
        f" kept: {for_terminal(file['keeper'])}"
    )
