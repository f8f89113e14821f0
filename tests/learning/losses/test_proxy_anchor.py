import numpy as np
import pytest

from photosearch.base.errors import UserError

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("pytorch_metric_learning", reason="pytorch-metric-learning is not installed")

from photosearch.learning.losses.by_name import loss_by_name  # noqa: E402
from tests.learning.losses.batches import p_by_q, value  # noqa: E402
from tests.learning.losses.test_proxy_nca import unit_proxies  # noqa: E402


@pytest.mark.parametrize(("present", "margin", "scale"), [(4, 0.1, 32.0), (2, 0.3, 4.0)])
def test_value_follows_the_paper(present, margin, scale):
    """Follow the Proxy-Anchor loss of Kim et al. 2020."""
    rows, labels = p_by_q()
    labels %= present
    options = {"margin": margin, "scale": scale}
    loss = loss_by_name("proxy-anchor", dim=6, n_classes=4, options=options)
    cosines = rows @ unit_proxies(loss).T
    pulled, pushed = [], []
    for proxy in range(4):
        own = labels == proxy
        if own.any():
            pulled.append(np.log(1 + np.exp(-scale * (cosines[own, proxy] - margin)).sum()))
        pushed.append(np.log(1 + np.exp(scale * (cosines[~own, proxy] + margin)).sum()))
    expected = np.mean(pulled) + np.mean(pushed)
    assert value(loss, rows, labels) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("distance", ["euclidean", "manhattan"])
def test_distances_are_refused_with_what_is_possible(distance):
    with pytest.raises(UserError, match=f"makes no sense over {distance}") as caught:
        loss_by_name("proxy-anchor", dim=6, n_classes=4, distance=distance)
    assert caught.value.code == "bad-loss-distance"
    assert caught.value.hint == "Choose cosine for it."
