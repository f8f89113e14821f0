"""Commands that write arrays to measure with: rank and export-vectors."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from photosearch.cli.context import Session
from photosearch.cli.queries import list_file
from photosearch.services.measuring import RankRequest, export_vectors, rank_library


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    program.command(epilog="Example:  photosearch rank order.npz --exact --top 50")(rank)
    program.command(name="export-vectors", epilog="Example:  photosearch export-vectors v.npz")(
        export
    )


def rank(  # noqa: PLR0913, PLR0917 - one parameter for each option of the contract
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.npz")],
    top: Annotated[int, typer.Option(min=1, help="Neighbours a query.")] = 100,
    exact: Annotated[bool, typer.Option("--exact", help="Look at every photo.")] = False,
    metric: Annotated[str, typer.Option(help="A metric's number, or raw.")] = "",
    queries: Annotated[str | None, typer.Option(help="A file that lists the queries.")] = None,
    grain: Annotated[float, typer.Option(min=0.0, max=1.0)] = 0.5,
) -> None:
    """Search with every photo and write the neighbours as arrays.

    The file holds paths (N), queries (Q), neighbours (Q, top) as rows of paths, -1 where there are
    fewer, and scores (Q, top).
    """
    session: Session = context.obj
    listed = tuple(list_file(queries)) if queries is not None else None
    request = RankRequest(top, exact, metric or None, listed, grain)
    with session.reading() as library:
        answer = rank_library(library, os.path.abspath(file), request, session.progress)
    said = f"Wrote {answer['queries']:,} queries to {file}."
    session.output.result(answer, [said])


def export(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.npz")],
    metric: Annotated[str, typer.Option(help="A metric's number, or raw.")] = "",
) -> None:
    """Write the vector of every photo: paths (N, sorted) and vectors (N, D) float32."""
    session: Session = context.obj
    with session.reading() as library:
        answer = export_vectors(library, os.path.abspath(file), metric or None, session.progress)
    said = f"Wrote {answer['rows']:,} vectors of {answer['dim']} numbers to {file}."
    session.output.result(answer, [said])
