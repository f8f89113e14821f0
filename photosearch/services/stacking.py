"""Files that are one photo to a person: RAW beside JPEG, the film of a live photo, sidecars.

One stem in one folder is a stack when it holds a RAW file beside a rendered one, a video beside a
photo, or a sidecar. Its leader is shown and searched; the others are never duplicates of it and go
and come back with it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from photosearch.catalog.locations import FileStat, NewLocation
from photosearch.imaging.formats import RAW_EXTENSIONS
from photosearch.services.library import Library
from photosearch.services.scanning import RootScan


@dataclass
class StackPlan:
    """A stack as a scan sees it; paths are relative to the root.

    Attributes:
        stem: The path without its ending.
        rendered: Photos that any viewer shows.
        raws: RAW files.
        sidecars: Films and metadata.
    """

    stem: bytes
    rendered: list[bytes] = field(default_factory=list)
    raws: list[bytes] = field(default_factory=list)
    sidecars: list[bytes] = field(default_factory=list)

    @property
    def leader(self) -> bytes:
        """The member that is shown."""
        return (self.rendered or self.raws)[0]

    @property
    def followers(self) -> list[bytes]:
        """RAW files that are shown through the leader, and so are not read."""
        return self.raws if self.rendered else self.raws[1:]

    @property
    def stacked(self) -> bool:
        """Whether there is more than one thing to hold together."""
        return bool(self.rendered or self.raws) and bool(self.sidecars or self.followers)


def plan_stacks(scan: RootScan) -> list[StackPlan]:
    """Return the stacks of a scanned root and take their followers off the list to be read."""
    stems: dict[bytes, StackPlan] = {}
    for found in scan.walk.photos:
        stem, ending = os.path.splitext(found.path)
        plan = stems.setdefault(stem, StackPlan(stem))
        (plan.raws if ending.lower() in RAW_EXTENSIONS else plan.rendered).append(found.path)
    stem_of = {path: plan.stem for plan in stems.values() for path in plan.rendered + plan.raws}
    films = [path for path, kind in scan.walk.ignored if kind == "video"]
    for path in [*scan.walk.sidecars, *films]:
        stem = os.path.splitext(path)[0]
        owner = stem_of.get(stem, stem)  # IMG_1.xmp, or IMG_1.jpg.json beside IMG_1.jpg
        if owner in stems:
            stems[owner].sidecars.append(path)
    plans = [plan for plan in stems.values() if plan.stacked]
    followers = {path for plan in plans for path in plan.followers}
    scan.candidates[:] = [one for one in scan.candidates if one.found.path not in followers]
    return plans


def arrange_stacks(library: Library, scan: RootScan, plans: list[StackPlan]) -> None:
    """Record the stacks of a root, once its leaders have been read."""
    catalog, root_id = library.catalog, scan.root.root_id
    found = {one.path: one for one in scan.walk.photos}
    with catalog.transaction():
        for plan in plans:
            new = [
                NewLocation(path, FileStat(one.size, one.mtime_ns, one.inode, one.device))
                for path in plan.followers
                if catalog.locations.at(root_id, path) is None
                for one in [found[path]]
            ]
            catalog.locations.add_many(root_id, new)
            rows = [catalog.locations.at(root_id, path) for path in [plan.leader, *plan.followers]]
            members = [row.location_id for row in rows if row is not None]
            if members and rows[0] is not None:
                catalog.stacks.put(root_id, plan.stem, members, plan.sidecars)
        if not scan.below:
            kept = {plan.stem for plan in plans}
            gone = [one.stack_id for one in catalog.stacks.of_root(root_id) if one.stem not in kept]
            catalog.stacks.remove(gone)
