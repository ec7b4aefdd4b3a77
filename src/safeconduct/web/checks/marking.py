"""The text with its marked words: every finding has its place and its number, overlapping ones too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple


class Place(NamedTuple):
    """Where a finding stands in the text, and its number."""

    start: int
    end: int
    number: int


class Piece(NamedTuple):
    """A stretch of the text, marked throughout or not at all; ``numbers`` are of the findings that end with it."""

    text: str
    marked: bool
    numbers: tuple[int, ...] = ()


def pieces(text: str, places: Iterable[Place]) -> Iterator[Piece]:
    """Cut a text where a finding begins or ends; put together again, the pieces are the text."""
    change: Counter[int] = Counter()
    ends: dict[int, dict[int, None]] = {}
    for place in places:
        change[place.start] += 1
        change[place.end] -= 1
        ends.setdefault(place.end, {})[place.number] = None
    depth = change[0]
    last = 0
    for cut in sorted({*change, len(text)} - {0}):
        yield Piece(text[last:cut], depth > 0, tuple(sorted(ends.get(cut, ()))))
        depth += change[cut]
        last = cut


__all__: Final = ("Piece", "Place", "pieces")
