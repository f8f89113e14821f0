"""The person's choices, in one small dialog."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from photosearch.base.settings import Settings
from photosearch.gui.dialog_buttons import ok_buttons


class SettingsDialog(QDialog):
    """Changes a copy of the settings."""

    def __init__(
        self, settings: Settings, languages: list[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(560)
        self._settings = settings
        self._palette = _choice(
            [
                ("system", self.tr("As the system")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
            ],
            settings.palette,
        )
        self._language = _choice([("", self.tr("As the system")), *languages], settings.language)
        self._workers = _number(0, 64, settings.decode_workers)
        self._workers.setSpecialValueText(self.tr("One a core"))
        self._megapixels = _number(1, 4000, settings.max_megapixels)
        self._megapixels.setSuffix(" MP")
        self._quota = _number(64, 1_000_000, settings.thumbnail_quota_mb)
        self._quota.setSuffix(" MB")
        self._watch = QCheckBox(self.tr("Notice new photos while the window is open"))
        self._watch.setChecked(settings.watch_folders)
        self._propose = QCheckBox(self.tr("Say when learning from my groups may help"))
        self._propose.setChecked(settings.propose_tuning)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(self._form())
        note = QLabel(self.tr("The language changes at the next start, everything else at once."))
        note.setProperty("kind", "muted")
        note.setWordWrap(True)
        layout.addWidget(note)
        layout.addWidget(ok_buttons(self))

    def chosen(self) -> Settings:
        """Return the settings as they stand in the dialog."""
        return replace(
            self._settings,
            palette=self._palette.currentData(),
            language=self._language.currentData(),
            decode_workers=self._workers.value(),
            max_megapixels=self._megapixels.value(),
            thumbnail_quota_mb=self._quota.value(),
            watch_folders=self._watch.isChecked(),
            propose_tuning=self._propose.isChecked(),
        )

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(12)
        for words, field in (
            (self.tr("&Colours"), self._palette),
            (self.tr("&Language"), self._language),
            (self.tr("&Workers that read photos"), self._workers),
            (self.tr("Largest &picture"), self._megapixels),
            (self.tr("Space for large &thumbnails"), self._quota),
        ):
            form.addRow(words, field)
            field.setAccessibleName(words.replace("&", ""))
        form.addRow(self._watch)
        form.addRow(self._propose)
        return form


def _choice(options: list[tuple[str, str]], value: str) -> QComboBox:
    box = QComboBox()
    for data, words in options:
        box.addItem(words, data)
    box.setCurrentIndex(max(0, box.findData(value)))
    return box


def _number(low: int, high: int, value: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(low, high)
    box.setValue(value)
    box.lineEdit().setTextMargins(8, 0, 0, 0)  # a style sheet's padding does not reach it
    return box
