"""What is suggested to be kept, and what may never be suggested for the trash."""

from __future__ import annotations

from dataclasses import replace

import pytest

from photosearch.services.groups import add_photos
from photosearch.services.keep_rules import DEFAULT_RULES, KeepRules, ordered
from photosearch.services.keeping import suggest
from tests.services.version_rows import Version, versions_in


@pytest.fixture
def versions(tmp_path):
    with versions_in(tmp_path) as opened:
        yield opened


def _suggested(versions, group, rules=DEFAULT_RULES):
    (found,) = suggest(versions.library, [group], rules)
    return found


def _decisions(suggestion):
    return [verdict.decision for verdict in suggestion.verdicts]


def _codes(suggestion, place):
    return [reason.code for reason in suggestion.verdicts[place].reasons]


# What decides, as (the better one, the worse one, code of the reason).
_BETTER = [
    (Version("a/IMG_1.jpg"), Version("b/IMG_1 copy.jpg"), "plain-name"),
    (Version("a/IMG_1.jpg"), Version("b/IMG_1 (1).jpg"), "plain-name"),
    (Version("a/IMG_1.jpg"), Version("b/IMG_1_2.jpg"), "plain-name"),
    (Version("b/P1.jpg", camera="X"), Version("a/P1.jpg", camera=""), "camera"),
    (Version("b/P1.heic", format="heic"), Version("a/P1.jpg"), "format"),
    (Version("b/P1.dng", format="raw"), Version("a/P1.heic", format="heic"), "format"),
    (Version("b/P1.jpg", width=4000), Version("a/P1.jpg", width=2000, height=1500), "larger"),
    (Version("b/P1.jpg", quality=93), Version("a/P1.jpg", quality=70), "less-compressed"),
    (Version("b/P1.jpg", sharpness=1.0), Version("a/P1.jpg", sharpness=0.7), "sharper"),
    (Version("b/P1.jpg", tags=40), Version("a/P1.jpg", tags=12), "richer-exif"),
    (
        Version("b/P1.jpg", modified_s=1_400_000_000),
        Version("a/P1.jpg", modified_s=1_500_000_000),
        "older",
    ),
]


@pytest.mark.parametrize("turned_round", [False, True])
@pytest.mark.parametrize(("better", "worse", "code"), _BETTER)
def test_suggest_keeps_the_better_version_and_says_why(versions, better, worse, code, turned_round):
    pair = (worse, better) if turned_round else (better, worse)
    found = _suggested(versions, versions.group("edited", *pair))
    assert found.keeper == pair.index(better)
    assert _decisions(found)[pair.index(worse)] == "trash"
    assert _codes(found, 0) == _codes(found, 1) == [code]
    kept, gone = (found.verdicts[pair.index(one)].reasons[0] for one in (better, worse))
    assert (kept.own, kept.other) == (gone.other, gone.own)


def test_suggest_says_sizes_in_the_reason(versions):
    small = Version("b.jpg", width=800, height=600)
    found = _suggested(versions, versions.group("edited", Version("a.jpg"), small))
    reason = found.verdicts[1].reasons[0]
    assert (reason.code, reason.own, reason.other) == ("larger", "800×600", "4000×3000")


def test_suggest_of_equal_files_keeps_the_first_known(versions):
    pair = [Version(name, photo="one") for name in ("b.jpg", "a.jpg")]
    found = _suggested(versions, versions.group("exact", *pair))
    assert (found.keeper, _decisions(found), _codes(found, 1)) == (0, ["keep", "trash"], ["first"])
    assert [(gone.path[-5:], kept.path[-5:]) for gone, kept in found.goes()] == [
        (b"a.jpg", b"b.jpg")
    ]
    assert found.size == 1000


def test_suggest_ignores_differences_too_small_to_tell(versions):
    pair = [
        Version("a.jpg", width=4000, quality=90, sharpness=1.0, tags=20),
        Version("b.jpg", width=4010, quality=92, sharpness=1.1, tags=22),
    ]
    assert _codes(_suggested(versions, versions.group("edited", *pair)), 0) == ["first"]


def test_suggest_asks_the_next_rule_among_what_the_first_leaves(versions):
    three = [
        Version("a.jpg", camera="", quality=99),
        Version("b.jpg", quality=80),
        Version("c.jpg", quality=90),
    ]
    assert _suggested(versions, versions.group("edited", *three)).keeper == 2


def test_suggest_follows_the_order_of_the_rules(versions):
    large, dated = Version("a.jpg", camera="", tags=0), Version("b.jpg", width=400, height=300)
    group = versions.group("edited", large, dated)
    assert _suggested(versions, group).keeper == 1
    assert _suggested(versions, group, KeepRules("", ordered("larger", "original"))).keeper == 0
    assert _suggested(versions, group, KeepRules("", ordered("older"))).keeper == 0


def test_suggest_prefers_jpeg_by_choice(versions):
    group = versions.group("edited", Version("a.heic", format="heic"), Version("b.jpg"))
    assert _suggested(versions, group, replace(DEFAULT_RULES, prefer="jpeg")).keeper == 1


def test_suggest_keeps_what_is_in_a_preferred_folder_and_lets_the_last_folder_go(versions):
    group = versions.group("exact", *(Version(f"{one}/p.jpg", photo="p") for one in "abc"))
    folder = str(versions.base / "photos").encode()
    preferred = replace(DEFAULT_RULES, folders=(folder + b"/c", folder + b"/b"))
    assert _suggested(versions, group, preferred).keeper == 2
    assert _codes(_suggested(versions, group, preferred), 0) == ["folder"]
    last = replace(DEFAULT_RULES, last_folders=(folder + b"/a",))
    assert _suggested(versions, group, last).keeper == 1


def test_suggest_prefers_what_is_in_a_labelled_group(versions):
    group = versions.group("edited", Version("a.jpg"), Version("b.jpg"))
    add_photos(versions.library, "dog", [group.members[1].photo_id])
    found = _suggested(versions, group)
    assert (found.keeper, _codes(found, 1)) == (1, ["in-group"])


def test_suggest_prefers_what_an_edit_in_place_was_made_from(versions):
    (old,) = versions.add(Version("a.jpg"))
    edit = Version("b.jpg", replaces=old.photo_id)
    group = versions.group("edited", Version("a.jpg"), edit)
    found = _suggested(versions, group)
    assert (found.keeper, _codes(found, 0)) == (0, ["not-an-edit"])


@pytest.mark.parametrize("kind", ["exact", "edited", "burst"])
def test_suggest_never_lets_a_reference_go(versions, kind):
    worst = Version("copy.jpg", root="reference", width=80, height=60, camera="", quality=5)
    rules = replace(DEFAULT_RULES, trash_edits=True, trash_bursts=True)
    group = versions.group(kind, Version("a.jpg"), worst, Version("b.jpg", quality=95))
    found = _suggested(versions, group, rules)
    assert (found.keeper, _decisions(found)) == (1, ["trash", "keep", "trash"])
    assert _codes(found, 0)[0] == "reference"


def test_suggest_of_references_alone_lets_nothing_go(versions):
    pair = [Version(name, photo="p", root="reference") for name in ("a.jpg", "b.jpg")]
    assert _decisions(_suggested(versions, versions.group("exact", *pair))) == ["keep", "keep"]


@pytest.mark.parametrize("caution", ["bracket", "panorama", "focus-stack"])
def test_suggest_touches_no_deliberate_series(versions, caution):
    rules = replace(DEFAULT_RULES, trash_bursts=True)
    group = versions.group("burst", Version("a.jpg"), Version("b.jpg"), caution=caution)
    found = _suggested(versions, group, rules)
    assert (found.keeper, _decisions(found), _codes(found, 1)) == (None, ["open"] * 2, [caution])


def test_suggest_touches_nothing_merely_similar(versions):
    group = versions.group("similar", Version("a.jpg"), Version("b.jpg", width=40, height=30))
    found = _suggested(versions, group)
    assert (found.keeper, _decisions(found), _codes(found, 0)) == (None, ["open"] * 2, ["similar"])


def test_suggest_of_a_burst_prefers_the_sharpest_and_leaves_the_rest_to_the_person(versions):
    frames = [Version(f"{at}.jpg", sharpness=value) for at, value in enumerate((0.5, 1.1, 0.6))]
    group = versions.group("burst", *frames)
    found = _suggested(versions, group)
    assert (found.keeper, _decisions(found)) == (1, ["open", "keep", "open"])
    assert _codes(found, 0) == ["burst", "sharper"]
    assert list(found.goes()) == []
    going = _suggested(versions, group, replace(DEFAULT_RULES, trash_bursts=True))
    assert _decisions(going) == ["trash", "keep", "trash"]


def test_suggest_leaves_an_edit_on_purpose_and_lets_its_lesser_copy_go(versions):
    group = versions.group(
        "edited",
        Version("IMG_1.jpg"),
        Version("IMG_1 small.jpg", width=800, height=600),
        Version("IMG_1 cropped.jpg", width=3000, height=3000),
        Version("IMG_1 sepia.jpg", look=2),
        Version("IMG_1 sepia small.jpg", look=2, width=800, height=600),
    )
    found = _suggested(versions, group)
    assert _decisions(found) == ["keep", "trash", "open", "open", "trash"]
    assert [_codes(found, place) for place in (2, 3)] == [["other-shape"], ["other-look"]]
    assert [found.verdicts[place].keeper for place in (1, 4)] == [0, 3]
    everything = _suggested(versions, group, replace(DEFAULT_RULES, trash_edits=True))
    assert _decisions(everything) == ["keep", *["trash"] * 4]


@pytest.mark.parametrize("root", ["photos", "reference"])
def test_suggest_lets_no_larger_version_go_for_a_smaller_one(versions, root):
    small = Version("IMG_1.jpg", root=root, width=2000, height=1500)
    large = Version("IMG_1 copy.jpg", camera="")
    group = versions.group("edited", small, large)
    found = _suggested(versions, group)
    assert (found.keeper, _decisions(found), _codes(found, 1)) == (0, ["keep", "open"], ["larger"])
    sizeless = KeepRules("", ordered("original"))
    assert _decisions(_suggested(versions, group, sizeless)) == ["keep", "trash"]


def test_suggest_prefers_the_original_to_an_edit_that_was_saved_better(versions):
    original = Version("IMG_1.jpg", quality=85, modified_s=1_400_000_000)
    edit = Version("IMG_1 bright.jpg", look=2, quality=95, sharpness=1.5)
    sent = Version("IMG_1 sent.jpg", quality=60, modified_s=1_300_000_000)
    found = _suggested(versions, versions.group("edited", edit, sent, original))
    assert (found.keeper, _decisions(found)) == (2, ["open", "trash", "keep"])
    assert found.verdicts[1].keeper == 2


def test_suggest_does_not_judge_what_was_not_measured(versions):
    old = Version("b.jpg", width=400, height=300, sharpness=None, tags=None, quality=None)
    found = _suggested(versions, versions.group("edited", Version("a.jpg"), old))
    assert (_decisions(found), _codes(found, 1)) == (["keep", "open"], ["not-measured"])


def test_suggest_does_not_let_a_raw_go_along_with_its_jpeg(versions):
    group = versions.group("exact", *(Version(f"{one}/P.jpg", photo="p") for one in "ab"))
    versions.add(Version("b/P.dng", format="raw"))
    versions.stack("b/P.jpg", "b/P.dng")
    found = _suggested(versions, group)
    assert (found.keeper, _decisions(found), _codes(found, 1)) == (1, ["trash", "keep"], ["stack"])


def test_suggest_leaves_a_copy_whose_companions_stay_nowhere_else(versions):
    kept = Version("a/P.jpg", photo="p", root="reference")
    group = versions.group("exact", kept, Version("b/P.jpg", photo="p"))
    versions.stack("b/P.jpg", sidecars=(b"b/P.XMP",))
    found = _suggested(versions, group)
    assert (_decisions(found), _codes(found, 1)) == (["keep", "open"], ["stack"])


def test_suggest_lets_whole_stacks_go_where_all_of_them_is_kept(versions):
    group = versions.group("exact", *(Version(f"{one}/P.jpg", photo="p") for one in "ab"))
    versions.add(*(Version(f"{one}/P.dng", photo="raw", format="raw") for one in "ab"))
    for one in "ab":
        versions.stack(f"{one}/P.jpg", f"{one}/P.dng", sidecars=(f"{one}/P.xmp".encode(),))
    assert _decisions(_suggested(versions, group)) == ["keep", "trash"]


def test_suggest_leaves_a_group_whose_files_have_gone(versions):
    group = versions.group("exact", *(Version(f"{one}.jpg", photo="p") for one in "ab"))
    versions.library.catalog.locations.set_state(
        [group.members[0].copies[0].location_id], "trashed"
    )
    assert _decisions(_suggested(versions, group)) == ["open", "open"]
