import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.distances import DISTANCES  # noqa: E402
from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from tests.learning.losses.batches import distances, p_by_q, value  # noqa: E402

PAPER = {"boundary": 1.2, "margin": 0.4, "temperature": 10.0, "negative_weight": 1.0}


def build(distance="euclidean", **options):
    return loss_by_name("ranked-list", dim=6, n_classes=4, distance=distance, options=options)


def reference(rows, labels, distance, options, weights_from=None):
    """Follow L_RLL of Wang, Hua et al. 2019; ``weights_from``: other rows that weigh negatives."""
    measured = distances(rows, rows, distance)
    weighing = measured if weights_from is None else distances(*[weights_from] * 2, distance)
    boundary, losses = options["boundary"], []
    for i in range(len(rows)):
        near, far, weights = [], [], []
        for j in range(len(rows)):
            if i != j and labels[i] == labels[j]:
                near.append(max(0.0, measured[i, j] - (boundary - options["margin"])))
            if labels[i] != labels[j] and measured[i, j] < boundary:
                far.append(boundary - measured[i, j])
                weights.append(np.exp(options["temperature"] * (boundary - weighing[i, j])))
        near = [one for one in near if one > 0]
        loss = np.mean(near) if near else 0.0
        if far:
            loss += options["negative_weight"] * np.dot(weights, far) / np.sum(weights)
        losses.append(loss)
    return np.mean(losses)


@pytest.mark.parametrize("distance", DISTANCES)
def test_value_follows_the_paper(distance):
    rows, labels = p_by_q()
    loss = build(distance)
    expected = reference(rows, labels, distance, loss.settings.options)
    assert value(loss, rows, labels) == pytest.approx(expected, abs=1e-9)


def test_defaults_over_euclidean_distance_are_the_paper_s():
    assert build().settings.options == PAPER


def test_value_is_twice_that_of_pytorch_metric_learning():
    losses = pytest.importorskip("pytorch_metric_learning.losses", reason="it is not installed")
    rows, labels = p_by_q()
    theirs = losses.RankedListLoss(margin=0.4, Tn=5, alpha=1.2)  # halves each part
    found = value(build(temperature=5.0), rows, labels)
    assert found == pytest.approx(2 * value(theirs, rows, labels), rel=1e-3)


@pytest.mark.parametrize("distance", DISTANCES)
def test_a_collapsed_batch_is_not_free(distance):
    loss = build(distance)
    found = value(loss, np.ones((12, 6)), p_by_q()[1])
    assert found == pytest.approx(loss.option("boundary"))


def test_gradient_equals_finite_differences_with_the_weights_held():
    rows, labels = p_by_q()
    at = torch.as_tensor(rows).requires_grad_()
    build()(at, torch.as_tensor(labels)).backward()
    direction = np.random.default_rng(5).standard_normal(rows.shape)
    direction -= rows * (direction * rows).sum(axis=1, keepdims=True)  # along the sphere
    ahead, behind = (
        reference(rows + step * direction, labels, "euclidean", PAPER, weights_from=rows)
        for step in (1e-6, -1e-6)
    )
    along = float((at.grad.numpy() * direction).sum())
    assert along == pytest.approx((ahead - behind) / 2e-6, abs=1e-6)


def test_every_negative_within_the_boundary_is_pushed_away():
    angles = np.array([0.0, 0.2, 0.9, 2.6])
    rows = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    at = torch.as_tensor(rows).requires_grad_()
    loss = loss_by_name("ranked-list", dim=2, n_classes=4, distance="euclidean")
    loss(at, torch.tensor([0, 1, 1, 0])).backward()
    tangents = np.stack([-np.sin(angles), np.cos(angles)], axis=1)
    descent = -(at.grad.numpy() * tangents).sum(axis=1)
    assert descent[0] < 0  # away from both of the other class, nearer and farther
