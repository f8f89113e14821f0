"""Groups are read again when they change, and no more often."""

import pytest

from photosearch.gui.group_keys import GroupKeys
from photosearch.gui.group_model import GroupModel
from photosearch.gui.groups_controller import GroupsController
from photosearch.gui.jobs import JobRunner
from photosearch.gui.values import GroupMark, GroupSummary
from tests.gui.conftest import settle


class CountedGroups:
    """Counts what is read."""

    def __init__(self) -> None:
        self.step = 1
        self.n_lists = 0
        self.n_marks = 0

    def revision(self) -> tuple[int, float]:
        return self.step, 0.0

    def summaries(self) -> list[GroupSummary]:
        self.n_lists += 1
        return [GroupSummary(1, "A", self.step, None)]

    def marks(self) -> dict[int, tuple[GroupMark, ...]]:
        self.n_marks += 1
        return {1: (GroupMark("groups-of-one"),)}


@pytest.fixture
def groups():
    return CountedGroups()


@pytest.fixture
def controller(groups, window):
    jobs = JobRunner()
    reading = GroupsController(groups, jobs, GroupModel(), GroupKeys(window.main.memory))
    yield reading
    reading.close()
    assert jobs.close()


def settled(controller, groups, n_marks: int) -> None:
    settle(lambda: groups.n_marks == n_marks and not controller._jobs.busy)


def test_what_is_odd_is_read_again_only_after_a_change_of_labels(controller, groups):
    controller.refresh()
    settled(controller, groups, n_marks=1)
    controller.refresh()  # photos were indexed
    settle(lambda: groups.n_lists == 2 and not controller._jobs.busy)
    assert not controller._marks_timer.isActive()
    groups.step = 2
    controller.look()
    settled(controller, groups, n_marks=2)
    assert controller._model.group(0).n_photos == 2


def test_wishes_while_the_groups_are_read_are_one_more_reading(controller, groups):
    for _ in range(20):
        controller.refresh()
    settled(controller, groups, n_marks=1)
    assert groups.n_lists == 2


def test_change_from_outside_is_told(controller, groups):
    told = []
    controller.changed_outside.connect(lambda: told.append(True))
    controller.refresh()
    settled(controller, groups, n_marks=1)
    controller.look()
    settle(lambda: not controller._jobs.busy)
    assert told == []
    groups.step = 2
    controller.look()
    settle(lambda: told == [True])
    settled(controller, groups, n_marks=2)
