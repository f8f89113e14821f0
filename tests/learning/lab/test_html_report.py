import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("matplotlib", reason="matplotlib is not installed")

from photosearch.base.errors import UserError
from photosearch.learning.data.labelled_images import LabelledImages
from photosearch.learning.lab.html_report import write_report
from photosearch.learning.lab.results import Chart, Results, Series, Table
from photosearch.learning.lab.run_folder import create_run
from photosearch.learning.lab.similarity_log import SimilarityLog
from tests.learning.evaluation.embeddings import classes

VOID = {"meta", "img", "input", "br", "link"}


class Page(HTMLParser):
    """Remembers the elements, and whether each was closed."""

    def __init__(self, html):
        super().__init__()
        self.open, self.elements = [], []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture
def run(tmp_path):
    folder = create_run(
        "train",
        tmp_path / "run",
        {"seed": 3, "data": {"pictures": 12345, "classes": 4}, "settings": {"loss": "<supcon>"}},
    )
    for epoch in (1, 2):
        scores = {"map_at_r": 0.1 * epoch, "recall_at_1": 0.2}
        line = {"run": "model", "epoch": epoch, "loss": 1 / epoch, "validation": scores}
        folder.append_metrics(line)
    return folder


def results():
    return Results(
        "train",
        "SupCon & friends",
        ["MAP@R rose from 0.1 to 0.2."],
        [
            Table(
                "Held-out photos",
                ["encoder", "Recall@1", "MAP@R"],
                [["before", 0.2, 0.1], ["after", 0.3, 0.25]],
            )
        ],
        [Chart("curve", "Loss", [1, 2], [Series("training", [1.0, 0.5])], "epoch", "loss")],
    )


def draw_sheets(folder, n=2):
    vectors, labels = classes(4, 8)
    pixels = np.random.default_rng(0).integers(0, 256, (32, 8, 8, 3), dtype=np.uint8)
    keys, names = np.arange(32, dtype=np.uint64), tuple(f"{number}.png" for number in range(32))
    images = LabelledImages(pixels, labels, keys, names, ("ant", "bee", "cat", "dog"))
    log = SimilarityLog(images, folder.pictures_dir)
    for epoch in range(n):
        log.write(epoch, vectors)


def test_write_report_puts_everything_on_one_page(run):
    run.write_results(results().to_json())
    draw_sheets(run)
    html = write_report(run.path).read_text("utf-8")
    page = Page(html)
    assert "SupCon &amp; friends" in html
    assert "MAP@R rose" in html
    assert '<dd class="value">0.250</dd>' in html
    assert len(page.all("img")) == 2
    assert len(page.all("svg")) == 2  # the loss is not drawn twice
    assert "12 345" in html
    assert "&lt;supcon&gt;" in html


def test_write_report_heads_a_list_of_measures_with_the_main_ones(run):
    rows = [["Recall@1", 0.1, 0.4], ["EER", 0.2, 0.1], ["MAP@R", 0.2, 0.3]]
    table = Table("Measured", ["measure", "before", "after"], rows)
    run.write_results(Results("evaluate", "Evaluation", [], [table]).to_json())
    html = write_report(run.path).read_text("utf-8")
    assert re.findall(r'<dt>(.*?)</dt><dd class="value">(.*?)</dd>', html) == [
        ("MAP@R", "0.300"),
        ("Recall@1", "0.400"),
    ]


def test_write_report_puts_a_table_of_sentences_before_the_curves(run):
    words = Table("Claims", ["claim", "verdict"], [["more is better", "does not hold"]])
    found = results()
    whole = Results(found.kind, found.title, [], [words, *found.tables], found.charts)
    run.write_results(whole.to_json())
    html = write_report(run.path).read_text("utf-8")
    places = [html.index(text) for text in ("does not hold", "<figure", "Held-out photos</h3>")]
    assert places == sorted(places)


def test_write_report_asks_nobody_for_anything(run):
    run.write_results(results().to_json())
    draw_sheets(run)
    html = write_report(run.path).read_text("utf-8")
    assert not re.findall(r"https?:|@import|url\((?!#)", html)
    page = Page(html)
    assert all(image["src"].startswith("data:image/") for image in page.all("img"))
    assert not page.all("link")
    assert all("src" not in script for script in page.all("script"))
    assert any("default-src 'none'" in meta.get("content", "") for meta in page.all("meta"))


def test_write_report_can_be_read_without_seeing(run):
    run.write_results(results().to_json())
    draw_sheets(run)
    page = Page(write_report(run.path).read_text("utf-8"))
    assert all(len(image["alt"]) > 20 for image in page.all("img"))
    drawn = [attrs for attrs in page.all("div") if attrs.get("role") == "img"]
    assert [attrs["aria-label"][:5] for attrs in drawn] == ["Loss.", "On he"]
    assert page.all("html")[0]["lang"] == "en"


def test_write_report_of_a_run_that_was_stopped_shows_what_there_is(run):
    html = write_report(run.path).read_text("utf-8")
    assert "has not come to its end" in html
    assert len(Page(html).all("svg")) == 2


def test_write_report_passes_over_a_damaged_picture(run):
    draw_sheets(run, 1)
    (run.pictures_dir / "similarity-0001.png").write_bytes(b"\x89PNG\r\n\x1a\nno")
    whole = (run.pictures_dir / "similarity-0000.png").read_bytes()
    (run.pictures_dir / "similarity-0002.png").write_bytes(whole[: len(whole) // 2])
    assert len(Page(write_report(run.path).read_text("utf-8")).all("img")) == 1


def test_write_report_leaves_sheets_in_between_out_of_a_long_training(run):
    for epoch in range(60):
        Image.new("RGB", (4, 4)).save(run.pictures_dir / f"similarity-{epoch:04d}.png")
    html = write_report(run.path).read_text("utf-8")
    names = re.findall(r'data-name="([^"]+)"', html)
    assert (len(names), names[0], names[-1]) == (25, "before the training", "after epoch 59")
    assert "35 more sheets" in html


def test_write_report_again_is_the_same_page(run):
    run.write_results(results().to_json())
    first = write_report(run.path).read_bytes()
    assert write_report(run.path).read_bytes() == first


def test_write_report_of_another_folder_is_refused(tmp_path):
    with pytest.raises(UserError) as caught:
        write_report(tmp_path)
    assert caught.value.code == "not-a-run"


@pytest.mark.parametrize(
    "text", ["{", json.dumps({"kind": "train"}), json.dumps({**results().to_json(), "charts": [1]})]
)
def test_write_report_of_damaged_results_is_refused(run, text):
    (run.path / "results.json").write_text(text)
    with pytest.raises(UserError) as caught:
        write_report(run.path)
    assert caught.value.code == "run-damaged"
    assert not run.report_path.exists()
