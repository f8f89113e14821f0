"""A run's folder holds what was done, and nothing of an earlier run is ever written over."""

from __future__ import annotations

import pytest

from photosearch.base.errors import UserError
from photosearch.base.paths import lab_dir
from photosearch.learning.lab.run_folder import RunFolder, create_run, open_run


def test_create_run_without_a_folder_makes_new_ones_below_the_lab():
    runs = [create_run("train", None, {"seed": 1}) for _ in range(3)]
    assert len({run.path for run in runs}) == 3
    assert all(run.path.parent == lab_dir() for run in runs)
    assert runs[0].config["kind"] == "train"
    assert runs[0].config["seed"] == 1


def test_create_run_in_a_folder_with_something_in_it_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UserError) as caught:
        create_run("train", tmp_path, {})
    assert caught.value.code == "run-exists"
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_create_run_where_nothing_can_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError) as caught:
        create_run("train", tmp_path / "file" / "run", {})
    assert caught.value.code == "run-not-written"


def test_metrics_come_back_without_half_a_line(tmp_path):
    run = create_run("train", tmp_path / "run", {})
    for epoch in (1, 2, 3):
        run.append_metrics({"epoch": epoch, "loss": 0.5})
    with (run.path / "metrics.jsonl").open("a") as file:
        file.write('{"epoch": 4, "lo')
    assert [line["epoch"] for line in run.metrics()] == [1, 2, 3]
    run.keep_metrics(2)
    run.append_metrics({"epoch": 3})
    assert [line["epoch"] for line in run.metrics()] == [1, 2, 3]


def test_open_run_of_another_folder_is_refused(tmp_path):
    with pytest.raises(UserError) as caught:
        open_run(tmp_path)
    assert caught.value.code == "not-a-run"


@pytest.mark.parametrize(
    ("content", "code"), [(None, "run-unfinished"), ("{", "run-damaged"), ("[]", "run-damaged")]
)
def test_results_that_are_not_there_say_so(tmp_path, content, code):
    create_run("train", tmp_path / "run", {})
    run: RunFolder = open_run(tmp_path / "run")
    if content is not None:
        (run.path / "results.json").write_text(content)
    with pytest.raises(UserError) as caught:
        _ = run.results
    assert caught.value.code == code
