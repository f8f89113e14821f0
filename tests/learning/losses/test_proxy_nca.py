import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("pytorch_metric_learning", reason="pytorch-metric-learning is not installed")

from photosearch.learning.distances import DISTANCES  # noqa: E402
from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from tests.learning.losses.batches import distances, p_by_q, value  # noqa: E402


def build(distance="euclidean", **options):
    return loss_by_name("proxy-nca", dim=6, n_classes=4, distance=distance, options=options)


def unit_proxies(loss):
    (proxies,) = (one.detach().double().numpy() for one in loss.parameters())
    return proxies / np.linalg.norm(proxies, axis=1, keepdims=True)


@pytest.mark.parametrize(("distance", "scale"), [*zip(DISTANCES, [20.0, 1.0, 5.0], strict=True)])
def test_value_is_the_softmax_over_proxies(distance, scale):
    rows, labels = p_by_q()
    loss = build(distance, scale=scale)
    measured = distances(rows, unit_proxies(loss), distance)
    measured = measured**2 if distance == "euclidean" else measured
    exponentials = np.exp(-scale * measured)
    own = exponentials[np.arange(12), labels]
    expected = np.mean(-np.log(own / exponentials.sum(axis=1)))
    assert value(loss, rows, labels) == pytest.approx(expected, abs=1e-6)


def test_paper_s_sum_without_the_own_proxy_is_missed_by_the_softmax_s_share():
    # Movshovitz-Attias et al. 2017 leave the own proxy out: L = L_softmax + log(1 - p_own).
    rows, labels = p_by_q()
    loss = build(scale=10.0)
    exponentials = np.exp(-10 * distances(rows, unit_proxies(loss), "euclidean") ** 2)
    own = exponentials[np.arange(12), labels]
    others = exponentials.sum(axis=1) - own
    paper = np.mean(-np.log(own / others))
    difference = np.mean(np.log(others / (own + others)))
    assert value(loss, rows, labels) + difference == pytest.approx(paper, abs=1e-6)


def test_twice_the_scale_over_the_cosine_is_squared_euclidean():
    rows, labels = p_by_q()
    one, other = build("euclidean", scale=10.0), build("cosine", scale=20.0)
    other.load_state_dict(one.state_dict())
    assert value(one, rows, labels) == pytest.approx(value(other, rows, labels), abs=1e-6)


def test_default_scale_is_where_it_learns():
    assert 8 <= build("euclidean").option("scale") <= 14
    assert 16 <= build("cosine").option("scale") <= 28


@pytest.mark.parametrize("name", ["proxy-nca", "proxy-anchor"])
def test_proxies_start_as_unit_rows_that_torch_s_seed_decides(name):
    def started(seed):
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            (proxies,) = loss_by_name(name, dim=6, n_classes=40).parameters()
        return proxies.detach()

    torch.testing.assert_close(started(1).norm(dim=1), torch.ones(40))
    assert torch.equal(started(1), started(1))
    assert not torch.allclose(started(1), started(2))


def test_proxies_learn_from_the_batch():
    rows, labels = p_by_q()
    loss = build()
    loss(torch.as_tensor(rows), torch.as_tensor(labels)).backward()
    (proxies,) = loss.parameters()
    assert (proxies.grad.norm(dim=1) > 0).all()


@pytest.mark.parametrize("name", ["proxy-nca", "proxy-anchor"])
@pytest.mark.parametrize("label", [-1, 4])
def test_a_label_without_a_proxy_is_refused(name, label):
    rows, labels = p_by_q()
    labels[0] = label
    with pytest.raises(ValueError, match="labels must be 0 to 3"):
        value(loss_by_name(name, dim=6, n_classes=4), rows, labels)
