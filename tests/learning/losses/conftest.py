"""One seed, and one thread: handing round such small batches takes longer than the sums."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _one_thread_and_seed() -> Iterator[None]:
    torch = sys.modules.get("torch")  # the tests that import none are not to pay for it
    if torch is None:
        yield
        return
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(0)  # where proxies start
    yield
    torch.set_num_threads(before)
