"""tune and metrics, as a person types them."""

from __future__ import annotations

import json

import pytest

from photosearch.cli.program import run
from tests.services.families import families, label


@pytest.fixture
def tuned(tmp_path, capsys):
    """Return how commands are run on a closed library with eight groups."""
    with families(tmp_path, n_families=30, size=9, noise=2.3) as (library, of):
        label(library, of, n_groups=8, n_photos=7)
        directory = str(library.directory)

    def command(*arguments: str):
        code = run(["--library", directory, "--quiet", "--json", *arguments])
        return code, json.loads(capsys.readouterr().out)

    return command


def test_tune_answers_as_the_contract_says_and_metrics_go_back_and_forth(tuned, tmp_path):
    code, answer = tuned("tune", "--name", "families")
    assert code == 0
    assert {"accepted", "metric", "previous", "checks", "seconds"} <= set(answer)
    assert answer["accepted"]
    assert {"name", "before", "after", "limit", "passed"} <= set(answer["checks"][0])
    rows = tuned("metrics", "list")[1]["metrics"]
    assert [row["id"] for row in rows if row["active"]] == [answer["metric"]]
    assert rows[-1]["gain"] > 2
    assert tuned("metrics", "use", "previous")[1]["metric"] == answer["previous"]
    assert tuned("metrics", "use", "families")[1]["metric"] == answer["metric"]
    file = str(tmp_path / "families.metric")
    assert tuned("metrics", "export", "families", file)[0] == 0
    assert tuned("metrics", "import", file)[1]["id"] == answer["metric"]
    assert tuned("metrics", "rename", "families", "mine")[1]["name"] == "mine"
    assert tuned("undo")[0] == 0


def test_tune_without_groups_is_a_clear_error(shell):
    done = shell("tune", "--json")
    assert done.code == 1
    assert done.json["error"]["code"] == "too-few-groups"
    assert "groups" in done.json["error"]["hint"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("tune", "--level", "9"), "no-such-level"),
        (("tune", "--group", "nobody"), "no-such-group"),
        (("metrics", "use", "77"), "no-such-metric"),
        (("metrics", "import", "nothing.metric"), "no-file"),
    ],
)
def test_what_makes_no_sense_is_refused(shell, arguments, code):
    done = shell(*arguments, "--json")
    assert done.code == 1
    assert done.json["error"]["code"] == code
