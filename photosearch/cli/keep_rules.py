"""Commands about the rules for what to keep of duplicates."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer

from photosearch.cli.context import Session, absolute
from photosearch.cli.output import for_terminal
from photosearch.services.keep_rules import RULE_CODES
from photosearch.services.keeping_commands import rules_document

keep_rules = typer.Typer(
    name="keep-rules",
    help="Your rules for which of several duplicates to keep.",
    no_args_is_help=True,
)
_SET_EXAMPLES = """\b
Examples:  photosearch keep-rules set quality
photosearch keep-rules set mine --order folder,larger,older --folder ~/Pictures/best
photosearch keep-rules set mine --trash-bursts"""


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    program.add_typer(keep_rules)


@keep_rules.command("list")
def show_rules(context: typer.Context) -> None:
    """List the sets of rules in the order of their say; the one in use has a star."""
    session: Session = context.obj
    with session.reading() as library:
        answer = rules_document(library)
    lines: list[str] = []
    for rules in answer["sets"]:
        star = "*" if rules["name"] == answer["active"] else " "
        on = ", ".join(one["code"] for one in rules["rules"] if one["on"])
        lines += [f"{star} {for_terminal(rules['name'])}: {on}", *_more(rules)]
    session.output.result(answer, lines)


@keep_rules.command("set", epilog=_SET_EXAMPLES)
def set_rules(  # noqa: PLR0913, PLR0917 (an option each, as the command line has them)
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="originals, quality, organised, or your own.")],
    order: Annotated[
        str | None, typer.Option(help=f"The rules that have a say: {','.join(RULE_CODES)}.")
    ] = None,
    folder: Annotated[
        list[str] | None, typer.Option(help="Files in it are kept first; may be repeated.")
    ] = None,
    last_folder: Annotated[
        list[str] | None, typer.Option(help="Files in it go first; may be repeated.")
    ] = None,
    prefer: Annotated[str | None, typer.Option(help="raw (and HEIC) or jpeg.")] = None,
    edits: Annotated[
        bool | None, typer.Option("--trash-edits/--keep-edits", help="Crops and other edits.")
    ] = None,
    bursts: Annotated[
        bool | None, typer.Option("--trash-bursts/--keep-bursts", help="All but one of a burst.")
    ] = None,
) -> None:
    """Use a set of rules; with options, change it or make it first."""
    session: Session = context.obj
    arguments: dict[str, Any] = {
        "name": name,
        "order": order,
        "folders": _absolute(folder),
        "last_folders": _absolute(last_folder),
        "prefer": prefer,
        "trash_edits": edits,
        "trash_bursts": bursts,
    }
    answer = session.command("keep-rules set", arguments)
    said = f"Using the rules {for_terminal(answer['name'])} now."
    session.output.result(answer, [said, *_more(answer)])


@keep_rules.command("remove")
def remove(context: typer.Context, name: str) -> None:
    """Remove a set of your own."""
    session: Session = context.obj
    answer = session.command("keep-rules remove", {"name": name})
    session.output.result(answer, [f"Removed. Using the rules {for_terminal(answer['active'])}."])


def _absolute(paths: list[str] | None) -> list[str] | None:
    return [os.fsdecode(absolute(path)) for path in paths] if paths else None


def _more(rules: dict[str, Any]) -> list[str]:
    lines = [f"    kept first: {for_terminal(path)}" for path in rules["folders"]]
    lines += [f"    goes first: {for_terminal(path)}" for path in rules["last_folders"]]
    if rules["prefer"] == "jpeg":
        lines.append("    JPEG before RAW and HEIC")
    if rules["trash_edits"]:
        lines.append("    crops and other edits go too")
    if rules["trash_bursts"]:
        lines.append("    all but one frame of a burst goes")
    return lines
