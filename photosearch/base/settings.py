"""What a person has chosen, as one typed value in one JSON file.

Unknown keys (of a newer program) are kept. A value that does not fit is replaced by its default and
logged: settings must never keep the program from starting.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from photosearch.base.atomic import write_bytes
from photosearch.base.paths import config_dir

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """The person's choices.

    Attributes:
        palette: ``"system"``, ``"light"`` or ``"dark"``.
        language: A locale name such as ``"de"``; empty for the system's.
        thumbnail_px: Edge of a tile in the grid, 96 to 384.
        grid_order: ``"date"``, ``"name"`` or ``"folder"``.
        grain: 0 (same thing) to 1 (same kind).
        decode_workers: 0 for one a core.
        max_megapixels: Larger pictures are recorded as too large, not decoded.
        thumbnail_quota_mb: For large thumbnails; the small ones are never evicted.
        watch_folders: Whether new photos are noticed while the window is open.
        propose_tuning: Whether the window says when learning from the groups may help.
    """

    palette: str = "system"
    language: str = ""
    thumbnail_px: int = 176
    grid_order: str = "date"
    grain: float = 0.5
    decode_workers: int = 0
    max_megapixels: int = 400
    thumbnail_quota_mb: int = 2048
    watch_folders: bool = True
    propose_tuning: bool = True


_CHOICES = {"palette": {"system", "light", "dark"}, "grid_order": {"date", "name", "folder"}}
_RANGES = {
    "thumbnail_px": (96, 384),
    "grain": (0.0, 1.0),
    "decode_workers": (0, 64),
    "max_megapixels": (1, 4000),
    "thumbnail_quota_mb": (64, 1_000_000),
}


def settings_path() -> Path:
    """Return the settings file of this person."""
    return config_dir() / "settings.json"


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; defaults where the file or a value of it can't be used."""
    stored = _read(path or settings_path())
    settings = Settings()
    for field in fields(Settings):
        if field.name in stored and _fits(field.name, stored[field.name]):
            settings = replace(settings, **{field.name: stored[field.name]})
        elif field.name in stored:
            _logger.info("setting %s has an unusable value; using the default", field.name)
    return settings


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings, keeping keys that this version does not know.

    Raises:
        OSError: The folder can't be written.
    """
    path = path or settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {**_read(path), **asdict(settings), "version": 1}
    write_bytes(path, json.dumps(document, indent=2, sort_keys=True).encode())


def _read(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        _logger.info("the settings file can't be read; using defaults")
        return {}
    return document if isinstance(document, dict) else {}


def _fits(name: str, value: object) -> bool:
    default = getattr(Settings(), name)
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, float):
        default_ok = isinstance(value, (int, float))
    else:
        default_ok = isinstance(value, type(default))
    if not default_ok:
        return False
    if name in _CHOICES:
        return value in _CHOICES[name]
    low, high = _RANGES.get(name, (None, None))
    return low is None or (isinstance(value, (int, float)) and low <= value <= (high or low))
