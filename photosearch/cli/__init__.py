"""Typer commands: results on stdout, progress and log on stderr; no Qt."""
