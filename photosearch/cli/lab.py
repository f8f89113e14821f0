"""Commands of the lab: experiments in metric learning on folders of labelled pictures."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

import typer

from photosearch.base.paths import lab_dir
from photosearch.cli.context import Session
from photosearch.cli.lab_options import ARCHIVE, CHECKPOINT, FOLDER, RUN, LabCommand
from photosearch.cli.output import for_terminal
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.training.training_process import Task, run_task

_RUNNER = "photosearch.learning.lab.experiments.running:run_experiment"
_LONGEST, _IN, _MOST_NAMED = 60, "    ", 5
_FLOWERS = "~/Pictures/flowers"
_MODEL = "RUN/checkpoints/model.safetensors"

_PICTURES = MappingProxyType({"folder": FOLDER})
_ENCODER = MappingProxyType({"checkpoint": CHECKPOINT, "folder": FOLDER})
_FROZEN = MappingProxyType({"unfrozen": 0})
_NETWORK = ("encoder", "unfrozen", "dim", "input_px")
_BUDGET = ("epochs", "minutes", "seed")
_PLACE = ("quick", "threads", "cache", "out")

COMMANDS = (
    LabCommand(
        "train",
        "Train an encoder to tell classes apart; part of the photos is held out to measure it.",
        f"{_FLOWERS} --minutes 10",
        _PICTURES,
        (
            "loss", *_NETWORK, "distance", "temperature", "miner", "split", *_BUDGET, *_PLACE,
            "resume",
        ),
    ),
    LabCommand(
        "ablate-size",
        "Train with embeddings of 8 to 512 numbers: loss and retrieval quality, table and plot.",
        f"{_FLOWERS} --sizes 8,64,512",
        _PICTURES,
        ("loss", "encoder", "unfrozen", "input_px", "split", *_BUDGET, "seeds", *_PLACE),
        {"sizes": ("", "Embedding sizes, separated by commas.")},
        _FROZEN,
    ),
    LabCommand(
        "ablate-temperature",
        "Train with temperatures of 0.05 to 1: what sharpening the softmax does.",
        _FLOWERS,
        _PICTURES,
        ("loss", *_NETWORK, "split", *_BUDGET, "seeds", *_PLACE),
        {"temperatures": ("", "Separated by commas.")},
        {**_FROZEN, "loss": "anchor-positive"},
    ),
    LabCommand(
        "compare-losses",
        "Train with every loss on the same features and the same budget, with the time per step.",
        f"{_FLOWERS} --losses supcon,triplet",
        _PICTURES,
        (*_NETWORK, "distance", "miner", "split", *_BUDGET, "seeds", *_PLACE),
        {"losses": ("", "Separated by commas; default: all.")},
        _FROZEN,
    ),
    LabCommand(
        "linear-eval",
        "Classify linearly on an encoder, frozen and unfrozen, beside a classifier from scratch.",
        f"{_MODEL} {_FLOWERS}",
        _ENCODER,
        (*_BUDGET, *_PLACE),
    ),
    LabCommand(
        "claims",
        "Test what the theory asserts: each claim with intervals, and whether it holds here.",
        f"{_FLOWERS} --quick",
        _PICTURES,
        (*_NETWORK, *_BUDGET, "seeds", *_PLACE),
        {"only": ("", "Names of claims, separated by commas.")},
        _FROZEN,
    ),
    LabCommand(
        "evaluate",
        "Measure an encoder on labelled pictures: retrieval, clusters, verification, outliers.",
        f"{_MODEL} {_FLOWERS}",
        _ENCODER,
        ("distance", "seed", *_PLACE),
    ),
    LabCommand(
        "report", "Write the report of a run anew, from its files.",
        str(lab_dir() / "2026-11-22_120000_train"), {"resume": RUN}, (),
    ),
    LabCommand(
        "cifar10",
        "Do the whole reference experiment: plain and best training, tests, profile, report.",
        "--archive cifar10.tar.gz --plain-minutes 15",
        {"archive": ARCHIVE},
        ("seed", *_PLACE),
        {
            "plain_minutes": (15.0, "Of the plain run."),
            "best_minutes": (15.0, "Of the best recipe's."),
            "linear_minutes": (3.0, "Of unfrozen classifiers."),
        },
    ),
)  # fmt: skip

lab = typer.Typer(
    name="lab",
    help="Train encoders on labelled pictures, and measure what metric learning does.",
    epilog=f"Start with:  photosearch lab train {_FLOWERS} --quick",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    for one in COMMANDS:
        epilog = f"Example:  photosearch lab {one.name} {one.example}"
        lab.command(name=one.name, epilog=epilog)(one.function(_run))
    program.add_typer(lab)


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
    yield from _left_out(answer["skipped"])
    yield ""
    yield f"Report: {for_terminal(answer['report'])}"


def _left_out(skipped: list[dict[str, str]]) -> Iterator[str]:
    """Yield which pictures were left out and why, the first few by name."""
    if not skipped:
        return
    yield ""
    what = "1 picture was" if len(skipped) == 1 else f"{len(skipped):,} pictures were"
    yield f"{what} left out:"
    for one in skipped[:_MOST_NAMED]:
        yield f"{_IN}{for_terminal(one['name'])}: {for_terminal(one['reason'])}"
    if len(skipped) > _MOST_NAMED:
        yield f"{_IN}and {len(skipped) - _MOST_NAMED:,} more; the report lists them"


def _aligned(rows: list[list[Any]]) -> Iterator[str]:
    """Yield rows with their columns under each other; long texts follow their row, wrapped."""
    texts = [[_cell(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    short = [at for at, width in enumerate(widths) if width <= _LONGEST]
    for number, row in enumerate(texts):
        cells = [
            row[at].ljust(widths[at]) if at == 0 else row[at].rjust(widths[at]) for at in short
        ]
        yield "  ".join(cells).rstrip()
        if number:
            for at in sorted(set(range(len(row))) - set(short)):
                yield from textwrap.wrap(
                    row[at], 96, initial_indent="    ", subsequent_indent="    "
                )


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else "–" if value is None else str(value)
