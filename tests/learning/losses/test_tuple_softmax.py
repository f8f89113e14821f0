import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from photosearch.learning.losses.tuples import Tuples  # noqa: E402
from tests.learning.losses.batches import random_rows, value  # noqa: E402

LOSSES = ["anchor-positive", "nt-xent", "supcon"]


def build(name):
    return loss_by_name(name, dim=6, n_classes=0, options={"temperature": 0.2})


@pytest.mark.parametrize("name", LOSSES)
def test_triplets_follow_the_ratio_of_the_triplet_network(name):
    rows = random_rows(5)
    triplets = np.array([[0, 1, 2], [3, 4, 0]])
    e = np.exp(rows @ rows.T / 0.2)
    expected = np.mean([-np.log(e[a, b] / (e[a, b] + e[a, c])) for a, b, c in triplets])
    assert value(build(name), rows, tuples=Tuples("triplets", triplets)) == pytest.approx(expected)


@pytest.mark.parametrize("name", LOSSES)
def test_quadruplets_compare_two_pairs(name):
    rows = random_rows(5)
    quadruplets = np.array([[0, 1, 2, 3], [3, 4, 0, 1]])
    e = np.exp(rows @ rows.T / 0.2)
    expected = np.mean([-np.log(e[a, b] / (e[a, b] + e[c, d])) for a, b, c, d in quadruplets])
    found = value(build(name), rows, tuples=Tuples("quadruplets", quadruplets))
    assert found == pytest.approx(expected)


@pytest.mark.parametrize("name", LOSSES)
def test_each_same_pair_competes_with_every_other_pair(name):
    rows = random_rows(5)
    pairs = Tuples(
        "pairs", np.array([[0, 1], [2, 3], [1, 4], [0, 2]]), np.array([1, 0, 1, 0], bool)
    )
    e = np.exp(rows @ rows.T / 0.2)
    far = e[2, 3] + e[0, 2]
    expected = np.mean([-np.log(near / (near + far)) for near in (e[0, 1], e[1, 4])])
    assert value(build(name), rows, tuples=pairs) == pytest.approx(expected)


@pytest.mark.parametrize("kind", ["triplets", "quadruplets"])
def test_identical_embeddings_give_log_2(kind):
    rows = np.arange(3 if kind == "triplets" else 4)[None]
    found = value(build("supcon"), np.ones((4, 6)), tuples=Tuples(kind, rows))
    assert found == pytest.approx(np.log(2))


@pytest.mark.parametrize("same", [True, False])
def test_one_kind_of_pair_only_gives_0_with_a_gradient(same):
    rows = torch.as_tensor(random_rows(4)).requires_grad_()
    pairs = Tuples("pairs", np.array([[0, 1], [2, 3]]), np.array([same, same]))
    loss = build("supcon")(rows, torch.zeros(4, dtype=torch.int64), pairs)
    loss.backward()
    assert float(loss.detach()) == 0
    assert torch.equal(rows.grad, torch.zeros_like(rows))
