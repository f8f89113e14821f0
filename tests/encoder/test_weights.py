import json
import struct

import numpy as np
import pytest

from photosearch.encoder.architecture import CONVOLUTIONS
from photosearch.encoder.card import WEIGHTS_FILE
from photosearch.encoder.weights import read_weights, tensor_ranges


def _write(path, header, body):
    encoded = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(encoded)) + encoded + body)


def test_read_weights_holds_a_weight_and_a_bias_for_every_layer(model_dir):
    weights = read_weights(model_dir / WEIGHTS_FILE)
    assert len(weights) == 2 * len(CONVOLUTIONS)
    for layer in CONVOLUTIONS:
        assert weights[f"{layer.name}.weight"].shape == layer.weight_shape
        assert weights[f"{layer.name}.bias"].shape == (layer.n_out,)


def test_tensor_ranges_point_at_the_tensors_bytes(model_dir):
    path = model_dir / WEIGHTS_FILE
    start, length = tensor_ranges(path)["head.bias"]
    data = path.read_bytes()[start : start + length]
    assert np.array_equal(np.frombuffer(data, "<f4"), read_weights(path)["head.bias"])


def test_read_weights_skips_metadata(tmp_path):
    path = tmp_path / "w.safetensors"
    entry = {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]}
    _write(path, {"__metadata__": {"a": "b"}, "x": entry}, np.array([1, 2], "<f4").tobytes())
    assert read_weights(path)["x"].tolist() == [[1.0, 2.0]]


def test_read_weights_of_another_type_is_refused(tmp_path):
    path = tmp_path / "w.safetensors"
    entry = {"dtype": "F16", "shape": [2], "data_offsets": [0, 4]}
    _write(path, {"x": entry}, bytes(4))
    with pytest.raises(ValueError, match="F16"):
        read_weights(path)


def test_read_weights_cut_short_is_refused(tmp_path):
    path = tmp_path / "w.safetensors"
    entry = {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}
    _write(path, {"x": entry}, bytes(8))
    with pytest.raises(ValueError, match="reshape"):
        read_weights(path)
