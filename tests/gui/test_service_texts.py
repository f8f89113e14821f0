import ast
import string
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from photosearch.base.errors import UserError
from photosearch.gui.languages import install_language
from photosearch.gui.service_texts import error_text, failure_text, undone_text
from photosearch.gui.service_words import ERRORS
from photosearch.gui.step_words import FAILURES, ROWS, STEPS
from photosearch.gui.values import UndoneStep
from photosearch.imaging.decoded import FAILURE_CODES
from photosearch.services import undoing
from photosearch.services.group_table import ROW_PROBLEMS

SOURCES = Path(__file__).parents[2] / "photosearch"
SAID_IN_THE_WINDOW = (
    *("base", "imaging", "catalog", "index", "encoder", "metric", "grouping", "services", "gui"),
)
_TABLE_GIVES = {"reason": "failure"}  # ``{reason}`` is made from the parameter ``failure``


def raised_errors() -> dict[str, list[tuple[str, set[str]]]]:
    """Return where each code is raised, with the names that are given there."""
    found: dict[str, list[tuple[str, set[str]]]] = {}
    for package in SAID_IN_THE_WINDOW:
        for path in sorted((SOURCES / package).rglob("*.py")):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and _makes_an_error(call):
                    code = call.args[0].value
                    names = {one.arg for one in call.keywords if one.arg}
                    place = f"{path.relative_to(SOURCES)}:{call.lineno}"
                    found.setdefault(code, []).append((place, names))
    return found


def _makes_an_error(call: ast.Call) -> bool:
    made = call.func.id if isinstance(call.func, ast.Name) else ast.unparse(call.func)
    if made not in {"UserError", "ConfirmationNeeded", "super().__init__"}:
        return False
    code = call.args[0] if call.args else None
    return isinstance(code, ast.Constant) and isinstance(code.value, str) and " " not in code.value


RAISED = raised_errors()


@pytest.fixture
def german(qapp):
    translators = install_language("de")
    yield
    for translator in translators:
        QCoreApplication.removeTranslator(translator)
    install_language("en")


def test_walk_finds_the_codes():
    assert {"library-in-use", "damaged-catalogue", "mass-disappearance"} <= RAISED.keys()


@pytest.mark.parametrize("code", sorted(RAISED))
def test_every_code_has_words_in_german(code, german):
    assert code in ERRORS, f"{code} of {RAISED[code][0][0]} is said in English only"
    for text in filter(None, ERRORS[code]):
        assert QCoreApplication.translate("ServiceTexts", text) != text


@pytest.mark.parametrize("code", sorted(RAISED))
def test_every_name_in_a_text_is_given_where_it_is_raised(code):
    needed = {name for _, name, _, _ in string.Formatter().parse(ERRORS[code][0]) if name}
    needed = {_TABLE_GIVES.get(name, name) for name in needed}
    for place, given in RAISED[code]:
        assert needed <= given, place


def test_every_reason_and_step_has_words():
    assert set(FAILURES) == FAILURE_CODES
    assert set(STEPS) == set(undoing._INVERSES) | {undoing.TRASH, "trash-partly"}
    assert set(ROWS) == ROW_PROBLEMS


@pytest.mark.parametrize("words", [FAILURES, STEPS, ROWS])
def test_reasons_and_steps_have_words_in_german(words, german):
    for text in words.values():
        assert QCoreApplication.translate("ServiceTexts", text) != text


def test_error_is_said_in_german_with_its_names(german):
    error = UserError("bad-query", "x", "y", name="a.txt", failure="not-an-image")
    said = error_text(error)
    assert said.message == (
        "a.txt taugt nicht für eine Suche: Das ist kein Bild einer bekannten Art."
    )
    assert said.hint.startswith("Wählen Sie ein JPEG")


def test_picture_without_a_name_is_called_a_picture(german):
    error = UserError("bad-query", "x", name="", failure="empty")
    assert error_text(error).message.startswith("Das Bild taugt")


def test_unknown_code_keeps_the_words_of_the_service(qapp):
    said = error_text(UserError("of-a-plugin", "something is wrong", "Try again."))
    assert (said.message, said.hint) == ("Something is wrong.", "Try again.")


def test_code_without_its_names_keeps_the_words_of_the_service(qapp):
    assert error_text(UserError("not-a-folder", "x is no folder")).message == "X is no folder."


def test_path_with_braces_is_shown_as_it_is(qapp):
    error = UserError("not-a-folder", "", path="/a/{b}/{0}")
    assert error_text(error).message == "/a/{b}/{0} is not a folder."


def test_unknown_failure_keeps_its_reason(qapp):
    assert failure_text("new", "It is new.") == "It is new."


def test_undone_step_names_its_folder(german):
    step = UndoneStep("folder-add", b"/p", "Added /p")
    assert undone_text(step) == "Rückgängig gemacht: /p hinzufügen"
