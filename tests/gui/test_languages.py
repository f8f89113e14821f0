import ast
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from photosearch.gui.languages import install_language, languages, translations_dir
from photosearch.gui.wording import duration

SOURCES = sorted((Path(__file__).parents[2] / "photosearch" / "gui").glob("*.py"))


def tr_calls(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {"tr", "translate", "QT_TRANSLATE_NOOP"}
    return [
        call
        for call in calls
        if (isinstance(call.func, ast.Attribute) and call.func.attr in names)
        or (isinstance(call.func, ast.Name) and call.func.id in names)
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_texts_for_translation_are_plain_literals(path):
    for call in tr_calls(path):
        texts = call.args[:1] if getattr(call.func, "attr", "") == "tr" else call.args[:2]
        for text in texts:
            assert isinstance(text, ast.Constant), f"{path.name}:{call.lineno}"


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_text_is_left_untranslated(language, tmp_path):
    kept = translations_dir() / f"photosearch_{language}.ts"
    fresh = tmp_path / kept.name
    shutil.copy(kept, fresh)
    tool = shutil.which("pyside6-lupdate", path=str(Path(sys.executable).parent))
    only_plurals = ["-pluralonly"] if language == "en" else []
    subprocess.run(
        [tool, *map(str, SOURCES), "-ts", str(fresh), "-locations", "none", *only_plurals],
        check=True,
        capture_output=True,
    )
    unfinished = [
        message.findtext("source")
        for message in ET.parse(fresh).getroot().iter("message")
        if message.find("translation").get("type")
    ]
    assert unfinished == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_compiled_translation_is_of_the_same_texts(language, tmp_path):
    source = translations_dir() / f"photosearch_{language}.ts"
    compiled = tmp_path / "fresh.qm"
    tool = shutil.which("pyside6-lrelease", path=str(Path(sys.executable).parent))
    subprocess.run([tool, str(source), "-qm", str(compiled)], check=True, capture_output=True)
    assert compiled.read_bytes() == source.with_suffix(".qm").read_bytes()


def test_german_is_offered_by_its_own_name():
    assert ("de", "Deutsch") in languages()


def test_german_speaks_with_plurals_and_english_stays():
    german = install_language("de")
    try:
        assert duration(60) == "etwa 1 Minute"
        assert duration(300) == "etwa 5 Minuten"
        assert QCoreApplication.translate("ViewerPage", "Search this part") == "Diesen Teil suchen"
    finally:
        for translator in german:
            QCoreApplication.removeTranslator(translator)
        install_language("en")
    assert duration(300) == "about 5 minutes"
