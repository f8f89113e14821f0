"""encoders list, add and use, as typed."""

from __future__ import annotations

import pytest

pytest.importorskip("onnx", reason="the lab's libraries are not installed")

from tests.encoder.graphs import colours


def test_add_sends_every_photo_through_and_searches_with_it(shell, photos, tmp_path):
    graph = colours(tmp_path / "colours.onnx")
    before = shell("--json", "search", str(photos / "a" / "0.jpg"), "--top", "3").json
    added = shell("--json", "encoders", "add", str(graph)).json
    assert (added["name"], added["dim"], added["left"]) == ("Colours", 48, 0)
    known = shell("--json", "encoders", "list").json["encoders"]
    assert [(one["name"], one["active"]) for one in known] == [
        ("EfficientNet-Lite0", False),
        ("Colours", True),
    ]
    found = shell("--json", "search", str(photos / "a" / "0.jpg"), "--top", "3").json
    assert [one["score"] for one in found["results"]] != [one["score"] for one in before["results"]]
    shell("encoders", "use", "bundled")
    assert shell("--json", "search", str(photos / "a" / "0.jpg"), "--top", "3").json == before


def test_only_add_leaves_the_search_as_it_is(shell, photos, tmp_path):
    shell("encoders", "add", "--only-add", str(colours(tmp_path / "colours.onnx")))
    known = shell("--json", "encoders", "list").json["encoders"]
    assert [one["active"] for one in known] == [True, False]


def test_add_of_an_unfit_encoder_is_one_line_and_exit_1(shell, photos, tmp_path):
    done = shell("encoders", "add", str(colours(tmp_path / "colours.onnx", size=64)))
    assert done.code == 1
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert "can't be used" in done.err


def test_add_of_a_checkpoint_exports_it(shell, photos, tmp_path):
    torch = pytest.importorskip("torch", reason="torch is not installed")
    from photosearch.learning.models.building import build_model
    from photosearch.learning.training.checkpoint import (
        Checkpoint,
        CheckpointCard,
        write_checkpoint,
    )

    torch.manual_seed(1)
    model = build_model({"kind": "small", "dim": 16})
    tensors = {f"model.{name}": tensor for name, tensor in model.state_dict().items()}
    path = tmp_path / "tiny.safetensors"
    card = CheckpointCard(model.architecture, {}, 1, details={"name": "Tiny"})
    write_checkpoint(path, Checkpoint(card, tensors))
    added = shell("--json", "encoders", "add", str(path)).json
    assert (added["name"], added["dim"], added["left"]) == ("Tiny", 16, 0)


@pytest.mark.parametrize("content", [b"", b"no checkpoint at all"])
def test_add_of_a_damaged_checkpoint_changes_nothing(shell, photos, tmp_path, content):
    path = tmp_path / "damaged.safetensors"
    path.write_bytes(content)
    done = shell("encoders", "add", str(path))
    assert done.code == 1
    assert done.err.splitlines()[-1].startswith("photosearch: ")
    assert len(shell("--json", "encoders", "list").json["encoders"]) == 1
