"""Embeddings of classes that are more or less apart."""

import numpy as np


def classes(n_classes=6, per_class=12, noise=0.3, dim=8, seed=0):
    """Return (N, dim) float32 vectors around one direction a class, and their labels."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(n_classes, dim))
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    labels = np.repeat(np.arange(n_classes), per_class)
    vectors = centres[labels] + noise * rng.normal(size=(len(labels), dim)) / np.sqrt(dim)
    return vectors.astype(np.float32), labels
