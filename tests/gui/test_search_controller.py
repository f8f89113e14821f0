from photosearch.gui.search_controller import marks_of
from photosearch.gui.values import PhotoExample, Query, SearchAnswer, SearchResult


def answer(*results: SearchResult) -> SearchAnswer:
    return SearchAnswer(Query((PhotoExample(9),)), (9,), results, 0.0)


def test_probability_is_said_in_percent():
    mark = marks_of(answer(SearchResult(1, 1.3, 0.934, True)))[1]
    assert (mark.share, mark.text) == (0.934, "93 %")


def test_uncalibrated_score_is_a_bar_against_the_best_and_spoken():
    marks = marks_of(answer(SearchResult(1, 1.6, None, True), SearchResult(2, 0.4, None, False)))
    assert (marks[1].share, marks[2].share, marks[2].text) == (1.0, 0.25, "")
    assert marks[2].spoken == "likeness 0.40"


def test_scores_below_zero_give_an_empty_bar():
    assert marks_of(answer(SearchResult(1, -3.0, None, True)))[1].share == 0.0


def test_query_itself_is_marked_as_this_photo():
    assert marks_of(answer())[9].same
