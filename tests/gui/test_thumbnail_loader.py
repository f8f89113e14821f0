import threading

import pytest

from photosearch.gui.thumbnail_loader import ThumbnailLoader
from tests.gui.conftest import settle
from tests.gui.fakes import FakeLibrary


class SlowLibrary(FakeLibrary):
    """Hands out thumbnails only when let."""

    def __init__(self):
        super().__init__(500)
        self.gate = threading.Event()
        self.asked: list[list[int]] = []

    def thumbnails(self, ids):
        self.asked.append(list(ids))
        self.gate.wait(5)
        return super().thumbnails(ids)


@pytest.fixture
def slow(qapp):
    library = SlowLibrary()
    loader = ThumbnailLoader(library)
    loader.set_size(164, 1.0)
    yield library, loader
    library.gate.set()
    assert loader.close()


def test_latest_wish_replaces_the_one_before(slow):
    library, loader = slow
    loader.want(range(1, 101))
    settle(lambda: bool(library.asked))
    loader.want([401, 402])
    library.gate.set()
    settle(lambda: loader.settled(402))
    settle(lambda: len(library.asked) == 2)
    assert library.asked[1] == [401, 402]


def test_result_of_another_size_is_dropped(slow):
    library, loader = slow
    loader.want([1])
    settle(lambda: bool(library.asked))
    loader.set_size(300, 1.0)
    library.gate.set()
    loader.want([2])
    settle(lambda: loader.settled(2))
    assert loader.pixmap(1) is None


def test_pixmaps_have_the_screens_density(slow):
    library, loader = slow
    library.gate.set()
    loader.set_size(100, 2.0)
    loader.want([1])
    settle(lambda: loader.settled(1))
    pixmap = loader.pixmap(1)
    assert (pixmap.devicePixelRatio(), max(pixmap.width(), pixmap.height())) == (2.0, 200)


def test_photo_without_thumbnail_is_asked_again_only_when_told(slow):
    library, loader = slow
    library.gate.set()
    loader.want([17])
    settle(lambda: loader.settled(17))
    loader.retry_absent()
    assert not loader.settled(17)
