"""Named points at which a test may have the process die.

``PHOTOSEARCH_FAULT=snapshot:hashed`` ends the process, without any clean-up, when it gets there: as
``kill -9`` would at exactly that moment. Without the variable a point costs a microsecond.
"""

from __future__ import annotations

import os

VARIABLE = "PHOTOSEARCH_FAULT"
EXIT_CODE = 137  # what a shell reports of a process that was killed with -9


def fault_point(name: str) -> None:
    """Die here if the environment asks for it."""
    if os.environ.get(VARIABLE) == name:
        os._exit(EXIT_CODE)
