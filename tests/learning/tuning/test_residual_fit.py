import numpy as np
import pytest

from photosearch.base.errors import UserError

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.losses.by_name import LOSSES  # noqa: E402
from photosearch.learning.tuning.residual_fit import ResidualSettings, fit_residual  # noqa: E402
from tests.learning.tuning.kinds import tuning_set  # noqa: E402


def similarities(whole, head):
    given = head.apply(whole.vectors[whole.background])
    return given @ given.T


@pytest.fixture(autouse=True)
def _one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.parametrize("loss", sorted(LOSSES))
def test_every_loss_trains_a_residual(loss):
    whole = tuning_set()
    still = fit_residual(whole, ResidualSettings(loss, keep=100, n_steps=1))
    head = fit_residual(whole, ResidualSettings(loss, keep=100, n_steps=15))
    assert np.isfinite(head.linear).all()
    assert not np.allclose(head.linear, still.linear)


def test_the_keep_term_holds_the_rest_in_place():
    whole = tuning_set()
    start = similarities(whole, fit_residual(whole, ResidualSettings("supcon", 0, n_steps=0)))
    moved = [
        np.abs(similarities(whole, fit_residual(whole, ResidualSettings("supcon", keep))) - start)
        for keep in (0.0, 1000.0)
    ]
    assert moved[1].mean() < 0.3 * moved[0].mean()


def test_the_same_seed_gives_the_same_head():
    heads = [fit_residual(tuning_set(), ResidualSettings("supcon", 100, 3)) for _ in range(2)]
    np.testing.assert_array_equal(heads[0].linear, heads[1].linear)


def test_what_was_said_of_pairs_alone_trains_too():
    whole = tuning_set(n_groups=2, size=3)
    unlabelled = np.where(whole.labels == 0, 0, -1)
    closer = np.array([[9, 20, 10], [12, 30, 13]])
    said = type(whole)(whole.vectors, unlabelled, whole.bundles, whole.keys, closer=closer)
    head = fit_residual(said, ResidualSettings("triplet", keep=1.0, n_steps=60))
    before = said.vectors @ said.vectors.T
    given = head.apply(said.vectors)
    after = given @ given.T
    for anchor, near, far in closer:
        gap = after[anchor, near] - after[anchor, far]
        assert gap > before[anchor, near] - before[anchor, far]


def test_an_unknown_loss_is_named():
    with pytest.raises(UserError, match="is no loss"):
        fit_residual(tuning_set(), ResidualSettings("nonsense", 1))
