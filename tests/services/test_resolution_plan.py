"""What resolving a whole list would do, and what it may never do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from photosearch.services.duplicate_groups import DuplicateGroup, Member
from photosearch.services.keep_rules import DEFAULT_RULES, PRESETS
from photosearch.services.resolution_plan import PlanOptions, plan
from tests.services.version_rows import Version, versions_in


@pytest.fixture
def versions(tmp_path):
    with versions_in(tmp_path) as opened:
        yield opened


def _pair(versions, *names, photo="p", kind="exact", **more):
    return versions.group(kind, *(Version(name, photo=photo) for name in names), **more)


def _goes(found):
    return [one.copy.path.rpartition(b"photos/")[2].decode() for one in found.removals]


def _skips(found):
    return [one.reason for one in found.skipped]


def test_plan_tells_what_goes_what_stays_and_why(versions):
    group = _pair(versions, "a/p.jpg", "b/p copy.jpg", "c/p copy 2.jpg")
    found = plan(versions.library, [group], DEFAULT_RULES)
    assert _goes(found) == ["b/p copy.jpg", "c/p copy 2.jpg"]
    assert {one.keeper.path[-7:] for one in found.removals} == {b"a/p.jpg"}
    assert [one.code for one in next(found.removals).reasons] == ["plain-name"]
    assert (found.size, found.skipped) == (2000, ())


@pytest.mark.parametrize(
    ("more", "options", "reason"),
    [
        ({"kind": "exact"}, PlanOptions(kinds=("edited",)), "other-kind"),
        ({"kind": "similar"}, PlanOptions(kinds=("similar",)), "similar"),
        ({"kind": "burst", "caution": "bracket"}, PlanOptions(), "caution"),
        ({"kind": "burst"}, PlanOptions(), "left-open"),
        ({"probability": 0.9}, PlanOptions(), "uncertain"),
        ({}, PlanOptions(scope="within"), "several-folders"),
    ],
)
def test_plan_says_why_it_leaves_a_group_alone(versions, more, options, reason):
    group = _pair(versions, "a/p.jpg", "b/p.jpg", **more)
    found = plan(versions.library, [group], DEFAULT_RULES, options)
    assert (_goes(found), _skips(found)) == ([], [reason])


def test_plan_of_references_alone_says_so(versions):
    pair = [Version(name, photo="p", root="reference") for name in ("a.jpg", "b.jpg")]
    found = plan(versions.library, [versions.group("exact", *pair)], DEFAULT_RULES)
    assert _skips(found) == ["references"]


def test_plan_across_folders_lets_nothing_go_for_a_neighbour(versions):
    group = _pair(versions, "a/p.jpg", "a/p copy.jpg", "b/p copy.jpg")
    alone = _pair(versions, "a/q.jpg", "a/q copy.jpg", photo="q")
    found = plan(versions.library, [group, alone], DEFAULT_RULES, PlanOptions(scope="across"))
    assert (_goes(found), _skips(found)) == (["b/p copy.jpg"], ["one-folder"])


def test_plan_within_folders_resolves_each_by_itself(versions):
    group = _pair(versions, "a/p.jpg", "a/p copy.jpg", "b/p copy.jpg", "b/p copy 2.jpg", "c/p.jpg")
    found = plan(versions.library, [group], DEFAULT_RULES, PlanOptions(scope="within"))
    assert _goes(found) == ["a/p copy.jpg", "b/p copy 2.jpg"]
    assert [one.keeper.path[-10:] for one in found.removals] == [b"os/a/p.jpg", b"p copy.jpg"]


def test_plan_lets_a_folder_go_first_and_keeps_another_always(versions):
    group = _pair(versions, "a/p.jpg", "b/p copy.jpg", "c/p copy.jpg")
    folder = str(versions.base / "photos").encode()
    first = PlanOptions(go_first=(folder + b"/a",))
    assert _goes(plan(versions.library, [group], DEFAULT_RULES, first)) == [
        "a/p.jpg", "c/p copy.jpg",
    ]  # fmt: skip
    kept = PlanOptions(always_kept=(folder + b"/b", folder + b"/c"))
    assert _goes(plan(versions.library, [group], DEFAULT_RULES, kept)) == ["a/p.jpg"]


def test_plan_takes_turns_from_the_closest_kind_on(versions):
    large, copy, small = versions.add(
        Version("a/p.jpg", photo="p"),
        Version("b/p copy.jpg", photo="p"),
        Version("c/small.jpg", photo="s", width=800, height=600),
    )
    exact = DuplicateGroup(
        "exact-1", "exact", 1.0, (Member(large.photo_id, (large,)), Member(copy.photo_id, (copy,)))
    )
    versioned = (Member(large.photo_id, (large, copy)), Member(small.photo_id, (small,)))
    edited = DuplicateGroup("edited-1", "edited", 1.0, versioned)
    found = plan(versions.library, [edited, exact], DEFAULT_RULES)
    assert _goes(found) == ["b/p copy.jpg", "c/small.jpg"]
    assert {one.keeper for one in found.removals} == {large}


def test_plan_does_not_let_go_what_stays_in_the_stead_of_another(versions):
    small, copy, large = versions.add(
        Version("a/s.jpg", photo="s", width=800, height=600),
        Version("b/s copy.jpg", photo="s", width=800, height=600),
        Version("c/p.jpg", photo="p"),
    )
    exact = DuplicateGroup(
        "exact-1", "exact", 1.0, (Member(small.photo_id, (small,)), Member(copy.photo_id, (copy,)))
    )
    versioned = (Member(small.photo_id, (small, copy)), Member(large.photo_id, (large,)))
    edited = DuplicateGroup("edited-1", "edited", 1.0, versioned)
    found = plan(versions.library, [exact, edited], DEFAULT_RULES)
    assert (_goes(found), _skips(found)) == (["b/s copy.jpg"], ["kept-elsewhere"])


def test_plan_of_a_burst_does_not_let_go_what_stays_in_the_stead_of_a_lesser_copy(versions):
    frame, crop, small, sharper = versions.add(
        Version("a/1.jpg", sharpness=0.8),
        Version("a/1 crop.jpg", sharpness=0.8, width=3000),
        Version("a/1 small.jpg", sharpness=0.8, width=2000, height=1500),
        Version("a/2.jpg", sharpness=1.2),
    )
    edited = tuple(Member(one.photo_id, (one,)) for one in (frame, crop, small))
    burst = tuple(Member(one.photo_id, (one,)) for one in (frame, sharper))
    groups = [
        DuplicateGroup("edited-1", "edited", 1.0, edited),
        DuplicateGroup("burst-1", "burst", 1.0, burst),
    ]
    found = plan(versions.library, groups, replace(DEFAULT_RULES, trash_bursts=True))
    assert (_goes(found), _skips(found)) == (["a/1 small.jpg"], ["kept-elsewhere"])


def test_plan_keeps_a_file_of_every_photo_of_a_series(versions):
    frames = versions.add(*(Version(f"a/{n}.jpg", photo=f"f{n}") for n in range(3)))
    copies = versions.add(*(Version(f"b/{n}.jpg", photo=f"f{n}") for n in range(3)))
    both = list(zip(frames, copies, strict=True))
    series = tuple(Member(one.photo_id, (one, other)) for one, other in both)
    groups = [DuplicateGroup("burst-1", "burst", 1.0, series, "bracket")]
    for one, other in both:
        pair = (Member(one.photo_id, (one,)), Member(other.photo_id, (other,)))
        groups.append(DuplicateGroup(f"exact-{one.photo_id}", "exact", 1.0, pair))
    found = plan(versions.library, groups, DEFAULT_RULES)
    assert (_goes(found), _skips(found)) == (["b/0.jpg", "b/1.jpg", "b/2.jpg"], ["caution"])


_version = st.builds(
    Version,
    name=st.just(""),
    root=st.sampled_from(["photos", "photos", "reference"]),
    width=st.sampled_from([4000, 4000, 1000]),
    height=st.just(3000),
    quality=st.sampled_from([60, 90]),
    camera=st.sampled_from(["", "Maker"]),
    look=st.sampled_from([1, 1, 2]),
    sharpness=st.sampled_from([0.5, 1.0, None]),
)
_rules = st.builds(
    lambda rules, edits, bursts: replace(rules, trash_edits=edits, trash_bursts=bursts),
    st.sampled_from(PRESETS),
    st.booleans(),
    st.booleans(),
)
_kinds = ("exact", "edited", "burst", "similar")


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_plan_loses_a_photo(tmp_path_factory, data):
    with versions_in(tmp_path_factory.mktemp("plan")) as versions:
        groups = _any_groups(versions, data)
        options = data.draw(
            st.builds(
                PlanOptions,
                kinds=st.sampled_from([("exact", "edited", "burst", "similar"), ("edited",)]),
                scope=st.sampled_from(["all", "across", "within"]),
                min_probability=st.just(0.0),
            )
        )
        found = plan(versions.library, groups, data.draw(_rules), options)
    _check(found, groups)


def _any_groups(versions, data):
    """Return groups of photos of one to three files each, a photo in one group of a kind."""
    photos = []
    for number in range(data.draw(st.integers(2, 7))):
        version = data.draw(_version)
        copies = []
        for at in range(data.draw(st.integers(1, 3))):
            root = data.draw(st.sampled_from(["photos", version.root]))
            name = f"{data.draw(st.sampled_from('ab'))}/{number} {at}.jpg"
            copies += versions.add(replace(version, name=name, root=root, photo=f"p{number}"))
        photos.append(copies)
    groups = [
        DuplicateGroup(
            f"exact-{copies[0].photo_id}",
            "exact",
            1.0,
            tuple(Member(one.photo_id, (one,)) for one in copies),
        )
        for copies in photos
        if len(copies) > 1
    ]
    for kind in _kinds[1:]:
        share = data.draw(st.lists(st.integers(0, 2), min_size=len(photos), max_size=len(photos)))
        for part in range(3):
            own = [copies for copies, at in zip(photos, share, strict=True) if at == part]
            if len(own) > 1:
                caution = data.draw(st.sampled_from(["", "", "panorama"]))
                members = tuple(Member(copies[0].photo_id, tuple(copies)) for copies in own)
                groups.append(DuplicateGroup(f"{kind}-{part}", kind, 1.0, members, caution))
    return groups


def _check(found, groups):
    removals = list(found.removals)
    goes = {one.copy.location_id for one in removals}
    assert len(goes) == len(removals)
    assert not any(one.copy.is_reference for one in removals)
    assert goes.isdisjoint(one.keeper.location_id for one in removals)
    for group in groups:
        left = [
            member
            for member in group.members
            if any(copy.location_id not in goes for copy in member.copies)
        ]
        assert left
        if group.caution:
            assert len(left) == len(group.members)
    for resolution in found.resolutions:
        assert not resolution.group.caution
        assert resolution.group.kind != "similar"
        own = set(resolution.group.copies())
        assert all(one.keeper in own and one.copy in own for one in resolution.removals)
    told = len(found.skipped) + len({one.group.key for one in found.resolutions})
    assert told == len(groups)
