"""Commands about what is in the library: index, folders, status, problems, forget."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer

from photosearch.cli.context import Session, absolute
from photosearch.cli.output import duration, for_json, for_terminal, megabytes
from photosearch.services.backup_coverage import (
    backup_coverage,
    coverage_document,
    likely_backups,
    likely_documents,
)
from photosearch.services.problems import list_problems
from photosearch.services.status import library_status

folders = typer.Typer(
    name="folders", help="The folders that the library watches.", no_args_is_help=True
)
_MOST_LINES = 20


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    program.command(epilog="Example:  photosearch index ~/Pictures /media/usb/DCIM")(index)
    program.command()(status)
    program.command()(problems)
    program.command(epilog="Example:  photosearch forget --dry-run ~/Pictures/secret")(forget)
    program.add_typer(folders)


def index(
    context: typer.Context,
    folder: Annotated[list[str] | None, typer.Argument(help="Default: all folders.")] = None,
    accept_missing: Annotated[
        bool, typer.Option("--accept-missing", help="Go on although many photos are gone.")
    ] = False,
) -> None:
    """Add folders and bring the library up to date with them."""
    session: Session = context.obj
    named = [os.fsdecode(absolute(path)) for path in folder or []]
    answer = session.command("index", {"folders": named, "accept_missing": accept_missing})
    session.output.result(answer, _index_lines(answer))
    for one in answer.get("maybe_backups", []):
        session.output.note(_backup_note(one))


def status(context: typer.Context) -> None:
    """Show what the library holds and in what state it is."""
    session: Session = context.obj
    with session.reading() as library:
        answer = library_status(library)
    session.output.result(answer, _status_lines(answer))


def forget(
    context: typer.Context,
    path: Annotated[list[str], typer.Argument(help="Photos or folders.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Delete every trace of photos from the library; the files themselves stay."""
    session: Session = context.obj
    named = [os.fsdecode(absolute(one)) for one in path]
    arguments = {"paths": named, "dry_run": dry_run, "confirmed": yes}
    answer = session.command("forget", arguments)
    verb = "Would forget" if dry_run else "Forgot"
    lines = [f"{verb} {answer['photos']:,} photos in {answer['files']:,} files."]
    if answer["folders_indexed"]:
        lines.append(
            "Their files are still in indexed folders: the next indexing finds them again."
        )
    lines += [f"This backup still knows them: {for_terminal(one)}" for one in answer["backups"]]
    session.output.result(answer, lines)


def problems(context: typer.Context) -> None:
    """List the files that could not be read, and why."""
    session: Session = context.obj
    with session.reading() as library:
        found = list_problems(library)
    rows = [{"path": for_json(one.path), "code": one.code, "reason": one.reason} for one in found]
    lines = [f"{for_terminal(row['path'])}: {row['reason']}" for row in rows]
    session.output.result({"problems": rows}, lines or ["Every file could be read."])


@folders.command("list")
def list_folders(context: typer.Context) -> None:
    """List the folders with their roles and states."""
    session: Session = context.obj
    with session.reading() as library:
        answer = {"folders": library_status(library)["folders"]}
    session.output.result(answer, [_folder_line(one) for one in answer["folders"]])


@folders.command("uncovered")
def list_uncovered(context: typer.Context) -> None:
    """List the photos that no backup folder holds."""
    session: Session = context.obj
    with session.reading() as library:
        answer = coverage_document(backup_coverage(library))
        answer["maybe_backups"] = likely_documents(likely_backups(library))
    session.output.result(answer, _coverage_lines(answer))


@folders.command("add")
def add_folder(
    context: typer.Context,
    path: str,
    role: Annotated[str, typer.Option(help="photos, reference or backup")] = "photos",
    exclude: Annotated[
        list[str] | None, typer.Option(help="Pattern to leave out, e.g. 'exports/*'.")
    ] = None,
) -> None:
    """Add a folder without indexing it yet."""
    arguments = {"path": os.fsdecode(absolute(path)), "role": role, "excludes": exclude or []}
    _change(context, "folders add", arguments, f"Added {for_terminal(path)}.")


@folders.command("remove")
def remove_folder(context: typer.Context, path: str) -> None:
    """Take a folder out of the library; its files stay, and so does what you said of them."""
    arguments = {"path": os.fsdecode(absolute(path))}
    _change(context, "folders remove", arguments, f"Removed {for_terminal(path)}.")


@folders.command("role")
def set_role(context: typer.Context, path: str, role: str) -> None:
    """Say what a folder is: photos, reference or backup."""
    arguments = {"path": os.fsdecode(absolute(path)), "role": role}
    _change(context, "folders role", arguments, f"{for_terminal(path)} is now: {role}.")


@folders.command("exclude")
def set_excludes(
    context: typer.Context,
    path: str,
    pattern: Annotated[list[str] | None, typer.Argument(help="None: leave nothing out.")] = None,
) -> None:
    """Set the patterns that are left out of a folder."""
    arguments = {"path": os.fsdecode(absolute(path)), "excludes": pattern or []}
    _change(context, "folders exclude", arguments, "Set. It counts from the next indexing on.")


@folders.command("release")
def release_drive(context: typer.Context, path: str) -> None:
    """Let go of a drive so that it can be unplugged; its photos stay searchable."""
    arguments = {"path": os.fsdecode(absolute(path))}
    _change(context, "folders release", arguments, "Released. You can unplug the drive.")


def _change(context: typer.Context, name: str, arguments: dict[str, Any], said: str) -> None:
    session: Session = context.obj
    session.output.result(session.command(name, arguments), [said])


def _index_lines(answer: dict[str, Any]) -> list[str]:
    counts = ("indexed", "unchanged", "copies", "moved", "missing")
    lines = [", ".join(f"{answer[name]:,} {name}" for name in counts)]
    for title, rows in (("Skipped", answer["skipped"]), ("Could not read", answer["failed"])):
        if rows:
            lines.append(f"{title} {len(rows):,}:")
            lines += [
                f"  {for_terminal(row['path'])}: {row['reason']}" for row in rows[:_MOST_LINES]
            ]
        if len(rows) > _MOST_LINES:
            lines.append(f"  … and {len(rows) - _MOST_LINES:,} more (--json lists all)")
    lines.append(f"Took {duration(answer['seconds'])}.")
    return lines


def _coverage_lines(answer: dict[str, Any]) -> list[str]:
    lines = [for_terminal(path) for path in answer["uncovered"]]
    lines.append(
        f"{answer['covered']:,} of {answer['photos']:,} photos are in a backup folder"
        f" ({answer['same_bytes']:,} with the same bytes), {len(answer['uncovered']):,} are not."
    )
    if not answer["backups"]:
        lines.append("No folder is a backup yet. Say so:  photosearch folders role FOLDER backup")
    return lines + [_backup_note(one) for one in answer["maybe_backups"]]


def _backup_note(one: dict[str, Any]) -> str:
    path = for_terminal(one["path"])
    return (
        f"{one['shared']:,} of {one['files']:,} files of {path} lie in {for_terminal(one['of'])} "
        f"too. Is it a backup? Then:  photosearch folders role {path} backup"
    )


def _folder_line(folder: dict[str, Any]) -> str:
    drive = f", on {folder['drive']}" if folder["drive"] else ""
    return (
        f"{for_terminal(folder['path'])}: {folder['photos']:,} photos, {folder['role']}, "
        f"{folder['state']}{drive}"
    )


def _status_lines(answer: dict[str, Any]) -> list[str]:
    lines, sizes = [f"Library {for_terminal(answer['library'])}"], answer["sizes"]
    if not answer["photos"]:
        return [*lines, "No photos yet. Add some:  photosearch index ~/Pictures"]
    metric = answer["metric"]["name"] if answer["metric"] else "none yet"
    lines += [
        (
            f"{answer['photos']:,} photos in {answer['files']:,} files"
            f" ({answer['offline']:,} on drives that are not plugged in)"
        ),
        (
            f"Metric {metric}, index {answer['index']['state']}"
            f" with {answer['index']['count']:,} entries"
        ),
        (
            f"Catalogue {megabytes(sizes['catalogue'])}, thumbnails"
            f" {megabytes(sizes['thumbnails'])}, index {megabytes(sizes['index'])}"
        ),
    ]
    if answer["failed"]:
        lines.append(
            f"{answer['failed']:,} files could not be read (photosearch problems lists them)"
        )
    trash = answer["trash"]
    if trash["files"]:
        lines.append(f"{trash['files']:,} files ({megabytes(trash['bytes'])}) lie in the trash")
    if trash["interrupted"]:
        lines.append(f"{trash['interrupted']:,} interrupted moves to the trash wait for a drive")
    return lines + [_folder_line(folder) for folder in answer["folders"]]
