"""What has to hold at the moment of a deed; whatever does not is a reason to leave a file alone."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from photosearch.base.paths import shown
from photosearch.base.types import LocationId
from photosearch.catalog.catalog import Catalog
from photosearch.catalog.deeds import DeedFile, NewDeed
from photosearch.catalog.locations import FileStat, Location
from photosearch.catalog.roots import Root
from photosearch.catalog.stacks import Stack
from photosearch.services.deeds import digest_of
from photosearch.services.held_folder import HeldFolder, hold_folder
from photosearch.services.trash import Trash, TrashError

_LOOK_AGAIN = "Index its folder, then look again."


@dataclass(frozen=True)
class Disposal:
    """One file goes because another one stays.

    Attributes:
        location_id: The file that goes, with its stack.
        keeper_id: The file that stays.
    """

    location_id: LocationId
    keeper_id: LocationId


class DeedChecks:
    """Checks the disposals of one bulk, each right before it is done."""

    def __init__(self, catalog: Catalog, disposals: Iterable[Disposal]) -> None:
        """Note what goes and what stays.

        Args:
            catalog: Of the library.
            disposals: All of the bulk: nothing in it may both stay and go.
        """
        self._catalog = catalog
        self._roots = {root.root_id: root for root in catalog.roots.list()}
        going: set[LocationId] = set()
        kept: set[LocationId] = set()
        for disposal in disposals:
            stack = catalog.stacks.of_location(disposal.location_id)
            going |= {disposal.location_id, *(stack.members if stack is not None else ())}
            kept.add(disposal.keeper_id)
        self._going = going
        self._kept_files = self._identities(kept - going)

    def plan(self, disposal: Disposal, disposal_id: int, trash: Trash) -> NewDeed:
        """Return the deed of a disposal.

        Raises:
            TrashError: With the reason why the file is left alone.
        """
        victim = self._location(disposal.location_id)
        keeper = self._location(disposal.keeper_id)
        root, keeper_root = self._roots[victim.root_id], self._roots[keeper.root_id]
        self._check_rules(victim, keeper)
        stack = self._catalog.stacks.of_location(victim.location_id)
        members = (victim.location_id, *(stack.members if stack is not None else ()))
        if keeper.location_id in members:
            raise _refused("same-stack", victim, "{} belongs together with what stays")
        kept_sha256, kept_stat = self._keeper(keeper, keeper_root)
        files = self._files(victim, stack, root, trash, kept_stat)
        if victim.photo_id == keeper.photo_id:
            self._check_only_copies(victim, stack, keeper)
        return NewDeed(
            disposal_id=disposal_id,
            kind=trash.kind,
            photo_id=victim.photo_id,
            stem=stack.stem if stack is not None else b"",
            root_id=root.root_id,
            root_path=root.path,
            keeper_root=keeper_root.path,
            keeper_path=keeper.relative_path,
            keeper_sha256=kept_sha256,
            files=files,
        )

    def _location(self, location_id: LocationId) -> Location:
        found = self._catalog.locations.get([location_id])
        if not found:
            text = "the library does not know this file any more"
            raise TrashError("unknown-file", text, _LOOK_AGAIN)
        return found[0]

    def _check_rules(self, victim: Location, keeper: Location) -> None:
        role = self._roots[victim.root_id].role
        if role != "photos":
            raise _refused(f"in-{role}-folder", victim, f"{{}} lies in a {role} folder")
        for place in (victim, keeper):
            if place.state != "online" or place.file_id is None:
                raise _refused("not-online", place, "{} is not there or was never read")
        if self._roots[keeper.root_id].role == "backup":
            raise _refused("keeper-in-backup", keeper, "{} is a backup, no photo to keep instead")
        if keeper.location_id in self._going:
            raise _refused("keeper-goes", keeper, "{} was to stay, and is to go itself")

    def _keeper(self, keeper: Location, root: Root) -> tuple[bytes, os.stat_result]:
        """Open and hash what stays, at this moment."""
        file = self._catalog.files.get(keeper.file_id) if keeper.file_id is not None else None
        folder, name = os.path.split(keeper.relative_path)
        try:
            with hold_folder(root.path, folder) as held:
                found, digest = held.stat(name), digest_of(held, name)
        except OSError as error:
            raise _refused("keeper-gone", keeper, "{}, which was to stay, can't be read") from error
        if file is None or digest != file.sha256:
            raise _refused("keeper-changed", keeper, "{}, which was to stay, was changed")
        return digest, found

    def _files(
        self,
        victim: Location,
        stack: Stack | None,
        root: Root,
        trash: Trash,
        kept: os.stat_result,
    ) -> tuple[DeedFile, ...]:
        """Look at everything that goes, and plan where to."""
        others = [] if stack is None else self._catalog.locations.get(stack.members)
        members = [victim, *(one for one in others if one.location_id != victim.location_id)]
        folder = os.path.dirname(victim.relative_path)
        try:
            held = hold_folder(root.path, folder)
        except OSError as error:
            raise _refused("gone", victim, "{} is gone, or a link lies on the way") from error
        files: list[DeedFile] = []
        with held:
            for member in members:
                found = self._member(held, member, is_victim=member is victim)
                if found is None:
                    continue
                if self._is_kept(found, kept):
                    raise _refused("same-file", member, "{} and what stays are one file")
                files.append(_planned(held, member, found, trash))
            for path in stack.sidecars if stack is not None else ():
                files += _sidecar(held, path, trash)
        return tuple(files)

    def _member(
        self, held: HeldFolder, member: Location, *, is_victim: bool
    ) -> os.stat_result | None:
        name = os.path.basename(member.relative_path)
        try:
            found = held.stat(name)
        except FileNotFoundError as error:
            if is_victim:
                raise _refused("gone", member, "{} is not there any more") from error
            return None  # a part of its stack that has gone before
        except OSError as error:
            raise _refused("gone", member, "{} can't be looked at") from error
        try:
            same = (found.st_size, found.st_mtime_ns) == (member.stat.size, member.stat.mtime_ns)
            file = self._catalog.files.get(member.file_id) if member.file_id is not None else None
            with held.open_file(name):  # no link, no folder, and it can be read
                pass
            if not same and (file is None or digest_of(held, name) != file.sha256):
                raise _refused("changed", member, "{} was changed since it was indexed")
        except OSError as error:
            raise _refused("changed", member, "{} is no file that can be read") from error
        return found

    def _is_kept(self, found: os.stat_result, kept: os.stat_result) -> bool:
        """Say whether a file is one that stays, by whatever name.

        Another device with the same inode, time of change and size is a share mounted twice.
        """
        if found.st_ino and (found.st_dev, found.st_ino) in self._kept_files:
            return True
        one, other = (
            (info.st_ino, info.st_ctime_ns, info.st_size, info.st_mtime_ns)
            for info in (found, kept)
        )
        return bool(found.st_ino) and one == other

    def _check_only_copies(self, victim: Location, stack: Stack | None, keeper: Location) -> None:
        """Keep a RAW file that would go along although only its JPEG has a copy."""
        if stack is None:
            return
        beside = self._catalog.stacks.of_location(keeper.location_id)
        ids = [keeper.location_id] if beside is None else beside.members
        staying = {_likeness(one) for one in self._catalog.locations.get(ids)}
        staying_files = {one.file_id for one in self._catalog.locations.get(ids)}
        for member in self._catalog.locations.get(stack.members):
            if member.location_id == victim.location_id or member.state != "online":
                continue
            read_and_kept = member.file_id is not None and member.file_id in staying_files
            if not read_and_kept and _likeness(member) not in staying:
                raise _refused("only-copy", member, "{} would go along and has no copy that stays")

    def _identities(self, location_ids: set[LocationId]) -> set[tuple[int, int]]:
        found = set()
        for location in self._catalog.locations.get(sorted(location_ids)):
            try:
                info = os.lstat(location.path)
            except OSError:
                continue
            found.add((info.st_dev, info.st_ino))
        return found


def _likeness(location: Location) -> tuple[str, int]:
    ending = PurePosixPath(os.fsdecode(location.relative_path)).suffix.lower()
    return ending, location.stat.size


def _planned(held: HeldFolder, member: Location, found: os.stat_result, trash: Trash) -> DeedFile:
    name = os.path.basename(member.relative_path)
    stat = FileStat(found.st_size, found.st_mtime_ns)
    place = trash.plan(held, name)
    return DeedFile(
        member.location_id, member.file_id, member.relative_path, stat.size, stat.mtime_ns, place
    )


def _sidecar(held: HeldFolder, path: bytes, trash: Trash) -> list[DeedFile]:
    name = os.path.basename(path)
    try:
        found = held.stat(name)
        with held.open_file(name):
            pass
    except OSError:
        return []  # it went before, or is a link: not the photo's own
    return [DeedFile(None, None, path, found.st_size, found.st_mtime_ns, trash.plan(held, name))]


def _refused(code: str, location: Location, text: str) -> TrashError:
    name = shown(location.path)
    return TrashError(code, text.format(name), _LOOK_AGAIN, path=name)
