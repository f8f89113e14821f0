"""Drives that come, go, fill up and can't be written, in a mount namespace of their own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

_WAYS = (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"])


def refusal() -> str:
    """Say why no mount namespace can be made here; empty if one can."""
    if shutil.which("unshare") is None or shutil.which("nsenter") is None:
        return "there is no unshare"
    probe = "mount -t tmpfs none /mnt"
    for way in _WAYS:
        tried = subprocess.run([*way, "sh", "-c", probe], capture_output=True, check=False)
        if tried.returncode == 0:
            return ""
    return "mounting in a namespace is not allowed here"


class Mounts:
    """A mount namespace; what is mounted in it is seen by nobody else and ends with it."""

    def __init__(self) -> None:
        own_user = subprocess.run(
            [*_WAYS[0], "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
        ).returncode
        way = _WAYS[1] if own_user else _WAYS[0]
        self._holder = subprocess.Popen(
            [*way, "sh", "-c", "echo ready; exec cat"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._holder.stdout is not None
        assert self._holder.stdout.readline() == b"ready\n"
        enter = ["nsenter", "--target", str(self._holder.pid), "--mount"]
        self.prefix: Sequence[str] = (
            [*enter, "--user", "--preserve-credentials"] if own_user else enter
        )

    def run(self, *command: str | Path) -> None:
        """Run a command in the namespace; it must succeed."""
        subprocess.run([*self.prefix, *map(str, command)], check=True, capture_output=True)

    def seen(self, path: Path) -> Path:
        """Return where this process sees a path of the namespace."""
        return Path(f"/proc/{self._holder.pid}/root{path}")

    def close(self) -> None:
        """End the namespace and everything mounted in it."""
        assert self._holder.stdin is not None
        assert self._holder.stdout is not None
        self._holder.stdin.close()
        self._holder.wait(10)
        self._holder.stdout.close()
