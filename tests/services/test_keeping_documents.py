"""Suggestions and plans as the contract's JSON."""

import json
import os

import pytest

from photosearch.services.keep_rules import DEFAULT_RULES
from photosearch.services.keeping import suggest
from photosearch.services.keeping_documents import plan_document, suggestion_document
from photosearch.services.resolution_plan import plan
from tests.services.version_rows import Version, versions_in


@pytest.fixture
def versions(tmp_path):
    with versions_in(tmp_path) as opened:
        yield opened


def test_suggestion_tells_what_of_each_member(versions):
    group = versions.group(
        "edited",
        Version("a small.jpg", width=800, height=600),
        Version("a.jpg"),
        Version("a crop.jpg", width=3000),
    )
    (found,) = suggest(versions.library, [group], DEFAULT_RULES)
    document = suggestion_document(found)
    assert (document["kind"], document["probability"], document["caution"]) == ("edited", 1.0, "")
    told = [
        (os.path.basename(one["path"]), one["keep"], one["best"], one["reasons"][0]["code"])
        for one in document["members"]
    ]
    assert told == [
        ("a small.jpg", False, False, "larger"),
        ("a.jpg", True, True, "larger"),
        ("a crop.jpg", True, False, "other-shape"),
    ]
    json.dumps(document)


def test_plan_tells_every_file_and_what_is_left_alone(versions):
    pair = versions.group("exact", *(Version(name, photo="p") for name in ("a copy.jpg", "a.jpg")))
    burst = versions.group("burst", Version("b1.jpg"), Version("b2.jpg"))
    found = plan(versions.library, [pair, burst], DEFAULT_RULES)
    document = plan_document(found, dry_run=True)
    assert (document["dry_run"], document["files"], document["bytes"]) == (True, 1, 1000)
    (group,) = document["groups"]
    assert [os.path.basename(path) for path in group["keep"]] == ["a.jpg"]
    (gone,) = group["trash"]
    assert (os.path.basename(gone["path"]), os.path.basename(gone["keeper"])) == (
        "a copy.jpg", "a.jpg",
    )  # fmt: skip
    assert gone["reasons"] == [{"code": "plain-name", "own": "", "other": ""}]
    (left,) = document["skipped"]
    assert (left["kind"], left["reason"], len(left["paths"])) == ("burst", "left-open", 2)
    json.dumps(document)


def test_plan_of_odd_names_is_json(versions):
    odd = Version(os.fsdecode(b"odd \xff.jpg"), photo="p")
    group = versions.group("exact", odd, Version("b.jpg", photo="p"))
    document = plan_document(plan(versions.library, [group], DEFAULT_RULES), dry_run=True)
    assert "\\udcff" in json.dumps(document, ensure_ascii=True)
