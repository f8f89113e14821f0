"""Why files were not moved, in the window's words: every code of the services has some."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from photosearch.base.errors import UserError
from photosearch.gui.languages import install_language
from photosearch.gui.service_texts import error_text
from photosearch.gui.trash_words import TRASH_ERRORS

_SERVICES = Path(__file__).parents[2] / "photosearch" / "services"


def raised() -> set[str]:
    """Return the codes with which files are left alone."""
    found = {"in-backup-folder", "in-reference-folder"}  # made from the role
    for path in _SERVICES.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
            place = {"TrashError": 0, "_refused": 0, "Refusal": 1}.get(
                call.func.id if named else ""
            )
            if place is None or len(call.args) <= place:
                continue
            code = call.args[place]
            if isinstance(code, ast.Constant):
                found.add(code.value)
    return found


@pytest.fixture
def german(qapp):
    translators = install_language("de")
    yield
    for translator in translators:
        QCoreApplication.removeTranslator(translator)
    install_language("en")


def test_every_code_has_words_and_no_words_are_left_over():
    assert raised() == set(TRASH_ERRORS)


@pytest.mark.parametrize("code", sorted(TRASH_ERRORS))
def test_words_are_said_in_german_with_the_path(code, german):
    for text in filter(None, TRASH_ERRORS[code]):
        assert QCoreApplication.translate("ServiceTexts", text) != text
    needed = {name for _, name, _, _ in string.Formatter().parse(TRASH_ERRORS[code][0]) if name}
    assert needed <= {"path"}
    said = error_text(UserError(code, "x", path="a.jpg"))
    assert said.message != "X."
