"""Another program: drags files out, puts files or a picture on the clipboard, reads it.

``drag FILE…`` shows a small window in the screen's corner and says ``ready X Y``, then ``dropped``
with what the drop's target did; ``offer FILE…`` and ``offer-picture FILE`` say ``ready``; ``read``
prints the files on the clipboard as JSON.
"""

import json
import sys

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class Source(QLabel):
    def __init__(self, files):
        super().__init__("drag me")
        self._files = files
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setGeometry(0, 0, 160, 120)
        self._dragging = False

    def mouseMoveEvent(self, event):  # noqa: N802 - Qt's name
        if self._dragging:
            return
        self._dragging = True
        drag = QDrag(self)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(name) for name in self._files])
        drag.setMimeData(mime)
        say(f"dropped {drag.exec(Qt.DropAction.CopyAction).name}")


def wait_for_files(clipboard, tries=100):
    urls = clipboard.mimeData().urls()
    if urls or tries == 0:
        say(json.dumps([url.toLocalFile() for url in urls]))
        QGuiApplication.quit()
    else:
        QTimer.singleShot(20, lambda: wait_for_files(clipboard, tries - 1))


def main(action, *names):
    application = QApplication([])
    clipboard = QGuiApplication.clipboard()
    if action == "drag":
        source = Source(names)
        source.show()

        def ready():
            centre = source.mapToGlobal(QPoint(80, 60))
            say(f"ready {centre.x()} {centre.y()}")

        QTimer.singleShot(300, ready)
    elif action == "offer":
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(name) for name in names])
        clipboard.setMimeData(mime)
        QTimer.singleShot(0, lambda: say("ready"))
    elif action == "offer-picture":
        clipboard.setImage(QImage(names[0]))
        QTimer.singleShot(0, lambda: say("ready"))
    else:
        QTimer.singleShot(0, lambda: wait_for_files(clipboard))
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
