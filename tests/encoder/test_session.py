import subprocess
import sys

import numpy as np
import pytest

from photosearch.encoder.session import Encoder


def test_encode_returns_float32_rows_from_0_to_6(encoder, pixels):
    features = encoder.encode(pixels)
    assert features.shape == (6, encoder.dim)
    assert features.dtype == np.float32
    assert features.min() >= 0
    assert features.max() <= 6
    assert features.std() > 0.1


def test_encode_alone_and_in_a_batch_is_equal_to_the_last_bit(encoder, pixels):
    together = encoder.encode(pixels)
    alone = np.concatenate([encoder.encode(pixels[i : i + 1]) for i in range(len(pixels))])
    assert np.array_equal(together, alone)
    assert np.array_equal(encoder.encode(pixels[::-1]), together[::-1])


def test_encode_with_other_threads_is_equal_to_the_last_bit(encoder, pixels, model_dir):
    single = Encoder.load(model_dir, threads=1)
    assert np.array_equal(single.encode(pixels), encoder.encode(pixels))


def test_encode_maps_mean_is_the_pooled_feature(encoder, pixels):
    maps = encoder.encode_maps(pixels[:3])
    assert maps.shape == (3, 7, 7, encoder.dim)
    assert maps.dtype == np.float32
    np.testing.assert_allclose(maps.mean(axis=(1, 2)), encoder.encode(pixels[:3]), atol=1e-5)


def test_encode_of_no_pictures_is_empty(encoder):
    nothing = np.empty((0, 224, 224, 3), np.uint8)
    assert encoder.encode(nothing).shape == (0, 1280)
    assert encoder.encode_maps(nothing).shape == (0, 7, 7, 1280)


@pytest.mark.parametrize(
    "wrong",
    [np.zeros((1, 224, 224, 3), np.float32), np.zeros((1, 3, 224, 224), np.uint8)],
)
def test_encode_of_other_arrays_is_refused(encoder, wrong):
    with pytest.raises(ValueError, match="pixels must be uint8"):
        encoder.encode(wrong)


def test_fingerprint_is_a_sha256_and_the_same_at_every_load(encoder, model_dir):
    assert len(bytes.fromhex(encoder.fingerprint)) == 32
    assert Encoder.load(model_dir, threads=1).fingerprint == encoder.fingerprint


def test_session_import_loads_neither_torch_nor_onnxruntime():
    program = (
        "import sys, photosearch.encoder.session, photosearch.encoder.quantisation\n"
        "print({'torch', 'onnx', 'onnxruntime', 'timm', 'PySide6'} & set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert result.stdout.strip() == b"set()"


def test_load_imports_no_torch(model_dir):
    program = (
        "import sys, pathlib\n"
        "from photosearch.encoder.session import Encoder\n"
        "Encoder.load(pathlib.Path(sys.argv[1]))\n"
        "print({'torch', 'onnx', 'timm'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", program, str(model_dir)]
    result = subprocess.run(command, capture_output=True, check=True)
    assert result.stdout.strip() == b"set()"
    assert result.stderr == b""
