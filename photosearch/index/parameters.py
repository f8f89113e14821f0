"""How dense a graph is and how widely it is searched."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class GraphSettings:
    """The parameters of a graph (Malkov and Yashunin, 2018).

    Attributes:
        m: Links an entry keeps on each upper level; twice as many on the lowest.
        ef_construction: Candidates kept while an entry is linked.
        ef: Candidates kept while ten neighbours are searched; more neighbours need more.
    """

    m: int
    ef_construction: int
    ef: int

    def with_ef(self, ef: int) -> GraphSettings:
        """Return the same graph, searched differently."""
        return replace(self, ef=ef)

    def ef_for(self, k: int) -> int:
        """Return the candidates to keep for k neighbours."""
        return max(self.ef, self.ef + 3 * (k - 10) // 2)


def graph_settings(expected_size: int) -> GraphSettings:
    """Choose settings for so many entries.

    ``ef`` is where a graph starts; it is measured on its own vectors as it grows (``calibration``),
    because what a recall of 0.99 takes depends on the data far more than on their number: 100 on
    clusters of low dimension, 1,600 on directions without structure.
    """
    if expected_size <= 50_000:
        return GraphSettings(m=16, ef_construction=128, ef=128)
    return GraphSettings(m=16, ef_construction=200, ef=192)
