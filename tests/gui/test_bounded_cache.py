from hypothesis import given
from hypothesis import strategies as st

from photosearch.gui.bounded_cache import BoundedCache


def test_least_recently_used_goes_first():
    cache = BoundedCache(3)
    for key in "abc":
        cache.put(key, key)
    cache.get("a")
    cache.put("d", "d")
    assert [key for key in "abcd" if key in cache] == ["a", "c", "d"]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 50)), min_size=1))
def test_weight_stays_within_the_limit(entries):
    cache = BoundedCache(100)
    for key, weight in entries:
        cache.put(key, weight, weight)
        assert cache.weight <= 100
    assert cache.weight == sum(value for key in range(10) if (value := cache.get(key)))
