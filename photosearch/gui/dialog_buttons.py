"""The row of buttons at the foot of a dialog, in the program's language."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox


def close_buttons(dialog: QDialog) -> QDialogButtonBox:
    """Return a row with one button that closes the dialog."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.reject)
    return buttons


def ok_buttons(dialog: QDialog) -> QDialogButtonBox:
    """Return a row that accepts or cancels the dialog."""
    standard = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(standard.Ok | standard.Cancel, dialog)
    ok = buttons.button(standard.Ok)
    ok.setProperty("kind", "primary")
    ok.style().unpolish(ok)  # it was styled with the row, before it had a kind
    ok.style().polish(ok)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
