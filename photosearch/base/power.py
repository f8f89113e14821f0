"""Whether the computer runs on its battery."""

from __future__ import annotations

from pathlib import Path

_SUPPLIES = Path("/sys/class/power_supply")


def on_battery(supplies: Path = _SUPPLIES) -> bool | None:
    """Tell whether the battery is what the computer runs on.

    Args:
        supplies: The kernel's list of them (Linux, Documentation/power/power_supply_class).

    Returns:
        ``None`` where nobody can tell: on other systems, or where there is no battery.
    """
    try:
        supply_dirs = sorted(supplies.iterdir())
    except OSError:
        return None
    states = [
        _read(one / "status")
        for one in supply_dirs
        if _read(one / "type") == "Battery" and _read(one / "scope") != "Device"
    ]
    online = [_read(one / "online") for one in supply_dirs if _read(one / "type") in _MAINS]
    if not states:
        return None
    if online:
        return "1" not in online
    return "Discharging" in states


_MAINS = ("Mains", "USB")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""
