"""A sheet of pictures: a query a row, its nearest neighbours beside it.

The ground is dark in light and dark pages alike, as in a photo viewer. Every mark has a shape of
its own, so that none rests on colour: a tick in a disc (of the query's class), a cross in a square
(of another class), a frame with a plus sign (was not in the list before).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from photosearch.base.types import Pixels

TILE_PX = 96
_GAP, _MARGIN, _QUERY_GAP = 14, 20, 20
_CAPTION_PX, _HEAD_PX, _LEGEND_PX = 20, 74, 44
_BADGE_PX = 24
_SMALL_PX = 48  # pictures up to this size are enlarged by whole pixels
_SMOOTH = 4  # badges are drawn this much larger, then made small

_GROUND, _INK, _FAINT = "#17181c", "#f2f2f4", "#a9abb3"
_RIGHT, _WRONG, _CHANGED = "#1f9e77", "#d9540b", "#ffd23f"


@dataclass(frozen=True, eq=False)
class Tile:
    """One picture of a sheet.

    Attributes:
        pixels: (H, W, 3) uint8 RGB.
        label: what stands below it; cut where it is too long.
        right: whether it is of the query's class; none: it is the query.
        changed: whether it was not among the neighbours before.
    """

    pixels: Pixels
    label: str
    right: bool | None = None
    changed: bool = False


def draw_sheet(rows: Sequence[Sequence[Tile]], title: str, subtitle: str) -> Image.Image:
    """Draw rows of tiles, each the query and then its neighbours, best first.

    Args:
        rows: at least one, of the same length.
        title: what the sheet shows.
        subtitle: its numbers in a few words.
    """
    n_columns = max(len(row) for row in rows)
    width = 2 * _MARGIN + _column_x(n_columns) - _GAP
    height = _HEAD_PX + len(rows) * (TILE_PX + _CAPTION_PX + _GAP) + _LEGEND_PX
    sheet = Image.new("RGB", (width, height), _GROUND)
    draw = ImageDraw.Draw(sheet)
    draw.text((_MARGIN, 14), title, _INK, _font(19, bold=True))
    after = _MARGIN + _font(19, bold=True).getlength(title) + 14
    draw.text((after, 18), subtitle, _FAINT, _font(15))
    for column in range(n_columns):
        head = "query" if column == 0 else f"{column}"
        at = (_MARGIN + _column_x(column) + TILE_PX / 2, _HEAD_PX - 16)
        draw.text(at, head, _FAINT, _font(13), anchor="mm")
    for number, row in enumerate(rows):
        y = _HEAD_PX + number * (TILE_PX + _CAPTION_PX + _GAP)
        for column, tile in enumerate(row):
            _draw_tile(sheet, tile, _MARGIN + _column_x(column), y)
    _draw_legend(sheet, height - _LEGEND_PX // 2 - 4)
    return sheet


def _column_x(column: int) -> int:
    return column * (TILE_PX + _GAP) + (_QUERY_GAP if column else 0)


def _draw_tile(sheet: Image.Image, tile: Tile, x: int, y: int) -> None:
    picture = _fitted(tile.pixels)
    inset = ((TILE_PX - picture.width) // 2, (TILE_PX - picture.height) // 2)
    sheet.paste(picture, (x + inset[0], y + inset[1]))
    draw = ImageDraw.Draw(sheet)
    if tile.changed:
        box = (x - 4, y - 4, x + TILE_PX + 3, y + TILE_PX + 3)
        draw.rectangle(box, outline=_CHANGED, width=3)
        _paste(sheet, _badge("changed"), x - 4, y - 4)
    if tile.right is None:
        box = (x - 4, y - 4, x + TILE_PX + 3, y + TILE_PX + 3)
        draw.rounded_rectangle(box, 5, outline=_INK, width=2)
    else:
        badge = _badge("right" if tile.right else "wrong")
        corner = TILE_PX - _BADGE_PX + 3
        _paste(sheet, badge, x + corner, y + corner)
    ink = _INK if tile.right is None or tile.right else _FAINT
    font = _font(13, bold=tile.right is None)
    at = (x + TILE_PX / 2, y + TILE_PX + _CAPTION_PX / 2 + 2)
    draw.text(at, _cut(tile.label, font), ink, font, anchor="mm")


def _fitted(pixels: Pixels) -> Image.Image:
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    longest = max(picture.size)
    if longest <= _SMALL_PX:
        factor = TILE_PX // longest
        return picture.resize(
            (picture.width * factor, picture.height * factor), Image.Resampling.NEAREST
        )
    width, height = (max(1, round(side * TILE_PX / longest)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _cut(label: str, font: ImageFont.FreeTypeFont) -> str:
    if font.getlength(label) <= TILE_PX + _GAP - 4:
        return label
    while label and font.getlength(label + "…") > TILE_PX + _GAP - 4:
        label = label[:-1]
    return label.rstrip() + "…"


def _draw_legend(sheet: Image.Image, y: int) -> None:
    draw, font, x = ImageDraw.Draw(sheet), _font(14), float(_MARGIN)
    texts = {
        "right": "same class as the query",
        "wrong": "another class",
        "changed": "was not in the list before",
    }
    for kind, text in texts.items():
        _paste(sheet, _badge(kind), int(x), y - _BADGE_PX // 2)
        draw.text((x + _BADGE_PX + 8, y), text, _FAINT, font, anchor="lm")
        x += _BADGE_PX + 8 + font.getlength(text) + 30


def _paste(sheet: Image.Image, badge: Image.Image, x: int, y: int) -> None:
    sheet.paste(badge, (x, y), badge)


@cache
def _badge(kind: str) -> Image.Image:
    size = _BADGE_PX * _SMOOTH
    badge = Image.new("RGBA", (size, size))
    draw = ImageDraw.Draw(badge)
    unit, edge = size / 24, (0, 0, size - 1, size - 1)
    lines: dict[str, list[list[tuple[float, float]]]] = {
        "right": [[(6.5, 12.5), (10.5, 16.5), (17.5, 8)]],
        "wrong": [[(8, 8), (16, 16)], [(16, 8), (8, 16)]],
        "changed": [[(12, 6.5), (12, 17.5)], [(6.5, 12), (17.5, 12)]],
    }
    ground, ink = {
        "right": (_RIGHT, "white"),
        "wrong": (_WRONG, "white"),
        "changed": (_CHANGED, "black"),
    }[kind]
    if kind == "right":
        draw.ellipse(edge, ground, _GROUND, round(1.5 * unit))
    else:
        radius = 4 * unit if kind == "wrong" else 0
        border = _GROUND if kind == "wrong" else ground
        draw.rounded_rectangle(edge, radius, ground, border, round(1.5 * unit))
    for line in lines[kind]:
        points = [(x * unit, y * unit) for x, y in line]
        draw.line(points, ink, round(3 * unit), joint="curve")
    return badge.resize((_BADGE_PX, _BADGE_PX), Image.Resampling.LANCZOS)


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Load matplotlib's font: it is there wherever the lab is, and writes most alphabets."""
    import matplotlib as mpl

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    path = Path(mpl.get_data_path()) / "fonts" / "ttf" / name
    return ImageFont.truetype(str(path), size)
