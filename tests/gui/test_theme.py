import pytest
from PySide6.QtGui import QColor, QPalette

from photosearch.base.paths import resources_dir
from photosearch.gui.icons import icon
from photosearch.gui.theme import DARK, LIGHT, Theme, make_palette


def luminance(colour: str) -> float:
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.1, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["window", "surface", "tile", "raised", "accent_soft"])
def test_text_is_readable_on_every_ground(theme: Theme, ground: str):
    assert contrast(theme.text, getattr(theme, ground)) >= 7
    assert contrast(theme.muted, getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_accent_is_readable(theme: Theme):
    assert contrast(theme.accent_text, theme.accent) >= 4.5
    assert contrast(theme.accent, theme.surface) >= 4.5


def test_palettes_are_light_and_dark():
    role = QPalette.ColorRole.Window
    assert make_palette(LIGHT).color(role).lightness() > 200
    assert make_palette(DARK).color(role).lightness() < 60


def test_every_icon_can_be_drawn(qapp):
    names = [path.stem for path in (resources_dir() / "icons").glob("*.svg")]
    assert len(names) >= 25
    for name in names:
        image = icon(name).pixmap(20, 20).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(20) for y in range(20)), name
