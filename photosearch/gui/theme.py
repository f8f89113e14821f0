"""The window's colours: a light and a dark palette, and the one style sheet made from them.

Qt's ``setColorScheme`` does nothing on plain X11, so the palettes are the program's own. Spacing
is in steps of 8 px, controls are 32 px high, corners 8 px.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from photosearch.gui.stylesheet import stylesheet


@dataclass(frozen=True)
class Theme:
    """Named colours, ``#rrggbb``."""

    name: str
    window: str
    surface: str
    raised: str
    tile: str
    border: str
    text: str
    muted: str
    accent: str
    accent_text: str
    accent_soft: str
    warning: str
    danger: str
    good: str


LIGHT = Theme(
    name="light",
    window="#f4f5f7",
    surface="#ffffff",
    raised="#ffffff",
    tile="#e9ebef",
    border="#d5d9e0",
    text="#1b1d22",
    muted="#5c6370",
    accent="#2f62d9",
    accent_text="#ffffff",
    accent_soft="#dfe8fd",
    warning="#8a5a00",
    danger="#b3261e",
    good="#1d7a46",
)
DARK = Theme(
    name="dark",
    window="#17181b",
    surface="#1f2125",
    raised="#282b31",
    tile="#24272c",
    border="#3a3e46",
    text="#eceef2",
    muted="#a2a9b5",
    accent="#7fa6ff",
    accent_text="#0d1526",
    accent_soft="#2a3655",
    warning="#f0c060",
    danger="#ff8a80",
    good="#6fd197",
)


def chosen_theme(palette: str) -> Theme:
    """Return the theme of a setting: ``"light"``, ``"dark"`` or ``"system"``."""
    if palette == "light":
        return LIGHT
    if palette == "dark":
        return DARK
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def current_theme() -> Theme:
    """Return the theme that the application's palette was made from."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT


def apply_theme(application: QApplication, palette: str) -> Theme:
    """Give the application a theme's palette and style sheet."""
    theme = chosen_theme(palette)
    application.setStyle("Fusion")
    application.setPalette(make_palette(theme))
    application.setFont(_interface_font())
    application.setStyleSheet(stylesheet(theme))
    return theme


def make_palette(theme: Theme) -> QPalette:
    """Return the Qt palette of a theme."""
    role = QPalette.ColorRole
    palette = QPalette()
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.tile,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.accent_text,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Mid: theme.border,
        role.Dark: theme.border,
        role.Midlight: theme.tile,
        role.Light: theme.raised,
        role.Shadow: theme.border,
    }
    for each_role, colour in colours.items():
        palette.setColor(each_role, QColor(colour))
    for each_role in (role.WindowText, role.Text, role.ButtonText):
        faded = QColor(theme.muted)
        faded.setAlphaF(0.6)
        palette.setColor(QPalette.ColorGroup.Disabled, each_role, faded)
    return palette


def _interface_font() -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if font.pointSizeF() < 10:
        font.setPointSizeF(10)
    return font
