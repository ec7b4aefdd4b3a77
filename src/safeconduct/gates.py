"""Gates: whether a text can concern a detector at all, told in a few microseconds.

A gate names the patterns one of which must match somewhere in a text before a detector can find anything in it. The
patterns of a large gate, and those of all small ones, make one automaton, loosened where counting would swell it: “at
most sixty characters between” becomes “any number between”. Loosening only ever lets more texts through, so that a gate
changes the cost and never the answer (tests/core/test_gates.py puts every detector to the whole corpus with and without
its gate). An automaton is not even asked where the words that its patterns need are missing (``prefilter``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Final

import re2

from safeconduct.text import Pattern, Text, pattern

_MEMORY: Final = 16 << 20  # bytes that an automaton may grow to; everyday texts fill one to five million of them
_SMALL: Final = 1_500  # characters of patterns; gates up to here share an automaton, larger ones would multiply its states
_NONE: Final = [0]  # what a set reports where only the empty pattern matches
_Match = Callable[[bytes], list[int] | None]


class Gate:
    """What a text must hold for a detector to find anything: a match of one of the patterns.

    ``longest`` is for a detector that searches in pieces: a text of more characters is let through, since a piece may
    begin within a word and match where the whole does not.
    """

    def __init__(self, *patterns: Pattern | str, longest: int = sys.maxsize) -> None:
        self.sources = tuple(each if isinstance(each, str) else each.source for each in patterns)
        self.longest = longest

    @property
    def small(self) -> bool:
        """Whether it costs little to ask it together with others."""
        return sum(map(len, self.sources)) <= _SMALL

    @cached_property
    def _alone(self) -> Gates:
        return Gates((self,))

    def admits(self, text: Text) -> bool:
        """Whether one of the patterns may match somewhere in a text; never wrongly false."""
        return bool(self._alone.open(text))


class Gates:
    """Several gates, asked together."""

    def __init__(self, gates: Sequence[Gate]) -> None:
        small = [(number, gate) for number, gate in enumerate(gates) if gate.small]
        large = ([(number, gate)] for number, gate in enumerate(gates) if not gate.small)
        self._groups = tuple(_Group(group) for group in (small, *large) if group)
        self._limits = tuple((number, gate.longest) for number, gate in enumerate(gates) if gate.longest < sys.maxsize)

    def open(self, text: Text) -> set[int]:
        """The numbers of the gates that a text opens."""
        found = set[int]()
        for group in self._groups:
            if group.bits & text.reach:
                found.update(group.open(text.encoded))
        for number, longest in self._limits:
            if len(text.folded) > longest:
                found.add(number)
        return found


class _Group:
    """Gates that share an automaton, each under its number."""

    def __init__(self, gates: Sequence[tuple[int, Gate]]) -> None:
        self._gates = tuple(gate for _, gate in gates)
        self._numbers = tuple(number for number, _ in gates)
        self.bits = 0
        for source in {source for gate in self._gates for source in gate.sources}:
            self.bits |= pattern(source).bit

    @cached_property
    def _match(self) -> _Match:
        """The automaton, made when it is first asked."""
        return _automaton(self._gates)

    def open(self, encoded: bytes) -> Iterable[int]:
        """The numbers of those that a text opens."""
        reported = self._match(encoded)
        if reported is None:  # the automaton gave up for want of memory
            return self._numbers
        return () if reported == _NONE else (self._numbers[each - 1] for each in reported if each)


def _automaton(gates: Iterable[Gate]) -> _Match:
    """One set of patterns for some gates; the first is empty and matches every text, so that giving up can be told."""
    options = re2.Options()
    options.max_mem = _MEMORY
    options.never_capture = True
    options.log_errors = False
    found = re2.Set.SearchSet(options)
    found.Add("")
    for gate in gates:
        found.Add("|".join(f"(?:{loosened(source)})" for source in gate.sources))
    found.Compile()
    match: _Match = found.Match
    return match


_LIMITED: Final = re2.compile(r"\{[0-9]*,[0-9]+\}")


def loosened(source: str) -> str:
    """A pattern that matches all that ``source`` matches, with no upper limit to any repetition."""
    if _LIMITED.search(source) is None:  # lists of words have no limits and are the longest
        return source
    pieces = []
    at = 0
    while at < len(source):
        end = _piece_end(source, at)
        pieces.append(_unlimited(source[at:end]) if source[at] == "{" else source[at:end])
        at = end
    return "".join(pieces)


def _piece_end(source: str, at: int) -> int:
    """The end of an escape, a class or a count, or of a single character."""
    if source[at] == "\\":
        return source.index("}", at) + 1 if source[at + 1] in "xpP" and source[at + 2 : at + 3] == "{" else at + 2
    if source[at] == "[":
        return _class_end(source, at + 1)
    return source.index("}", at) + 1 if source[at] == "{" else at + 1


def _class_end(source: str, at: int) -> int:
    at += source[at] == "^"
    at += source[at] == "]"  # first in a class, it stands for itself
    while source[at] != "]":
        if source.startswith("[:", at):
            at = source.index(":]", at) + 2
        else:
            at = _piece_end(source, at) if source[at] == "\\" else at + 1
    return at + 1


def _unlimited(count: str) -> str:
    least, comma, _ = count[1:-1].partition(",")
    if not comma:
        return count
    return "*" if least in ("", "0") else f"{{{least},}}"
