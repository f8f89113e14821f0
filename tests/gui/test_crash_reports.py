import threading

from PySide6.QtWidgets import QMessageBox, QWidget

from photosearch.gui.crash_reports import CrashReports
from tests.gui.conftest import settle


def test_exception_in_a_thread_becomes_a_report_and_one_message(qtbot, tmp_path, caplog):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    reports = CrashReports(tmp_path)
    reports.set_window(window)
    reports.install()
    try:
        for _ in range(2):
            thread = threading.Thread(target=lambda: {}["no such key"])
            thread.start()
            thread.join()
        settle(lambda: bool(window.findChildren(QMessageBox)))
    finally:
        reports.uninstall()
    texts = [path.read_text() for path in tmp_path.glob("crash-*.txt")]
    assert len(texts) == 2
    assert "KeyError: 'no such key'" in texts[0]
    (box,) = window.findChildren(QMessageBox)
    assert "nothing was sent" in box.informativeText()
    box.close()
