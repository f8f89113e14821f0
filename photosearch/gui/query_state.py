"""What is being searched for right now: examples with their sign, grain, filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from photosearch.gui.values import Example, PhotoExample, PhotoFilter, Query


@dataclass(frozen=True)
class SignedExample:
    """An example, and whether results should look like it or not."""

    example: Example
    negative: bool = False


class QueryState(QObject):
    """The examples, the grain and the filter; tells when they change.

    Signals:
        asked(): as ``examples_changed``, and before it: the search begins before it is shown.
        examples_changed(): examples came, went or turned.
        refined(): grain or filter changed.
    """

    asked = Signal()
    examples_changed = Signal()
    refined = Signal()

    def __init__(self, grain: float = 0.5, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._examples: tuple[SignedExample, ...] = ()
        self._grain = grain
        self._filter = PhotoFilter()

    @property
    def examples(self) -> tuple[SignedExample, ...]:
        """Return the examples in the order they were given."""
        return self._examples

    @property
    def grain(self) -> float:
        """Return 0 (same thing) to 1 (same kind)."""
        return self._grain

    @property
    def photo_filter(self) -> PhotoFilter:
        """Return which photos are looked at."""
        return self._filter

    @property
    def active(self) -> bool:
        """Whether there is something to look for."""
        return any(not each.negative for each in self._examples)

    def query(self) -> Query:
        """Return the query for a search."""
        return Query(
            positives=tuple(each.example for each in self._examples if not each.negative),
            negatives=tuple(each.example for each in self._examples if each.negative),
            photo_filter=self._filter,
            grain=self._grain,
        )

    def start(self, examples: Sequence[Example]) -> None:
        """Search for these examples instead of any before."""
        self._set(tuple(SignedExample(each) for each in examples))

    def add(self, examples: Sequence[Example], negative: bool = False) -> None:
        """Add examples to the query; one that is there already takes the new sign."""
        kept = tuple(each for each in self._examples if each.example not in examples)
        self._set(kept + tuple(SignedExample(each, negative) for each in examples))

    def remove(self, example: Example) -> None:
        """Take an example out; without a positive one the query ends."""
        kept = tuple(each for each in self._examples if each.example != example)
        self._set(kept if any(not each.negative for each in kept) else ())

    def turn(self, example: Example) -> None:
        """Turn an example from "like this" to "not like this" or back."""
        turned = tuple(
            replace(each, negative=not each.negative) if each.example == example else each
            for each in self._examples
        )
        self._set(turned)

    def clear(self) -> None:
        """End the query; the filter stays."""
        if self._examples:
            self._set(())

    def set_grain(self, grain: float) -> None:
        """Choose between the same thing and the same kind."""
        if grain != self._grain:
            self._grain = grain
            self.refined.emit()

    def set_filter(self, photo_filter: PhotoFilter) -> None:
        """Choose which photos are looked at."""
        if photo_filter != self._filter:
            self._filter = photo_filter
            self.refined.emit()

    def photo_examples(self) -> list[int]:
        """Return the library photos among the examples."""
        examples = [each.example for each in self._examples]
        return [int(each.photo_id) for each in examples if isinstance(each, PhotoExample)]

    def _set(self, examples: tuple[SignedExample, ...]) -> None:
        if examples != self._examples:
            self._examples = examples
            self.asked.emit()
            self.examples_changed.emit()
