"""Typer commands: results on stdout, progress and log on stderr; no Qt."""

from __future__ import annotations


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    from photosearch.cli.program import run

    return run(arguments)
