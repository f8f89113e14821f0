"""A checkpoint comes back whole, or with one clear line about what is wrong with it."""

from __future__ import annotations

import json
import struct

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.base.errors import UserError  # noqa: E402 - needs torch
from photosearch.learning.training import checkpoint as module  # noqa: E402
from photosearch.learning.training.checkpoint import (  # noqa: E402
    Checkpoint,
    CheckpointCard,
    fill_model,
    load_model,
    model_tensors,
    read_checkpoint,
    write_checkpoint,
)
from tests.learning.training.colours import new_model  # noqa: E402


@pytest.fixture
def written(tmp_path):
    model = new_model(normalised=True)
    card = CheckpointCard(model.architecture, {"epochs": 3}, 2, {}, {"loss": "supcon"})
    path = tmp_path / "m.safetensors"
    write_checkpoint(path, Checkpoint(card, model_tensors(model.state_dict())))
    return path, model


def _code(path) -> str:
    with pytest.raises(UserError) as caught:
        read_checkpoint(path)
    assert "\n" not in caught.value.message
    assert caught.value.hint
    return caught.value.code


def test_checkpoint_comes_back(written):
    path, model = written
    found = read_checkpoint(path)
    assert (found.card.epoch, found.card.details) == (2, {"loss": "supcon"})
    assert found.card.versions["torch"] == torch.__version__
    pixels = torch.randint(0, 256, (3, 8, 8, 3), dtype=torch.uint8)
    again = load_model(found, "m")
    assert not again.training
    assert torch.equal(again(pixels), model.eval()(pixels))


@pytest.mark.parametrize("kept", [-1, -1000, 40, 200])
def test_checkpoint_cut_short_says_so(written, kept):
    path, _ = written
    path.write_bytes(path.read_bytes()[:kept])
    assert _code(path) == "checkpoint-truncated"


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04" * 99, b"\0" * 999])
def test_file_that_is_no_checkpoint_is_refused(tmp_path, data):
    path = tmp_path / "x.safetensors"
    path.write_bytes(data)
    assert _code(path) in {"not-a-checkpoint", "checkpoint-truncated"}


def test_safetensors_of_somebody_else_are_refused(tmp_path):
    from safetensors.torch import save_file

    save_file({"a": torch.zeros(3)}, tmp_path / "x.safetensors")
    assert _code(tmp_path / "x.safetensors") == "not-a-checkpoint"


def test_missing_checkpoint_says_so(tmp_path):
    assert _code(tmp_path / "x.safetensors") == "no-checkpoint"


def test_checkpoint_with_a_flipped_bit_is_refused(written):
    path, _ = written
    data = bytearray(path.read_bytes())
    data[-7] ^= 4
    path.write_bytes(data)
    assert _code(path) == "checkpoint-altered"


def test_checkpoint_with_another_card_is_refused(written):
    path, _ = written
    data = path.read_bytes()
    (size,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + size])
    header["__metadata__"]["card"] = header["__metadata__"]["card"].replace("supcon", "triple")
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data[8 + size :])
    assert _code(path) == "checkpoint-altered"


def test_checkpoint_of_a_newer_version_is_refused(written, monkeypatch):
    path, model = written
    monkeypatch.setattr(module, "VERSION", 2)
    card = CheckpointCard(model.architecture, {}, 1)
    write_checkpoint(path, Checkpoint(card, model_tensors(model.state_dict())))
    monkeypatch.undo()
    assert _code(path) == "checkpoint-too-new"


def test_weights_of_another_architecture_are_refused_whole(written):
    path, _ = written
    other = new_model(dim=4, normalised=True)
    before = {name: t.clone() for name, t in other.state_dict().items()}
    with pytest.raises(UserError) as caught:
        fill_model(other, read_checkpoint(path), "m")
    assert caught.value.code == "checkpoint-other-architecture"
    assert all(torch.equal(before[name], t) for name, t in other.state_dict().items())


def test_write_that_fails_leaves_the_older_one(written, monkeypatch):
    path, _ = written
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("photosearch.base.atomic.os.fsync", full)
    with pytest.raises(UserError, match="No space") as caught:
        write_checkpoint(path, read_checkpoint(path))
    assert caught.value.code == "checkpoint-not-written"
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
