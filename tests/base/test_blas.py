"""The limit on the threads of matrix products."""

from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_info

from photosearch.base.blas import one_blas_thread


def _threads() -> list[int]:
    return [one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"]


def test_one_blas_thread_limits_and_restores() -> None:
    _ = np.ones((2, 2)) @ np.ones((2, 2))
    before = _threads()
    with one_blas_thread():
        assert all(count == 1 for count in _threads())
    assert _threads() == before
