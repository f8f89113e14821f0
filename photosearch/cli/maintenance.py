"""Commands that look after the library: doctor, undo, backup, restore."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from photosearch.cli.context import Session, absolute
from photosearch.cli.output import for_terminal
from photosearch.cli.trash import refused_lines
from photosearch.services.undoing import undo_list


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    program.command()(doctor)
    program.command(epilog="Example:  photosearch undo --list")(undo)
    program.command()(backup)
    program.command(epilog="Example:  photosearch restore --list")(restore)


def doctor(
    context: typer.Context,
    check_only: Annotated[bool, typer.Option("--check", help="Repair nothing.")] = False,
) -> None:
    """Check the library, repair what can be repaired and compute again what is derived."""
    session: Session = context.obj
    answer = session.command("doctor", {"repair": not check_only})
    lines = [
        f"{check['state']:>8}  {check['name']}: {check['detail']}" for check in answer["checks"]
    ]
    session.output.result(answer, lines)
    if any(check["state"] == "failed" for check in answer["checks"]):
        raise typer.Exit(1)


def undo(
    context: typer.Context,
    listed: Annotated[bool, typer.Option("--list", help="Show what can be undone.")] = False,
) -> None:
    """Take back the last change that you made."""
    session: Session = context.obj
    if listed:
        with session.reading() as library:
            answer = {"steps": undo_list(library)}
        lines = [f"{step['when']}  {step['summary']}" for step in answer["steps"]]
        session.output.result(answer, lines or ["Nothing to undo."])
        return
    answer = session.command("undo", {})
    lines = [f"Undone: {answer['summary']}", *refused_lines(answer.get("refused", []))]
    session.output.result(answer, lines)


def backup(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(help="Default: among the library's own.")] = None,
) -> None:
    """Save the catalogue: everything that can't be computed again."""
    session: Session = context.obj
    target = os.fsdecode(absolute(file)) if file else ""
    answer = session.command("backup", {"file": target})
    session.output.result(answer, [f"Saved {for_terminal(answer['path'])}."])


def restore(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(help="Default: the newest backup.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show the backups.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Go back to a backup; the present catalogue is set aside, not deleted."""
    from photosearch.services.backups import list_backups, restore_backup

    session: Session = context.obj
    if listed:
        backups = list_backups(session.directory)
        lines = [f"{one['when']}  {for_terminal(one['path'])}" for one in backups]
        session.output.result({"backups": backups}, lines or ["No backups yet."])
        return
    answer = restore_backup(session.directory, absolute(file) if file else None, confirmed=yes)
    session.output.result(answer, [f"Restored {for_terminal(answer['restored'])}."])
