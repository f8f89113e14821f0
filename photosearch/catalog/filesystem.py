"""Whether a folder lies on a network file system, where SQLite's locks and WAL do not work.

Linux names the type of every mount in /proc/mounts, Windows the kind of a drive; elsewhere the
answer is "not known to be one".
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from photosearch.base.errors import UserError
from photosearch.base.paths import shown

_NETWORK_TYPES = frozenset(
    b"nfs nfs4 cifs smb3 smbfs ncpfs afs 9p ceph glusterfs lustre beegfs davfs davfs2 coda".split()
)
_NETWORK_FUSE = (b"sshfs", b"rclone", b"davfs", b"gvfsd-fuse", b"s3fs", b"gcsfuse", b"glusterfs")
_MOUNTS = "/proc/mounts"
_DRIVE_REMOTE = 4


def file_system_of(path: bytes, mounts: bytes) -> bytes:
    """Return the type of the file system of a real path, from the text of /proc/mounts."""
    best, found = b"", b""
    for line in mounts.splitlines():
        fields = line.split(b" ")
        if len(fields) < 3:
            continue
        point = fields[1].decode("unicode_escape").encode("latin-1")
        inside = path == point or path.startswith(point.rstrip(b"/") + b"/")
        if inside and len(point) >= len(best):  # the last of equal ones lies on top
            best, found = point, fields[2]
    return found


def is_network_type(file_system: bytes) -> bool:
    """Return whether a type as in /proc/mounts is reached over a network."""
    if file_system in _NETWORK_TYPES:
        return True
    kind, _, name = file_system.partition(b".")
    return kind == b"fuse" and name.startswith(_NETWORK_FUSE)


def refuse_network(directory: Path) -> None:
    """Raise ``UserError`` (``network-library``) for a folder on a network file system."""
    if _is_remote(directory):
        raise UserError(
            "network-library",
            f"{shown(os.fsencode(directory))} lies on a network drive, where a library can be "
            "damaged.",
            "Keep the library on a disk of this computer (--library); "
            "the photos themselves may lie on a network drive.",
            path=shown(os.fsencode(directory)),
        )


def _is_remote(directory: Path) -> bool:
    real = os.path.realpath(directory)
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(real)[0]
        remote = ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE
        return drive.startswith("\\\\") or remote
    try:
        with open(_MOUNTS, "rb") as file:
            return is_network_type(file_system_of(os.fsencode(real), file.read()))
    except OSError:
        return False
