"""Commands about groups: what a person calls alike."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer

from photosearch.cli.context import Session, absolute
from photosearch.cli.output import for_terminal
from photosearch.services.group_import import preview_import
from photosearch.services.groups import list_groups, members, photos_in_several, photos_said
from photosearch.services.label_commands import paths_of, plan_document, several_rows
from photosearch.services.label_problems import list_label_problems

_MOST_LINES = 20
_IMPORT_EXAMPLES = """\b
Examples:  photosearch groups import ~/sorted --preview
photosearch groups import vases.csv
photosearch groups import ~/shop --pattern '{group}_*'
photosearch groups import ~/shop --pattern '^(SKU[0-9]+)_'"""

groups = typer.Typer(
    name="groups",
    help="Your groups of photos: what the search learns from.",
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(help="Of the group; upper and lower case are the same.")]


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    program.add_typer(groups)


@groups.command("list", epilog="Example:  photosearch groups list 'our dog'")
def show_groups(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Show the photos of this one.")] = None,
) -> None:
    """List the groups with their number of photos, or the photos of one."""
    session: Session = context.obj
    with session.reading() as library:
        if name is not None:
            group, photos = members(library, name)
            paths = list(paths_of(library, photos).values())
            answer: dict[str, Any] = {"name": group.name, "members": paths}
            lines = [for_terminal(path) for path in paths] or ["No photos in it."]
        else:
            answer = {
                "groups": [
                    {
                        "id": one.group.group_id,
                        "name": one.group.name,
                        "photos": one.n_photos,
                        "hidden": one.n_hidden,
                    }
                    for one in list_groups(library)
                ],
                "several": several_rows(library, photos_in_several(library)),
            }
            lines = _group_lines(answer)
    session.output.result(answer, lines)


@groups.command("add", epilog="Example:  photosearch groups add 'our dog' rex1.jpg rex2.jpg")
def add(
    context: typer.Context,
    name: Name,
    image: Annotated[list[str], typer.Argument(help="Photos of the library, or folders of it.")],
) -> None:
    """Put photos into a group; it is made if it is not there."""
    session: Session = context.obj
    answer = session.command("groups add", {"name": name, "paths": _paths(image)})
    lines = [f"Added {photos_said(answer['added'])} to “{answer['name']}”."]
    if answer["already"]:
        lines.append(f"{photos_said(answer['already'])} in it already.")
    session.output.result(answer, [*lines, *_several_lines(answer["several"])])


@groups.command("remove", epilog="Example:  photosearch groups remove 'our dog' cat.jpg")
def remove(
    context: typer.Context,
    name: Name,
    image: Annotated[
        list[str] | None, typer.Argument(help="None: delete the group; its photos stay.")
    ] = None,
) -> None:
    """Take photos out of a group, or delete it: the photos themselves stay."""
    session: Session = context.obj
    answer = session.command("groups remove", {"name": name, "paths": _paths(image or [])})
    line = f"Deleted the group “{answer['name']}”."
    if not answer["deleted"]:
        line = f"Took {photos_said(answer['removed'])} out of “{answer['name']}”."
    session.output.result(answer, [f"{line} (photosearch undo takes it back)"])


@groups.command("rename", epilog="Example:  photosearch groups rename rex 'our dog'")
def rename(context: typer.Context, name: Name, new_name: str) -> None:
    """Give a group another name."""
    session: Session = context.obj
    answer = session.command("groups rename", {"name": name, "new_name": new_name})
    session.output.result(answer, [f"“{answer['before']}” is “{answer['name']}” now."])


@groups.command("merge", epilog="Example:  photosearch groups merge 'our dog' rex puppy")
def merge(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The group that stays.")],
    other: Annotated[list[str], typer.Argument(help="Groups that become a part of it.")],
) -> None:
    """Make one group of several."""
    session: Session = context.obj
    answer = session.command("groups merge", {"name": name, "others": other})
    session.output.result(
        answer, [f"“{answer['name']}” has {photos_said(answer['added'])} more now."]
    )


@groups.command("import", epilog=_IMPORT_EXAMPLES)
def import_source(
    context: typer.Context,
    source: Annotated[
        str, typer.Argument(help="A folder with a sub-folder for each group, or a CSV file.")
    ],
    pattern: Annotated[
        str | None, typer.Option(help="The group is in the names of files: '{group}_*'.")
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Only say what it would do; changes nothing.")
    ] = False,
) -> None:
    """Make many groups at once: from folders, from names of files, or from a table (file, group).

    One undo takes the whole import back.
    """
    session: Session = context.obj
    path = absolute(source)
    if preview:
        with session.reading() as library:
            plan = preview_import(library, path, pattern, session.progress)
            answer = plan_document(library, plan, preview=True)
    else:
        arguments = {"source": os.fsdecode(path), "pattern": pattern}
        answer = session.command("groups import", arguments)
    session.output.result(answer, _import_lines(answer))


@groups.command("check")
def check(context: typer.Context) -> None:
    """Say what keeps groups and constraints from teaching anything."""
    session: Session = context.obj
    with session.reading() as library:
        found = list_label_problems(library)
        rows = [
            {
                "code": one.code,
                "message": one.message,
                "hint": one.hint,
                "groups": list(one.groups),
                "photos": list(paths_of(library, one.photo_ids).values()),
            }
            for one in found
        ]
    lines = [f"{one.message} {one.hint}" for one in found]
    session.output.result({"problems": rows}, lines or ["All groups can be learned from."])


def _paths(images: list[str]) -> list[str]:
    return [os.fsdecode(absolute(image)) for image in images]


def _group_lines(answer: dict[str, Any]) -> list[str]:
    rows = answer["groups"]
    if not rows:
        return ["No groups yet. Make one:  photosearch groups add NAME IMAGE…"]
    lines = []
    for row in rows:
        hidden = f" ({row['hidden']:,} more are not there now)" if row["hidden"] else ""
        lines.append(f"{row['photos']:6,}  {row['name']}{hidden}")
    return [*lines, *_several_lines(answer["several"])]


def _several_lines(rows: list[dict[str, Any]]) -> list[str]:
    if not rows:
        return []
    lines = [
        f"  {for_terminal(row['path'])}: {', '.join(row['groups'])}" for row in rows[:_MOST_LINES]
    ]
    return ["In several groups:", *lines, *_more(len(rows))]


def _import_lines(answer: dict[str, Any]) -> list[str]:
    would = "Would add" if answer["preview"] else "Added"
    n_groups, n_new = len(answer["groups"]), answer["created"]
    to = "1 group" if n_groups == 1 else f"{n_groups:,} groups"
    lines = [f"{would} {photos_said(answer['added'])} to {to} ({n_new:,} new)."]
    if answer["preview"]:
        lines += [
            f"  {row['name']}: {photos_said(row['added'])}{' (new)' if row['new'] else ''}"
            for row in answer["groups"][:_MOST_LINES]
        ]
        lines += _more(n_groups)
    lines += _several_lines(answer["several"])
    problems = [f"line {one['line']}: {one['reason']}" for one in answer["problems"]]
    for title, found in (
        (
            "Not in the library (index their folder first):",
            list(map(for_terminal, answer["unknown"])),
        ),
        ("Without a group:", list(map(for_terminal, answer["unmatched"]))),
        ("Could not use:", problems),
    ):
        if found:
            lines += [title, *(f"  {one}" for one in found[:_MOST_LINES]), *_more(len(found))]
    return lines


def _more(number: int) -> list[str]:
    left = number - _MOST_LINES
    return [f"  … and {left:,} more (--json lists all)"] if left > 0 else []
