"""PySide6 widgets; no decisions about photos."""
