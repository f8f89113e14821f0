"""Commands about duplicates: finding them, and saying which are none."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from photosearch.base.errors import UserError
from photosearch.cli.context import Session, absolute
from photosearch.cli.keeping_words import reasons_said
from photosearch.cli.output import for_terminal
from photosearch.cli.resolving import Request
from photosearch.cli.resolving import resolve as resolve_duplicates
from photosearch.services.duplicate_groups import KINDS
from photosearch.services.duplicates import PRECISION
from photosearch.services.resolution_plan import PlanOptions

_TITLES = {
    "exact": "The same picture",
    "edited": "Versions of one picture",
    "burst": "A burst",
    "similar": "Similar",
}
_CAUTIONS = {
    "bracket": "an exposure series: every frame may be needed",
    "panorama": "parts of a panorama: every frame may be needed",
    "focus-stack": "a focus series: every frame may be needed",
}
_EXAMPLES = """\b
Examples:  photosearch duplicates
photosearch duplicates --kind exact --kind edited --json
photosearch duplicates --pairs --json
photosearch duplicates --resolve originals --dry-run
photosearch duplicates --resolve larger,older --scope across --always-keep ~/Pictures --dry-run"""


def register(program: typer.Typer) -> None:
    """Add this module's commands."""
    program.command("duplicates", epilog=_EXAMPLES)(show_duplicates)
    program.command("not-duplicates", epilog="Example:  photosearch not-duplicates a.jpg b.jpg")(
        not_duplicates
    )


def show_duplicates(  # noqa: PLR0913, PLR0917 (an option each, as the command line has them)
    context: typer.Context,
    precision: Annotated[
        float, typer.Option(help="Share of pairs in groups of edits that are to be right.")
    ] = PRECISION,
    kind: Annotated[
        list[str] | None,
        typer.Option(help="Only exact, edited, burst or similar; may be repeated."),
    ] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="Every pair of files, down to a probability of 0.1.")
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Don't compare pictures that were not compared yet.")
    ] = False,
    resolve: Annotated[
        str | None,
        typer.Option(
            metavar="RULES", help="Let go what these rules leave: a set of keep-rules, or codes."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --resolve: only say what would go.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="With --resolve: move them to the trash now.")
    ] = False,
    scope: Annotated[
        str, typer.Option(help="With --resolve: across or within folders only, or all.")
    ] = "all",
    go_first: Annotated[
        list[str] | None, typer.Option(help="With --resolve: a folder whose files go first.")
    ] = None,
    always_keep: Annotated[
        list[str] | None, typer.Option(help="With --resolve: a folder whose files stay.")
    ] = None,
    least: Annotated[
        float, typer.Option(help="With --resolve: leave groups alone that are less probable.")
    ] = PlanOptions.min_probability,
) -> None:
    """Find duplicates: exact copies, edited versions, bursts, and similar photos, each apart.

    Nothing is moved without --resolve, and nothing is deleted. The first time every likely pair is
    compared; that takes some milliseconds a pair, can be stopped and goes on where it was.
    """
    session: Session = context.obj
    _check(precision, kind or [])
    if resolve is not None:
        request = Request(
            rules=resolve,
            precision=precision,
            kinds=kind or (),
            scope=scope,
            go_first=go_first or (),
            always_kept=always_keep or (),
            min_probability=least,
            look=not quick,
            dry_run=dry_run,
            confirmed=yes,
        )
        resolve_duplicates(session, request)
        return
    if dry_run or yes:
        raise typer.BadParameter("--dry-run and --yes go with --resolve RULES.")
    arguments = {"precision": precision, "pairs": pairs, "look": not quick}
    answer = session.command("duplicates", arguments)
    rows = "pairs" if pairs else "groups"
    answer[rows] = [one for one in answer[rows] if not kind or one["kind"] in kind]
    lines = _pair_lines(answer) if pairs else _group_lines(answer)
    session.output.result(answer, lines)


def not_duplicates(context: typer.Context, images: list[str]) -> None:
    """Say that photos are no duplicates of each other; remembered, and undone by undo."""
    session: Session = context.obj
    if len(images) < 2:
        raise UserError(
            "too-few-photos", "name two photos or more", "They are told apart in pairs."
        )
    paths = [os.fsdecode(absolute(image)) for image in images]
    answer = session.command("duplicates answer", {"paths": paths, "duplicates": False})
    n_pairs = answer["pairs"]
    said = "1 pair" if n_pairs == 1 else f"{n_pairs:,} pairs"
    session.output.result(answer, [f"Remembered of {said}." if n_pairs else "That was known."])


def _check(precision: float, kinds: list[str]) -> None:
    if not 0.5 <= precision <= 1.0:
        text = f"a precision of {precision:g} makes no sense"
        raise UserError("bad-precision", text, "Choose one from 0.5 to 1, such as 0.99.")
    for kind in kinds:
        if kind not in KINDS:
            text = f"there are no duplicates of the kind {kind}"
            raise UserError("bad-kind", text, f"Choose among {', '.join(KINDS)}.")


def _pair_lines(answer: dict[str, Any]) -> Iterator[str]:
    for pair in answer["pairs"]:
        names = f"{for_terminal(pair['a'])}  {for_terminal(pair['b'])}"
        yield f"{pair['probability']:.3f}  {pair['kind']:<8}  {names}"
    yield f"{len(answer['pairs']):,} pairs among {answer['photos']:,} photos.{_waiting(answer)}"


def _group_lines(answer: dict[str, Any]) -> Iterator[str]:
    for group in answer["groups"]:
        certain = "" if group["kind"] == "exact" else f", {100 * group['probability']:.0f} %"
        caution = _CAUTIONS.get(group["caution"])
        yield f"{_TITLES[group['kind']]}{certain}{f' ({caution})' if caution else ''}"
        for member in group["members"]:
            mark = "*" if member["best"] else " " if member["keep"] else "-"
            reasons = reasons_said(member["reasons"], keep=member["keep"])
            yield f"  {mark} {for_terminal(member['path'])}{f'  ({reasons})' if reasons else ''}"
    counts = Counter(group["kind"] for group in answer["groups"])
    found = ", ".join(f"{counts[kind]:,} {kind}" for kind in KINDS if counts[kind])
    yield f"Groups: {found or 'none'}, among {answer['photos']:,} photos.{_waiting(answer)}"
    if found:
        yield "* stays; - may go: a suggestion, nothing was moved."


def _waiting(answer: dict[str, Any]) -> str:
    waiting = answer["waiting"]
    return f" {waiting:,} pairs were not compared yet." if waiting else ""
