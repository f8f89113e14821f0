"""The program's commands, their global options and the way from an error to an exit code."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

import photosearch
from photosearch.base.errors import Cancelled, UserError
from photosearch.base.paths import default_library_dir
from photosearch.base.progress import ProgressControl
from photosearch.cli import (
    collection,
    constraints,
    duplicates,
    encoders,
    explaining,
    groups,
    inside,
    keep_rules,
    lab,
    maintenance,
    measuring,
    queries,
    trash,
    tuning,
    uses,
)
from photosearch.cli.context import Session
from photosearch.cli.output import Output

_EXIT_USAGE = 2
_EXIT_CANCELLED = 130
_GLOBAL_FLAGS = ("--json", "--quiet")

program = typer.Typer(
    name="photosearch",
    help="Find, group and clean up your photos by how they look. Nothing leaves this computer.",
    epilog="Without a command the window opens.  Start with:  photosearch index ~/Pictures",
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
collection.register(program)
queries.register(program)
measuring.register(program)
maintenance.register(program)
groups.register(program)
constraints.register(program)
encoders.register(program)
duplicates.register(program)
uses.register(program)
explaining.register(program)
inside.register(program)
tuning.register(program)
keep_rules.register(program)
lab.register(program)
trash.register(program)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"photosearch {photosearch.__version__}\n")
        raise typer.Exit


@program.callback()
def _global_options(
    context: typer.Context,
    library: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The library; default: yours.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no notes.")] = False,
    version: Annotated[  # noqa: ARG001 - read by its callback
        bool, typer.Option("--version", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    output: Output = context.obj.output
    output.as_json = as_json
    output.quiet = quiet
    context.obj.directory = (library or default_library_dir()).expanduser().absolute()


def run(arguments: list[str]) -> int:
    """Run one command.

    Args:
        arguments: As typed after the program's name. Global options may stand anywhere.

    Returns:
        The exit code of the contract: 0, 1, 2, 3, 4 or 130.
    """
    output = Output(as_json="--json" in arguments)
    control = ProgressControl(output.step)
    session = Session(directory=default_library_dir(), output=output, progress=control)
    previous = signal.signal(signal.SIGINT, _canceller(control, output))
    try:
        command = typer.main.get_command(program)
        answer = command.main(
            args=_global_first(arguments),
            prog_name="photosearch",
            obj=session,
            standalone_mode=False,
        )
        return answer if isinstance(answer, int) else 0
    except typer.Exit as end:
        return end.exit_code
    except typer.TyperException as error:
        return _usage(error, output)
    except UserError as error:
        output.error(error)
        return error.exit_code
    except (Cancelled, typer.Abort, KeyboardInterrupt):
        output.cancelled()
        return _EXIT_CANCELLED
    except BrokenPipeError:  # `photosearch … | head`
        sys.stdout = open("/dev/null", "w", encoding="utf-8")  # noqa: SIM115 - till the end
        return 0
    finally:
        output.end_progress()
        signal.signal(signal.SIGINT, previous)


def _canceller(control: ProgressControl, output: Output) -> signal._HANDLER:
    def cancel(signum: int, frame: FrameType | None) -> None:  # noqa: ARG001 - as signal wants it
        if control.cancelled:  # A second Ctrl+C: now, without waiting for the batch.
            raise KeyboardInterrupt
        control.cancel()
        output.note("Stopping after this batch; press Ctrl+C again to stop at once.")

    return cancel


def _usage(error: typer.TyperException, output: Output) -> int:
    if output.as_json:
        output.error(UserError("usage", error.format_message(), "See photosearch --help."))
    else:
        sys.stderr.write(f"photosearch: {error.format_message()} See photosearch --help.\n")
    return _EXIT_USAGE


def _global_first(arguments: list[str]) -> list[str]:
    """Move global options before the command, so that people may type them where they like."""
    front: list[str] = []
    rest: list[str] = []
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--":
            rest += [argument, *remaining]
        elif argument in _GLOBAL_FLAGS or argument.startswith("--library="):
            front.append(argument)
        elif argument == "--library":
            front += [argument, *[value for value in [next(remaining, None)] if value is not None]]
        else:
            rest.append(argument)
    return front + rest
