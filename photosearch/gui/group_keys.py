"""Which number key, 1 to 9, adds photos to which group; remembered for each library.

A new group takes the lowest key that no group has. Ids of groups are never used again, so a deleted
group that comes back by an undo has its key again, unless another took it meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from PySide6.QtCore import QObject, Signal

from photosearch.base.types import GroupId
from photosearch.gui.window_memory import WindowMemory

KEYS = range(1, 10)
_NAME = "group keys"


class GroupKeys(QObject):
    """The keys of groups.

    Signals:
        changed(): groups have other keys.
    """

    changed = Signal()

    def __init__(self, memory: WindowMemory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._groups: dict[int, GroupId] = {}
        self._newest = 0
        self._there: frozenset[GroupId] = frozenset()
        self._read()

    def group(self, key: int) -> GroupId | None:
        """Return the group that a key adds to."""
        group_id = self._groups.get(key)
        return group_id if group_id in self._there else None

    def keys(self) -> Mapping[GroupId, int]:
        """Return the keys of the groups that have one."""
        return {group: key for key, group in self._groups.items() if group in self._there}

    def set_groups(self, groups: Collection[GroupId]) -> None:
        """Take the groups that there are; new ones take the keys that are free."""
        before = self.keys()
        self._there = frozenset(groups)
        for group in sorted(each for each in groups if each > self._newest):
            free = next((key for key in KEYS if self.group(key) is None), None)
            if free is None:
                break
            self._groups[free] = group
        self._newest = max([self._newest, *groups])
        if self.keys() != before:
            self._keep()

    def give(self, group: GroupId, key: int | None) -> None:
        """Give a group a key, whose group loses it; ``None`` takes the group's key away."""
        kept = {each: other for each, other in self._groups.items() if other != group}
        self._groups = kept | ({key: group} if key is not None else {})
        self._keep()

    def _keep(self) -> None:
        stored = {"keys": self._groups, "newest": self._newest}
        self._memory.set_text(_NAME, json.dumps(stored))
        self.changed.emit()

    def _read(self) -> None:
        try:
            stored = json.loads(self._memory.text(_NAME) or "{}")
            self._newest = int(stored.get("newest", 0))
            for key, group in stored.get("keys", {}).items():
                if int(key) in KEYS:
                    self._groups[int(key)] = GroupId(int(group))
        except (ValueError, TypeError, AttributeError):  # a damaged file of the window's layout
            self._groups, self._newest = {}, 0
