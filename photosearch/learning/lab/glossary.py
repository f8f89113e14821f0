"""What the names of measures mean, in a sentence, and which end of them is good."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Better = Literal["higher", "lower", ""]


@dataclass(frozen=True)
class Term:
    """A measure.

    Attributes:
        name: as people read it.
        pattern: a regular expression that its names in tables and charts match.
        meaning: one sentence.
        better: which end is good; empty: neither.
        headline: whether it may stand at the head of a report.
    """

    name: str
    pattern: str
    meaning: str
    better: Better = "higher"
    headline: bool = False

    def names(self, text: str) -> bool:
        """Whether a column or label speaks of this measure."""
        return re.search(self.pattern, text, re.IGNORECASE) is not None


_TERMS = (
    Term(
        "MAP@R",
        r"\bMAP@R\b",
        "how much of the beginning of a photo's result list is of its own class, earlier places "
        "counting more: 1 is perfect, 0 is none",
        headline=True,
    ),
    Term(
        "Recall@1",
        r"\bRecall@1\b",
        "how often the most similar other photo is of the same class",
        headline=True,
    ),
    Term(
        "R-precision",
        r"\bR-precision\b",
        "of the first R results, R being the number of other photos of the class, the share that "
        "is of the class",
    ),
    Term(
        "Accuracy",
        r"\baccuracy\b",
        "how often a simple classifier on the frozen embeddings names the right class",
        headline=True,
    ),
    Term(
        "AMI",
        r"\bAMI\b",
        "how well clusters found without labels agree with the classes: 0 is chance, 1 perfect",
    ),
    Term(
        "BCubed F1",
        r"\bBCubed\b",
        "of a photo's cluster mates, how many are of its class, and the other way round; the photo "
        "itself does not count",
    ),
    Term(
        "AUROC",
        r"\bAUROC\b",
        "how often the one that should score higher does: 0.5 is chance, 1 perfect",
    ),
    Term("OSCR", r"\bOSCR\b", "naming known photos rightly and rejecting unknown ones, at once"),
    Term(
        "EER",
        r"\bEER\b",
        "the error rate where as many wrong pairs are accepted as right ones refused",
        "lower",
    ),
    Term(
        "TAR at FAR",
        r"\bTAR\b",
        "the share of pairs of one class that a threshold accepts, while letting through the given "
        "share of other pairs",
    ),
    Term(
        "Identified at FAR",
        r"\bidentified\b",
        "the share of photos of known classes that get their right name, while the given share of "
        "unknown photos gets one",
    ),
    Term(
        "Intra/inter ratio",
        r"\bintra/inter\b",
        "distance within classes over distance between them: small where classes are compact",
        "lower",
    ),
    Term(
        "Loss",
        r"\bloss$|^loss\b(?! function)|\btraining loss\b|\bmean loss\b",
        "what the training lowers; it tells whether learning goes on, not how well photos are "
        "found",
        "lower",
    ),
    Term(
        "Spread",
        r"\bspread\b",
        "the mean cosine distance of two photos: near 0 all photos have come to one place",
        "",
    ),
    Term(
        "kNN overlap",
        r"\boverlap\b",
        "how many of each photo's nearest neighbours stay the same under another metric",
        "",
    ),
    Term("± sd", r"^± ?sd$", "the standard deviation over seeds", ""),
    Term(
        "95 % interval",
        r"95 ?% interval|^low$|^high$",
        "where the mean would lie with other photos of the same kind, 19 times in 20",
        "",
    ),
)


def term_of(text: str) -> Term | None:
    """Return the measure that a column or label names, if it is known."""
    return next((term for term in _TERMS if term.names(text)), None)


def terms_in(texts: Iterable[str]) -> tuple[Term, ...]:
    """Return the measures that some columns or labels name, each once, in order."""
    found = (term for text in texts for term in _TERMS if term.names(text))
    return tuple(dict.fromkeys(found))
