"""Sets of rules: chosen, saved, found again."""

import pytest

from photosearch.base.errors import UserError
from photosearch.services.keep_rules import (
    DEFAULT_RULES,
    PRESETS,
    RULE_CODES,
    KeepRules,
    active_rules,
    all_rules,
    document_of,
    ordered,
    remove_rules,
    rules_named,
    rules_of,
    save_rules,
    use_rules,
)
from tests.services.catalogued import catalogued

_OWN = KeepRules(
    "mine", ordered("older", "larger"), (b"/a/\xff",), (b"/b",), "jpeg",
    trash_edits=True, trash_bursts=True,
)  # fmt: skip


@pytest.fixture
def library(tmp_path):
    with catalogued(tmp_path, []) as (opened, _photos):
        yield opened


def test_every_set_holds_every_rule_once():
    for rules in (*PRESETS, _OWN):
        assert sorted(one.code for one in rules.rules) == sorted(RULE_CODES)


def test_document_comes_back():
    for rules in (*PRESETS, _OWN):
        assert rules_of(rules.name, document_of(rules)) == rules


def test_rules_of_a_newer_version_are_those_that_are_known():
    document = document_of(_OWN)
    document["rules"] = [{"code": "prettier", "on": True}, {"code": "older", "on": True}]
    document["prefer"] = "film"
    found = rules_of("mine", document)
    assert [one.code for one in found.rules if one.on] == ["older"]
    assert len(found.rules) == len(RULE_CODES)
    assert found.prefer == "raw"


def test_active_rules_are_the_default_until_chosen(library):
    assert active_rules(library) == DEFAULT_RULES
    assert use_rules(library, "quality").name == "quality"
    assert active_rules(library).name == "quality"


def test_save_rules_makes_them_active_unless_told(library):
    save_rules(library, _OWN)
    assert active_rules(library) == _OWN
    use_rules(library, "originals")
    save_rules(library, KeepRules("other"), use=False)
    assert active_rules(library) == DEFAULT_RULES
    assert [one.name for one in all_rules(library)[len(PRESETS) :]] == ["mine", "other"]


def test_remove_rules_falls_back_to_the_default(library):
    save_rules(library, _OWN)
    remove_rules(library, "mine")
    assert active_rules(library) == DEFAULT_RULES
    with pytest.raises(UserError) as caught:
        remove_rules(library, "mine")
    assert caught.value.code == "no-such-rules"


@pytest.mark.parametrize("name", ["", " ", "a,b", "larger", "x" * 101])
def test_save_rules_under_an_unfit_name_is_refused(library, name):
    with pytest.raises(UserError) as caught:
        save_rules(library, KeepRules(name))
    assert caught.value.code == "bad-rules-name"


def test_presets_can_be_neither_changed_nor_removed(library):
    for change in (
        lambda: save_rules(library, DEFAULT_RULES),
        lambda: remove_rules(library, "quality"),
    ):
        with pytest.raises(UserError) as caught:
            change()
        assert caught.value.code == "preset-rules"


def test_rules_named_finds_sets_and_codes(library):
    save_rules(library, _OWN)
    assert rules_named(library, "") == rules_named(library, "mine") == _OWN
    found = rules_named(library, "larger, older")
    assert [one.code for one in found.rules if one.on] == ["larger", "older"]


@pytest.mark.parametrize("text", ["nonsense", "larger,nonsense", "larger,larger", ","])
def test_rules_named_nothing_known_is_refused(library, text):
    with pytest.raises(UserError, match="no rules called") as caught:
        rules_named(library, text)
    assert "originals" in caught.value.hint


def test_use_rules_of_an_unknown_name_is_refused(library):
    with pytest.raises(UserError) as caught:
        use_rules(library, "nonsense")
    assert caught.value.code == "no-such-rules"
