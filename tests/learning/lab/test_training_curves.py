import pytest

from photosearch.learning.lab.training_curves import epoch_table, training_charts


def line(epoch, loss, score=None, **more):
    validation = {} if score is None else {"map_at_r": score, "recall_at_1": score + 0.1}
    return {"epoch": epoch, "loss": loss, "validation": validation, **more}


def test_training_charts_of_one_training_show_every_score():
    loss, scores = training_charts([line(1, 2.0, 0.1), line(2, 1.0, 0.3)])
    assert loss.series[0].y == [2.0, 1.0]
    assert {series.name: series.y for series in scores.series}["MAP@R"] == [0.1, 0.3]


def test_training_charts_of_seeds_are_means_and_runs_are_lines():
    metrics = [
        line(1, 2.0, 0.1, run="a", seed=0),
        line(1, 4.0, 0.3, run="a", seed=1),
        line(1, 1.0, 0.5, run="b", seed=0),
        line(2, float("nan"), 0.6, run="b", seed=0),
    ]
    loss, scores = training_charts(metrics)
    assert [(series.name, series.y) for series in loss.series] == [
        ("a", [3.0, None]),
        ("b", [1.0, None]),
    ]
    assert [series.y for series in scores.series] == [[pytest.approx(0.2), None], [0.5, 0.6]]


def test_training_charts_of_many_runs_show_the_best():
    metrics = [line(1, 1.0, number / 20, run=f"run {number}") for number in range(12)]
    loss = training_charts(metrics)[0]
    assert [series.name for series in loss.series] == [f"run {number}" for number in range(4, 12)]
    assert loss.title == "Loss, the best 8 of 12"


def test_training_charts_without_validation_show_the_loss_alone():
    assert [chart.title for chart in training_charts([line(1, 1.0)])] == ["Loss"]


def test_training_charts_of_no_epoch_are_none():
    assert training_charts([]) == []
    assert epoch_table([]) is None


def test_epoch_table_has_a_row_an_epoch():
    table = epoch_table([line(1, 2.0, 0.1), line(2, 1.0)])
    assert table.columns[:2] == ["epoch", "loss"]
    assert [row[0] for row in table.rows] == [1, 2]
    assert {len(row) for row in table.rows} == {len(table.columns)}
