"""What the computer itself must have: the system's libraries and programs, and how to get them.

Everything is looked for as it will be used (a library is loaded, a program looked up), so this
also answers on systems without apt; only the names to install are Debian's. The libraries are
those that the Qt wheels link to and do not bring along, as ``readelf -d`` names them.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable

WINDOW_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
TEST_PROGRAMS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool"}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _lacks_headers() -> bool:
    return not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h"))


def missing_packages(programs: Iterable[str] = ()) -> list[str]:
    """Return Debian's names of what the computer lacks, sorted.

    Args:
        programs: Names from ``TEST_PROGRAMS`` that are needed too.
    """
    missing = {package for name, package in WINDOW_LIBRARIES.items() if not _loads(name)}
    missing |= {TEST_PROGRAMS[name] for name in programs if shutil.which(name) is None}
    if importlib.util.find_spec("ensurepip") is None:
        missing.add("python3-venv")
    if shutil.which("c++") is None:  # hnswlib is published as source only
        missing.add("g++")
    if _lacks_headers():
        missing.add("python3-dev")
    return sorted(missing)


def install_packages(programs: Iterable[str] = ()) -> None:
    """Install what the computer lacks, as root or with a sudo that asks nothing.

    The command is shown before it runs.

    Raises:
        SystemExit: It can't be installed from here; the message says what to do.
    """
    programs = tuple(programs)
    missing = missing_packages(programs)
    if not missing:
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    advice = "Run this, then start again:\n  sudo apt-get update && sudo " + shlex.join(command)
    prefix = _root_prefix()
    if shutil.which("apt-get") is None:
        raise SystemExit(
            "photosearch needs what these Debian packages hold; install your system's: "
            + " ".join(missing)
        )
    if prefix is None:
        raise SystemExit("photosearch needs some packages of the system.\n" + advice)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "--quiet"], command):
        print("$", shlex.join([*prefix, *step]), file=sys.stderr, flush=True)
        # sys.stderr: what photosearch itself prints stays alone on the standard output.
        subprocess.run([*prefix, *step], env=environment, stdout=sys.stderr, check=False)
    importlib.invalidate_caches()
    still_missing = missing_packages(programs)
    if still_missing:
        raise SystemExit(f"Could not install {' '.join(still_missing)} (see above).\n" + advice)


def _root_prefix() -> list[str] | None:
    """Return what to put before a command so that it runs as root; ``None`` where nothing does."""
    if os.name != "posix":
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asks = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
    return None if asks else ["sudo", "-n"]
