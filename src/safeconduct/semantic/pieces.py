"""Texts as the reader takes them: cut into pieces of words, with what is known of where the text is going before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from safeconduct.activity import Account, Audience, Role
from safeconduct.screening import Context
from safeconduct.semantic.reader import Piece
from safeconduct.text import pattern

LONGEST: Final = 160  # pieces of a text read at once: a hundred words or so
LONGEST_BEFORE: Final = 24  # pieces of what is known besides; with those of the text no more than the reader has places for
_LONGEST_WORD: Final = 60  # letters; a longer word is unknown
_START: Final = "[CLS]"
_STOP: Final = "[SEP]"
_UNKNOWN: Final = "[UNK]"
_SIGNS: Final = r"\p{P}$+<=>^`|~\p{So}\p{Sk}\p{Han}"
_WORD: Final = pattern(rf"[^\s{_SIGNS}]+|[{_SIGNS}]")  # a word, or one sign, emoji or Chinese character


class Window(NamedTuple):
    """A stretch of a text as pieces, and where each of them stands in it, in code points."""

    piece: Piece
    places: tuple[tuple[int, int], ...]


def surroundings(context: Context) -> str:
    """What is known of a text besides its words, in words that the reader was trained with."""
    return _surroundings(context.account, context.audience, context.kind, context.role, context.platform)


@lru_cache(maxsize=2_000)  # an archive is a handful of them
def _surroundings(account: Account, audience: Audience | None, kind: str, role: Role | None, platform: str) -> str:
    told = audience.value if audience is Audience.DIRECT else ""  # who else may read it does not change what it says
    by = role.value.replace("_", " ") if role else ""
    return " ".join(filter(None, (account.value, told, kind, by, platform)))


class Cutter:
    """Cuts words into the longest pieces that are known, from left to right; signs and emoji stand by themselves."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self._start, self._stop, self._unknown = numbers[_START], numbers[_STOP], numbers[_UNKNOWN]
        self._of_word = lru_cache(maxsize=20_000)(self._cut)  # the same words come again and again

    def window(self, text: str, before: str) -> Window:
        """A text, which may not be longer than a stretch, behind what is known of it."""
        known = [number for number, _, _ in self._pieces(before)][:LONGEST_BEFORE]
        head = [self._start, *known, self._stop]
        own = list(self._pieces(text))[:LONGEST]
        ids = [*head, *(number for number, _, _ in own), self._stop]
        segments = [0] * len(head) + [1] * (len(own) + 1)
        places = [(0, 0)] * len(head) + [(start, end) for _, start, end in own] + [(0, 0)]
        return Window(Piece(ids, segments, [False] * len(head) + [True] * len(own) + [False]), tuple(places))

    def _pieces(self, text: str) -> Iterator[tuple[int, int, int]]:
        """The number of each piece, and where it stands."""
        for word in _WORD.all(text):
            for number, start, end in self._of_word(word.text):
                yield number, word.start + start, word.start + end

    def _cut(self, word: str) -> tuple[tuple[int, int, int], ...]:
        found: list[tuple[int, int, int]] = []
        start = 0
        while start < len(word) <= _LONGEST_WORD:
            end = next((end for end in range(len(word), start, -1) if self._name(word, start, end) in self._numbers), None)
            if end is None:
                break
            found.append((self._numbers[self._name(word, start, end)], start, end))
            start = end
        return tuple(found) if start == len(word) else ((self._unknown, 0, len(word)),)

    @staticmethod
    def _name(word: str, start: int, end: int) -> str:
        return f"##{word[start:end]}" if start else word[:end]
