"""The window's own words for failures, journal steps and rows of services, by code.

As in ``service_words``, which has those for errors; marked for the translation tools.
"""

from __future__ import annotations

from photosearch.gui.service_words import QT_TRANSLATE_NOOP

FAILURES: dict[str, str] = {
    "changed-while-reading": QT_TRANSLATE_NOOP("ServiceTexts", "The file is being written to."),
    "crashed": QT_TRANSLATE_NOOP("ServiceTexts", "The picture made its reader crash."),
    "damaged": QT_TRANSLATE_NOOP("ServiceTexts", "The picture is damaged."),
    "empty": QT_TRANSLATE_NOOP("ServiceTexts", "The file is empty."),
    "needs-raw-extra": QT_TRANSLATE_NOOP(
        "ServiceTexts", "This is a RAW photo; reading it needs the extra photosearch[raw]."
    ),
    "not-an-image": QT_TRANSLATE_NOOP("ServiceTexts", "This is not a picture of a known kind."),
    "out-of-memory": QT_TRANSLATE_NOOP("ServiceTexts", "The picture takes too much memory."),
    "placeholder": QT_TRANSLATE_NOOP(
        "ServiceTexts", "The file is in the cloud, not on this computer."
    ),
    "timeout": QT_TRANSLATE_NOOP("ServiceTexts", "Reading the picture took too long."),
    "too-large": QT_TRANSLATE_NOOP("ServiceTexts", "The file is too large."),
    "too-many-pixels": QT_TRANSLATE_NOOP("ServiceTexts", "The picture has too many pixels."),
    "unreadable": QT_TRANSLATE_NOOP("ServiceTexts", "The file can't be read."),
    "unsupported": QT_TRANSLATE_NOOP("ServiceTexts", "This kind of file can't be searched."),
    "vanished": QT_TRANSLATE_NOOP("ServiceTexts", "The file is no longer there."),
}

STEPS: dict[str, str] = {
    "constraint-remove": QT_TRANSLATE_NOOP(
        "ServiceTexts", "Undone: taking back what was said of photos"
    ),
    "constraint-say": QT_TRANSLATE_NOOP("ServiceTexts", "Undone: what was said of photos"),
    "duplicates-say": QT_TRANSLATE_NOOP("ServiceTexts", "Undone: what was said of duplicates"),
    "folder-add": QT_TRANSLATE_NOOP("ServiceTexts", "Undone: adding {path}"),
    "folder-excludes": QT_TRANSLATE_NOOP(
        "ServiceTexts", "Undone: leaving out other files of {path}"
    ),
    "folder-remove": QT_TRANSLATE_NOOP("ServiceTexts", "Undone: removing {path}"),
    "folder-role": QT_TRANSLATE_NOOP("ServiceTexts", "Undone: using {path} in another way"),
    "group-add": QT_TRANSLATE_NOOP("ServiceTexts", "Undone: adding photos to {name}"),
    "group-create": QT_TRANSLATE_NOOP("ServiceTexts", "Undone: making the group {name}"),
    "group-delete": QT_TRANSLATE_NOOP("ServiceTexts", "Undone: deleting the group {name}"),
    "group-merge": QT_TRANSLATE_NOOP("ServiceTexts", "Undone: merging groups into {name}"),
    "group-rename": QT_TRANSLATE_NOOP("ServiceTexts", "Undone: renaming the group {name}"),
    "group-take-out": QT_TRANSLATE_NOOP("ServiceTexts", "Undone: taking photos out of {name}"),
    "groups-import": QT_TRANSLATE_NOOP("ServiceTexts", "Undone: importing groups"),
    "inherited": QT_TRANSLATE_NOOP(
        "ServiceTexts", "Undone: keeping what was said of duplicates for the photos that stay"
    ),
    "labels-carried": QT_TRANSLATE_NOOP(
        "ServiceTexts", "Undone: keeping the groups of edited photos"
    ),
    "metric-use": QT_TRANSLATE_NOOP(
        "ServiceTexts", "Undone: searching with what was learned, or without it"
    ),
    "trash": QT_TRANSLATE_NOOP("ServiceTexts", "Undone: moving duplicates to the trash"),
    "trash-partly": QT_TRANSLATE_NOOP(
        "ServiceTexts", "Undone in part: {name} could not come back from the trash"
    ),
}

# Why a row of a table can't be imported.
ROWS: dict[str, str] = {
    "bad-csv": QT_TRANSLATE_NOOP("ServiceTexts", "It can't be read as CSV."),
    "bad-group-name": QT_TRANSLATE_NOOP("ServiceTexts", "A group can't be called that."),
    "few-columns": QT_TRANSLATE_NOOP(
        "ServiceTexts", "It has too few columns; two are needed: file, group."
    ),
    "no-file": QT_TRANSLATE_NOOP("ServiceTexts", "It names no file."),
    "no-group": QT_TRANSLATE_NOOP("ServiceTexts", "It names no group."),
    "not-utf8": QT_TRANSLATE_NOOP("ServiceTexts", "It is not written in UTF-8."),
    "several-photos": QT_TRANSLATE_NOOP(
        "ServiceTexts", "Several photos are called {name}: name the folder, too."
    ),
}

# What stands for a name that the service does not have.
NAMELESS: dict[str, str] = {
    "name": QT_TRANSLATE_NOOP("ServiceTexts", "The picture"),
    "drive": QT_TRANSLATE_NOOP("ServiceTexts", "a drive"),
}
