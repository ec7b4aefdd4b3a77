"""A glance at a text: the sum of what its words, pairs of words and groups of letters weigh, for all heads at once.

A word's share is worked out once and kept, so that a text costs a table look-up a word and a few sums over many texts
at a time. Groups of letters let the glance see through a misspelling or an unknown name; pairs let it tell “my class”
from “class war”. Words are told apart by a hash into a table of fixed size: two that fall together share a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

if TYPE_CHECKING:  # half as long to import as NumPy itself
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Whole = npt.NDArray[np.uint32]


PAIR: Final = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B))
SHORTEST: Final = 3  # letters in a group
LONGEST: Final = 5
LONGEST_WORD: Final = 40  # letters looked at
KEPT: Final = 60_000  # words whose share is kept: some twenty megabytes
_MARKS: Final = "\"'()[]{}<>.,;:!?*~_-–—…#@/\\|+=&%^`"


def parts(word: str) -> Iterator[str]:
    """What a word is known by: itself, the marks around it, and its groups of letters, its edges marked."""
    core = word.strip(_MARKS)[:LONGEST_WORD]
    if core != word[:LONGEST_WORD]:
        yield from {f"m{mark}" for mark in word[:LONGEST_WORD] if mark in _MARKS}
    if not core:
        return
    yield f"w{core}"
    edged = f"<{core}>"
    for size in range(SHORTEST, LONGEST + 1):
        for start in range(len(edged) - size + 1):
            yield edged[start : start + size]


def buckets(word: str, rows: int) -> list[int]:
    """The rows of the table that a word adds up to."""
    return [crc32(part.encode()) % rows for part in parts(word)]


def key(word: str) -> int:
    """By which a word is known in pairs: marks around it do not count."""
    return crc32(word.strip(_MARKS)[:LONGEST_WORD].encode())


def pairs(keys: Whole, rows: int) -> npt.NDArray[np.intp]:
    """The rows of the table for each word with the next one."""
    mixed = keys[:-1] * PAIR[0] + keys[1:] * PAIR[1]
    mixed ^= mixed >> np.uint32(15)
    return (mixed % np.uint32(rows)).astype(np.intp)


class Glance:
    """The tables, and the words met so far."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.generic]], prefix: str = "glance") -> None:
        self._table = arrays[f"{prefix}.table"]  # whole numbers of eight bits
        self._pairs = arrays[f"{prefix}.pairs"]
        self._unit = arrays[f"{prefix}.unit"].astype(np.float32)  # what 1 in the tables stands for: words, pairs
        self._hidden = arrays[f"{prefix}.hidden"].astype(np.float32)
        self._hidden_bias = arrays[f"{prefix}.hidden.bias"].astype(np.float32)
        self._out = arrays[f"{prefix}.out"].astype(np.float32)
        self._out_bias = arrays[f"{prefix}.out.bias"].astype(np.float32)
        self._forget()

    def _forget(self) -> None:
        self._known: dict[str, int] = {"": 0}
        self._rows = np.zeros((KEPT, self._table.shape[1]), np.float32)
        self._keys = np.zeros(KEPT, np.uint32)

    def look(self, texts: Sequence[Sequence[str]]) -> Floats:
        """Log odds a head for each text, given as its words; the words of its context may stand before its own."""
        ends = np.cumsum([len(words) + 1 for words in texts])
        numbers = self._numbers(texts, int(ends[-1]))
        words = self._rows.take(numbers, 0)
        paired = self._pairs.take(pairs(self._keys.take(numbers), len(self._pairs)), 0).astype(np.float32)
        paired *= self._unit[1]
        paired[ends[:-1] - 1] = 0  # what stands behind a text forms no pair with the next text
        words[:-1] += paired
        starts = np.concatenate(([0], ends[:-1]))
        size = np.sqrt(np.diff(np.concatenate(([0], ends))).astype(np.float32))[:, None]
        pooled = np.concatenate([np.add.reduceat(words, starts, 0) / size, np.maximum.reduceat(words, starts, 0)], axis=1)
        hidden = np.maximum(pooled @ self._hidden + self._hidden_bias, 0)
        out: Floats = hidden @ self._out + self._out_bias
        return out

    def _numbers(self, texts: Sequence[Sequence[str]], total: int) -> npt.NDArray[np.intp]:
        """The number of each word; after each text a nothing, so that no pair reaches from one text into the next."""
        known = self._known
        try:
            flat = [known[word] for words in texts for word in (*words, "")]
        except KeyError:
            self._learn({word for words in texts for word in words})
            known = self._known
            flat = [known[word] for words in texts for word in (*words, "")]
        return np.fromiter(flat, np.intp, total)

    def _learn(self, words: set[str]) -> None:
        if len(self._known) + len(words - self._known.keys()) > KEPT:
            self._forget()
        for word in sorted(words - self._known.keys()):
            number = self._known[word] = len(self._known)
            self._rows[number] = self._table[buckets(word, len(self._table))].sum(axis=0, dtype=np.float32) * self._unit[0]
            self._keys[number] = key(word)
