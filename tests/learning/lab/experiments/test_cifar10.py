"""The reference experiment runs from an archive to its report; here on a handful of pictures."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("sklearn", reason="the lab is not installed")

from photosearch.base.progress import NO_PROGRESS  # noqa: E402 - needs torch
from photosearch.learning.lab.experiments.running import run_experiment  # noqa: E402
from photosearch.learning.lab.options import LabOptions  # noqa: E402
from tests.learning.lab.lab_folders import write_classes  # noqa: E402

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


def _archive(path: Path, pictures: Path) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for number, file in enumerate(sorted(pictures.rglob("*.png"))):
            split = "test" if number % 3 == 0 else "train"
            data = file.read_bytes()
            member = tarfile.TarInfo(f"cifar10/{split}/{file.parent.name}/{file.name}")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return path


def test_cifar10_reports_both_trainings(tmp_path):
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    archive = _archive(tmp_path / "c.tar.gz", write_classes(tmp_path / "p", n_photos=18))
    options = LabOptions(
        archive=str(archive), out=str(tmp_path / "run"), values=("0.002", "0.002", "0.002")
    )
    arguments = {"kind": "cifar10", "options": options.to_json()}
    results = run_experiment(arguments, [], NO_PROGRESS)[0]["results"]
    torch.set_num_threads(before)
    titles = [table["title"] for table in results["tables"]]
    assert titles == [
        "Retrieval on the test photos",
        "Linear evaluation: plain",
        "Linear evaluation: best",
        "Where the time went: plain",
        "Where the time went: best",
        "Test photos",
    ]
    assert [row[0] for row in results["tables"][0]["rows"]] == ["plain", "best"]
    phases = {row[0] for row in results["tables"][4]["rows"]}
    assert {"gather", "augmentation", "forward", "backward", "optimiser"} <= phases
    checkpoints = tmp_path / "run" / "checkpoints"
    assert {path.stem for path in checkpoints.glob("*.safetensors")} == {"plain", "best"}
