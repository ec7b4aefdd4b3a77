"""Texts in stretches that the model reads at once, and long ones in their sentences besides.

In a long post one clause may matter and all the rest be harmless: read as a whole it drowns. So whatever is longer than a few
sentences is read in parts of a sentence or two, and as a whole where one of them speaks up; the verdict rests on both. A short
text is glanced at in its sentences, so that none hides behind the next; it speaks as a whole, and a sentence that is surer too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from safeconduct.semantic.plain import CLOSING, ENDS, Plain, Plainer

STRETCH: Final = 480  # characters read at once, about
OVERLAP: Final = 120
LONG: Final = 200  # characters from which the parts of a text have the last word
SHORT: Final = 80  # characters up to which a text is read as a whole only
PART: Final = 120  # characters of a part, about
ALONE: Final = -1


class Stretch(NamedTuple):
    """A stretch of a draft: its words as they were given, and where it begins and ends in the plain text; of a short draft the
    numbers of its words, since most need but a glance and never a plain text. ``of`` is the number of the longer stretch that
    it is a part of, if it is one."""

    draft: int
    start: int
    end: int | None
    tokens: Sequence[str]
    of: int = ALONE
    counted: bool = False  # whether start and end number words


class Stretches:
    """The stretches of some drafts. Plain words are made when they are asked for: most short drafts need but a glance."""

    def __init__(self, plainer: Plainer, texts: Sequence[str]) -> None:
        self._plainer, self._texts = plainer, texts
        self._made: dict[int, Plain] = {}
        self.wholes: list[Stretch] = []
        self.parts = [stretch for at in range(len(texts)) for stretch in self._of(at)]

    def plain(self, draft: int) -> Plain:
        """A draft in plain words."""
        if draft not in self._made:
            self._made[draft] = self._plainer.plain(self._texts[draft])
        return self._made[draft]

    def where(self, stretch: Stretch) -> tuple[int, int]:
        """Where a stretch begins and ends in the plain text of its draft."""
        plain = self.plain(stretch.draft)
        if stretch.counted and stretch.end is not None:
            return plain.place(stretch.start), plain.place(stretch.end - 1) + len(plain.words[stretch.end - 1])
        return stretch.start, len(plain.text) if stretch.end is None else stretch.end

    def text(self, stretch: Stretch) -> str:
        """The plain text of a stretch."""
        start, end = self.where(stretch)
        return self.plain(stretch.draft).text[start:end]

    def short(self, stretch: Stretch) -> bool:
        """Whether a stretch is of a draft that is not long."""
        return len(self._texts[stretch.draft]) <= LONG

    def _of(self, draft: int) -> Iterator[Stretch]:
        text = self._texts[draft]
        if len(text) > LONG:
            for start, end in _stretches(self.plain(draft).text):
                yield from self._parts(draft, start, end)
        elif tokens := text.split():
            ends = list(_halves(text, tokens)) if len(text) > SHORT else []
            whole = Stretch(draft, 0, None, tokens)
            if not ends:
                yield whole
                return
            self.wholes.append(whole)
            for start, end in zip((0, *ends), (*ends, len(tokens)), strict=True):
                yield Stretch(draft, start, end, tokens[start:end], len(self.wholes) - 1, counted=True)

    def _parts(self, draft: int, start: int, end: int) -> Iterator[Stretch]:
        plain = self.plain(draft)
        whole = Stretch(draft, start, end, plain.tokens(start, end))
        parts = list(_sentences(plain, start, end))
        if len(parts) == 1:
            yield whole
            return
        self.wholes.append(whole)
        for begin, stop in parts:
            yield Stretch(draft, begin, stop, plain.tokens(begin, stop), len(self.wholes) - 1)


def _halves(text: str, tokens: Sequence[str]) -> Iterator[int]:
    """After how many words a part of a short text ends: where a sentence or a line does, and never much less than a quarter of
    the text."""
    least, long = len(text) // 4, 0
    lines = _line_ends(text) if "\n" in text else ()
    for number, token in enumerate(tokens[:-1], 1):
        long += len(token) + 1
        if long >= least and (token[-1] in ENDS or number in lines or token.rstrip(CLOSING).endswith(ENDS)):
            yield number
            long = 0


def _line_ends(text: str) -> frozenset[int]:
    """After how many words lines end."""
    return frozenset(accumulate(len(line.split()) for line in text.split("\n")))


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where the overlapping stretches of a long text begin and end, cut at a blank where there is one."""
    start = 0
    while True:
        end = len(text)
        if end - start > STRETCH + OVERLAP:
            end = text.rfind(" ", start + STRETCH // 2, start + STRETCH)
            end = end if end > 0 else start + STRETCH
        if text[start:end].strip():
            yield start, end
        if end == len(text):
            return
        back = text.find(" ", end - OVERLAP, end)
        start = back + 1 if back > start else end


def _sentences(plain: Plain, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch of a plain text, short neighbours together."""
    begun, last = start, start
    for stop in (*plain.sentence_ends(start, end), end):
        if last > begun and stop - begun > PART:
            yield begun, last
            begun = last + 1
        last = max(last, stop)
    if plain.text[begun:end].strip() or begun == start:
        yield begun, end


__all__: Final = ("ALONE", "LONG", "OVERLAP", "PART", "SHORT", "STRETCH", "Stretch", "Stretches")
