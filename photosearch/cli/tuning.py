"""Commands about the metric: tuning it on groups, and the versions that there are."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer

from photosearch.cli.context import Session, absolute
from photosearch.cli.output import for_terminal
from photosearch.services.metric_versions import export_metric, find_metric, list_metrics
from photosearch.services.tuning_commands import metric_document

metrics = typer.Typer(
    name="metrics",
    help="What decides which photos are alike: list, use, give away, take in.",
    no_args_is_help=True,
)
_CHECKS = {
    "held-out photos": "Photos of your groups that it did not see",
    "other groups": "Groups that it did not see",
    "familiar neighbours": "Nearest neighbours that stay",
    "spread": "Room that the photos take up",
    "numbers": "Numbers that are finite",
}
_ADVICE = {
    "more-groups": "Make more groups: it learns what they have in common.",
    "more-photos": "Put more photos into the small groups, six or more.",
    "higher-keep": "Protect the rest of the library more: a higher --keep, or level 1.",
    "look-through": "Look through the groups: some may hold photos that do not belong.",
}
Metric = Annotated[str, typer.Argument(help="Its number or name; previous; level0.")]


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    program.command(
        "tune",
        epilog="Example:  photosearch tune    or:  photosearch tune --level 2 --loss triplet",
    )(tune)
    program.add_typer(metrics)


def tune(  # noqa: PLR0913, PLR0917 (an option each, as the command line has them)
    context: typer.Context,
    level: Annotated[
        int,
        typer.Option(
            help="0: no labels; 1: your groups, in a second or two; 2: with a loss of your choice."
        ),
    ] = 1,
    loss: Annotated[str, typer.Option(help="Of level 2, such as triplet or proxy-nca.")] = "",
    keep: Annotated[
        float | None,
        typer.Option(help="Of level 2: how much the rest of the library is held in place."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of level 2.")] = 0,
    group: Annotated[
        list[str] | None, typer.Option(help="Only this group; may be repeated.")
    ] = None,
    name: Annotated[str, typer.Option(help="What to call the metric.")] = "",
    use: Annotated[
        bool, typer.Option("--use/--only-keep", help="Whether to search with it if it is better.")
    ] = True,
) -> None:
    """Learn from your groups what similar means to you, and use it only if it is better.

    It is tried on photos and groups that it did not see. If any check fails, everything stays.
    """
    session: Session = context.obj
    arguments: dict[str, Any] = {
        "level": level, "loss": loss, "keep": keep, "seed": seed,
        "groups": group or [], "name": name, "use": use,
    }  # fmt: skip
    answer = session.command("tune", arguments)
    session.output.result(answer, _tuned_lines(answer))


@metrics.command("list")
def show_metrics(context: typer.Context) -> None:
    """List the metrics, oldest first; the one in use has a star."""
    session: Session = context.obj
    with session.reading() as library:
        rows = [metric_document(row) for row in list_metrics(library)]
    lines = [
        f"{'*' if row['active'] else ' '} {row['id']}  level {row['level']}, "
        f"{row['photos']:,} photos, {row['created'][:16].replace('T', ' ')}"
        f"{_gain_said(row['gain'])}{'  ' + for_terminal(row['name']) if row['name'] else ''}"
        for row in rows
    ]
    session.output.result({"metrics": rows}, lines or ["None yet: index a folder first."])


@metrics.command("use", epilog="Example:  photosearch metrics use previous")
def use_metric(context: typer.Context, name: Metric) -> None:
    """Search with another metric; photosearch undo goes back."""
    session: Session = context.obj
    answer = session.command("metrics use", {"name": name})
    session.output.result(answer, [f"Searching with metric {answer['metric']} now."])


@metrics.command("export", epilog="Example:  photosearch metrics export 3 vases.metric")
def export(context: typer.Context, name: Metric, file: str) -> None:
    """Write a metric to a small file, with its card and without any photo."""
    session: Session = context.obj
    with session.reading() as library:
        answer = export_metric(library, find_metric(library, name), absolute(file))
    size = answer["bytes"] / 1e6
    session.output.result(answer, [f"Wrote {for_terminal(answer['file'])}, {size:.1f} MB."])


@metrics.command("import", epilog="Example:  photosearch metrics import vases.metric")
def import_metric(
    context: typer.Context,
    file: str,
    use: Annotated[bool, typer.Option("--use/--only-keep", help="Whether to use it now.")] = False,
) -> None:
    """Take in a metric that was exported here or elsewhere."""
    session: Session = context.obj
    answer = session.command("metrics import", {"file": os.fsdecode(absolute(file))})
    lines = [f"Took in {for_terminal(answer['name']) or 'it'} as metric {answer['id']}."]
    if use:
        answer |= session.command("metrics use", {"name": str(answer["id"])})
        lines.append(f"Searching with metric {answer['metric']} now.")
    session.output.result(answer, lines)


@metrics.command("rename", epilog="Example:  photosearch metrics rename 3 'same place'")
def rename(context: typer.Context, name: Metric, new_name: str) -> None:
    """Give a metric a name."""
    session: Session = context.obj
    answer = session.command("metrics rename", {"name": name, "new_name": new_name})
    said = for_terminal(answer["name"])
    session.output.result(answer, [f"Metric {answer['metric']} is called {said} now."])


@metrics.command("remove")
def remove(context: typer.Context, name: Metric) -> None:
    """Forget a metric that is not in use."""
    session: Session = context.obj
    answer = session.command("metrics remove", {"name": name})
    session.output.result(answer, [f"Removed metric {answer['removed']}."])


def _gain_said(gain: float | None) -> str:
    return "" if gain is None else f", {gain:+.1f} points"


def _tuned_lines(answer: dict[str, Any]) -> list[str]:
    lines = []
    if answer["checks"]:
        lines += [_check_line(check) for check in answer["checks"]]
    if not answer["accepted"]:
        lines.append("It is not better in every way, so nothing has changed.")
        lines += [_ADVICE[code] for code in answer["advice"]]
    elif answer["metric"] == answer["made"]:
        lines.append(
            f"Searching with metric {answer['metric']} now; back:  photosearch metrics use previous"
        )
    else:
        lines.append(f"Kept as metric {answer['made']}; use it:  photosearch metrics use")
    return [*lines, f"Took {answer['seconds']:.1f} s."]


def _check_line(check: dict[str, Any]) -> str:
    mark = "ok    " if check["passed"] else "FAILED"
    said = _CHECKS.get(check["name"], check["name"])
    if check["name"] in ("held-out photos", "other groups"):
        change = check["after"] - check["before"]
        figures = (
            f"{check['before']:.1f} → {check['after']:.1f} "
            f"({change:+.1f} ± {check['error']:.1f}, at least {check['limit']:.1f})"
        )
    else:
        figures = f"{check['after']:.0f} % (at least {check['limit']:.0f} %)"
    return f"{mark} {said}: {figures}"
