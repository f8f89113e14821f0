"""What of a plan still holds, and who inherits."""

from dataclasses import replace

import pytest

from photosearch.services.constraints import reject
from photosearch.services.duplicate_answers import say_not_duplicates
from photosearch.services.keep_rules import DEFAULT_RULES
from photosearch.services.resolution_plan import plan
from photosearch.services.resolving import heirs_of, recheck
from tests.services.version_rows import Version, versions_in


@pytest.fixture
def versions(tmp_path):
    with versions_in(tmp_path) as opened:
        yield opened


@pytest.fixture
def planned(versions):
    groups = [
        versions.group("edited", Version("a.jpg"), Version("s.jpg", width=800, height=600)),
        versions.group("exact", *(Version(name, photo="p") for name in ("p.jpg", "p copy.jpg"))),
    ]
    return plan(versions.library, groups, DEFAULT_RULES)


def test_recheck_of_an_untouched_library_holds(versions, planned):
    checked = recheck(versions.library, planned)
    assert (len(checked.holds), checked.stale) == (2, ())


@pytest.mark.parametrize("name", ["a.jpg", "s.jpg"])
def test_recheck_leaves_what_is_no_longer_there(versions, planned, name):
    place = versions.copies[name].location_id
    versions.library.catalog.locations.set_state([place], "missing")
    checked = recheck(versions.library, planned)
    assert [one.copy.path[-5:] for one in checked.stale] == [b"s.jpg"]
    assert len(checked.holds) == 1


@pytest.mark.parametrize("name", ["a.jpg", "s.jpg"])
def test_recheck_leaves_what_shows_another_photo(versions, planned, name):
    versions.add(Version(name, photo="another", size=2000))
    assert len(recheck(versions.library, planned).stale) == 1


def test_recheck_leaves_what_has_become_a_reference_or_is_offline(versions, planned):
    roots = versions.library.catalog.roots
    for change in (
        lambda root: roots.set_role(root, "reference"),
        lambda root: roots.set_role(root, "backup"),
        lambda root: roots.set_state(root, "offline"),
    ):
        change(versions.roots["photos"])
        assert recheck(versions.library, planned).holds == ()


def test_recheck_leaves_what_was_called_different(versions, planned):
    one, other = (versions.copies[name].photo_id for name in ("a.jpg", "s.jpg"))
    reject(versions.library, one, [other], "rejected-duplicate")
    assert [one.copy.path[-5:] for one in recheck(versions.library, planned).stale] == [b"s.jpg"]


def test_recheck_leaves_what_was_called_no_duplicate(versions, planned):
    say_not_duplicates(versions.library, [versions.copies[n].photo_id for n in ("a.jpg", "s.jpg")])
    assert [one.copy.path[-5:] for one in recheck(versions.library, planned).stale] == [b"s.jpg"]


def test_heirs_are_those_that_stay_in_another_photo_s_stead(versions, planned):
    kept, gone = (versions.copies[name].photo_id for name in ("a.jpg", "s.jpg"))
    heirs = heirs_of(planned, list(planned.removals))
    assert heirs.labels == heirs.pairs == {gone: kept}


def test_heirs_of_a_burst_inherit_no_decisions(versions):
    group = versions.group("burst", Version("1.jpg", sharpness=2.0), Version("2.jpg"))
    found = plan(versions.library, [group], replace(DEFAULT_RULES, trash_bursts=True))
    heirs = heirs_of(found, list(found.removals))
    assert (len(heirs.labels), heirs.pairs) == (1, {})
