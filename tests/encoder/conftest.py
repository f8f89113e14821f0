from pathlib import Path

import numpy as np
import pytest

from photosearch.base.paths import resources_dir
from photosearch.encoder.session import Encoder


@pytest.fixture(scope="session")
def model_dir() -> Path:
    return resources_dir() / "models" / "efficientnet-lite0"


@pytest.fixture(scope="session")
def encoder(model_dir):
    return Encoder.load(model_dir, threads=2)


@pytest.fixture(scope="session")
def pixels():
    """(6, 224, 224, 3) uint8: noise shows wrong weights, flat patches show wrong padding."""
    generator = np.random.default_rng(7)
    noise = generator.integers(0, 256, (3, 224, 224, 3), dtype=np.uint8)
    patches = generator.integers(0, 256, (3, 7, 7, 3), dtype=np.uint8)
    return np.concatenate([noise, patches.repeat(32, axis=1).repeat(32, axis=2)])
