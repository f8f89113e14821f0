"""The window's words for what services say about duplicates, by code (see ``service_words``)."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for translation (PySide6's own is typed as any object)."""
    return text


DUPLICATE_ERRORS: dict[str, tuple[str, str]] = {
    "answers-changed": (
        QT_TRANSLATE_NOOP("ServiceTexts", "Something else was said of the same photos since."),
        "",
    ),
    "bad-plan": (
        QT_TRANSLATE_NOOP("ServiceTexts", "Duplicates can't be resolved like that."),
        "",
    ),
    "model-damaged": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "What recognises duplicates is missing from the program or damaged."
        ),
        QT_TRANSLATE_NOOP("ServiceTexts", "Install photosearch again."),
    ),
    "too-many-photos": (
        QT_TRANSLATE_NOOP("ServiceTexts", "These are too many photos at once."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose fewer of them."),
    ),
}
