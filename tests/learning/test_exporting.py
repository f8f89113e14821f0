import json

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("onnx", reason="the lab's libraries are not installed")

from photosearch.base.errors import UserError  # noqa: E402
from photosearch.encoder.fitness import GraphTrial  # noqa: E402
from photosearch.encoder.picture_input import PictureInput  # noqa: E402
from photosearch.learning import exporting  # noqa: E402
from photosearch.learning.models.building import build_model  # noqa: E402


def _model():
    torch.manual_seed(3)
    return build_model({"kind": "small", "dim": 12, "normalised": True}).eval()


def test_exported_graph_gives_what_the_model_gives(tmp_path):
    model = _model()
    assert exporting.export_model(model, tmp_path, {"name": "Small"}) < 1e-4
    pixels = np.random.default_rng(5).integers(0, 256, (7, 32, 32, 3), dtype=np.uint8)
    trial = GraphTrial(tmp_path / "encoder.onnx", PictureInput(size_px=32), "embedding")
    with torch.no_grad():
        expected = model(torch.from_numpy(pixels)).numpy()
    np.testing.assert_allclose(trial.run(pixels), expected, atol=1e-4)
    card = json.loads((tmp_path / "card.json").read_text())
    assert (card["name"], card["output"], card["input"]["size_px"]) == ("Small", "embedding", 32)


def test_graph_that_differs_from_its_model_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "TOLERANCE", -1.0)
    with pytest.raises(UserError) as caught:
        exporting.export_model(_model(), tmp_path, {"name": "Small"})
    assert caught.value.code == "export-differs"
