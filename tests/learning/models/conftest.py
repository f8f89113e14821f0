"""Small networks on one thread: two mostly wait for one another on a busy machine."""

import pytest


@pytest.fixture(autouse=True)
def _one_thread():
    import torch  # the tests' modules have made sure that it is there

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
