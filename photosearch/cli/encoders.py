"""Commands about encoders: which there are, adding one, searching with another."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from photosearch.cli.context import Session, absolute
from photosearch.cli.output import for_terminal
from photosearch.services.encoders import list_encoders

_CHECKPOINT = ".safetensors"

encoders = typer.Typer(
    name="encoders",
    help="What turns a photo into the numbers that searches compare.",
    no_args_is_help=True,
)


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    program.add_typer(encoders)


@encoders.command("list")
def show_encoders(context: typer.Context) -> None:
    """List the encoders with the photos that have been through them."""
    session: Session = context.obj
    with session.reading() as library:
        known = list_encoders(library)
    rows = [
        {
            "id": one.row.encoder_id,
            "name": one.row.name,
            "dim": one.row.dim,
            "fingerprint": one.row.fingerprint,
            "bundled": one.bundled,
            "active": one.active,
            "photos": one.n_photos,
        }
        for one in known
    ]
    lines = [
        f"{'*' if row['active'] else ' '} {row['id']}  {row['name']}: {row['dim']:,} numbers a "
        f"photo, {row['photos']:,} photos{', comes with the program' if row['bundled'] else ''}"
        for row in rows
    ]
    session.output.result({"encoders": rows}, lines or ["None yet: index a folder first."])


@encoders.command(
    "add",
    epilog="Example:  photosearch encoders add RUN/checkpoints/model.safetensors",
)
def add_encoder(
    context: typer.Context,
    source: Annotated[
        str, typer.Argument(help="A checkpoint of the lab, or an .onnx file with a card beside it.")
    ],
    use: Annotated[
        bool, typer.Option("--use/--only-add", help="Whether to search with it from now on.")
    ] = True,
) -> None:
    """Add an encoder, send every photo through it, then search with it.

    It is one that was trained here, or your own ONNX file with a small card: a JSON file of the
    same name with "name", "size", "layout", "mean", "std", "output". Until every photo has been
    through it the old one serves; if you cancel, what was done is kept.
    """
    session: Session = context.obj
    path = absolute(source)
    if path.endswith(os.fsencode(_CHECKPOINT)):
        with tempfile.TemporaryDirectory(prefix="photosearch-") as folder:
            session.output.note("Writing the trained model as an ONNX graph …")
            from photosearch.learning.exporting import export_encoder

            export_encoder(Path(os.fsdecode(path)), Path(folder))
            answer = session.command("encoders add", {"path": folder})
    else:
        answer = session.command("encoders add", {"path": os.fsdecode(path)})
    lines = [f"Added {for_terminal(answer['name'])} as encoder {answer['encoder']}."]
    if use:
        answer |= session.command("encoders use", {"name": str(answer["encoder"])})
        lines.append(_used(answer))
    else:
        lines.append(f"Search with it:  photosearch encoders use {answer['encoder']}")
    session.output.result(answer, lines)


@encoders.command("use", epilog="Example:  photosearch encoders use bundled")
def use_encoder(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Its number or name; bundled: the program's own.")],
) -> None:
    """Search with another encoder, once every photo has been through it.

    Until then searches go on with the old one, also if you cancel; what was done is kept.
    """
    session: Session = context.obj
    answer = session.command("encoders use", {"name": name})
    session.output.result(answer, [_used(answer)])


def _used(answer: dict[str, object]) -> str:
    said = f"Searching with {for_terminal(str(answer['name']))}: {answer['photos']:,} photos"
    if answer["left"]:
        said += f"; {answer['left']:,} could not be read and can't be found with it"
    return f"{said}."
