"""Every experiment runs from a folder of pictures to its results and its report."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("sklearn", reason="the lab is not installed")

from photosearch.base.errors import Cancelled, UserError  # noqa: E402 - needs torch
from photosearch.base.progress import NO_PROGRESS, ProgressControl  # noqa: E402
from photosearch.learning.lab.experiments.running import KINDS, run_experiment  # noqa: E402
from photosearch.learning.lab.options import LabOptions  # noqa: E402
from photosearch.learning.training.checkpoint import load_model, read_checkpoint  # noqa: E402
from tests.learning.lab.lab_folders import write_classes  # noqa: E402

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


@pytest.fixture(autouse=True, scope="module")
def _one_thread():  # also for the fixtures: the last bits depend on the number of threads
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return write_classes(tmp_path_factory.mktemp("pictures"))


@pytest.fixture
def options(folder, tmp_path) -> LabOptions:
    return LabOptions(
        folder=str(folder), out=str(tmp_path / "run"), encoder="small", dim=8, epochs=2
    )


def _run(kind: str, options: LabOptions) -> dict:
    answer, _ = run_experiment({"kind": kind, "options": options.to_json()}, [], NO_PROGRESS)
    json.dumps(answer)
    page = Path(answer["report"]).read_text("utf-8")
    assert page.lower().startswith("<!doctype html")
    assert answer["results"]["title"] in page
    return answer


@pytest.fixture(scope="module")
def trained(folder, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("trained") / "run"
    options = LabOptions(folder=str(folder), out=str(out), encoder="small", dim=8, epochs=2)
    _run("train", options)
    return out


def test_train_leaves_a_whole_run(trained):
    config = json.loads((trained / "config.json").read_text())
    assert config["versions"]["torch"] == torch.__version__
    assert len(config["data"]["fingerprint"]) == 64
    lines = [json.loads(line) for line in (trained / "metrics.jsonl").read_text().splitlines()]
    assert [line["epoch"] for line in lines] == [1, 2]
    assert set(lines[0]["validation"]) == {"recall_at_1", "r_precision", "map_at_r"}
    assert len(list((trained / "pictures").glob("*.png"))) == 3
    checkpoint = read_checkpoint(trained / "checkpoints" / "model.safetensors")
    assert checkpoint.card.details["class_names"] == ["blue", "green", "red", "sun"]
    pixels = torch.zeros(2, 32, 32, 3, dtype=torch.uint8)
    assert load_model(checkpoint, "m")(pixels).shape == (2, 8)


def test_train_into_an_earlier_run_is_refused_and_leaves_it(trained, folder):
    before = {path: path.read_bytes() for path in trained.rglob("*") if path.is_file()}
    with pytest.raises(UserError) as caught:
        _run("train", LabOptions(folder=str(folder), out=str(trained), encoder="small", epochs=1))
    assert caught.value.code == "run-exists"
    assert {path: path.read_bytes() for path in trained.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"report"}))
def test_every_experiment_refuses_an_earlier_run_before_it_reads_anything(kind, trained):
    options = LabOptions(folder="nowhere", archive="nowhere", checkpoint="no", out=str(trained))
    with pytest.raises(UserError) as caught:
        _run(kind, options)
    assert caught.value.code == "run-exists"


def test_train_cancelled_and_resumed_ends_as_if_nothing_had_happened(options, trained):
    def cancel_in_second_epoch(step) -> None:
        if step.phase == "train" and "epoch 2" in step.detail:
            control.cancel()

    control = ProgressControl(cancel_in_second_epoch)
    with pytest.raises(Cancelled):
        run_experiment({"kind": "train", "options": options.to_json()}, [], control)
    answer = _run("train", LabOptions(resume=options.out))
    assert answer["run"] == options.out
    models = [
        read_checkpoint(Path(run) / "checkpoints" / "model.safetensors").named("model.")
        for run in (trained, options.out)
    ]
    assert all(torch.equal(models[0][name], models[1][name]) for name in models[0])


def test_train_resumed_with_other_pictures_is_refused(options, tmp_path):
    pictures = write_classes(tmp_path / "pictures")
    _run("train", replace(options, folder=str(pictures), epochs=1))
    before = (Path(options.out) / "results.json").read_bytes()
    (pictures / "red" / "3.png").unlink()
    with pytest.raises(UserError) as caught:
        _run("train", LabOptions(resume=options.out))
    assert caught.value.code == "pictures-changed"
    assert (Path(options.out) / "results.json").read_bytes() == before


def test_ablate_size_tables_and_plots_every_size(options):
    results = _run("ablate-size", replace(options, epochs=1, values=("4", "8")))["results"]
    assert [row[0] for row in results["tables"][0]["rows"]] == ["4", "8"]
    assert [chart["x"] for chart in results["charts"]] == [[4, 8], [4, 8]]


def test_ablate_temperature_compares_over_seeds(options):
    wanted = replace(
        options, epochs=1, values=("0.1", "1"), seeds=2, loss="anchor-positive", split="classes"
    )
    results = _run("ablate-temperature", wanted)["results"]
    rows = results["tables"][0]["rows"]
    assert [row[0] for row in rows] == ["0.1", "1"]
    assert all(row[5] is not None for row in rows)
    assert "low" in results["charts"][0]["series"][0]


def test_compare_losses_times_each(options):
    wanted = replace(options, epochs=1, values=("supcon", "triplet", "proxy-anchor"))
    table = _run("compare-losses", wanted)["results"]["tables"][0]
    assert {row[0] for row in table["rows"]} == {"supcon", "triplet", "proxy-anchor"}
    times = [row[table["columns"].index("ms a step")] for row in table["rows"]]
    assert all(time > 0 for time in times)
    assert _kept(wanted) == {"checkpoints/model.safetensors", "pictures/similarity-0000.png",
        "pictures/similarity-0001.png"}  # fmt: skip


def _kept(options: LabOptions) -> set[str]:
    run = Path(options.out)
    return {
        str(path.relative_to(run)) for name in ("checkpoints", "pictures")
        for path in (run / name).iterdir()
    }  # fmt: skip


def test_linear_eval_has_all_four_classifiers(options, trained):
    model = str(trained / "checkpoints" / "model.safetensors")
    results = _run("linear-eval", replace(options, epochs=1, checkpoint=model))["results"]
    assert [row[0] for row in results["tables"][0]["rows"]] == [
        "kNN on embeddings", "linear, frozen", "linear, unfrozen", "end to end",
    ]  # fmt: skip


def test_evaluate_measures_beside_the_start(options, trained):
    model = str(trained / "checkpoints" / "model.safetensors")
    results = _run("evaluate", replace(options, quick=True, checkpoint=model))["results"]
    names = [row[0] for row in results["tables"][0]["rows"]]
    assert names[0] == "MAP@R"
    assert results["tables"][0]["columns"][1:3] == ["before training", "encoder"]


def test_claims_have_a_verdict_each(options):
    wanted = replace(options, epochs=1, seeds=2)
    rows = _run("claims", wanted)["results"]["tables"][0]["rows"]
    assert len(rows) == 7
    assert {row[1] for row in rows} <= {"holds", "does not hold", "undecided"}
    assert _kept(wanted) == {"checkpoints/model.safetensors", "pictures/similarity-0000.png",
        "pictures/similarity-0001.png"}  # fmt: skip
    lines = (Path(wanted.out) / "metrics.jsonl").read_text().splitlines()
    names = {json.loads(line)["run"] for line in lines}
    assert {"usual", "supervision: pairs", "unseen classes", "5 photos a class"} <= names


def test_report_is_written_anew(trained):
    (trained / "report.html").unlink()
    assert _run("report", LabOptions(resume=str(trained)))["run"] == str(trained)


@pytest.mark.parametrize(
    ("kind", "change", "code"),
    [
        ("train", {"loss": "hinge"}, "unknown-loss"),
        ("train", {"dim": 0}, "bad-architecture"),
        ("train", {"folder": "/nowhere"}, "not-a-folder"),
        ("ablate-size", {"values": ("0",)}, "bad-value"),
        ("ablate-size", {"values": ("many",)}, "bad-value"),
        ("ablate-temperature", {"loss": "triplet"}, "no-temperature"),
        ("compare-losses", {"values": ("hinge",)}, "unknown-loss"),
        ("claims", {"values": ("magic",)}, "unknown-claim"),
        ("evaluate", {"checkpoint": "/nowhere"}, "no-checkpoint"),
        ("report", {"resume": "/nowhere"}, "not-a-run"),
        ("cifar10", {"archive": "/nowhere"}, "no-archive"),
    ],
)
def test_what_can_not_be_done_leaves_no_run_behind(options, kind, change, code):
    assert kind in KINDS
    with pytest.raises(UserError) as caught:
        _run(kind, replace(options, **change))
    assert caught.value.code == code
    assert caught.value.hint
    assert not Path(options.out).exists()


@pytest.mark.parametrize(
    ("n_classes", "n_photos", "code"),
    [(1, 4, "one-class"), (3, 1, "single-image-classes"), (2, 2, "nothing-to-hold-out")],
)
def test_folders_without_anything_to_compare_say_so(options, tmp_path, n_classes, n_photos, code):
    poor = write_classes(tmp_path / "poor", n_classes, n_photos)
    with pytest.raises(UserError) as caught:
        _run("train", replace(options, folder=str(poor)))
    assert caught.value.code == code
    assert not Path(options.out).exists()
