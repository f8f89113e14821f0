import pytest

pytest.importorskip("onnx", reason="the lab's libraries are not installed")

from photosearch.base.errors import UserError
from photosearch.encoder.fitness import GraphTrial
from photosearch.encoder.picture_input import PictureInput, picture_input
from tests.encoder.graphs import SIDE, colours

PICTURES = PictureInput(size_px=SIDE, layout="NCHW", dtype="float32")


def test_trial_of_a_fitting_graph_tells_its_numbers(tmp_path):
    trial = GraphTrial(colours(tmp_path / "one.onnx"), PICTURES)
    assert (trial.input_name, trial.output_name, trial.dim) == ("picture", "embedding", 48)
    assert trial.largest_batch > 1


def test_trial_of_a_graph_for_single_pictures_runs_them_one_by_one(tmp_path):
    assert GraphTrial(colours(tmp_path / "one.onnx", batch=1), PICTURES).largest_batch == 1


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("batch", "depends on the others"),
        ("nan", "the same, or no, numbers"),
        ("scalar", "1 numbers a picture"),
        ("map", "not a row of float32 a picture"),
    ],
)
def test_trial_of_an_unfit_graph_says_why(tmp_path, extra, said):
    with pytest.raises(UserError, match=said) as caught:
        GraphTrial(colours(tmp_path / "one.onnx", extra=(extra,)), PICTURES)
    assert caught.value.code == "encoder-unfit"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("pictures", "said"),
    [
        (PictureInput(size_px=64, layout="NCHW", dtype="float32"), "of the shape"),
        (PictureInput(size_px=SIDE, layout="NHWC", dtype="float32"), "of the shape"),
        (PictureInput(size_px=SIDE, layout="NCHW", dtype="uint8"), "its card says uint8"),
    ],
)
def test_trial_with_a_card_that_differs_is_refused(tmp_path, pictures, said):
    with pytest.raises(UserError, match=said):
        GraphTrial(colours(tmp_path / "one.onnx"), pictures)


def test_trial_of_an_output_that_is_not_there_names_those_that_are(tmp_path):
    with pytest.raises(UserError, match="its outputs are embedding"):
        GraphTrial(colours(tmp_path / "one.onnx"), PICTURES, "pooled")


def test_trial_of_a_file_that_is_no_graph_is_refused(tmp_path):
    (tmp_path / "one.onnx").write_bytes(b"no graph")
    with pytest.raises(UserError, match="does not load"):
        GraphTrial(tmp_path / "one.onnx", PICTURES)


@pytest.mark.parametrize(
    "content",
    [
        {"size_px": 0},
        {"size_px": 5000},
        {"size_px": "224"},
        {"layout": "CHW"},
        {"dtype": "float16"},
        {"mean": [0.5, 0.5]},
        {"mean": "0.5"},
        {"std": [0, 1, 1]},
        {"std": [float("nan"), 1, 1]},
        {"colour": "RGB"},
    ],
)
def test_picture_input_of_nonsense_is_refused(content):
    with pytest.raises(ValueError, match=r"\w"):
        picture_input(content)


def test_picture_input_normalises_as_its_card_says():
    import numpy as np

    pixels = np.random.default_rng(1).integers(0, 256, (2, 16, 16, 3), dtype=np.uint8)
    mean, std = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
    described = {"size_px": 16, "layout": "NCHW", "dtype": "float32", "mean": mean, "std": std}
    batch = picture_input(described).prepared(pixels)
    expected = (pixels[1, 3, 5, 2] / 255 - 0.406) / 0.225
    assert batch.shape == (2, 3, 16, 16)
    assert batch[1, 2, 3, 5] == pytest.approx(expected, abs=1e-6)
