"""How many threads NumPy's matrix products use.

OpenBLAS hands even a product of 32 rows to all cores, and its threads wait for one another by
spinning. While decode workers keep all cores busy such a product takes 30 times its own time (2.4
ms became 70 ms), and the spinning takes the cores from the workers.
"""

from __future__ import annotations

from contextlib import AbstractContextManager


def one_blas_thread() -> AbstractContextManager[object]:
    """Return a context in which matrix products, of every thread, keep to one core each."""
    from threadpoolctl import threadpool_limits  # which looks at every loaded library: 2 ms

    limits: AbstractContextManager[object] = threadpool_limits(1, user_api="blas")
    return limits
