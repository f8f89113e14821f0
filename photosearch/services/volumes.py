"""Which drive a folder lies on, and where that drive is mounted today.

``st_dev`` and the mount point change whenever a drive is plugged in again; the file system's UUID
(or a share's address) does not. On Linux both are read from the kernel's mount table and udev's
links; elsewhere the mount point alone is known, and known files decide (see ``scanning``).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from photosearch.catalog.roots import NO_VOLUME, Volume

NETWORK_TYPES = frozenset(
    {b"nfs", b"nfs4", b"cifs", b"smb3", b"smbfs", b"9p", b"fuse.sshfs", b"fuse.rclone", b"afs"}
)
FAT_TYPES = frozenset({b"vfat", b"exfat", b"msdos"})
_MOUNT_TABLE = b"/proc/self/mountinfo"
_BY_UUID = b"/dev/disk/by-uuid"
_BY_LABEL = b"/dev/disk/by-label"
_OCTAL = re.compile(rb"\\([0-7]{3})")


@dataclass(frozen=True)
class Mount:
    """A mounted file system.

    Attributes:
        point: Absolute path of the mount point.
        root: The path within the file system that is mounted there (bind mounts, subvolumes).
        fs_type: Such as ``b"ext4"``.
        source: Device or share.
    """

    point: bytes
    root: bytes
    fs_type: bytes
    source: bytes

    @property
    def network(self) -> bool:
        """Whether the file system lies on another machine."""
        return self.fs_type in NETWORK_TYPES

    @property
    def coarse_times(self) -> bool:
        """Whether modification times may differ by 2 s or by whole hours (FAT)."""
        return self.fs_type in FAT_TYPES


@dataclass(frozen=True)
class Place:
    """A folder as a place on a volume.

    Attributes:
        volume: The drive's identity.
        path_in_volume: The folder within it, without a leading slash.
        mount: Where it is mounted now; ``None`` where the platform has no mount table.
    """

    volume: Volume
    path_in_volume: bytes
    mount: Mount | None


def mounts() -> list[Mount]:
    """Return what is mounted, in the kernel's order (later ones hide earlier ones)."""
    try:
        with open(_MOUNT_TABLE, "rb") as table:
            lines = table.read().splitlines()
    except OSError:
        return []
    return [mount for line in lines if (mount := _parse(line)) is not None]


def mount_of(path: bytes) -> Mount | None:
    """Return the mount on which a path lies, by its name alone (the path need not exist)."""
    best: Mount | None = None
    for mount in mounts():
        inside = mount.point in (b"/", path) or path.startswith(mount.point + b"/")
        if inside and (best is None or len(mount.point) >= len(best.point)):
            best = mount
    return best


def place_of(path: bytes) -> Place:
    """Return the volume of an existing folder and the folder's path in it."""
    real = os.path.realpath(path)
    mount = mount_of(real)
    if mount is None:
        return Place(NO_VOLUME, real.lstrip(b"/"), None)
    inner = os.path.relpath(real, mount.point)
    within = os.path.normpath(os.path.join(mount.root, inner)).lstrip(b"/")
    return Place(_identity(mount), b"" if within == b"." else within, mount)


def find_place(volume: Volume, path_in_volume: bytes) -> bytes | None:
    """Return where a folder of a known volume is today; ``None`` while it is not mounted."""
    if volume == NO_VOLUME:
        return None
    inside = b"/" + path_in_volume
    for mount in reversed(mounts()):
        if _identity(mount) != volume:
            continue
        root = mount.root.rstrip(b"/")
        if inside == root or inside.startswith(root + b"/"):
            rest = inside[len(root) :].lstrip(b"/")
            return os.path.join(mount.point, rest) if rest else mount.point
    return None


def _identity(mount: Mount) -> Volume:
    if mount.network:
        return Volume("share", os.fsdecode(mount.source), os.fsdecode(mount.source))
    label = _linked_name(_BY_LABEL, mount.source)
    uuid = _linked_name(_BY_UUID, mount.source)
    if uuid:
        return Volume("uuid", uuid, label)
    if label:
        return Volume("label", label, label)
    if mount.point == b"/":
        return NO_VOLUME
    # No name of its own (a RAM disk, a loop, a container): at least its mount point must be one.
    return Volume("none", f"{os.fsdecode(mount.fs_type)}:{os.fsdecode(mount.point)}", "")


def _linked_name(directory: bytes, device: bytes) -> str:
    """Return the name of the link in ``directory`` that leads to ``device``; empty if none."""
    if not device.startswith(b"/dev/"):
        return ""
    target = os.path.realpath(device)
    try:
        names = os.listdir(directory)
    except OSError:
        return ""
    for name in names:
        if os.path.realpath(os.path.join(directory, name)) == target:
            return os.fsdecode(name).replace("\\x20", " ")
    return ""


def _parse(line: bytes) -> Mount | None:
    # 36 35 98:0 /root /point rw,noatime master:1 - ext3 /dev/sda1 rw   (proc(5))
    before, separator, after = line.partition(b" - ")
    left, right = before.split(b" "), after.split(b" ")
    if not separator or len(left) < 5 or len(right) < 2:
        return None
    return Mount(_unescape(left[4]), _unescape(left[3]), right[0], _unescape(right[1]))


def _unescape(field: bytes) -> bytes:
    return _OCTAL.sub(lambda match: bytes([int(match[1], 8)]), field)
