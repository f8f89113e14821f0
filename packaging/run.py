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

    extras = _extras(sys.argv[1:])
    python = str(prepare(extras))
    # -P: a file called numpy.py in the folder where one happens to be is not imported.
    command = [python, "-P", "-m", "photosearch", *sys.argv[1:]]
    if os.name == "posix":
        os.execv(python, command)
    return subprocess.run(command, check=False).returncode


def _extras(arguments: list[str]) -> list[str]:
    """Return the optional dependencies that a command needs, and say what they cost."""
    if _command(arguments) not in {"lab", "encoders"}:
        return []
    from environment import lacks

    if lacks(["lab"]):
        text = "Training needs torch and the lab's libraries: a few GB, fetched once."
        print(text, file=sys.stderr, flush=True)
    return ["lab"]


def _command(arguments: list[str]) -> str:
    """Return the first word that is neither an option nor the library's folder."""
    rest = iter(arguments)
    for word in rest:
        if word == "--library":
            next(rest, None)
        elif not word.startswith("-"):
            return word
    return ""


if __name__ == "__main__":
    sys.exit(main())
