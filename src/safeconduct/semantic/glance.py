"""A glance at a text: the sum of what its words, pairs of words and groups of letters weigh, for all heads at once.

A word's share is worked out once and kept, so that a text costs a table look-up a word and a few sums over many texts
at a time. Groups of letters let the glance see through a misspelling; pairs let it tell “my class” from “class war”.
Words are told apart by a hash into a table of fixed size: two that fall together share a row. The last column of both
tables is not a weight but what a feature adds to the square of the text's length as a vector, by which the sum is divided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

if TYPE_CHECKING:  # half as long to import as NumPy itself
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Whole = npt.NDArray[np.uint32]


PAIR: Final = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B))
KNOWN: Final = "\x01"  # stands before a word that is not of the text but known of it: where it is going, whose it is
SHORTEST: Final = 3  # letters in a group
LONGEST: Final = 5
LONGEST_WORD: Final = 40  # letters looked at
KEPT: Final = 60_000  # words whose share is kept: some ten megabytes
_MARKS: Final = "\"'()[]{}<>.,;:!?*~_-–—…#@/\\|+=&%^`"


def groups(word: str) -> Iterator[str]:
    """The groups of letters of a word, its edges marked."""
    if word[:1] != KNOWN and (core := word.strip(_MARKS)[:LONGEST_WORD]):
        edged = f"<{core}>"
        for size in range(SHORTEST, LONGEST + 1):
            for start in range(len(edged) - size + 1):
                yield edged[start : start + size]


def wholes(word: str) -> Iterator[str]:
    """The word itself, and the marks around it."""
    core = word.strip(_MARKS)[:LONGEST_WORD]
    if core != word[:LONGEST_WORD]:
        yield from sorted({f" {mark}" for mark in word[:LONGEST_WORD] if mark in _MARKS})
    if core:
        yield core


def buckets(word: str, rows: tuple[int, int]) -> tuple[list[int], list[int]]:
    """The rows of both tables that a word adds up to."""
    return [crc32(each.encode()) % rows[0] for each in groups(word)], [crc32(each.encode()) % rows[1] for each in wholes(word)]


def key(word: str) -> int:
    """By which a word is known in pairs: marks around it do not count."""
    return crc32(word.strip(_MARKS)[:LONGEST_WORD].encode())


def pairs(keys: Whole, rows: int) -> npt.NDArray[np.intp]:
    """The rows of the table for each word with the next one."""
    mixed = keys[:-1] * PAIR[0] + keys[1:] * PAIR[1]
    mixed ^= mixed >> np.uint32(15)
    return (mixed % np.uint32(rows)).astype(np.intp)


class Glance:
    """The tables, and the words met so far.

    ``spelt`` makes a word plain; it is asked once a word, and what it said is kept with the word's share.
    """

    def __init__(
        self,
        arrays: Mapping[str, npt.NDArray[np.generic]],
        prefix: str = "glance",
        spelt: Callable[[str], str] = str,
    ) -> None:
        self._spelt = spelt
        self._table = arrays[f"{prefix}.table"]  # whole numbers of eight bits
        self._pairs = arrays[f"{prefix}.pairs"]
        self._unit = arrays[f"{prefix}.unit"].astype(
            np.float32
        )  # what 1 stands for in each column of the one, and of the other
        self._bias = arrays[f"{prefix}.bias"].astype(np.float32)
        self._forget()

    def _forget(self) -> None:
        self._known: dict[str, int] = {"": 0}
        self._rows = np.zeros((KEPT, self._table.shape[1]), np.float32)
        self._keys = np.zeros(KEPT, np.uint32)

    def look(self, texts: Sequence[Sequence[str]], known: Sequence[str] = ()) -> Floats:
        """Log odds a head for each text, given as its words; ``known`` is what is known of each besides."""
        numbers, sizes = self._numbers(texts, [KNOWN + words if words else "" for words in known] or [""] * len(texts))
        ends = np.cumsum(sizes)
        words = self._rows.take(numbers, 0)
        paired = self._pairs.take(pairs(self._keys.take(numbers), len(self._pairs)), 0) * self._unit[1]
        paired[ends[:-1] - 1] = 0  # what stands behind a text forms no pair with the next text
        words[:-1] += paired
        sums = np.add.reduceat(words, np.concatenate(([0], ends[:-1])), 0)
        length = np.sqrt(np.maximum(sums[:, -1:], np.float32(1)))
        return np.asarray(sums[:, :-1] / length + self._bias, np.float32)

    def _numbers(self, texts: Sequence[Sequence[str]], known: Sequence[str]) -> tuple[npt.NDArray[np.intp], list[int]]:
        """The number of each word, and how many a text has; after each text a nothing, so that no pair reaches from one text
        into the next."""
        try:
            return self._numbered(texts, known)
        except KeyError:
            self._learn({*known, *(word for words in texts for word in words)})
            return self._numbered(texts, known)

    def _numbered(self, texts: Sequence[Sequence[str]], known: Sequence[str]) -> tuple[npt.NDArray[np.intp], list[int]]:
        number, flat, sizes = self._known.__getitem__, list[int](), list[int]()
        for words, before in zip(texts, known, strict=True):
            begun = len(flat)
            if before:
                flat.append(number(before))
            flat += map(number, words)
            flat.append(0)
            sizes.append(len(flat) - begun)
        return np.fromiter(flat, np.intp, len(flat)), sizes

    def _learn(self, words: set[str]) -> None:
        if len(self._known) + len(words - self._known.keys()) > KEPT:
            self._forget()
        for word in sorted(words - self._known.keys()):
            number = self._known[word] = len(self._known)
            parts = [KNOWN + part for part in word[1:].split()] if word[:1] == KNOWN else [self._spelt(word)]
            self._rows[number] = sum(self._row(part) for part in parts) + self._joined(parts)
            self._keys[number] = key(parts[-1])

    def _row(self, word: str) -> Floats:
        """What a word adds by itself."""
        letters, whole = buckets(word, (len(self._table), len(self._pairs)))
        row: Floats = self._table[letters].sum(axis=0, dtype=np.float32) * self._unit[0]
        row += self._pairs[whole].sum(axis=0, dtype=np.float32) * self._unit[1]
        return row

    def _joined(self, parts: Sequence[str]) -> Floats:
        """What the pairs among some words add."""
        rows = pairs(np.array([key(part) for part in parts], np.uint32), len(self._pairs))
        joined: Floats = self._pairs[rows].sum(axis=0, dtype=np.float32) * self._unit[1]
        return joined
