"""Start photosearch from a checkout: ``python3 packaging/run.py [ARGS]``.

Without arguments the window, with them the command line. The first start makes the virtual
environment and installs what is missing.
"""

from __future__ import annotations

import os
import subprocess
import sys


def main() -> int:
    """Prepare the environment, then become photosearch; return its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - any Python may have been asked to run this
        found = ".".join(map(str, sys.version_info[:3]))
        raise SystemExit(f"photosearch needs Python 3.11 or newer; this is {found}.")
    from environment import prepare

    python = str(prepare())
    # -P: a file called numpy.py in the folder where one happens to be is not imported.
    command = [python, "-P", "-m", "photosearch", *sys.argv[1:]]
    if os.name == "posix":
        os.execv(python, command)
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
