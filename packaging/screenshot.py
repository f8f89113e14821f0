"""Take the README's picture of the window: ``python packaging/screenshot.py`` in the environment.

The real window over a real library of drawn photos, so that the picture never lies.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from sceneries import draw_collection

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "packaging" / "pictures" / "window.png"
_SIZE = (1280, 800)
_SETTLE_S = 4.0


def main() -> int:
    """Draw, index, search, grab."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="photosearch-") as temporary:
        home = Path(temporary)
        for name in ("CONFIG", "DATA", "CACHE", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
        photos = draw_collection(home / "Pictures", n_each=12)
        sunset = next(path for path in photos if path.name == "sea-03.jpg")
        _grab(home, sunset)
    print(f"wrote {TARGET.relative_to(ROOT)}")
    return 0


def _grab(home: Path, example: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from photosearch.base.settings import Settings
    from photosearch.gui.crash_reports import CrashReports
    from photosearch.gui.languages import install_language
    from photosearch.gui.opened_library import OpenedLibrary
    from photosearch.gui.theme import apply_theme
    from photosearch.gui.trace import Trace
    from photosearch.gui.window import Window
    from photosearch.services.indexing import index_folders
    from photosearch.services.library import open_library

    application = QApplication(["photosearch"])
    translators = install_language("en")
    apply_theme(application, "light")
    library = open_library(home / "library", writable=True)
    index_folders(library, [os.fsencode(home / "Pictures")])
    opened = OpenedLibrary(library)
    settings = Settings(palette="light", watch_folders=False)
    window = Window(opened, settings, home / "config", CrashReports(home / "log"), Trace())
    window.main.resize(*_SIZE)
    window.begin([os.fsencode(example)])
    until = time.monotonic() + _SETTLE_S
    while time.monotonic() < until:
        application.processEvents()
        time.sleep(0.01)
    TARGET.parent.mkdir(exist_ok=True)
    window.main.grab().save(str(TARGET))
    window.main.close()
    window.end()
    opened.close()
    library.close()
    del translators  # they translate while they live


if __name__ == "__main__":
    sys.exit(main())
