"""A softmax classifier on a backbone's features, trained by the same trainer as metrics are.

It is what metric learning is compared with: trained end to end, or on an encoder that was trained
before and goes on learning. Its penultimate features serve as an embedding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from photosearch.base.types import Ids, Vectors
from photosearch.learning.lab.inputs import Inputs
from photosearch.learning.lab.lab_data import LabData
from photosearch.learning.lab.plan import Plan
from photosearch.learning.models.embedding_model import EmbeddingModel
from photosearch.learning.samplers.p_by_q import PByQSampler
from photosearch.learning.training.epoch_report import TrainingResult
from photosearch.learning.training.trainer import Trainer, Watch


class FeatureModel(EmbeddingModel):
    """The backbone of a model: its pooled features, of any length, instead of embeddings."""

    def __init__(self, model: EmbeddingModel) -> None:
        """Share the weights of a model."""
        super().__init__(model.n_features, None, model.input_px, model.architecture)
        self.backbone = model

    def forward(self, pixels: Tensor) -> Tensor:
        """Return (N, n_features) float32."""
        return self.backbone.features(pixels)

    def features(self, pixels: Tensor) -> Tensor:
        """Return the same."""
        return self.backbone.features(pixels)


class SoftmaxClassifier(nn.Module):
    """A linear layer and the cross-entropy, with standardised features.

    Shape:
        - embeddings: (n, n_features) float; labels: (n,) int64, 0 to n_classes − 1.
        - output: a scalar ≥ 0.
    """

    def __init__(self, n_features: int, n_classes: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(n_features, affine=False)
        self.layer = nn.Linear(n_features, n_classes)

    def forward(self, embeddings: Tensor, labels: Tensor, tuples: object = None) -> Tensor:
        """Return the mean cross-entropy of a batch; ``tuples`` are not looked at."""
        del tuples
        return functional.cross_entropy(self.layer(self.norm(embeddings)), labels)

    def predict(self, features: Vectors) -> NDArray[np.int64]:
        """Return the class of each row of (n, n_features) float32 features."""
        self.eval()
        with torch.no_grad():
            scores = self.layer(self.norm(torch.from_numpy(features)))
        return np.asarray(scores.argmax(dim=1).numpy())


@dataclass(frozen=True, eq=False)
class TrainedClassifier:
    """A classifier after its training.

    Attributes:
        correct: (n,) bool for each photo that was asked about.
        features: Penultimate features of those photos, (n, n_features) float32.
        result: How the training went.
    """

    correct: NDArray[np.bool_]
    features: Vectors
    result: TrainingResult


def train_classifier(
    plan: Plan, learner: EmbeddingModel, data: LabData, inputs: Inputs, asked: Ids, watch: Watch
) -> TrainedClassifier:
    """Train a backbone and a classifier on it, and ask it about other photos.

    Args:
        plan: Its settings, augmentation and batch size.
        learner: Whose backbone learns, as far as it is not frozen.
        data: Trained on are ``data.split.train``.
        inputs: What the learner takes.
        asked: (n,) int64 rows to classify.
        watch: Who looks on.
    """
    rows = data.split.train
    sampler = PByQSampler(
        data.train_labels, data.duplicates[rows], p=plan.classes, q=plan.photos, seed=plan.seed
    )
    batches = inputs.batches(sampler, rows, plan, watch.clock)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(plan.seed)
        classifier = SoftmaxClassifier(learner.n_features, data.n_train_classes)
    model = FeatureModel(learner)
    result = Trainer(model, classifier, plan.settings).train(batches, None, watch)
    features = inputs.embed(model.eval(), asked)
    codes = np.unique(data.labels[rows])
    predicted = codes[classifier.predict(features)]
    return TrainedClassifier(predicted == data.labels[asked], features, result)
