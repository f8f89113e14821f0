"""The languages that the window speaks, and the translators of the chosen one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from photosearch.base.paths import resources_dir

_PREFIX = "photosearch_"


def translations_dir() -> Path:
    """Return where the compiled translations lie."""
    return resources_dir() / "translations"


def languages() -> list[tuple[str, str]]:
    """Return (locale name, the language's own name) of every language there is."""
    found = [("en", "English")]
    for path in sorted(translations_dir().glob(f"{_PREFIX}*.qm")):
        name = path.stem.removeprefix(_PREFIX)
        if name != "en":
            native = QLocale(name).nativeLanguageName()
            found.append((name, native[:1].upper() + native[1:]))
    return found


def install_language(language: str) -> list[QTranslator]:
    """Speak a language, or the system's when empty.

    English has a file of its own for its plurals. The translators have to be kept by the caller.
    """
    locale = QLocale(language) if language else QLocale.system()
    QLocale.setDefault(locale)
    qt_dir = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    own = QTranslator()
    if not own.load(locale, "photosearch", "_", str(translations_dir())):
        own.load(f"{_PREFIX}en", str(translations_dir()))
    qt = QTranslator()
    kept = []
    if qt.load(locale, "qtbase", "_", qt_dir):
        kept.append(qt)
    kept.append(own)
    for translator in kept:
        QCoreApplication.installTranslator(translator)
    return kept
