"""What services say to people, in the window's own words and in its language.

Services speak English, for the command line and for logs. With every message comes a stable code
and the names in it; the window says the code itself (``service_words``). A code that it does not
know keeps the service's words.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from photosearch.base.errors import UserError
from photosearch.base.paths import shown
from photosearch.gui.service_words import ERRORS
from photosearch.gui.step_words import FAILURES, NAMELESS, ROWS, STEPS
from photosearch.gui.trash_words import TRASH_ERRORS
from photosearch.gui.values import RowProblem, UndoneStep

_CONTEXT = "ServiceTexts"
_said = QCoreApplication.translate  # of a text of the tables, where the tools see it


@dataclass(frozen=True)
class ErrorText:
    """A message for people, and what to do about it (may be empty)."""

    message: str
    hint: str


def error_text(error: UserError) -> ErrorText:
    """Return what to show for an error."""
    message, hint = ERRORS.get(error.code, ("", ""))
    names = dict(error.parameters)
    if error.code in TRASH_ERRORS:
        message, hint = TRASH_ERRORS[error.code]
    for key, nameless in NAMELESS.items():
        if names.get(key) == "":
            names[key] = _said(_CONTEXT, nameless)
    if "failure" in names:
        names["reason"] = failure_text(names["failure"], "")
    try:
        said = _said(_CONTEXT, message).format_map(names) if message else ""
    except KeyError:  # the service did not say what the text needs
        said = ""
    if not said:
        return ErrorText(_sentence(error.message), error.hint)
    return ErrorText(_sentence(said), _said(_CONTEXT, hint) if hint else "")


def failure_text(code: str, reason: str) -> str:
    """Return why a file can't be read; ``reason`` is what the decoder said."""
    return _said(_CONTEXT, FAILURES[code]) if code in FAILURES else reason


def row_text(problem: RowProblem) -> str:
    """Return why a row of a table can't be used."""
    if problem.code in ROWS:
        return _said(_CONTEXT, ROWS[problem.code]).format_map({"name": problem.name})
    return _sentence(problem.reason)


def undone_text(step: UndoneStep) -> str:
    """Return that a step was undone."""
    if step.kind in STEPS:
        names = {"path": shown(step.path), "name": step.name}
        return _said(_CONTEXT, STEPS[step.kind]).format_map(names)
    return step.summary


def _sentence(text: str) -> str:
    if text.split(" ", 1)[0].isalpha():  # a file's name stays as it is
        text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else text + "."
