"""Whether the computer runs on its battery, as Linux says it."""

import pytest

from photosearch.base.power import on_battery


def supply(base, name, **facts):
    (base / name).mkdir()
    for fact, value in facts.items():
        (base / name / fact).write_text(f"{value}\n", encoding="utf-8")


@pytest.mark.parametrize(("online", "expected"), [("0", True), ("1", False)])
def test_on_battery_follows_the_mains(tmp_path, online, expected):
    supply(tmp_path, "AC", type="Mains", online=online)
    supply(tmp_path, "BAT0", type="Battery", status="Not charging")
    assert on_battery(tmp_path) is expected


def test_on_battery_without_a_mains_entry_follows_the_battery(tmp_path):
    supply(tmp_path, "BAT0", type="Battery", status="Discharging")
    assert on_battery(tmp_path) is True


def test_on_battery_counts_no_battery_of_a_mouse(tmp_path):
    supply(tmp_path, "mouse", type="Battery", status="Discharging", scope="Device")
    assert on_battery(tmp_path) is None


def test_on_battery_of_a_desktop_is_unknown(tmp_path):
    supply(tmp_path, "AC", type="Mains", online="1")
    assert on_battery(tmp_path) is None


def test_on_battery_on_other_systems_is_unknown(tmp_path):
    assert on_battery(tmp_path / "missing") is None
