"""Read the encoder's weights, which are stored once and used twice.

`weights.safetensors` holds them; the ONNX graph refers to byte ranges of that file ("external
data"), and the torch twin reads it through this module. So the 13 MB exist once, and neither
`onnx` nor `safetensors` is needed at run time.

The file is a little-endian uint64 with the length of a JSON header, the header (name → dtype,
shape, byte range), then the bytes (https://github.com/huggingface/safetensors). The format has
no checksum: flipped bits load without a word, so session.py compares the sha256 first.
"""

import json
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_LENGTH = struct.Struct("<Q")


def tensor_ranges(path: Path) -> dict[str, tuple[int, int]]:
    """Return where each tensor's bytes lie: name → (offset from the file's start, length)."""
    with path.open("rb") as file:
        (header_size,) = _LENGTH.unpack(file.read(_LENGTH.size))
        header = json.loads(file.read(header_size))
    start = _LENGTH.size + header_size
    return {
        name: (
            start + entry["data_offsets"][0],
            entry["data_offsets"][1] - entry["data_offsets"][0],
        )
        for name, entry in header.items()
        if name != "__metadata__"
    }


def read_weights(path: Path) -> dict[str, NDArray[np.float32]]:
    """Return all tensors of a safetensors file of float32, by name.

    Raises:
        ValueError: a tensor is not float32, or the file is cut short.
    """
    data = path.read_bytes()
    (header_size,) = _LENGTH.unpack_from(data)
    start = _LENGTH.size + header_size
    header = json.loads(data[_LENGTH.size : start])
    weights: dict[str, NDArray[np.float32]] = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        if entry["dtype"] != "F32":
            raise ValueError(f"{path.name}: {name} is {entry['dtype']}, expected F32")
        first, last = entry["data_offsets"]
        tensor = np.frombuffer(data[start + first : start + last], dtype="<f4")
        weights[name] = tensor.reshape(entry["shape"]).astype(np.float32)
    return weights
