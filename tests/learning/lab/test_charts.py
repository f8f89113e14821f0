import re
from xml.etree import ElementTree as ET

import pytest

pytest.importorskip("matplotlib", reason="matplotlib is not installed")

from photosearch.learning.lab.charts import N_COLOURS, chart_svg, describe
from photosearch.learning.lab.page_style import CSS
from photosearch.learning.lab.results import Chart, Series

CURVE = Chart(
    "curve",
    "Embedding size: retrieval",
    [8, 16, 32],
    [
        Series("MAP@R", [0.2, 0.3, 0.25], [0.1, 0.2, 0.2], [0.3, 0.4, 0.3]),
        Series("Recall@1", [0.5, None, float("nan")]),
    ],
    "numbers",
    "0 to 1",
    log_x=True,
)
BARS = Chart("bars", "Losses", ["triplet", "supcon"], [Series("ms", [3.0, 2.0])], "", "ms")
HISTOGRAM = Chart(
    "histogram", "Distances", [0, 1, 2], [Series("same", [4, 1]), Series("different", [1, 4])]
)
HEATMAP = Chart(
    "heatmap", "Confusion", ["cat", "dog"], [Series("cat", [9, 1]), Series("dog", [0, 0])]
)
CHARTS = [CURVE, BARS, HISTOGRAM, HEATMAP]


def texts(svg):
    return "".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
def test_chart_svg_is_one_element_that_takes_the_page_s_colours(chart):
    svg = chart_svg(chart)
    element = ET.fromstring(svg.replace("xlink:href", "href"))
    assert element.tag == "svg"
    assert "width" not in element.attrib  # as wide as its place
    assert not re.findall(r"#[0-9a-f]{6}", svg)
    used = set(re.findall(r"var\((--[\w-]+)\)", svg))
    assert used
    assert all(f"{name}:" in CSS for name in used)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.kind)
def test_chart_svg_asks_nobody_for_anything(chart):
    svg = chart_svg(chart)
    assert "http" not in svg
    assert "<style" not in svg


def test_chart_svg_writes_names_as_text():
    assert "triplet" in texts(chart_svg(BARS))
    assert "Recall@1" in texts(chart_svg(CURVE))
    assert "90" in texts(chart_svg(HEATMAP))


def test_chart_svg_escapes_names():
    chart = Chart("bars", "A <b> & c", ["<script>"], [Series("x", [1.0])])
    assert "<script>" not in chart_svg(chart)


def test_chart_svg_of_two_titles_have_ids_of_their_own():
    other = Chart("curve", "Another", [1, 2], [Series("a", [1, 2])])
    found = [set(re.findall(r'id="([^"]+)"', chart_svg(chart))) for chart in (CURVE, other)]
    assert not found[0] & found[1]


def test_chart_svg_is_the_same_every_time():
    assert chart_svg(CURVE) == chart_svg(CURVE)


def test_chart_svg_of_more_series_than_colours_works():
    many = [Series(f"run {number}", [number, 1]) for number in range(N_COLOURS + 3)]
    assert f"run {N_COLOURS + 2}" in texts(chart_svg(Chart("curve", "Many", [1, 2], many)))


@pytest.mark.parametrize("kind", ["curve", "bars", "histogram", "heatmap"])
def test_chart_svg_of_nothing_measured_is_empty_not_an_error(kind):
    chart_svg(Chart(kind, "Empty", [1], [Series("a", [None])]))


def test_chart_svg_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="pie"):
        chart_svg(Chart("pie", "Pie", [1], [Series("a", [1])]))


def test_describe_says_where_lines_start_end_and_peak():
    assert describe(CURVE) == (
        "Embedding size: retrieval. MAP@R: 0.2 at 8, 0.25 at 32, highest 0.3 at 16. "
        "Recall@1: 0.5 at 8, 0.5 at 8, highest 0.5 at 8."
    )
    assert describe(BARS) == "Losses. ms: from 2 (supcon) to 3 (triplet)."


def test_legend_of_long_names_stays_on_the_picture():
    names = [f"metric, photos held out {number}" for number in range(8)]
    svg = chart_svg(Chart("curve", "Long", [1, 2], [Series(name, [0.1, 0.2]) for name in names]))
    width = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
    starts = [float(x) for x in re.findall(r'<text[^>]* x="([\d.]+)"[^>]*>metric, ', svg)]
    assert len(starts) == len(names)
    size = float(re.search(r"font-size: ([\d.]+)px[^>]*>metric, ", svg)[1])
    assert max(starts) + 0.6 * size * len(names[0]) <= width
