"""How values are said to people: dates, sizes, durations, names."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QObject, QTime

from photosearch.base.paths import shown

translate = QCoreApplication.translate


def file_name(path: bytes) -> str:
    """Return the last part of a path, fit to show."""
    return shown(os.path.basename(path.rstrip(b"/\\")) or path)


def folder_name(path: bytes) -> str:
    """Return the name of the folder that holds a path, fit to show."""
    return file_name(os.path.dirname(path))


def day(taken_at: float) -> str:
    """Return the local day of a wall-clock time that is stored as UTC seconds."""
    when = datetime.fromtimestamp(taken_at, UTC)
    return QLocale().toString(QDate(when.year, when.month, when.day), QLocale.FormatType.LongFormat)


def moment(taken_at: float) -> str:
    """Return day and time of a wall-clock time that is stored as UTC seconds."""
    when = datetime.fromtimestamp(taken_at, UTC)
    value = QDateTime(
        QDate(when.year, when.month, when.day), QTime(when.hour, when.minute, when.second)
    )
    return QLocale().toString(value, QLocale.FormatType.ShortFormat)


def local_moment(posix_s: float) -> str:
    """Return day and time of a moment, such as that a file was written at, on the local clock."""
    value = QDateTime.fromSecsSinceEpoch(int(posix_s))
    return QLocale().toString(value, QLocale.FormatType.ShortFormat)


def short_folder(path: bytes) -> str:
    """Return the last two parts of a folder's path, fit to show."""
    parts = [part for part in shown(path).replace("\\", "/").split("/") if part]
    return "/".join(parts[-2:]) if len(parts) < 3 else "…/" + "/".join(parts[-2:])


def month_name(month: int) -> str:
    """Return the standalone name of a month, 1 to 12."""
    return QLocale().standaloneMonthName(month)


def number(value: int) -> str:
    """Return a whole number with the grouping of the language."""
    return QLocale().toString(value)


def size(n_bytes: int) -> str:
    """Return a file size."""
    return QLocale().formattedDataSize(n_bytes, 1)


def duration(seconds: float) -> str:
    """Return a rough duration, such as "about 3 minutes"."""
    return _Wording().duration(seconds)


class _Wording(QObject):
    # The translation tools see plurals in ``tr`` of a class only.

    def duration(self, seconds: float) -> str:
        if seconds < 60:
            return self.tr("less than a minute")
        minutes = round(seconds / 60)
        if minutes < 90:
            return self.tr("about %n minute(s)", "", minutes)
        hours = round(minutes / 60)
        return self.tr("about %n hour(s)", "", hours)
