"""A text in another language, put roughly into English: word for word, so that what reads English gets its sense.

Language does not change what a post is about, but the semantic model (``safeconduct.semantic``) was begun with English and has
read few posts in any other language. Each file of ``data/glosses`` is the word list of one language: a word, a beginning of
words (``dyrektor*``) or a phrase, a tab, and what British school staff would call it. Which language a text is in shows by
how many of its words are listed; a text most of whose words are English is left alone, also where a few are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final, NamedTuple

from safeconduct.disguise import Plain, everyday
from safeconduct.text import fold

_MARKS: Final = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~…‹›«»“”¿¡•·،؟۔।॥"
_BLANKS: Final = str.maketrans(_MARKS, " " * len(_MARKS))
_ENGLISH: Final = 0.6  # share of English words from which a text is English
_KNOWN: Final = 0.35  # share of words that must be listed in a language
_FEWEST: Final = 2  # listed words that are not English
_STRANGE: Final = 0.12  # and share of them
_LONGEST: Final = 2_000  # characters: no longer text is put into English
_SHORTEST_BEGINNING: Final = 3
_ENDINGS: Final = frozenset(["s", "m", "t", "d", "re", "ve", "ll"])  # what an apostrophe leaves over of an English word


class Word(NamedTuple):
    """A word of the folded text and where it stands."""

    text: str
    start: int
    end: int


class Said(NamedTuple):
    """Some words of a text that lie together, and their English; none where it is not known."""

    start: int
    end: int
    english: str | None


class Language:
    """The word list of one language.

    ``lines`` are those of its file; an empty one, and one that begins with ``#``, says nothing.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._wholes: dict[tuple[str, ...], str] = {}
        self._beginnings: dict[str, str] = {}
        told = [line.partition("\t") for line in lines if "\t" in line and not line.startswith("#")]
        forms = fold("\n".join(form for form, _, _ in told)).translate(_BLANKS).split("\n")  # one call is quicker
        for (form, _, english), words in zip(told, map(str.split, forms), strict=True):
            if form.endswith("*") and len(words) == 1:
                self._beginnings.setdefault(words[0], english)
            elif words:
                self._wholes.setdefault(tuple(words), english)
        self._longest = max(map(len, self._wholes), default=1)
        self.singles = frozenset(words[0] for words in self._wholes)  # and how phrases begin
        self.beginnings = frozenset(self._beginnings)
        self._begin_phrases = frozenset(words[0] for words in self._wholes if len(words) > 1)

    def said(self, words: Sequence[str]) -> Iterator[Said]:
        """The words of a text with their English, phrases before single words and longer ones first."""
        at = 0
        while at < len(words):
            found = self._phrase(words, at) or Said(at, at + 1, self._word(words[at]))
            yield found
            at = found.end

    def _phrase(self, words: Sequence[str], at: int) -> Said | None:
        if words[at] not in self._begin_phrases:
            return None
        ends = range(min(at + self._longest, len(words)), at + 1, -1)
        return next(
            (Said(at, end, self._wholes[given]) for end in ends if (given := tuple(words[at:end])) in self._wholes), None
        )

    def _word(self, word: str) -> str | None:
        if (word,) in self._wholes:
            return self._wholes[(word,)]
        lengths = range(len(word), _SHORTEST_BEGINNING - 1, -1)
        return next((self._beginnings[word[:size]] for size in lengths if word[:size] in self._beginnings), None)


@cache
def languages() -> Mapping[str, Language]:
    """Every language of which there is a list, by its code (ISO 639-1)."""
    return {file.name.removesuffix(".tsv"): Language(file.read_text("utf-8").splitlines()) for file in _files()}


def _files() -> list[Traversable]:
    folder = resources.files("safeconduct.data") / "glosses"
    return sorted((file for file in folder.iterdir() if file.name.endswith(".tsv")), key=lambda file: file.name)


@cache
def _listed() -> tuple[frozenset[str], frozenset[str]]:
    """All single words of all lists, and all beginnings."""
    known = languages().values()
    return frozenset().union(*(each.singles for each in known)), frozenset().union(*(each.beginnings for each in known))


def in_english(folded: str) -> Plain | None:
    """A folded text roughly in English, every place of it known; ``None`` for one in English, or in no language of ours."""
    if len(folded) > _LONGEST:
        return None
    texts = _split(folded)
    strange, least = frozenset(texts) - everyday() - _ENDINGS, max(_FEWEST, _STRANGE * len(texts))
    if len(strange) < least or sum(map(_is_listed, strange)) < least:  # nearly all texts
        return None
    said = max((list(each.said(texts)) for each in languages().values()), key=_known, default=[])
    told = [any(text in strange for text in texts[part.start : part.end]) for part in said if part.english]
    plain = sum(part.english is None and texts[part.start] not in strange for part in said)
    if _known(said) < _KNOWN * len(texts) or plain > _ENGLISH * len(texts) or sum(told) < _FEWEST:
        return None
    return _put(folded, list(_words(folded, texts)), said)


def _is_listed(word: str) -> bool:
    singles, beginnings = _listed()
    return word in singles or any(word[:size] in beginnings for size in range(_SHORTEST_BEGINNING, len(word) + 1))


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a text widened to the words that it begins and ends in."""
    while start and _in_word(text[start - 1]) and _in_word(text[start]):
        start -= 1
    while end < len(text) and _in_word(text[end]) and _in_word(text[end - 1]):
        end += 1
    return start, end


def _in_word(char: str) -> bool:
    return not char.isspace() and char not in _MARKS


def _known(said: Iterable[Said]) -> int:
    """How many words of a text are listed."""
    return sum(part.end - part.start for part in said if part.english)


def _split(folded: str) -> list[str]:
    """The words of a text; an apostrophe and a hyphen part words, as they do in the lists."""
    return folded.translate(_BLANKS).split()


def _words(folded: str, texts: Iterable[str]) -> Iterator[Word]:
    end = 0
    for text in texts:
        start = folded.index(text, end)
        end = start + len(text)
        yield Word(text, start, end)


def _put(folded: str, words: Sequence[Word], said: Iterable[Said]) -> Plain:
    """The English where there is some, the text as it stands elsewhere."""
    pieces, places, past = list[str](), list[int](), 0
    for part in said:
        start, end = words[part.start].start, words[part.end - 1].end
        given = folded[start:end] if part.english is None else part.english
        between = _between(folded[past:start])
        pieces += (between, given)
        places += (*range(past, past + len(between)), *_spread(len(given), start, end))
        past = end
    pieces.append(folded[past:])
    places += range(past, len(folded))
    return Plain("".join(pieces), tuple(places))


def _between(given: str) -> str:
    """What stands between two words; what joins words of other languages into one parts their English."""
    return " " if given in ("'", "-") else given


def _spread(size: int, start: int, end: int) -> Iterator[int]:
    """Places of a stretch of the folded text for so many characters, from its first to its last."""
    if size == end - start:
        return iter(range(start, end))
    last = max(1, size - 1)
    return (start + (end - 1 - start) * at // last for at in range(size))


__all__: Final = ("Language", "in_english", "languages", "whole_words")
