import json

from photosearch.learning.lab.results import Chart, Results, Series, Table


def test_results_are_json_even_where_a_training_gave_no_number():
    curve = Series("loss", [0.5, float("nan")])
    bars = Series("MAP@R", [0.5], [0.4], [0.6])
    results = Results(
        "train",
        "Title",
        ["One sentence."],
        [Table("t", ["a", "b"], [["x", float("inf")], ["y", None]])],
        [Chart("curve", "c", [1, 2], [curve]), Chart("bars", "b", ["x"], [bars])],
    )
    document = json.loads(json.dumps(results.to_json(), allow_nan=False))
    assert document["tables"][0]["rows"] == [["x", None], ["y", None]]
    assert document["charts"][0]["series"] == [{"name": "loss", "y": [0.5, None]}]
    assert document["charts"][1]["series"][0]["high"] == [0.6]
