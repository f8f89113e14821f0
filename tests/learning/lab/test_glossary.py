import pytest

from photosearch.learning.lab.glossary import term_of, terms_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("MAP@R", "MAP@R"),
        ("Recall@1 ± sd", "Recall@1"),
        ("Accuracy, linear SVM", "Accuracy"),
        ("loss of the last epoch", "Loss"),
        ("training loss", "Loss"),
        ("TAR at FAR 0.01", "TAR at FAR"),
    ],
)
def test_term_of_finds_the_measure(text, name):
    assert term_of(text).name == name


@pytest.mark.parametrize("text", ["loss function", "ms a step", "epoch", "avatar", ""])
def test_term_of_other_words_is_none(text):
    assert term_of(text) is None


def test_terms_in_names_each_once():
    found = terms_in(["MAP@R", "Recall@1", "MAP@R on held-out photos"])
    assert [term.name for term in found] == ["MAP@R", "Recall@1"]
