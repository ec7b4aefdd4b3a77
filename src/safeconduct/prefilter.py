"""Which patterns can match a text at all: one scan for the words that each of them needs.

Hundreds of patterns are put to every text and nearly all of them find nothing. From the source of a pattern this
module works out a set of literals of which any match must contain at least one; all literals of all patterns are
then looked for in a single pass, and a pattern none of whose literals is there need not run. A pattern from which
nothing can be concluded always runs, so that the filter changes the cost and never the answer (tests/core/test_prefilter.py
puts every pattern to the whole corpus with and without it).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Final, NamedTuple

import msgspec
from ahocorasick_rs import AhoCorasick

_WORTH_BUILDING: Final = 20  # texts looked through word by word before that; building takes as long as for some fifty
_SHORT: Final = 1_000  # characters of a text that is
_WORTH_BUILDING_AGAIN: Final = 1_000  # questions about late-comers
_TELLING: Final = 2  # letters; a pattern for which a shorter literal is enough is tried on every text, as most hold one
_USUAL: Final = ".,!?:;'\"-()/&"  # marks that most texts hold
_MOST: Final = 96  # strings that one part of a pattern may stand for before we stop counting them


class Part(NamedTuple):
    """What is known of a part of a pattern.

    ``exact`` is every string that it can match, if there are few; ``need`` a set of which every match contains one.
    """

    exact: frozenset[str] | None
    need: frozenset[str] | None

    @property
    def needs(self) -> frozenset[str] | None:
        """The most telling requirement; nothing can be required of what may be empty."""
        if self.exact is not None and "" not in self.exact:
            return _better(self.exact, self.need)
        return self.need


_EMPTY: Final = Part(frozenset({""}), None)
_ANYTHING: Final = Part(None, None)


def needed(source: str) -> frozenset[str] | None:
    """The literals of which every match of the pattern contains one; ``None`` if there are none to be sure of."""
    part, end = _alternatives(source, 0)
    return part.needs if end == len(source) else None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The requirement that rules out more: longer literals, then fewer of them."""
    if one is None or other is None:
        return other if one is None else one
    return max(one, other, key=lambda words: (min(5, *map(len, words)), -len(words)))


def _alternatives(source: str, at: int) -> tuple[Part, int]:
    """A | B | C, up to the closing bracket or the end."""
    part, at = _sequence(source, at)
    parts = [part]
    while at < len(source) and source[at] == "|":
        part, at = _sequence(source, at + 1)
        parts.append(part)
    return _either(parts), at


def _either(parts: list[Part]) -> Part:
    if len(parts) == 1:
        return parts[0]
    exact = _union(part.exact for part in parts)
    return Part(exact if exact and len(exact) <= _MOST else None, _union(part.needs for part in parts))


def _union(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """All of them together; ``None`` as soon as one is unknown."""
    found: set[str] = set()
    for words in sets:
        if words is None:
            return None
        found |= words
    return frozenset(found)


def _sequence(source: str, at: int) -> tuple[Part, int]:
    """Parts one after the other: neighbours of which all strings are known grow together."""
    run, need, whole = _EMPTY.exact, None, True
    while at < len(source) and source[at] not in "|)":
        part, at = _repeated(source, at)
        joined = _product(run, part.exact)
        if joined is None:
            need = _better(_better(need, _telling(run)), part.needs)
            run, whole = _EMPTY.exact, False
        else:
            run = joined
            need = _better(need, part.need)
    return (Part(run, need), at) if whole else (Part(None, _better(need, _telling(run))), at)


def _telling(run: frozenset[str] | None) -> frozenset[str] | None:
    return run if run and "" not in run else None


def _product(left: frozenset[str] | None, right: frozenset[str] | None) -> frozenset[str] | None:
    if left is None or right is None or len(left) * len(right) > _MOST:
        return None
    return frozenset(a + b for a in left for b in right)


def _repeated(source: str, at: int) -> tuple[Part, int]:
    """One part with the ``?``, ``*``, ``+`` or ``{m,n}`` that may follow it."""
    part, at = _single(source, at)
    if at < len(source) and source[at] in "?*+{":
        mark, at = source[at], at + 1
        least = {"?": 0, "*": 0, "+": 1}.get(mark, 0)
        if mark == "{":
            end = source.index("}", at)
            least, at = int(source[at:end].partition(",")[0] or 0), end + 1
        at += at < len(source) and source[at] == "?"  # lazy: matches the same strings
        if mark == "?" and part.exact is not None:
            return Part(part.exact | {""}, None), at
        return Part(None, part.needs if least else None), at
    return part, at


def _single(source: str, at: int) -> tuple[Part, int]:
    char = source[at]
    if char == "(":
        return _group(source, at + 1)
    if char == "[":
        return _char_class(source, at + 1)
    if char == "\\":
        return _escape(source, at + 1)
    if char == ".":
        return _ANYTHING, at + 1
    return (_EMPTY if char in "^$" else Part(frozenset({char}), None)), at + 1


def _group(source: str, at: int) -> tuple[Part, int]:
    if source.startswith("?P<", at):
        at = source.index(">", at) + 1
    elif source.startswith("?:", at):
        at += 2
    elif source.startswith("?", at):  # flags would change what the letters mean
        return _ANYTHING, len(source) + 1
    part, at = _alternatives(source, at)
    return part, at + 1


def _char_class(source: str, at: int) -> tuple[Part, int]:
    """``[abc]`` stands for a, b or c; a range or a class inside it stands for too many."""
    negated = source[at] == "^"
    end = source.index("]", at + 1 + negated)
    while source[end - 1] == "\\" and source[end - 2] != "\\":
        end = source.index("]", end + 1)
    inside = source[at:end]
    if ":]" in source[at : end + 1] and "[:" in inside:  # [[:alpha:]]
        return _ANYTHING, source.index("]", end + 1) + 1
    members = None if negated or "\\" in inside else _members(inside)
    return (_ANYTHING if members is None else Part(members, None)), end + 1


_FEW: Final = 12  # characters of a class that are counted one by one


def _members(inside: str) -> frozenset[str] | None:
    """The characters of a class such as ``a1-3``; ``None`` if they are many."""
    found: set[str] = set()
    at = 0
    while at < len(inside):
        last = inside[at + 2] if inside[at + 1 : at + 2] == "-" and at + 2 < len(inside) else inside[at]
        found.update(map(chr, range(ord(inside[at]), min(ord(last), ord(inside[at]) + _FEW) + 1)))
        at += 3 if last != inside[at] or inside[at + 1 : at + 3] == f"-{inside[at]}" else 1
    return frozenset(found) if len(found) <= _FEW else None


_WIDTHLESS: Final = frozenset("bBAz")
_CLASSES: Final = frozenset("dDwWsS")


def _escape(source: str, at: int) -> tuple[Part, int]:
    char = source[at]
    if char in _WIDTHLESS:
        return _EMPTY, at + 1
    if char in _CLASSES:
        return _ANYTHING, at + 1
    if source.startswith("x{", at):
        end = source.index("}", at)
        return Part(frozenset({chr(int(source[at + 2 : end], 16))}), None), end + 1
    if char in "pPx":
        return _ANYTHING, source.index("}", at) + 1 if source[at + 1 : at + 2] == "{" else at + (3 if char == "x" else 2)
    return Part(frozenset({"\n" if char == "n" else char}), None), at + 1


class Prefilter:
    """The literals of many patterns, looked for in one pass.

    What each pattern needs is worked out beforehand (``make index`` writes ``data/pattern_words.json``, by a digest of
    the source, so that a changed pattern is never judged by old words) and worked out afresh where it is not written.
    """

    def __init__(self) -> None:
        self._sources: list[str] = []
        self._needs: list[frozenset[str] | None] = []  # of the first of them, as far as it was asked; None: tried on any text
        self._users: list[int] = []  # for each literal, a bit for every pattern that needs it or another
        self._always = 0  # a bit for every pattern that has to be tried on any text
        self._built = 0
        self._by_hand = 0  # texts looked through before anything was built
        self._late = 0  # questions about patterns that came after the filter was built

    def add(self, source: str) -> int:
        """Take a pattern in; the bit by which ``may_match`` knows it."""
        self._sources.append(source)
        return 1 << len(self._sources) - 1

    def build(self) -> None:
        """Look at every pattern taken in so far."""
        self._always, users = 0, dict[str, int]()
        for number, words in enumerate(self._needed()):
            if words is None:
                self._always |= 1 << number
            for word in words or ():
                users[word] = users.get(word, 0) | 1 << number
        self._automaton, self._users = AhoCorasick(list(users)), list(users.values())
        self._built, self._late = len(self._sources), 0
        self._reach.cache_clear()

    def _needed(self) -> Sequence[frozenset[str] | None]:
        """What each pattern needs."""
        self._needs += map(_needs, self._sources[len(self._needs) :])
        return self._needs

    def may_match(self, bit: int, text: str) -> bool:
        """Whether a pattern, told by its bit, has to be tried on ``text``."""
        return bool(bit & self._always or bit & self.reach(text))

    def reach(self, text: str) -> int:
        """The bits of all patterns that have to be tried on ``text``, late-comers among them."""
        if not self._built and (len(text) > _SHORT or self._by_hand >= _WORTH_BUILDING):
            self.build()
        if 0 < self._built < len(self._sources):
            self._late += 1
            if self._late > _WORTH_BUILDING_AGAIN:
                self.build()
        return self._reach(text)

    @lru_cache(maxsize=64)  # noqa: B019 one filter a process, few texts at a time
    def _reach(self, text: str) -> int:
        return self._found(text) | -1 << self._built if self._built else self._looked_for(text)

    def _found(self, text: str) -> int:
        """By the automaton: a bit for every pattern that may match somewhere in ``text``."""
        found = self._always
        for index, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            found |= self._users[index]
        return found

    def _looked_for(self, text: str) -> int:
        """The same word by word, which for a few short texts is quicker than building."""
        self._by_hand += 1
        return sum((1 << at for at, words in enumerate(self._needed()) if _holds(text, words)), -1 << len(self._sources))


def _needs(source: str) -> frozenset[str] | None:
    """The literals of which a match contains one, if they are worth looking for; as written down, or worked out."""
    written, key = written_words(), digest(source)
    words = written[key] if key in written else needed(source)
    return None if words is None or not all(map(_is_telling, words)) else frozenset(words)


def _holds(text: str, words: Iterable[str] | None) -> bool:
    """Whether a text holds one of some words."""
    return words is None or any(map(text.__contains__, words))


def _is_telling(word: str) -> bool:
    """Whether few enough texts hold a literal: a single character that is no usual one, such as @ or a picture, is rare too."""
    return len(word.strip()) >= _TELLING or not (word.isspace() or word.isalnum() or word in _USUAL)


def digest(source: str) -> str:
    """By which the words of a pattern are written down."""
    return hashlib.blake2b(source.encode(), digest_size=9).hexdigest()


@cache
def written_words() -> Mapping[str, list[str] | None]:
    """What patterns need, as last written down; nothing where nothing is written."""
    file = resources.files("safeconduct.data") / "pattern_words.json"
    return msgspec.json.decode(file.read_bytes(), type=dict[str, list[str] | None]) if file.is_file() else {}
