"""Commands of the lab: experiments in metric learning on folders of labelled pictures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from photosearch.base.paths import lab_dir
from photosearch.cli import lab_options as given
from photosearch.cli.context import Session
from photosearch.cli.output import for_terminal
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.training.training_process import Task, run_task

_RUNNER = "photosearch.learning.lab.experiments.running:run_experiment"
_FOLDER = "~/Pictures/flowers"
_CHECKPOINT = "RUN/checkpoints/model.safetensors"

lab = typer.Typer(
    name="lab",
    help="Train encoders on labelled pictures, and measure what metric learning does.",
    epilog=f"Start with:  photosearch lab train {_FOLDER} --quick",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    for name, function, example in (
        ("train", train, f"train {_FOLDER} --minutes 10"),
        ("ablate-size", ablate_size, f"ablate-size {_FOLDER} --sizes 8,64,512"),
        ("ablate-temperature", ablate_temperature, f"ablate-temperature {_FOLDER}"),
        ("compare-losses", compare_losses, f"compare-losses {_FOLDER} --losses supcon,triplet"),
        ("linear-eval", linear_eval, f"linear-eval {_CHECKPOINT} {_FOLDER}"),
        ("claims", claims, f"claims {_FOLDER} --quick"),
        ("evaluate", evaluate, f"evaluate {_CHECKPOINT} {_FOLDER}"),
        ("report", report, f"report {lab_dir() / '2026-11-22_120000_train'}"),
        ("cifar10", cifar10, "cifar10 --archive cifar10.tar.gz --plain-minutes 15"),
    ):
        lab.command(name=name, epilog=f"Example:  photosearch lab {example}")(function)
    program.add_typer(lab)


def train(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    folder: given.Folder,
    loss: given.Loss = "supcon",
    encoder: given.Encoder = "lite0",
    unfrozen: given.Unfrozen = 2,
    dim: given.Dim = 64,
    input_px: given.InputPx = 32,
    distance: given.Distance = "cosine",
    temperature: given.Temperature = 0.0,
    split: given.Split = "photos",
    epochs: given.Epochs = 0,
    minutes: given.Minutes = 0.0,
    seed: given.Seed = 0,
    quick: given.Quick = False,
    threads: given.Threads = 0,
    cache: given.Cache = None,
    out: given.Out = None,
    resume: Annotated[
        str | None, typer.Option(metavar="RUN", help="Go on with a run that was cancelled.")
    ] = None,
) -> None:
    """Train an encoder to tell classes apart; part of the photos is held out to measure it."""
    options = LabOptions(
        folder=_absolute(folder), loss=loss, encoder=encoder, unfrozen=unfrozen, dim=dim,
        input_px=input_px, distance=distance, temperature=temperature, split=split,
        epochs=epochs, minutes=minutes, seed=seed, quick=quick, cache=_absolute(cache),
        out=_absolute(out), resume=_absolute(resume),
    )  # fmt: skip
    _run(context, "train", options, threads)


def ablate_size(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    folder: given.Folder,
    sizes: Annotated[str, typer.Option(help="Embedding sizes, separated by commas.")] = "",
    loss: given.Loss = "supcon",
    encoder: given.Encoder = "lite0",
    unfrozen: given.Unfrozen = 0,
    input_px: given.InputPx = 32,
    split: given.Split = "photos",
    epochs: given.Epochs = 0,
    minutes: given.Minutes = 0.0,
    seed: given.Seed = 0,
    seeds: given.Seeds = 0,
    quick: given.Quick = False,
    threads: given.Threads = 0,
    cache: given.Cache = None,
    out: given.Out = None,
) -> None:
    """Train with embeddings of 8 to 512 numbers: loss and retrieval quality, table and plot."""
    options = LabOptions(
        folder=_absolute(folder), values=_values(sizes), loss=loss, encoder=encoder,
        unfrozen=unfrozen, input_px=input_px, split=split, epochs=epochs, minutes=minutes,
        seed=seed, seeds=seeds, quick=quick, cache=_absolute(cache), out=_absolute(out),
    )  # fmt: skip
    _run(context, "ablate-size", options, threads)


def ablate_temperature(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    folder: given.Folder,
    temperatures: Annotated[str, typer.Option(help="Separated by commas.")] = "",
    loss: given.Loss = "anchor-positive",
    encoder: given.Encoder = "lite0",
    unfrozen: given.Unfrozen = 0,
    dim: given.Dim = 64,
    input_px: given.InputPx = 32,
    split: given.Split = "photos",
    epochs: given.Epochs = 0,
    minutes: given.Minutes = 0.0,
    seed: given.Seed = 0,
    seeds: given.Seeds = 0,
    quick: given.Quick = False,
    threads: given.Threads = 0,
    cache: given.Cache = None,
    out: given.Out = None,
) -> None:
    """Train with temperatures of 0.05 to 1: what sharpening the softmax does."""
    options = LabOptions(
        folder=_absolute(folder), values=_values(temperatures), loss=loss, encoder=encoder,
        unfrozen=unfrozen, dim=dim, input_px=input_px, split=split, epochs=epochs,
        minutes=minutes, seed=seed, seeds=seeds, quick=quick, cache=_absolute(cache),
        out=_absolute(out),
    )  # fmt: skip
    _run(context, "ablate-temperature", options, threads)


def compare_losses(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    folder: given.Folder,
    losses: Annotated[str, typer.Option(help="Separated by commas; default: all.")] = "",
    encoder: given.Encoder = "lite0",
    unfrozen: given.Unfrozen = 0,
    dim: given.Dim = 64,
    input_px: given.InputPx = 32,
    distance: given.Distance = "cosine",
    split: given.Split = "photos",
    epochs: given.Epochs = 0,
    minutes: given.Minutes = 0.0,
    seed: given.Seed = 0,
    seeds: given.Seeds = 0,
    quick: given.Quick = False,
    threads: given.Threads = 0,
    cache: given.Cache = None,
    out: given.Out = None,
) -> None:
    """Train with every loss on the same features and the same budget, with the time per step."""
    options = LabOptions(
        folder=_absolute(folder), values=_values(losses), encoder=encoder, unfrozen=unfrozen,
        dim=dim, input_px=input_px, distance=distance, split=split, epochs=epochs,
        minutes=minutes, seed=seed, seeds=seeds, quick=quick, cache=_absolute(cache),
        out=_absolute(out),
    )  # fmt: skip
    _run(context, "compare-losses", options, threads)


def linear_eval(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    checkpoint: given.Checkpoint,
    folder: given.Folder,
    epochs: given.Epochs = 0,
    minutes: given.Minutes = 0.0,
    seed: given.Seed = 0,
    quick: given.Quick = False,
    threads: given.Threads = 0,
    cache: given.Cache = None,
    out: given.Out = None,
) -> None:
    """Classify linearly on an encoder, frozen and unfrozen, beside a classifier from scratch."""
    options = LabOptions(
        checkpoint=_absolute(checkpoint), folder=_absolute(folder), epochs=epochs,
        minutes=minutes, seed=seed, quick=quick, cache=_absolute(cache), out=_absolute(out),
    )  # fmt: skip
    _run(context, "linear-eval", options, threads)


def claims(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    folder: given.Folder,
    only: Annotated[str, typer.Option(help="Names of claims, separated by commas.")] = "",
    encoder: given.Encoder = "lite0",
    unfrozen: given.Unfrozen = 0,
    dim: given.Dim = 64,
    input_px: given.InputPx = 32,
    epochs: given.Epochs = 0,
    minutes: given.Minutes = 0.0,
    seed: given.Seed = 0,
    seeds: given.Seeds = 0,
    quick: given.Quick = False,
    threads: given.Threads = 0,
    cache: given.Cache = None,
    out: given.Out = None,
) -> None:
    """Test what the theory asserts: each claim with intervals, and whether it holds here."""
    options = LabOptions(
        folder=_absolute(folder), values=_values(only), encoder=encoder, unfrozen=unfrozen,
        dim=dim, input_px=input_px, epochs=epochs, minutes=minutes, seed=seed, seeds=seeds,
        quick=quick, cache=_absolute(cache), out=_absolute(out),
    )  # fmt: skip
    _run(context, "claims", options, threads)


def evaluate(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    checkpoint: given.Checkpoint,
    folder: given.Folder,
    distance: given.Distance = "cosine",
    seed: given.Seed = 0,
    quick: given.Quick = False,
    threads: given.Threads = 0,
    cache: given.Cache = None,
    out: given.Out = None,
) -> None:
    """Measure an encoder on labelled pictures: retrieval, clusters, verification, outliers."""
    options = LabOptions(
        checkpoint=_absolute(checkpoint), folder=_absolute(folder), distance=distance,
        seed=seed, quick=quick, cache=_absolute(cache), out=_absolute(out),
    )  # fmt: skip
    _run(context, "evaluate", options, threads)


def report(
    context: typer.Context,
    run: Annotated[str, typer.Argument(metavar="RUN", help="The folder of an earlier run.")],
) -> None:
    """Write the report of a run anew, from its files."""
    _run(context, "report", LabOptions(resume=_absolute(run)), 0)


def cifar10(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    archive: Annotated[str, typer.Option(metavar="FILE", help="CIFAR-10 as JPEG files, tar.")],
    plain_minutes: Annotated[float, typer.Option(min=0.0, help="Of the plain run.")] = 15.0,
    best_minutes: Annotated[float, typer.Option(min=0.0, help="Of the best recipe's.")] = 15.0,
    linear_minutes: Annotated[float, typer.Option(min=0.0, help="Of unfrozen classifiers.")] = 3.0,
    seed: given.Seed = 0,
    quick: given.Quick = False,
    threads: given.Threads = 0,
    cache: given.Cache = None,
    out: given.Out = None,
) -> None:
    """Do the whole reference experiment: plain and best training, tests, profile, report."""
    minutes = tuple(f"{value:g}" for value in (plain_minutes, best_minutes, linear_minutes))
    options = LabOptions(
        archive=_absolute(archive), values=minutes, seed=seed, quick=quick,
        cache=_absolute(cache), out=_absolute(out),
    )  # fmt: skip
    _run(context, "cifar10", options, threads)


def _run(context: typer.Context, kind: str, options: LabOptions, threads: int) -> None:
    session: Session = context.obj
    arguments = {"kind": kind, "options": options.to_json()}
    answer, _ = run_task(Task(_RUNNER, arguments, n_threads=threads), session.progress)
    session.output.result(answer, _lines(answer))


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    yield from answer["results"]["summary"]
    for table in answer["results"]["tables"][:1]:
        yield ""
        yield table["title"]
        yield from _aligned([table["columns"], *table["rows"]])
    yield ""
    yield f"Report: {for_terminal(answer['report'])}"


def _aligned(rows: list[list[Any]]) -> Iterator[str]:
    texts = [[_cell(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        cells = [row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]
        yield "  ".join(cells).rstrip()


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else "–" if value is None else str(value)


def _absolute(path: str | None) -> str:
    return os.path.abspath(Path(path).expanduser()) if path else ""


def _values(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
