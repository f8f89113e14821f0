"""Files that are one photo to a person: RAW beside JPEG, the film of a live photo, sidecars.

One stem in one folder is a stack when it holds a RAW file beside a rendered one, a video beside a
photo, or a sidecar. Its leader is shown and searched; the others are never duplicates of it and go
and come back with it. A member that can't be read leads nothing: the next that can takes its place,
and the damaged one stays listed among the problems.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.catalog.locations import FileStat, LocationRow, NewLocation
from photosearch.imaging.formats import RAW_EXTENSIONS
from photosearch.services.index_report import IndexReport
from photosearch.services.library import Library
from photosearch.services.model_folders import encoder_in_use
from photosearch.services.reading import PhotoReading
from photosearch.services.recording import Recorder
from photosearch.services.scanning import Candidate, RootScan
from photosearch.services.walking import FoundFile


@dataclass
class StackPlan:
    """A stack as a scan sees it; paths are relative to the root.

    Attributes:
        stem: The path without its ending.
        rendered: Photos that any viewer shows.
        raws: RAW files.
        sidecars: Films and metadata.
        failed: Members that could not be read, as they are now.
    """

    stem: bytes
    rendered: list[bytes] = field(default_factory=list)
    raws: list[bytes] = field(default_factory=list)
    sidecars: list[bytes] = field(default_factory=list)
    failed: set[bytes] = field(default_factory=set)

    @property
    def leader(self) -> bytes:
        """The member that is shown: the first that can be read, or just the first."""
        members = self.rendered + self.raws
        return next((path for path in members if path not in self.failed), members[0])

    @property
    def followers(self) -> list[bytes]:
        """RAW files that are shown through the leader, and so are not read."""
        return [path for path in self.raws if path != self.leader and path not in self.failed]

    @property
    def members(self) -> list[bytes]:
        """The leader, the followers, and what can't be read."""
        return [self.leader, *self.followers, *sorted(self.failed - {self.leader})]

    @property
    def stacked(self) -> bool:
        """Whether there is more than one thing to hold together."""
        if not self.rendered and not self.raws:
            return False
        return bool(self.sidecars) or len(self.members) > 1


def plan_stacks(scan: RootScan) -> list[StackPlan]:
    """Return the stacks of a scanned root and take their followers off the list to be read."""
    films = [path for path, kind in scan.walk.ignored if kind == "video"]
    beside: dict[bytes, list[bytes]] = {}
    for path in [*scan.walk.sidecars, *films]:
        beside.setdefault(os.path.splitext(path)[0], []).append(path)
    failed = {failure.relative_path for failure in scan.failed}
    plans = [plan for plan in _plans(scan.walk.photos, beside, failed) if plan.stacked]
    followers = {path for plan in plans for path in plan.followers}
    scan.candidates[:] = [one for one in scan.candidates if one.found.path not in followers]
    return plans


def _plans(
    photos: Sequence[FoundFile], beside: dict[bytes, list[bytes]], failed: set[bytes]
) -> Iterator[StackPlan]:
    """Yield a plan a stem; of a million photos all plans at once would take 0.6 GB.

    In the order of paths nothing else than "IMG_1.…" stands between the files of the stem IMG_1.
    """
    open_plans: dict[bytes, StackPlan] = {}
    for found in photos:
        for stem in [one for one in open_plans if not found.path.startswith(one + b".")]:
            yield open_plans.pop(stem)
        stem, ending = os.path.splitext(found.path)
        plan = open_plans.get(stem)
        if plan is None:
            plan = open_plans[stem] = StackPlan(stem, sidecars=beside.get(stem, [])[:])
        (plan.raws if ending.lower() in RAW_EXTENSIONS else plan.rendered).append(found.path)
        if ending:
            plan.sidecars += beside.get(found.path, ())  # IMG_1.jpg.json beside IMG_1.jpg
        if found.path in failed:
            plan.failed.add(found.path)
    yield from open_plans.values()


def arrange_stacks(
    library: Library,
    scan: RootScan,
    plans: list[StackPlan],
    report: IndexReport | None = None,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Record the stacks of a root, once its leaders have been read.

    Where a leader could not be read, the next member is read now and leads. That is not known
    earlier, and so rare that a second pass of workers costs less than reading every RAW file.

    Args:
        library: Opened to write.
        scan: Of the root.
        plans: Its stacks.
        report: Takes what is read now; a follower that leads is no longer skipped.
        progress: Phase ``index`` where something has to be read.
    """
    catalog, root_id = library.catalog, scan.root.root_id
    found = {one.path: one for one in scan.walk.photos}
    _replace_leaders(library, scan, plans, report or IndexReport(), progress)
    with catalog.transaction():
        for plan in plans:
            new = [
                NewLocation(path, _stat(found[path]))
                for path in plan.followers
                if catalog.locations.at(root_id, path) is None
            ]
            catalog.locations.add_many(root_id, new)
            rows = [catalog.locations.at(root_id, path) for path in plan.members]
            members = [row.location_id for row in rows if row is not None]
            back = [row.location_id for row in rows if row is not None and _was_away(row)]
            catalog.locations.set_state(back, "online")
            if members and rows[0] is not None:
                catalog.stacks.put(root_id, plan.stem, members, plan.sidecars)
        if not scan.below:
            kept = {plan.stem for plan in plans}
            gone = [one.stack_id for one in catalog.stacks.of_root(root_id) if one.stem not in kept]
            catalog.stacks.remove(gone)


def _replace_leaders(
    library: Library,
    scan: RootScan,
    plans: list[StackPlan],
    report: IndexReport,
    progress: Progress,
) -> None:
    """Read members in the place of leaders that failed, until each stack has one that can lead."""
    found = {one.path: one for one in scan.walk.photos}
    while True:
        failures = library.catalog.failures.of_root(scan.root.root_id)
        candidates = []
        for plan in plans:
            before = plan.leader
            plan.failed = {path for path in plan.rendered + plan.raws if path in failures}
            if plan.leader != before and plan.leader not in failures:
                candidates += _unread(library, scan, found[plan.leader])
        if not candidates:
            return
        taken = {one.path for one in candidates}
        report.skipped[:] = [note for note in report.skipped if note.path not in taken]
        recorder = Recorder(library, encoder_in_use(library.catalog), [])
        run = PhotoReading(library, recorder, report, progress)
        run.read(candidates, [scan])
        if run.gone_roots:
            return


def _unread(library: Library, scan: RootScan, found: FoundFile) -> list[Candidate]:
    known = library.catalog.locations.at(scan.root.root_id, found.path)
    if known is not None and known.file_id is not None:
        return []
    path = os.path.join(scan.path or b"", found.path)
    return [Candidate(scan.root.root_id, path, found, known)]


def _was_away(row: LocationRow) -> bool:
    """Say whether a follower is back: it is not read, so nothing else notices."""
    return row.file_id is None and row.state in {"missing", "trashed"}


def _stat(found: FoundFile) -> FileStat:
    return FileStat(found.size, found.mtime_ns, found.inode, found.device)
