"""Weighing clues: some things show only in several words together, and no single one of them is proof.

“The deputy”, “told me” and “today” are each harmless; together they are a tale from work. A ``Scale`` holds clues,
each with points for or against. A text is weighed a few sentences at a time, each sentence searched once, so that
the cost stays linear, a long post is judged by its parts, and every finding can be explained by its clues.
The points were set by comparing many texts with and without what is looked for, then rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from safeconduct.mentions import Name, Shape, in_family_words, names
from safeconduct.text import Pattern, Text, pattern

SENTENCES: Final = 4  # sentences weighed together
LONG_TEXT: Final = 40_000  # characters from which a text is cut by length, not by sentence
LONGEST: Final = 420  # characters of one piece at most, whatever the punctuation
BEFORE: Final = 70  # characters looked at before a name
AFTER: Final = 100  # and after it
SHOWN: Final = 120  # characters that one finding shows, about


class Clue(NamedTuple):
    """A pattern that speaks for (points above 0) or against; ``marks`` if a finding may be shown on its words."""

    name: str
    points: float
    words: Pattern
    marks: bool = False


class NameClue(NamedTuple):
    """A proper name of one of these shapes, with certain words around it or right after it."""

    name: str
    points: float
    shapes: frozenset[Shape]
    around: Pattern | None = None
    after: Pattern | None = None

    def fits(self, folded: str, name: Name) -> bool:
        """Whether this name stands as the clue wants it."""
        if name.shape not in self.shapes:
            return False
        if self.after is not None and self.after.search(folded[name.end : name.end + AFTER]) is None:
            return False
        return self.around is None or self.around.search(folded[max(0, name.start - BEFORE) : name.end + AFTER]) is not None


class Both(NamedTuple):
    """Two kinds of clue that weigh more together than apart."""

    name: str
    points: float
    one: frozenset[str]
    other: frozenset[str]


class Weighed(NamedTuple):
    """A few sentences of the folded text with what speaks for and against, and the places that may be marked."""

    start: int
    end: int
    points: float
    clues: frozenset[str]
    marks: tuple[tuple[int, int], ...]


class _Piece(NamedTuple):
    start: int
    end: int
    found: dict[str, tuple[float, tuple[int, int] | None]]  # clue → points, place to mark


class Scale(NamedTuple):
    """Clues, and the points that are enough for a finding."""

    clues: tuple[Clue, ...]
    named: tuple[NameClue, ...]
    enough: float
    both: tuple[Both, ...] = ()

    def shown(self, weighed: Weighed) -> tuple[int, int]:
        """The place to show for a finding: the clues of the first sentence that has any, from first to last."""
        first = weighed.marks[0] if weighed.marks else (weighed.start, weighed.end)
        near = [end for start, end in weighed.marks if start < first[0] + SHOWN]
        return first[0], max(near, default=first[1])

    def heavy(self, text: Text) -> Iterator[Weighed]:
        """The stretches of a text with enough points, none overlapping another."""
        past = -1
        for weighed in self.weigh(text):
            if weighed.points >= self.enough and weighed.start >= past:
                past = weighed.end
                yield weighed

    def weigh(self, text: Text) -> Iterator[Weighed]:
        """Every run of a few sentences with its points."""
        parts = list(self._pieces(text))
        size = SENTENCES if len(text.folded) <= LONG_TEXT else 1
        for index in range(max(1, len(parts) - size + 1)):
            if parts:
                yield _together(parts[index : index + size], self.both)

    def _pieces(self, text: Text) -> Iterator[_Piece]:
        known = iter(names(text) if self.named else ())
        name = next(known, None)
        possible = [clue for clue in self.clues if clue.words.possible(text.folded)]
        for start, end in _cut(text):
            found = _search(possible, text.folded[start:end], start)
            while name is not None and name.start < end:
                self._judge(text.folded, name, found)
                name = next(known, None)
            yield _Piece(start, end, found)

    def _judge(self, folded: str, name: Name, found: dict[str, tuple[float, tuple[int, int] | None]]) -> None:
        if in_family_words(folded, name.start):
            return
        for clue in self.named:
            if clue.name not in found and clue.fits(folded, name):
                found[clue.name] = clue.points, (name.start, name.end)


def _search(clues: Iterable[Clue], piece: str, offset: int) -> dict[str, tuple[float, tuple[int, int] | None]]:
    """The clues in one piece of text, with their points and places."""
    found: dict[str, tuple[float, tuple[int, int] | None]] = {}
    for clue in clues:
        match = clue.words.search(piece)
        if match is not None:
            found[clue.name] = clue.points, (offset + match.start, offset + match.end) if clue.marks else None
    return found


def clue(name: str, points: float, source: str, *, marks: bool = False) -> Clue:
    """A clue from a pattern source."""
    return Clue(name, points, pattern(source), marks)


def _cut(text: Text) -> Iterator[tuple[int, int]]:
    """The sentences, over-long ones cut; in a very long text they are taken together, so that no text is costly."""
    whole = len(text.folded)
    if whole > LONG_TEXT:
        yield from ((start, min(whole, start + LONGEST)) for start in range(0, whole, LONGEST))
        return
    for sentence in text.sentences:
        for start in range(sentence.start, sentence.end, LONGEST):
            yield start, min(sentence.end, start + LONGEST)


def _together(parts: list[_Piece], pairs: tuple[Both, ...]) -> Weighed:
    """Some pieces as one; a clue counts once, however often it is met."""
    found: dict[str, tuple[float, tuple[int, int] | None]] = {}
    for part in parts:
        for name, value in part.found.items():
            found.setdefault(name, value)
    clues = frozenset(found)
    met = [pair for pair in pairs if clues & pair.one and clues & pair.other]
    points = sum(points for points, _ in found.values()) + sum(pair.points for pair in met)
    marks = sorted(place for worth, place in found.values() if place is not None and worth > 0)
    return Weighed(parts[0].start, parts[-1].end, points, clues | {pair.name for pair in met}, tuple(marks))
