import numpy as np
import pytest

from photosearch.learning.evaluation.pairs import PairDistances
from photosearch.learning.lab.evaluation_charts import (
    MOST_CLASSES,
    confusion_chart,
    roc_chart,
)


def test_roc_chart_rises_and_stops_where_pairs_end():
    rng = np.random.default_rng(0)
    pairs = PairDistances(rng.normal(0, 1, 500), rng.normal(2, 1, 500))
    chart = roc_chart(pairs)
    assert chart.x[0] == 0.003  # 500 pairs tell no FAR of 0.001
    assert list(chart.series[0].y) == sorted(chart.series[0].y)
    assert chart.series[0].y[-1] == 1


def test_confusion_chart_counts_the_nearest_neighbour_s_class():
    vectors = np.array([[1.0, 0], [0.9, 0.1], [0, 1], [0.1, 0.9], [0.8, 0.2]])
    chart = confusion_chart(vectors, np.array([0, 0, 2, 2, 2]), ["ant", "bee", "cat"], "cosine")
    assert chart.x == ["ant", "cat"]
    assert [(series.name, series.y) for series in chart.series] == [
        ("ant", [2, 0]),
        ("cat", [1, 2]),
    ]


@pytest.mark.parametrize(("n", "drawn"), [(MOST_CLASSES, True), (MOST_CLASSES + 1, False)])
def test_confusion_chart_of_many_classes_is_left_out(n, drawn):
    labels = np.repeat(np.arange(n), 2)
    names = [str(number) for number in range(n)]
    chart = confusion_chart(np.eye(n)[labels], labels, names, "cosine")
    assert (chart is not None) == drawn
