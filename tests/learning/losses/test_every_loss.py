"""What holds for every loss over every distance that fits it."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("pytorch_metric_learning", reason="pytorch-metric-learning is not installed")

from photosearch.base.errors import UserError  # noqa: E402
from photosearch.learning.losses.by_name import LOSSES, loss_by_name  # noqa: E402
from photosearch.learning.losses.every import CLASSES  # noqa: E402
from photosearch.learning.losses.tuples import WIDTHS, Tuples  # noqa: E402
from photosearch.learning.miners import MINERS  # noqa: E402
from tests.learning.losses.batches import DIM, N_CLASSES, random_rows  # noqa: E402

WITH_PROXIES = ("proxy-nca", "proxy-anchor")
every_loss = pytest.mark.parametrize("name", list(CLASSES))
every_kind = pytest.mark.parametrize("kind", list(WIDTHS))


def without(*names):
    """Parametrise over the other losses."""
    return pytest.mark.parametrize("name", [name for name in CLASSES if name not in names])


def build(name, distance="cosine", **more):
    return loss_by_name(name, dim=DIM, n_classes=N_CLASSES, distance=distance, **more)


def over_distances(name, **more):
    """Build a loss over every distance that fits it."""
    return [build(name, distance, **more) for distance in CLASSES[name].distances]


def classes(loss, n_repeats=2):
    return torch.arange(N_CLASSES).repeat(2 * n_repeats) % N_CLASSES  # fits both kinds of batch


def some_tuples(kind, n=9, n_rows=8):
    rng = np.random.default_rng(0)
    rows = np.argsort(rng.random((n, n_rows)), axis=1)[:, : WIDTHS[kind]]
    rows.setflags(write=False)  # as those of a memory map
    return Tuples(kind, rows, np.arange(n) % 2 == 0 if kind == "pairs" else None)


def able(kind):
    """Build every loss that takes a kind of tuples, over every distance."""
    names = [name for name, one in CLASSES.items() if kind in one.accepts]
    return [loss for name in names for loss in over_distances(name)]


def learnt(loss, rows, labels, tuples=None):
    """Return the loss and its gradient, both of which must be finite."""
    rows = rows.detach().clone().requires_grad_()
    value = loss(rows, labels, tuples)
    value.backward()
    assert value.shape == ()
    assert torch.isfinite(value)
    assert torch.isfinite(rows.grad).all()
    return float(value.detach()), rows.grad


def test_every_name_has_its_loss_and_a_description():
    assert list(CLASSES) == list(LOSSES)
    assert set(LOSSES) == {
        "anchor-positive", "nt-xent", "supcon", "contrastive", "triplet", "quadruplet", "n-pair",
        "lifted-structure", "proxy-nca", "proxy-anchor", "ranked-list", "multi-similarity",
    }  # fmt: skip
    assert all(LOSSES.values())


@without("ranked-list")  # its weights pass no gradient: see test_ranked_list
def test_gradient_equals_finite_differences(name):
    for loss in over_distances(name, miner="all"):
        rows = torch.as_tensor(random_rows(16)).requires_grad_()
        assert torch.autograd.gradcheck(
            lambda at, loss=loss: loss(at, classes(loss)), (rows,), eps=1e-7, fast_mode=True
        )


@every_kind
def test_gradient_of_tuples_equals_finite_differences(kind):
    for loss in able(kind):
        rows, tuples = torch.as_tensor(random_rows(8)).requires_grad_(), some_tuples(kind)
        assert torch.autograd.gradcheck(
            lambda at, loss=loss, known=tuples: loss(at, classes(loss, 1), known),
            (rows,),
            eps=1e-7,
            fast_mode=True,
        )


@every_loss
def test_copies_and_identical_opposite_and_empty_rows_keep_everything_finite(name):
    for loss in over_distances(name):
        for n_repeats in (2, 10):  # torch measures large batches in another way
            rows = torch.as_tensor(random_rows(8 * n_repeats)).float()
            rows[1:4] = rows[0]  # copies of other classes
            rows[4::4] = rows[0]  # and of the own
            learnt(loss, rows, classes(loss, n_repeats))
        for n_repeats in (1, 8):
            n = 2 * N_CLASSES * n_repeats
            learnt(loss, torch.ones(n, DIM), classes(loss, n_repeats))
        rows = torch.as_tensor(random_rows(16)).float()
        rows[3] = -rows[0]
        rows[5] = 0
        learnt(loss, rows, classes(loss))


@pytest.mark.parametrize("miner", MINERS)
def test_every_miner_survives_copies(miner):
    for name in ("triplet", "quadruplet"):
        loss = build(name, "euclidean", miner=miner)
        learnt(loss, torch.ones(16, DIM), classes(loss))


@without(*WITH_PROXIES, "contrastive")  # these learn from one class, or from its proxies
def test_one_class_only_gives_0_with_a_gradient(name):
    for loss in over_distances(name):
        value, gradient = learnt(loss, torch.as_tensor(random_rows(8)), torch.zeros(8).long())
        assert value == 0
        assert torch.equal(gradient, torch.zeros_like(gradient))


@without(*WITH_PROXIES, "contrastive", "anchor-positive")  # the last refuses such a batch
def test_no_positives_give_0_with_a_gradient(name):
    for loss in over_distances(name):
        value, gradient = learnt(loss, torch.as_tensor(random_rows(4)), torch.arange(4))
        assert value == 0
        assert torch.equal(gradient, torch.zeros_like(gradient))


@pytest.mark.parametrize("name", [*WITH_PROXIES, "contrastive"])
def test_losses_of_single_photos_and_pairs_learn_from_what_there_is(name):
    for loss in over_distances(name):
        for labels in ([0, 0], [0, 1], [0]):
            learnt(loss, torch.as_tensor(random_rows(len(labels))), torch.tensor(labels))


@every_loss
def test_a_step_downhill_lowers_the_loss(name):
    for loss in over_distances(name, miner="all"):
        rows = torch.as_tensor(random_rows(16))
        before, gradient = learnt(loss, rows, classes(loss))
        after, _ = learnt(loss, rows - 1e-4 * gradient / gradient.norm(), classes(loss))
        assert after < before


def test_length_of_embeddings_does_not_matter():
    for loss in (loss for name in CLASSES for loss in over_distances(name)):
        rows = torch.as_tensor(random_rows(16))
        lengths = torch.linspace(0.5, 3.0, 16)[:, None]
        one, other = (learnt(loss, some, classes(loss))[0] for some in (rows, rows * lengths))
        assert one == pytest.approx(other, abs=1e-9)


@every_loss
def test_groups_that_are_apart_cost_less_than_mixed_ones(name):
    for loss in over_distances(name, miner="all"):
        labels = classes(loss)
        corners = torch.eye(N_CLASSES, DIM, dtype=torch.float64)
        for proxies in loss.parameters():
            corners = proxies.detach().double()
        apart = corners[labels] + 0.01 * torch.as_tensor(random_rows(16))
        mixed = corners[labels.roll(1) // 2] + 0.01 * torch.as_tensor(random_rows(16))
        assert learnt(loss, apart, labels)[0] < 0.8 * learnt(loss, mixed, labels)[0]


@every_kind
def test_tuples_are_learnt_from(kind):
    losses = able(kind)
    assert len({loss.name for loss in losses}) >= 4
    for loss in losses:
        rows, labels = torch.as_tensor(random_rows(8)), classes(loss, 1)
        value, gradient = learnt(loss, rows, labels, some_tuples(kind))
        assert value > 0
        assert gradient.abs().max() > 0
        assert learnt(loss, rows, labels, some_tuples(kind, n=0))[0] == 0
        learnt(loss, torch.ones(8, DIM), labels, some_tuples(kind))


@every_kind
def test_tuples_that_a_loss_can_not_use_are_refused_with_a_reason(kind):
    for name in (name for name, one in CLASSES.items() if kind not in one.accepts):
        with pytest.raises(UserError, match=f"{name} can't learn from {kind}") as caught:
            build(name)(torch.ones(8, DIM), torch.zeros(8).long(), some_tuples(kind))
        assert caught.value.code == "loss-needs-labels"
        assert "labels" in caught.value.hint
