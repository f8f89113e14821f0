import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.distances import DISTANCES  # noqa: E402
from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from tests.learning.losses.batches import p_by_q, random_rows, similarities, value  # noqa: E402


def reference(rows, labels, distance, temperature, extra=None):
    """Follow equation 2 of Khosla et al. 2020; extra rows are in A(i) and nothing else."""
    others = rows if extra is None else np.concatenate([rows, extra])
    scaled = similarities(rows, others, distance) / temperature
    losses = []
    for i in range(len(rows)):
        positives = [p for p in range(len(rows)) if p != i and labels[p] == labels[i]]
        total = sum(np.exp(scaled[i, a]) for a in range(len(others)) if a != i)
        if positives:
            log_odds = [np.log(np.exp(scaled[i, p]) / total) for p in positives]
            losses.append(-np.mean(log_odds))
    return np.mean(losses)


@pytest.mark.parametrize(("distance", "n_extra"), [*zip(DISTANCES, [0, 1, 5], strict=True)])
def test_value_follows_the_paper(distance, n_extra):
    rows, labels = p_by_q()
    labels[0] = 9  # and an anchor without a positive
    extra = random_rows(n_extra, seed=3)
    loss = loss_by_name("supcon", dim=6, n_classes=4, distance=distance)
    expected = reference(rows, labels, distance, loss.option("temperature"), extra)
    found = value(loss, rows, labels, extra_negatives=torch.as_tensor(extra))
    assert found == pytest.approx(expected, abs=1e-9)
    if not n_extra:
        assert value(loss, rows, labels) == pytest.approx(expected, abs=1e-9)


def test_identical_embeddings_give_the_logarithm_of_the_others():
    loss = loss_by_name("supcon", dim=6, n_classes=4)
    labels = np.repeat(np.arange(4), 3)
    assert value(loss, np.ones((12, 6)), labels) == pytest.approx(np.log(11))


def test_extra_negatives_let_one_class_alone_learn():
    rows, extra = random_rows(3), torch.as_tensor(random_rows(5, seed=1))
    loss = loss_by_name("supcon", dim=6, n_classes=1)
    assert value(loss, rows, [0, 0, 0]) == 0
    found = value(loss, rows, [0, 0, 0], extra_negatives=extra)
    assert found == pytest.approx(reference(rows, np.zeros(3), "cosine", 0.1, extra.numpy()))


def test_value_is_that_of_pytorch_metric_learning():
    losses = pytest.importorskip("pytorch_metric_learning.losses", reason="it is not installed")
    rows, labels = p_by_q()
    ours, theirs = loss_by_name("supcon", dim=6, n_classes=4), losses.SupConLoss(temperature=0.1)
    assert value(ours, rows, labels) == pytest.approx(value(theirs, rows, labels), abs=1e-9)


def test_gradient_reaches_the_extra_negatives():
    rows, labels = p_by_q()
    extra = torch.as_tensor(random_rows(5, seed=1)).requires_grad_()
    loss = loss_by_name("supcon", dim=6, n_classes=4)
    loss(torch.as_tensor(rows), torch.as_tensor(labels), extra_negatives=extra).backward()
    assert (extra.grad.norm(dim=1) > 0).all()
