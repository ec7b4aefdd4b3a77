"""Texts in stretches that the model reads at once, and long ones in their sentences besides.

In a long post one clause may matter and all the rest be harmless: read as a whole it drowns. So whatever is longer than a few
sentences is read in parts of a sentence or two, and as a whole where one of them speaks up; the verdict rests on both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from safeconduct.semantic.plain import Plain, Plainer

STRETCH: Final = 480  # characters read at once, about
OVERLAP: Final = 120
LONG: Final = 200  # characters from which a text is read in parts too: shorter ones gain nothing by it
PART: Final = 120  # characters of a part, about
ALONE: Final = -1


class Stretch(NamedTuple):
    """A stretch of the plain text of a draft, and its words as they were given; ``of`` is the number of the longer stretch
    that it is a part of, if it is one."""

    draft: int
    start: int
    end: int | None
    tokens: Sequence[str]
    of: int = ALONE


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

    def text(self, stretch: Stretch) -> str:
        """The plain text of a stretch."""
        return self.plain(stretch.draft).text[stretch.start : stretch.end]

    def _of(self, draft: int) -> Iterator[Stretch]:
        if len(self._texts[draft]) > LONG:
            for start, end in _stretches(self.plain(draft).text):
                yield from self._parts(draft, start, end)
        elif tokens := self._texts[draft].split():
            yield Stretch(draft, 0, None, tokens)

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


__all__: Final = ("ALONE", "LONG", "OVERLAP", "PART", "STRETCH", "Stretch", "Stretches")
