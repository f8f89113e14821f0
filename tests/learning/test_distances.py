import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.base.errors import UserError
from photosearch.index.exact import ExactIndex

torch = pytest.importorskip("torch", reason="torch is not installed")

from photosearch.learning.distances import (  # noqa: E402
    DISTANCES,
    pairwise,
    similarity_matrix,
    typical_ratio,
)

METRICS = ["euclidean", "manhattan"]
coordinates = st.floats(-100, 100, allow_nan=False, width=32)
points = st.lists(coordinates, min_size=4, max_size=4)


def gap(a, b, distance):
    one, other = (torch.tensor([row], dtype=torch.float64) for row in (a, b))
    return float(pairwise(one, other, distance))


def rows(n, dim=8, seed=0):
    return torch.randn(n, dim, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


@pytest.mark.parametrize("distance", METRICS)
@settings(deadline=None)
@given(a=points, b=points, c=points)
def test_metric_axioms_hold(distance, a, b, c):
    assert gap(a, a, distance) == 0
    assert gap(a, b, distance) == gap(b, a, distance)
    assert (gap(a, b, distance) > 0) == (max(abs(x - y) for x, y in zip(a, b, strict=True)) > 0)
    assert gap(a, c, distance) <= gap(a, b, distance) + gap(b, c, distance) + 1e-9


@settings(deadline=None, max_examples=50)
@given(a=points, b=points)
def test_cosine_distance_is_symmetric_and_within_0_and_2(a, b):
    assert gap(a, b, "cosine") == gap(b, a, "cosine")
    assert -1e-12 <= gap(a, b, "cosine") <= 2 + 1e-12


def test_cosine_and_squared_euclidean_break_the_triangle_inequality():
    a, b, c = [1.0, 0.0], [2**-0.5, 2**-0.5], [0.0, 1.0]
    assert gap(a, c, "cosine") > gap(a, b, "cosine") + gap(b, c, "cosine")
    squares = [gap(*two, "euclidean") ** 2 for two in ((a, c), (a, b), (b, c))]
    assert squares[0] > squares[1] + squares[2]


def test_cosine_distance_is_0_between_different_vectors():
    assert gap([1.0, 2.0], [2.0, 4.0], "cosine") == pytest.approx(0, abs=1e-12)


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_cosine_and_euclidean_rank_unit_vectors_alike(seed):
    unit = torch.nn.functional.normalize(rows(40, seed=seed))
    cosine, euclidean = (pairwise(unit, unit, name) for name in ("cosine", "euclidean"))
    torch.testing.assert_close(
        euclidean**2, 2 * cosine.clamp(min=0), atol=1e-12, rtol=0
    )  # so their order is the same
    assert torch.equal(cosine[0, 1:].argsort(), euclidean[0, 1:].argsort())


@pytest.mark.parametrize("distance", DISTANCES)
def test_similarities_are_those_of_a_search(distance):
    queries, references = (torch.nn.functional.normalize(rows(n, seed=n)).float() for n in (3, 70))
    index = ExactIndex(8)
    index.add(np.arange(70), references.numpy())
    answer = index.search(queries.numpy(), 70, distance=distance)
    found = similarity_matrix(queries, references, distance).numpy()
    expected = np.take_along_axis(found, answer.ids, axis=1)
    np.testing.assert_allclose(answer.similarities, expected, atol=1e-6)
    assert (np.diff(expected) <= 1e-6).all()


@pytest.mark.parametrize("distance", DISTANCES)
def test_similarity_of_the_nearest_is_highest(distance):
    queries, references = rows(5), rows(30, seed=1)
    nearest = pairwise(queries, references, distance).argmin(dim=1)
    assert torch.equal(similarity_matrix(queries, references, distance).argmax(dim=1), nearest)


@pytest.mark.parametrize("distance", DISTANCES)
def test_gradient_equals_finite_differences(distance):
    queries, references = rows(3).requires_grad_(), rows(4, seed=1).requires_grad_()
    assert torch.autograd.gradcheck(
        lambda a, b: pairwise(a, b, distance), (queries, references), eps=1e-7, atol=1e-5
    )


@pytest.mark.parametrize("distance", DISTANCES)
@pytest.mark.parametrize("n", [2, 60])  # torch measures large batches in another way
def test_gradient_of_equal_rows_is_finite(distance, n):
    same = torch.ones(n, 8).requires_grad_()
    distances = pairwise(same, same, distance)
    distances.sum().backward()
    assert distances.abs().max() < 1e-6
    assert torch.isfinite(same.grad).all()


def test_euclidean_distance_of_copies_is_exactly_0_in_a_large_batch():
    unit = torch.nn.functional.normalize(rows(100).float())
    assert torch.equal(pairwise(unit, unit, "euclidean").diagonal(), torch.zeros(100))


def test_typical_ratio_is_what_gaussian_vectors_have():
    vectors = rows(4000, dim=64)
    ratio = (vectors.abs().sum(dim=1) / vectors.norm(dim=1)).mean()
    assert typical_ratio("manhattan", 64) == pytest.approx(float(ratio), rel=0.01)
    assert typical_ratio("euclidean", 64) == typical_ratio("cosine", 64) == 1


def test_an_unknown_distance_is_refused_with_the_choices():
    with pytest.raises(UserError, match="chebyshev is no distance") as caught:
        pairwise(rows(1), rows(1), "chebyshev")
    assert caught.value.hint == "Say cosine, euclidean or manhattan."
