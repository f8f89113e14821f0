"""The virtual environment of the checkout (``.venv``): made and filled once, then only looked at.

A stamp in it says for which checkout and interpreter it was made and which requirements it holds;
as long as that covers what is asked for, nothing is started and a start costs milliseconds. The
checkout itself is put on the path by a ``.pth`` file: an editable install would do the same, but
needs the build backend and a second run of pip.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import machine

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
_STAMP = VENV / "photosearch.json"


def python_path() -> Path:
    """Return the interpreter of the environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(extras: Sequence[str] = (), programs: Sequence[str] = ()) -> Path:
    """Install what is missing and return the environment's interpreter.

    Args:
        extras: Optional dependencies of pyproject.toml that are needed beside the plain ones.
        programs: Programs of ``machine.TEST_PROGRAMS`` that are needed.

    Raises:
        SystemExit: Something could not be installed; the message says what to do.
    """
    wanted = _requirements(extras)
    needs = {*wanted, *programs}
    if needs <= _stamped():
        return python_path()
    machine.install_packages(programs)
    VENV.mkdir(exist_ok=True)
    with _locked():
        held = _stamped()
        if not needs <= held:
            _fill(wanted, fresh=not held)
            _write_stamp(held | needs)
    return python_path()


def lacks(extras: Sequence[str]) -> bool:
    """Tell whether some of the optional dependencies have yet to be installed."""
    return not set(_requirements(extras)) <= _stamped()


def _requirements(extras: Sequence[str]) -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    optional = project["optional-dependencies"]
    lines = [*project["dependencies"]]
    for extra in extras:
        for line in optional[extra]:
            own = re.fullmatch(r"photosearch\[(\w+)\]", line)
            lines += optional[own[1]] if own else [line]
    return list(dict.fromkeys(lines))


def _identity() -> dict[str, str]:
    """Return what makes an environment useless when it changes: a move, or another Python."""
    return {"checkout": str(ROOT), "python": os.path.realpath(python_path())}


def _stamped() -> set[str]:
    """Return what the environment is known to hold; nothing when it can't be used."""
    try:
        stamp: dict[str, Any] = json.loads(_STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return set()
    if stamp.get("identity") != _identity() or not python_path().exists():
        return set()
    return set(stamp["holds"])


def _write_stamp(holds: set[str]) -> None:
    temporary = _STAMP.with_suffix(".tmp")
    stamp = {"identity": _identity(), "holds": sorted(holds)}
    temporary.write_text(json.dumps(stamp, indent=1), "utf-8")
    os.replace(temporary, _STAMP)


def _fill(requirements: Sequence[str], *, fresh: bool) -> None:
    if fresh and not _works():
        print("Making the virtual environment .venv …", file=sys.stderr, flush=True)
        for part in ("bin", "Scripts", "lib", "Lib", "include"):
            shutil.rmtree(VENV / part, ignore_errors=True)
        _run(sys.executable, "-m", "venv", str(VENV))
    print("Installing what photosearch needs …", file=sys.stderr, flush=True)
    _run(
        str(python_path()),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-compile",
        *requirements,
    )
    site = subprocess.run(
        [str(python_path()), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    Path(site, "photosearch-checkout.pth").write_text(f"{ROOT}\n", "utf-8")


def _works() -> bool:
    """Whether the environment has an interpreter of its own place that starts and has pip."""
    if not python_path().exists():
        return False
    command = [str(python_path()), "-c", "import pip, sys; print(sys.prefix)"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode or answer.stdout.strip() != str(VENV):
        return False
    pip = shutil.which("pip", path=str(python_path().parent))
    # The scripts of a moved environment still start the interpreter of the old place.
    return pip is not None and str(VENV) in Path(pip).read_text("utf-8", errors="replace")


def _run(*command: str) -> None:
    # hnswlib compiles for this very processor unless told not to, and pip keeps what it built:
    # with a home or a checkout that moves to another computer that ends in an illegal instruction.
    # The plain build is 10 to 30 % slower, and it is the one that the packages ship.
    environment = {**os.environ, "HNSWLIB_NO_NATIVE": "1"}
    code = subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode
    if code:
        raise SystemExit(
            "Installing failed (see above). Is there a connection to the package index, and space "
            f"on the disk? What is there is kept; start again to go on. ({code})"
        )


@contextmanager
def _locked() -> Iterator[None]:
    """Let one process at a time install; the others wait and then find it done."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with open(VENV / "photosearch.lock", "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
