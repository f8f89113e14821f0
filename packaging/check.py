"""Run every check of the project: ``python3 packaging/check.py``, here and in CI the same.

Format and lint come first, since they take a second; then the tests run, with types and import
contracts beside them on the other core. Where the system allows it the tests run in an empty
network namespace: whatever asks for the network fails there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_BESIDE = {
    "types": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
}
_BEFORE = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
}


@dataclass(frozen=True)
class Result:
    """How one step ended; ``output`` is empty where it was shown as it came."""

    step: str
    code: int
    seconds: float
    output: str = ""


def _run(step: str, command: Sequence[str], root: Path, *, quiet: bool) -> Result:
    """Run a step in the checkout; ``quiet`` keeps its output for later."""
    if not quiet:
        print(f"\n== {step} ==", flush=True)
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=root,
        check=False,
        text=True,
        errors="replace",
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
    )
    return Result(step, done.returncode, time.monotonic() - started, done.stdout or "")


def _without_network() -> list[str]:
    """Return a prefix that runs a command in an empty network namespace; empty where none does."""
    if shutil.which("unshare"):
        for prefix in (["unshare", "-n"], ["unshare", "-c", "-n"]):
            if subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0:
                return prefix
    return []


def _test_command(python: str, options: argparse.Namespace) -> list[str]:
    prefix = _without_network()
    if not prefix:
        print("No network namespace can be made here: only the tests' own guard watches.")
    command = [*prefix, python, "-m", "pytest", "-p", "no:cacheprovider", "--durations=10"]
    if options.fast:
        command += ["-m", "not slow"]
    return [*command, *options.pytest_args]


def _run_all(python: str, root: Path, options: argparse.Namespace) -> list[Result]:
    before = [_run(s, [python, *c], root, quiet=False) for s, c in _BEFORE.items()]
    beside: list[Result] = []

    def run_beside() -> None:
        beside.extend(_run(s, [python, *c], root, quiet=True) for s, c in _BESIDE.items())

    thread = threading.Thread(target=run_beside, name="static checks")
    thread.start()
    tests = _run("tests", _test_command(python, options), root, quiet=False)
    thread.join()
    for result in beside:
        print(f"\n== {result.step} ==\n{result.output.rstrip()}", flush=True)
    return [*before, *beside, tests]


def _print_summary(results: Sequence[Result], seconds: float) -> None:
    print(f"\n{'step':<10}{'':<8}{'seconds':>8}")
    for result in results:
        word = "FAILED" if result.code else "ok"
        print(f"{result.step:<10}{word:<8}{result.seconds:>8.1f}")
    print(f"{'all':<10}{'FAILED' if any(r.code for r in results) else 'ok':<8}{seconds:>8.1f}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run every check of the project.")
    parser.add_argument("--fast", action="store_true", help="leave out the slow tests")
    parser.add_argument(
        "--without-learning",
        action="store_true",
        help="do not install torch and the lab; the tests that need them are skipped",
    )
    parser.add_argument("pytest_args", nargs="*", help="passed on to pytest (after --)")
    return parser.parse_args()


def main() -> int:
    """Set up, run every step, print one summary; 1 when any step failed."""
    if sys.version_info < (3, 11):  # noqa: UP036 - any Python may have been asked to run this
        raise SystemExit("photosearch needs Python 3.11 or newer.")
    from environment import ROOT, prepare
    from machine import TEST_PROGRAMS

    options = _options()
    started = time.monotonic()
    extras = ["dev"] if options.without_learning else ["dev", "lab"]
    python = str(prepare(extras, tuple(TEST_PROGRAMS)))
    print(f"Set up in {time.monotonic() - started:.1f} s.", flush=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    results = _run_all(python, ROOT, options)
    _print_summary(results, time.monotonic() - started)
    return int(any(result.code for result in results))


if __name__ == "__main__":
    sys.exit(main())
