from dataclasses import replace

from photosearch.base.settings import Settings
from photosearch.gui.settings_dialog import SettingsDialog
from tests.gui.conftest import settle


def apply_settings(window, monkeypatch, **changed) -> Settings:
    settings = replace(window.main.settings, **changed)
    monkeypatch.setattr(SettingsDialog, "exec", lambda _dialog: True)
    monkeypatch.setattr(SettingsDialog, "chosen", lambda _dialog: settings)
    window.main.actions_["settings"].trigger()
    return settings


def test_changed_settings_reach_the_library(window, library, monkeypatch):
    settings = apply_settings(window, monkeypatch, thumbnail_quota_mb=100, max_megapixels=300)
    settle(lambda: ("settings", settings) in library.changes)
    settle(lambda: not window.main.jobs.busy)
    assert len(library.index_runs) == 1


def test_more_pixels_allowed_looks_again(window, library, monkeypatch):
    apply_settings(window, monkeypatch, max_megapixels=500)
    settle(lambda: len(library.index_runs) == 2 and not window.main.jobs.busy)


def test_watching_ends_and_begins_with_its_setting(window, library, monkeypatch):
    settle(lambda: library.n_watches == 1)
    apply_settings(window, monkeypatch, watch_folders=False)
    settle(lambda: library.n_watches == 0 and not window.main.jobs.busy)
    apply_settings(window, monkeypatch, watch_folders=True)
    settle(lambda: library.n_watches == 1 and not window.main.jobs.busy)
