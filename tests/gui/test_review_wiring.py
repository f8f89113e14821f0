"""The way to the page of duplicates."""

from __future__ import annotations

import subprocess
import sys

LATER = ["photosearch.gui.review_desk", "photosearch.services.duplicates", "cv2"]


def test_nothing_of_the_review_is_loaded_with_the_window():
    code = "import sys, photosearch.gui.window, photosearch.gui.opened_library; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(LATER) & set(done.stdout.split())
