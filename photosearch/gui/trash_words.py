"""The window's own words for why files were not moved to the trash or back, by code.

As in ``service_words``; marked for the translation tools.
"""

from __future__ import annotations

from photosearch.gui.service_words import QT_TRANSLATE_NOOP

TRASH_ERRORS: dict[str, tuple[str, str]] = {
    "changed": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} was changed since it was indexed."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Let its folder be looked at again."),
    ),
    "drive-full": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The drive of {path} is full."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Free some space on it."),
    ),
    "gone": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "{path} is not there any more, or a link lies on the way to it."
        ),
        QT_TRANSLATE_NOOP("ServiceTexts", "Let its folder be looked at again."),
    ),
    "in-backup-folder": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "{path} lies in a backup folder: nothing is moved there."
        ),
        "",
    ),
    "in-reference-folder": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "{path} lies in a reference folder: nothing is moved there."
        ),
        "",
    ),
    "keeper-changed": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path}, which was to stay, was changed."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Let its folder be looked at again."),
    ),
    "keeper-goes": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} was to stay, and is to go itself."),
        "",
    ),
    "keeper-gone": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path}, which was to stay, can't be read."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Let its folder be looked at again."),
    ),
    "keeper-in-backup": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} is a backup, no photo to keep instead."),
        "",
    ),
    "plan-changed": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts",
            "It, or what was to stay, is no longer as it was when this was planned.",
        ),
        QT_TRANSLATE_NOOP("ServiceTexts", "Look for duplicates again."),
    ),
    "no-trash": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There is no trash on the drive of {path}."),
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "It can be set aside in a folder on the same drive instead."
        ),
    ),
    "not-moved": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} can't be moved."),
        QT_TRANSLATE_NOOP("ServiceTexts", "It is where it was."),
    ),
    "not-online": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} is not there, or was never read."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Let its folder be looked at again."),
    ),
    "not-returned": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} can't be put back."),
        QT_TRANSLATE_NOOP("ServiceTexts", "It is still in the trash."),
    ),
    "offline": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} is not there now."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Plug its drive in."),
    ),
    "only-copy": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} would go along and has no copy that stays."),
        "",
    ),
    "place-taken": (
        QT_TRANSLATE_NOOP("ServiceTexts", "Something else lies at {path} now."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Move that away, then try again."),
    ),
    "read-only": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} can't be moved: its folder can't be written."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Give yourself the right to write there."),
    ),
    "same-file": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} and what stays are one file."),
        "",
    ),
    "same-stack": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} belongs together with what stays."),
        "",
    ),
    "trash-emptied": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} is in the trash no longer: it was emptied."),
        QT_TRANSLATE_NOOP("ServiceTexts", "A backup may have the file."),
    ),
    "trash-full": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The trash of {path} is full."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Free some space on its drive."),
    ),
    "unknown-file": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The library does not know this file any more."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Let its folder be looked at again."),
    ),
    "unknown-place": (
        QT_TRANSLATE_NOOP("ServiceTexts", "Only the system knows where {path} lies in its trash."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Bring it back there."),
    ),
}
