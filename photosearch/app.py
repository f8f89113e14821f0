"""The composition root of the window: from the command line to a window, and back to an exit code.

The order matters. A second start is handed to the first before anything heavy is imported. The
library is opened before the window, so that what is wrong with it is said in one message; and it is
opened before Qt is imported at all, because PySide6 reads the source of every module that is
imported after it (for its ``__feature__`` switch), which costs 0.1 s.
"""

from __future__ import annotations

import argparse
import logging
import logging.handlers
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from photosearch.base.errors import LibraryInUseError, UserError
from photosearch.base.paths import as_text, config_dir, default_library_dir, log_dir

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from photosearch.base.progress import Progress
    from photosearch.gui.window import Window
    from photosearch.services.library import Library

_logger = logging.getLogger(__name__)
_LOG_BYTES = 1_000_000
# How long a working thread may keep the interpreter from the window (Python's own value: 5 ms).
_SWITCH_INTERVAL_S = 0.001


@dataclass(frozen=True)
class _Wish:
    """What the command line asks for.

    Attributes:
        library_dir: The library to open.
        files: Absolute paths of pictures to search for.
    """

    library_dir: Path
    files: tuple[bytes, ...]


def main(argv: list[str]) -> int:
    """Open the window, or ask the one that is open; return the exit code.

    Args:
        argv: The program's name and its arguments, as ``sys.argv``.
    """
    wish = _parse(argv[1:])
    if _handed_over(wish):
        return 0
    _start_log()
    try:
        library = _open_library(wish.library_dir)
    except UserError as error:
        _make_application(argv)
        _show_fatal(error)
        return error.exit_code
    _bring_trash(library)
    return _run(_make_application(argv), library, wish)


def _bring_trash(library: Library) -> None:
    """Give a library the trash of Windows or macOS, which only Qt can reach."""
    from photosearch.services.trash import NoTrash

    if isinstance(library.trash, NoTrash):
        from photosearch.gui.system_trash import SystemTrash

        library.trash = SystemTrash()


def _run(application: QApplication, library: Library, wish: _Wish) -> int:
    from photosearch.gui.crash_reports import CrashReports
    from photosearch.gui.garbage import MainThreadCollector
    from photosearch.gui.languages import install_language
    from photosearch.gui.opened_library import OpenedLibrary
    from photosearch.gui.theme import apply_theme
    from photosearch.gui.trace import Trace
    from photosearch.gui.window import Window
    from photosearch.services.commands import HolderService
    from photosearch.services.refreshing import save_unsaved

    library.window_open = True
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    trace = Trace(os.environ.get("PHOTOSEARCH_TRACE", ""))
    translators = install_language(library.settings.language)
    apply_theme(application, library.settings.palette)
    reports = CrashReports(log_dir())
    reports.install()
    opened = OpenedLibrary(library)
    window = Window(opened, library.settings, config_dir(), reports, trace)
    holder = HolderService(library, {"show": _show_handler(window)}, window.handed_over)
    collector = MainThreadCollector()
    _end_on_signals(window)
    try:
        window.begin(wish.files)
        return application.exec()
    finally:
        ended = window.end()
        holder.close()
        opened.close()
        if ended:
            try:
                save_unsaved(library)
            except UserError as error:  # the next start follows the catalogue instead
                _logger.warning("the index is not saved: %s %s", error.message, error.hint)
            library.close()
        else:  # Closing under a thread that still reads would crash; the kernel lets the lock go.
            _logger.warning("the program ends while a thread still works")
        trace.close()
        collector.close()
        reports.uninstall()
        _logger.debug("ended; %d translators were installed", len(translators))


def _end_on_signals(window: Window) -> None:
    """Close the window in good order when the session ends or Ctrl-C is pressed.

    Python looks at signals when it runs; the window's timers see to that within two seconds.
    """

    def close(_number: int, _frame: FrameType | None) -> None:
        window.main.close()

    signal.signal(signal.SIGTERM, close)
    signal.signal(signal.SIGINT, close)


def _parse(arguments: Sequence[str]) -> _Wish:
    parser = argparse.ArgumentParser(
        prog="photosearch", description="Open the window, and search for pictures if there are any."
    )
    parser.add_argument("--library", metavar="DIR", help="the library's folder")
    parser.add_argument(
        "--query", nargs="+", action="extend", default=[], metavar="FILE", help="search for these"
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="search for these")
    parsed = parser.parse_args(arguments)
    directory = Path(parsed.library).absolute() if parsed.library else default_library_dir()
    files = tuple(os.fsencode(os.path.abspath(name)) for name in [*parsed.query, *parsed.files])
    return _Wish(directory, files)


def _handed_over(wish: _Wish) -> bool:
    """Ask the window that has the library open, if there is one, to show itself."""
    from photosearch.services.handover import ask

    try:
        ask(wish.library_dir, "show", {"files": [as_text(path) for path in wish.files]})
    except LibraryInUseError:
        return False
    except UserError as error:
        # The holder is a command, which shows nothing: opening will say that it is in use.
        _logger.info("the holder of the library does not show a window: %s", error)
        return False
    return True


def _show_handler(window: Window) -> Any:  # noqa: ANN401 - a handler of HolderService
    def show(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:  # noqa: ARG001
        window.asked.emit([os.fsencode(path) for path in arguments["files"]])
        return {"shown": True}

    return show


def _open_library(directory: Path) -> Library:
    import photosearch.services.commands
    import photosearch.services.searching  # noqa: F401 - before Qt, see above
    from photosearch.services.library import open_library

    return open_library(directory, writable=True)


def _make_application(argv: list[str]) -> QApplication:
    from PySide6.QtWidgets import QApplication

    from photosearch.gui.icons import application_icon

    application = QApplication(argv[:1])
    application.setApplicationName("photosearch")
    application.setApplicationDisplayName("photosearch")
    application.setDesktopFileName("photosearch")
    application.setWindowIcon(application_icon())
    return application


def _show_fatal(error: UserError) -> None:
    from PySide6.QtWidgets import QMessageBox

    from photosearch.base.settings import load_settings
    from photosearch.gui.languages import install_language
    from photosearch.gui.service_texts import error_text

    sys.stderr.write(f"{error.message.rstrip('.')}. {error.hint}\n")
    _translators = install_language(load_settings().language)
    text = error_text(error)
    box = QMessageBox(QMessageBox.Icon.Warning, "photosearch", text.message)
    box.setInformativeText(text.hint)
    box.exec()


def _start_log() -> None:
    try:
        log_dir().mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            log_dir() / "photosearch.log", maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8"
        )
    except OSError as error:
        sys.stderr.write(f"no log is written: {error}\n")
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
