import json

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="scikit-learn is not installed")

from photosearch.base.errors import Cancelled, UserError
from photosearch.base.progress import ProgressControl
from photosearch.learning.evaluation.classifiers import LabelledVectors
from photosearch.learning.evaluation.report import EvaluationSettings, evaluate
from photosearch.learning.evaluation.retrieval import retrieval
from tests.learning.evaluation.embeddings import classes


def halves(**settings):
    vectors, labels = classes(**settings)
    return LabelledVectors(vectors[::2], labels[::2]), LabelledVectors(vectors[1::2], labels[1::2])


def test_evaluate_compact_classes_fills_every_part():
    train, test = halves(per_class=24, noise=0.2)
    report = evaluate(test, train)
    assert report.retrieval["map_at_r"].mean == retrieval(test.vectors, test.labels).scores.map_at_r
    measures = {measure.name: measure for measure in report.measures()}
    for name in (
        "MAP@R",
        "Accuracy, linear",
        "AMI, k-means",
        "TAR at FAR 0.01",
        "OSCR",
        "Outlier AUROC",
    ):
        assert measures[name].value > 0.9, name
    assert measures["EER"].value < 0.05
    assert measures["MAP@R"].low <= measures["MAP@R"].value <= measures["MAP@R"].high


def test_evaluate_writes_json():
    train, test = halves()
    report = evaluate(test, train)
    document = json.loads(json.dumps(report.to_json(), allow_nan=False))
    assert document["spread"]["ratio"] < 1
    assert document["classifiers"]["kNN"]["accuracy"]["n"] == len(test.labels)


def test_evaluate_is_that_of_its_seed():
    _, test = halves()
    first, second = (evaluate(test, settings=EvaluationSettings(seed=5)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("distance", ["euclidean", "manhattan"])
def test_evaluate_by_another_distance_works(distance):
    _, test = halves()
    assert evaluate(test, settings=EvaluationSettings(distance)).distance == distance


def test_evaluate_few_photos_leaves_out_what_they_do_not_allow_for():
    vectors, labels = classes(3, 2)
    test = LabelledVectors(np.concatenate([vectors, np.ones((1, 8))]), np.append(labels, 9))
    report = evaluate(test)
    assert (report.n_photos, report.n_classes, report.n_lone) == (7, 4, 1)
    assert report.open_set is report.outliers is None
    assert not report.classifiers
    assert report.verification is not None
    assert report.measures()


def test_evaluate_one_class_still_ranks():
    report = evaluate(LabelledVectors(np.eye(4), np.zeros(4)))
    assert report.retrieval["map_at_r"].mean == 1
    assert report.verification is None


def test_evaluate_without_two_photos_of_a_class_is_refused():
    with pytest.raises(UserError, match="None of the 4 photos"):
        evaluate(LabelledVectors(np.eye(4), np.arange(4)))


def test_evaluate_cancelled_stops():
    progress = ProgressControl(lambda step: progress.cancel())
    with pytest.raises(Cancelled):
        evaluate(halves()[0], progress=progress)
