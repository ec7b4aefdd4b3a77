"""Finds listed words however they are spelt: repeated letters, l33t, stars, dots, spaces, emoji letters.

A token is reduced to a key (digits and symbols read as letters, repeats run together) and looked up; nothing is
compared with every word of the list, so the cost grows only with the length of the text. A token in which
letters are masked (sh*t, f**k, c—t) is compared with the few listed words of its first letter and length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from safeconduct.disguise import BOXES
from safeconduct.gates import Gate, Gates
from safeconduct.text import Text, pattern

_LEET: Final = str.maketrans("013456789@$!¡|€+£(", "oieasgtbgasiiietlc")
_ELL: Final = str.maketrans("1!|", "lll")
_EMOJI_LETTER: Final = f"[{''.join(map(chr, BOXES))}]"

_ENDINGS: Final = ("", "s", "es", "ed", "er", "ers", "ing", "in", "y", "head", "show", "ting", "ty")
_LONGEST: Final = 24

_WORD: Final = pattern(r"[^\s!-/:-@\[-`{-~…‹›•·]+")
_PICTURES: Final = r"\x{2580}-\x{27bf}\x{2b50}-\x{2b55}\x{1F000}-\x{1FAFF}"
_NO_LETTER: Final = rf"[0-9@$!¡|€£+*#%^&_~.×•·({_PICTURES}-]"
_IN_CHUNK: Final = rf"[a-z0-9@$!¡|€£+*#%^&_~.×•·({_PICTURES}-]"
_LASTING: Final = rf"[0-9@$|€£+*#%^_×•·{_PICTURES}]"  # what stays at the end of a piece; the rest is punctuation there
# A chunk with something other than a letter before or inside the letters, or left behind them, or an emoji letter.
_MIXED: Final = pattern(
    rf"{_IN_CHUNK}*(?:{_NO_LETTER}[a-z]|[a-z]{_NO_LETTER}*(?:{_LASTING}|[!~(]{_NO_LETTER}*[.&-])|{_EMOJI_LETTER}){_IN_CHUNK}*"
)
_MASKS: Final = frozenset("*#%^_~.-×•·@$!?+") | {chr(code) for code in range(0x2580, 0x2600)}
_SIGN: Final = "[a-z0-9@$!]"
_BETWEEN: Final = r"[ ._\-*/~|·•+]{1,3}"
_SPACED: Final = pattern(rf"{_SIGN}(?:{_BETWEEN}{_SIGN}){{2,200}}")
_FOUR_APART: Final = rf"(?:^|[^a-z0-9]){_SIGN}(?:{_BETWEEN}{_SIGN}){{3}}(?:[^a-z0-9]|$)"  # the shortest word that is looked for
_IS_MIXED, _IS_SPACED = 0, 1
_DISGUISES: Final = Gates((Gate(_MIXED), Gate(_FOUR_APART)))
_EDGE_MARKS: Final = ".,!?:;-_~&()…"


class Spelt(NamedTuple):
    """A listed word as found: its place in the folded text and the form of the list it stands for."""

    start: int
    end: int
    form: str
    sure: bool = True


class Speller:
    """A word list made ready for looking up disguised spellings.

    ``terms`` may end in ``*`` (longer words too); ``infixes`` count anywhere in a word; ``rivals`` are milder words
    that a masked spelling may mean instead; ``innocent`` words are never found.
    """

    def __init__(
        self, terms: Iterable[str], innocent: Iterable[str] = (), infixes: Iterable[str] = (), rivals: Iterable[str] = ()
    ) -> None:
        listed = [term for term in terms if " " not in term]
        self._prefixes = _by_key(term[:-1] for term in listed if term.endswith("*"))
        self._forms = frozenset(_forms(listed))
        self._exact = _by_key(self._forms)
        self._innocent = frozenset(innocent)
        self._infixes = tuple(infixes)
        self._masked = _by_first_and_length(self._forms)
        self._rivals = _by_first_and_length(frozenset(rivals))
        self._plainly = _spelt_out(self._exact, self._prefixes, self._infixes)
        self._lengths = range(4, max(map(len, self._forms), default=4) + 1)
        self._looked_up = lru_cache(maxsize=8192)(self.known)  # the same words come again and again
        self._deciphered = lru_cache(maxsize=8192)(self._piece)

    def found(self, text: Text) -> Iterator[Spelt]:
        """Every listed word in a text, in no particular order; the same place may come twice."""
        folded = text.folded
        if self._plainly.admits(text):
            yield from self._plain(folded)
        disguises = _DISGUISES.open(text)
        if _IS_MIXED in disguises:
            yield from self._disguised(folded)
        if _IS_SPACED in disguises:
            yield from self._spaced(folded)

    # --- words as they are, with letters repeated -------------------------------------------------------------

    def _plain(self, folded: str) -> Iterator[Spelt]:
        for word in _WORD.all(folded):
            form = self._looked_up(word.text.translate(BOXES)) if len(word.text) <= 4 * _LONGEST else None
            if form:
                yield Spelt(word.start, word.end, form)

    def known(self, word: str) -> str | None:
        """The listed form that a word of letters stands for."""
        if word in self._innocent or word.removesuffix("s") in self._innocent:
            return None
        runs = _runs(word)
        key = "".join(letter for letter, _ in runs)
        if len(key) > _LONGEST:
            return None
        return self._listed(key, runs) or next((infix for infix in self._infixes if infix in key), None)

    def _listed(self, key: str, runs: list[tuple[str, int]]) -> str | None:
        whole = next((form for form in self._exact.get(key, ()) if _covers(runs, form)), None)
        if whole:
            return whole
        stems = (stem for length in range(3, len(key) + 1) for stem in self._prefixes.get(key[:length], ()))
        return next((stem for stem in stems if _covers(runs, stem)), None)

    # --- digits, symbols and masks for letters ----------------------------------------------------------------

    def _disguised(self, folded: str) -> Iterator[Spelt]:
        for chunk in _MIXED.all(folded):
            for start, end in _pieces(chunk.text):
                found = self._deciphered(chunk.text[start:end])
                if found and not _joined_to_word(folded, chunk.start + start, chunk.start + end):
                    yield Spelt(chunk.start + start, chunk.start + end, *found)

    def _piece(self, piece: str) -> tuple[str, bool] | None:
        plain = piece.translate(BOXES)
        if sum(char.isalpha() for char in plain) == 0 or plain in self._innocent:
            return None
        return self._leet(plain) or self._unmasked(plain) or self._unpicked(plain)

    def _leet(self, piece: str) -> tuple[str, bool] | None:
        if piece.isalpha() and piece.isascii():
            return (form, True) if (form := self.known(piece)) else None
        for table in (_LEET, _ELL):
            word = piece.translate(table).translate(_LEET)
            if word.isalpha() and (form := self.known(word)):
                return form, True
        return None

    def _unpicked(self, piece: str) -> tuple[str, bool] | None:
        """Letters set apart inside a word: f.uck, sh_it, wan-ker."""
        word = "".join(char for char in piece if char not in "._-*~·•×").translate(_LEET)
        if word.isalpha() and word in self._forms and len(word) >= 4:
            return word, True
        return None

    def _unmasked(self, piece: str) -> tuple[str, bool] | None:
        letters, gaps = _masked(piece.translate(_DIGIT_LEET))
        if not gaps or len(piece) < 3 or _merely_joined(piece):
            return None
        shape = "".join("*" if letter is None else letter for letter in letters)
        known = sum(letter is not None for letter in letters)
        if (known == 1 and (len(shape) < 4 or shape[0] not in "fcsw")) or (shape[0] == "*" and known < 5):
            return None
        forms = list(_fitting(shape, self._masked))
        if not forms:
            return None
        return forms[0], (known > 1 and not list(_fitting(shape, self._rivals))) or shape == "f***"

    # --- letters with spaces or dots between -------------------------------------------------------------------

    def _spaced(self, folded: str) -> Iterator[Spelt]:
        for run in _SPACED.all(folded):
            places = [place for place in range(run.start, run.end) if folded[place] not in " ._-*/~|·•+"]
            if _alnum_at(folded, run.start - 1):
                places = places[1:]
            if places and _alnum_at(folded, run.end):
                places = places[:-1]
            word = "".join(folded[place] for place in places).translate(_LEET)
            yield from self._within(word, places)

    def _within(self, word: str, places: list[int]) -> Iterator[Spelt]:
        start = 0
        while start < len(word):
            left = len(word) - start
            size = next((n for n in reversed(self._lengths) if n <= left and word[start : start + n] in self._forms), 0)
            if size:
                yield Spelt(places[start], places[start + size - 1] + 1, word[start : start + size])
            start += max(size, 1)


_DIGIT_LEET: Final = str.maketrans("013457", "oieast")


def _alnum_at(text: str, place: int) -> bool:
    return 0 <= place < len(text) and text[place].isalnum()


def _joined_to_word(text: str, start: int, end: int) -> bool:
    """Whether a place is only a part of a longer word, an address or a path."""
    return _alnum_at(text, start - 1) or _alnum_at(text, end) or text[end : end + 1] == "@"


def _runs(word: str) -> list[tuple[str, int]]:
    return [(letter, sum(1 for _ in same)) for letter, same in groupby(word)]


def _key(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))


def _covers(runs: list[tuple[str, int]], form: str) -> bool:
    """Whether each letter is there at least as often as in the form, so that “pis” is not “piss”."""
    return all(have >= need for (_, have), (_, need) in zip(runs, _runs(form), strict=False))


def _by_key(forms: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for form in forms:
        table[_key(form)] = (*table.get(_key(form), ()), form)
    return table


def _forms(terms: Iterable[str]) -> Iterator[str]:
    for term in terms:
        if term.endswith("*"):
            yield from (term[:-1] + ending for ending in _ENDINGS)
        else:
            yield term


def _spelt_out(exact: Mapping[str, tuple[str, ...]], prefixes: Mapping[str, tuple[str, ...]], infixes: Iterable[str]) -> Gate:
    """What a text must hold for a word of the list to stand in it letter by letter, each at least as often as listed."""
    start, end = "(?:^|[^a-z0-9])", "(?:[^a-z0-9]|$)"
    listed = (sorted(form for forms in table.values() for form in forms) for table in (exact, prefixes))
    whole, begun = ("|".join(map(_at_least, forms)) for forms in listed)
    found = [f"{start}(?:{whole}){end}", *map(_at_least, infixes), _EMOJI_LETTER]
    return Gate(*found, *([f"{start}(?:{begun})"] if begun else []))


def _at_least(form: str) -> str:
    return "".join(f"[{letter}]{{{count},}}" for letter, count in _runs(form))


def _by_first_and_length(forms: frozenset[str]) -> Mapping[tuple[str, int], tuple[str, ...]]:
    table: dict[tuple[str, int], tuple[str, ...]] = {}
    for form in sorted(forms):
        place = (form[0], len(form))
        table[place] = (*table.get(place, ()), form)
        if form[0] in "aeiou":  # *rsehole; of other first letters, *itching could be an item of a list
            table["*", len(form)] = (*table.get(("*", len(form)), ()), form)
    return table


def _pieces(chunk: str) -> Iterator[tuple[int, int]]:
    """The whole chunk without the punctuation around it, then its parts between dots and hyphens; bounded."""
    if len(chunk) <= 3 * _LONGEST:
        start, end = 0, len(chunk)
        while start < end and chunk[start] in _EDGE_MARKS and chunk[start] != "$":
            start += 1
        while end > start and chunk[end - 1] in ".,!?:;-~&…(":
            end -= 1
        if start < end:
            yield start, end
        if start < end and chunk[start] == "*":
            yield _unstarred(chunk, start, end)
    if any(mark in chunk for mark in ".-_&"):
        yield from ((part.start, part.end) for part in _PART.all(chunk) if part.end - part.start <= 2 * _LONGEST)


_PART: Final = pattern(r"[^.\-_&…]{3,}")


def _unstarred(chunk: str, start: int, end: int) -> tuple[int, int]:
    """“*sh1t*”: the stars are emphasis."""
    while start < end and chunk[start] == "*":
        start += 1
    while end > start and chunk[end - 1] == "*":
        end -= 1
    return start, end


def _merely_joined(piece: str) -> bool:
    """“m-s”, “t.co”, “co.head”: a single hyphen or dot masks letters only in a word whose other letters are mostly there."""
    marks = [char for char in piece if not char.isalnum()]
    joined = len(marks) == 1 and marks[0] in ".-_~"
    return joined and (len(piece) < 5 or piece.endswith((f"{marks[0]}head", f"{marks[0]}show")))


def _masked(piece: str) -> tuple[list[str | None], bool]:
    """Letters, with ``None`` for each masked one; and whether there was any."""
    letters = [char if char.isalpha() and char.isascii() else None for char in piece]
    sound = all(letter or char in _MASKS or ord(char) > 0x2580 for letter, char in zip(letters, piece, strict=True))
    return letters, sound and None in letters


def _fitting(shape: str, table: Mapping[tuple[str, int], tuple[str, ...]]) -> Iterator[str]:
    """The forms that a masked shape can stand for: one letter a mask, or two for the last run (sh*e, f-ing)."""
    for extra in (0, 1, 2):
        if extra == 2 and shape.count("*") != 1:
            return
        last = shape.rfind("*")
        longer = shape[:last] + "*" * extra + shape[last:]
        yield from (form for form in table.get((shape[0], len(longer)), ()) if _fits(longer, form))


def _fits(shape: str, form: str) -> bool:
    return all(mask in ("*", letter) for mask, letter in zip(shape, form, strict=True))
