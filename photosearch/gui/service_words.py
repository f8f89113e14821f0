"""The window's own words for what services say, by code, marked for the translation tools.

Texts in braces are names that the service gives with the code. The hints speak of what can be done
in a window, not of commands.
"""

from __future__ import annotations

from photosearch.gui.duplicate_error_words import DUPLICATE_ERRORS


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for translation (PySide6's own is typed as any object)."""
    return text


ERRORS: dict[str, tuple[str, str]] = {
    **DUPLICATE_ERRORS,
    "already-back": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} is a folder of the library again."),
        QT_TRANSLATE_NOOP("ServiceTexts", "There is nothing to bring back."),
    ),
    "bad-card": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "The card of this model to look at photos can't be used."
        ),
        "",
    ),
    "bad-distance": (QT_TRANSLATE_NOOP("ServiceTexts", "There is no such distance."), ""),
    "bad-far": (
        QT_TRANSLATE_NOOP("ServiceTexts", "This is no rate of false answers."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Give a share above 0 and up to 0.5."),
    ),
    "bad-group-name": (
        QT_TRANSLATE_NOOP("ServiceTexts", "A group can't be called that."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose a short name of letters, numbers and signs."),
    ),
    "bad-keep": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The protection of other photos can't be negative."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose 0 or more."),
    ),
    "bad-metric-file": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts",
            "{path} is not something that photosearch has exported, or it was altered.",
        ),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose a file that photosearch exported."),
    ),
    "bad-pattern": (
        QT_TRANSLATE_NOOP("ServiceTexts", "This pattern for the names of files can't be used."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Write for example {group}_* for SKU123_02.jpg."),
    ),
    "bad-preference": (QT_TRANSLATE_NOOP("ServiceTexts", "This can't be preferred."), ""),
    "bad-query": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{name} can't be searched with: {reason}"),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose a JPEG, PNG, HEIC or another picture."),
    ),
    "bad-role": (QT_TRANSLATE_NOOP("ServiceTexts", "A folder can't be used like that."), ""),
    "bad-rules-name": (
        QT_TRANSLATE_NOOP("ServiceTexts", "A set of rules can't be called that."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose a short name without commas."),
    ),
    "changed-meanwhile": (
        QT_TRANSLATE_NOOP("ServiceTexts", "Something else was changed just now."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Try again."),
    ),
    "constraint-changed": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts",
            "This can't be undone: something else was said of the same photos since.",
        ),
        "",
    ),
    "contradiction": (
        QT_TRANSLATE_NOOP("ServiceTexts", "You said the opposite before: {said}."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Take that back first."),
    ),
    "damaged-backup": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The backup {path} is damaged."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose an older one."),
    ),
    "damaged-catalogue": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The library's catalogue {path} is damaged."),
        QT_TRANSLATE_NOOP(
            "ServiceTexts",
            "Close photosearch and run “photosearch restore” in a terminal to go back to a backup.",
        ),
    ),
    "disk-error": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} could not be read or written."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Check the disk, then start photosearch again."),
    ),
    "disk-full": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The disk of the library is full; nothing was lost."),
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "Free some space, then look again: the work goes on where it stopped."
        ),
    ),
    "empty-group": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There are no photos in {name}."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Put some examples into it."),
    ),
    "empty-library": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There are too few photos to compare with."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Add a folder first."),
    ),
    "encoder-damaged": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The model that looks at photos is damaged or missing."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Install photosearch again."),
    ),
    "encoder-unfit": (
        QT_TRANSLATE_NOOP("ServiceTexts", "This model to look at photos can't be used."),
        "",
    ),
    "encoder-unknown": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "The model that looks at photos was made for another photosearch."
        ),
        QT_TRANSLATE_NOOP("ServiceTexts", "Install photosearch again."),
    ),
    "failed": (QT_TRANSLATE_NOOP("ServiceTexts", "The running window failed."), ""),
    "file-exists": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There is a file of this name already."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose another name."),
    ),
    "foreign-runtime-folder": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "{path} belongs to somebody else or is open to other people."
        ),
        QT_TRANSLATE_NOOP("ServiceTexts", "Remove it, then start photosearch again."),
    ),
    "forget": (QT_TRANSLATE_NOOP("ServiceTexts", "The library forgets these photos for good."), ""),
    "ground-shifted": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} is no longer a folder of the library."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Add it again first."),
    ),
    "group-changed": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "This can't be undone: the group {name} has been changed since."
        ),
        QT_TRANSLATE_NOOP("ServiceTexts", "Change the group by hand."),
    ),
    "group-exists": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There is a group {name} already."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose another name, or merge the two."),
    ),
    "group-name-taken": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There is another group called {name} now."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Rename that one first."),
    ),
    "level-without-loss": (
        QT_TRANSLATE_NOOP("ServiceTexts", "This method has no loss to choose."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose the method that trains."),
    ),
    "library-in-use": (
        QT_TRANSLATE_NOOP("ServiceTexts", "Another program is using this library."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Close it, or wait until it has finished."),
    ),
    "mass-disappearance": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{gone} of {known} photos are no longer in {where}."),
        QT_TRANSLATE_NOOP("ServiceTexts", "If a drive is not connected, connect it."),
    ),
    "metric-damaged": (
        QT_TRANSLATE_NOOP("ServiceTexts", "What was learned about likeness is damaged."),
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "Close photosearch and run “photosearch doctor” in a terminal."
        ),
    ),
    "metric-in-use": (
        QT_TRANSLATE_NOOP("ServiceTexts", "What is in use can't be removed."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Use another one first."),
    ),
    "metric-missing": (
        QT_TRANSLATE_NOOP("ServiceTexts", "What was learned about likeness is missing."),
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "Close photosearch and run “photosearch doctor” in a terminal."
        ),
    ),
    "metric-too-new": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "What was learned about likeness comes from a newer photosearch."
        ),
        QT_TRANSLATE_NOOP("ServiceTexts", "Update photosearch."),
    ),
    "missing-photo": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{name} is no longer there."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Let its folder be looked at again."),
    ),
    "network-library": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "{path} lies on a network drive, where a library can be damaged."
        ),
        QT_TRANSLATE_NOOP(
            "ServiceTexts",
            "Keep the library on a disk of this computer; the photos may lie on a network drive.",
        ),
    ),
    "newer-library": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} was made by a newer photosearch."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Update photosearch. Nothing was changed."),
    ),
    "newer-step": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "The last change was made by a newer photosearch and can't be undone."
        ),
        QT_TRANSLATE_NOOP("ServiceTexts", "Update photosearch."),
    ),
    "no-backup": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There is no such backup of the library."),
        "",
    ),
    "no-card": (QT_TRANSLATE_NOOP("ServiceTexts", "This model to look at photos has no card."), ""),
    "no-encoder": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There is no model to look at photos there."),
        "",
    ),
    "no-file": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There is no such file."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose a file that photosearch exported."),
    ),
    "no-groups": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There are no groups with photos yet."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Put some photos into groups first."),
    ),
    "no-map": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{name} does not say where in a photo it sees what."),
        QT_TRANSLATE_NOOP("ServiceTexts", "The model that came with the program does."),
    ),
    "no-marks": (
        QT_TRANSLATE_NOOP("ServiceTexts", "Nothing was marked as alike."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Mark results that fit first."),
    ),
    "no-such-constraint": (
        QT_TRANSLATE_NOOP("ServiceTexts", "That was not said, or was taken back before."),
        "",
    ),
    "no-such-encoder": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The library knows no such model to look at photos."),
        "",
    ),
    "no-example": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There is nothing to search with."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Name a photo that the others should look like."),
    ),
    "no-file-manager": (
        QT_TRANSLATE_NOOP("ServiceTexts", "No other program can be opened from here."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Install the package xdg-utils."),
    ),
    "no-insides": (QT_TRANSLATE_NOOP("ServiceTexts", "The photos were not prepared for this."), ""),
    "no-library": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There is no library in {path}, and none can be made."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose another folder for it."),
    ),
    "no-program": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{name} can't be started."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose another program."),
    ),
    "no-such-folder": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There is no folder {path}."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Check the name, or connect the drive."),
    ),
    "no-such-group": (QT_TRANSLATE_NOOP("ServiceTexts", "There is no group {name}."), ""),
    "no-such-level": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There is no level {level}."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Say 0, 1 or 2."),
    ),
    "no-such-metric": (QT_TRANSLATE_NOOP("ServiceTexts", "There is no such metric."), ""),
    "not-a-folder": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} is not a folder."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose the folder that the photos are in."),
    ),
    "not-in-library": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} is not in the library."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Add its folder first."),
    ),
    "nothing-to-import": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} puts no photo of the library into a group."),
        QT_TRANSLATE_NOOP(
            "ServiceTexts",
            "Each sub-folder is a group; or choose a pattern for the names of files.",
        ),
    ),
    "nothing-to-undo": (QT_TRANSLATE_NOOP("ServiceTexts", "There is nothing to undo."), ""),
    "no-such-rules": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There are no rules called {name}."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose others."),
    ),
    "offline-file": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} is not there now."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Connect its drive, or let its folder be looked at."),
    ),
    "offline-photo": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{name} lies on {drive}, which is not connected."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Connect it and try again."),
    ),
    "older-library": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} was made by an older photosearch."),
        "",
    ),
    "other-encoder": (
        QT_TRANSLATE_NOOP("ServiceTexts", "It belongs to another model of how photos are seen."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Use that model first."),
    ),
    "other-version": (
        QT_TRANSLATE_NOOP("ServiceTexts", "Another version of photosearch is running."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Close it first."),
    ),
    "own-folder": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} is the library's own folder."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose the folder with your photos."),
    ),
    "pattern-for-table": (
        QT_TRANSLATE_NOOP("ServiceTexts", "A pattern is for the names of files in a folder."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose the folder, or leave the pattern out."),
    ),
    "preset-rules": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{name} is one of the program's own sets of rules."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Save yours under another name."),
    ),
    "read-only-library": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The library was opened for reading only."),
        "",
    ),
    "resolve": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{files} files go to the trash."),
        "",
    ),
    "restore": (
        QT_TRANSLATE_NOOP("ServiceTexts", "This replaces the library's catalogue by a backup."),
        "",
    ),
    "same-photo": (
        QT_TRANSLATE_NOOP("ServiceTexts", "These are one and the same photo."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose different ones: copies of a file are one photo."),
    ),
    "small-group": (
        QT_TRANSLATE_NOOP("ServiceTexts", "There are too few photos in {name} to compare."),
        QT_TRANSLATE_NOOP("ServiceTexts", "What does not belong shows from three photos on."),
    ),
    "too-few-groups": (
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "There is nothing to learn from yet: no group has two photos."
        ),
        QT_TRANSLATE_NOOP("ServiceTexts", "Make two or more groups of three or more photos."),
    ),
    "not-in-trash": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The trash holds nothing from {path}."),
        "",
    ),
    "unknown-command": (QT_TRANSLATE_NOOP("ServiceTexts", "There is no such command."), ""),
    "unknown-folder": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} is not a folder of the library."),
        "",
    ),
    "unknown-photo": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The library does not know this photo."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Let its folder be looked at again."),
    ),
    "unreadable-folder": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The folder {path} can't be read."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Give yourself the right to read it."),
    ),
    "unreadable-photo": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{name} can't be shown: {reason}"),
        "",
    ),
    "unreadable-table": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} can't be read as a table of photos and groups."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose a CSV file with the columns: file, group."),
    ),
    "unusable-library": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The library {path} can't be opened or written."),
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "Check that the folder exists and belongs to you, or choose another."
        ),
    ),
    "unwritable-file": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The file can't be written."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Choose another place."),
    ),
    "unwritable-library": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The library {path} can't be written."),
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "Give yourself the right to write there, or choose another folder."
        ),
    ),
    "workers-do-not-start": (
        QT_TRANSLATE_NOOP("ServiceTexts", "The processes that read photos do not start."),
        QT_TRANSLATE_NOOP(
            "ServiceTexts", "Run “photosearch --worker decode” in a terminal to see why."
        ),
    ),
    "wrong-encoding": (
        QT_TRANSLATE_NOOP("ServiceTexts", "{path} is written in UTF-16."),
        QT_TRANSLATE_NOOP("ServiceTexts", "Save it as CSV in UTF-8."),
    ),
}
