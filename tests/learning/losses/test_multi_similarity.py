import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("pytorch_metric_learning", reason="pytorch-metric-learning is not installed")

from photosearch.learning.distances import DISTANCES  # noqa: E402
from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from tests.learning.losses.batches import p_by_q, similarities, value  # noqa: E402


def reference(rows, labels, distance, options):
    """Follow L_MS of Wang, Han et al. 2019 with its mining."""
    s = similarities(rows, rows, distance)
    base = options["base"] if distance == "cosine" else -options["base"]
    alpha, beta, epsilon = options["alpha"], options["beta"], options["epsilon"]
    losses = []
    for i in range(len(rows)):
        own = (labels == labels[i]) & (np.arange(len(rows)) != i)
        positives, negatives = s[i, own], s[i, labels != labels[i]]
        near = positives[positives < negatives.max() + epsilon]
        far = negatives[negatives > positives.min() - epsilon]
        losses.append(
            np.log(1 + np.exp(-alpha * (near - base)).sum()) / alpha
            + np.log(1 + np.exp(beta * (far - base)).sum()) / beta
        )
    return np.mean(losses)


@pytest.mark.parametrize(("distance", "epsilon"), [*zip(DISTANCES, [0.1, 0.0, 5.0], strict=True)])
def test_value_follows_the_paper(distance, epsilon):
    rows, labels = p_by_q()
    loss = loss_by_name(
        "multi-similarity", dim=6, n_classes=4, distance=distance, options={"epsilon": epsilon}
    )
    expected = reference(rows, labels, distance, loss.settings.options)
    assert value(loss, rows, labels) == pytest.approx(expected, abs=1e-9)


def test_separated_classes_cost_nothing():
    rows = np.array([[1.0, 0], [1, 0], [-1, 0], [-1, 0]])
    loss = loss_by_name("multi-similarity", dim=2, n_classes=2)
    assert value(loss, rows, [0, 0, 1, 1]) == 0  # no pair is within epsilon of a wrong order
