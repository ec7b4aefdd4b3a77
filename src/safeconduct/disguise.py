"""Words written so that a machine should not read them, read as a person reads them.

Look-alike letters, invisible characters and accents are folded away by ``safeconduct.text`` for every text. What is left
is read here: digits and signs for letters (“1d10t”), letters set apart (“i d i o t”, “i.d.i.o.t”) and letters in boxes
(🅸🅳🅸🅾🆃). A word is only read so if the outcome is a word that people use, and a year group, a time, a postcode or a
code stays what it is. Everything found in the plain words can be led back to the text as given.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from safeconduct.text import Match, Pattern, pattern

_SQUARED: Final = {chr(base + place): chr(97 + place) for base in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6) for place in range(26)}
BOXES: Final = str.maketrans(_SQUARED)  # letters in boxes to plain ones
_SIGNS: Final = "013456789@$!|€+"
_LEET: Final = tuple(str.maketrans(_SIGNS, letters) for letters in ("oieasgtbgasiiet", "oleasgtbgasllet"))
_MARKS: Final = ".,!?:;'\"()[]*_~-…"

_MIXED: Final = pattern(r"[^\s]*(?:[a-z][0-9@$!|€+]+[a-z]|(?:^|[^a-z0-9])[0-9@$|€+]+[a-z]{2}|[a-z]{2}[0-9@$|€+])[^\s]*")
_APART: Final = pattern(r"(?:^|[^a-z0-9])([a-z0-9@$!](?:[ .\-*_~|·•]{1,3}[a-z0-9@$!']){2,})(?:$|[^a-z0-9])")
_BOXED: Final = pattern(r"[\x{1F130}-\x{1F149}\x{1F150}-\x{1F169}\x{1F170}-\x{1F189}\x{1F1E6}-\x{1F1FF}]{2}")
_TOKEN: Final = pattern(r"[^\s]+")
_TWOFOLD: Final = "1!|"  # an i or an l
_TRIES: Final = 4  # of those in one word
_MANY: Final = 3  # disguised words from which on the little ones are read too
_LITTLE_WORDS: Final = "a am an as at be by do go he hi i if in is it me my no of oh ok on or so to up us we"
_LITTLE: Final = frozenset(_LITTLE_WORDS.split())
_GAPS: Final = " .-*_~|·•"
_SHORTEST: Final = 3  # letters of a word that is taken for one in disguise
_LONGEST: Final = 18

_SPELT: Final = """
    dem them dat that dis this da the de the dere there wi with dinnae don't dinna don't didnae didn't cannae can't canna
    can't wasnae wasn't isnae isn't wouldnae wouldn't couldnae couldn't shouldnae shouldn't havenae haven't hasnae hasn't
    doesnae doesn't willnae won't arenae aren't werenae weren't wee little nowt nothing owt anything summat something aye
    yes gaun going gannin going gonna going ye you yous you youse you ya you yer your hae have cos because coz because cuz
    because wis was wiz was wur were aboot about hoose house doon down oot out noo now oor our ken know bairn child bairns
    children weans kids wean kid ain't isn't nae no tae to fae from frae from ma my mah my wha who whit what auld old
    wrang wrong heid head deid dead guid good gid good mair more nuttin nothing sumfin something nuffink nothing fink
    think innit isn't mam mum mams mums mammy mummy da' dad lassie girl laddie girl lassies girls laddies girls
"""


def pairs(words: str) -> dict[str, str]:
    """Each word that stands first becomes the one after it."""
    each = words.split()
    return dict(zip(each[::2], each[1::2], strict=True))


DIALECTS: Final = pairs(_SPELT)
"""What dialects spell their own way, as newspapers spell it."""


class Plain(NamedTuple):
    """The text in plain words; ``places`` gives for each of its characters the place in the folded text."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the folded text that a stretch of the plain text stands for."""
        return self.places[start], self.places[end - 1] + 1


class _Change(NamedTuple):
    start: int
    end: int
    text: str
    places: tuple[int, ...]  # within the folded text, one for each character


def undisguised(folded: str) -> Plain | None:
    """The text in plain words; ``None`` if nothing in it is disguised."""
    found = _boxed(folded)
    unboxed = folded.translate(BOXES) if found else folded
    changes = sorted((*_apart(unboxed), *_mixed(unboxed), *_spelt(unboxed)))
    if not changes:
        return Plain(unboxed, tuple(range(len(folded)))) if found else None
    return _put(unboxed, changes)


def _boxed(folded: str) -> bool:
    return not folded.isascii() and _BOXED.search(folded) is not None


def _put(text: str, changes: list[_Change]) -> Plain:
    """The text with its changes made, from left to right; of two that overlap the first counts."""
    pieces: list[str] = []
    places: list[int] = []
    past = 0
    for change in changes:
        if change.start < past:
            continue
        pieces += (text[past : change.start], change.text)
        places += (*range(past, change.start), *change.places)
        past = change.end
    pieces.append(text[past:])
    places += range(past, len(text))
    return Plain("".join(pieces), tuple(places))


# --- digits and signs for letters ----------------------------------------------------------------------------


def _mixed(text: str) -> list[_Change]:
    found = [change for token in _MIXED.all(text) if (change := _change(token, _read))]
    if len(found) < _MANY:
        return found
    known = {change.start for change in found}
    short = (change for token in _TOKEN.all(text) if (change := _change(token, _read_short)))
    return [*found, *(change for change in short if change.start not in known)]


def _spelt(text: str) -> list[_Change]:
    """Words of dialects, where there is more than one: “cos” alone makes no dialect."""
    found = [change for token in _TOKEN.all(text) if (change := _change(token, DIALECTS.get))]
    return found if len(found) > 1 else []


def _change(token: Match, read: Callable[[str], str | None]) -> _Change | None:
    word = token.text.strip(_MARKS)
    at = token.start + token.text.index(word) if word else token.start
    plain = read(word)
    if not plain:
        return None
    last = len(word) - 1
    return _Change(at, at + len(word), plain, tuple(at + min(place, last) for place in range(len(plain))))


def _read(word: str) -> str | None:
    """The usual word that one with digits and signs stands for."""
    if not _SHORTEST <= len(word) <= _LONGEST or sum(char.isalpha() for char in word) * 3 < len(word) or _TELLING.fits(word):
        return None
    return next((plain for plain in _readings(word) if plain.replace("'", "") in words() or plain in words()), None)


def _readings(word: str) -> Iterator[str]:
    """What the signs of a word may stand for: a 1 is an i or an l, in each place by itself."""
    ambiguous = [place for place, char in enumerate(word) if char in _TWOFOLD][:_TRIES]
    for choice in itertools.product((0, 1), repeat=len(ambiguous)):
        chosen = dict(zip(ambiguous, choice, strict=True))
        yield "".join(char.translate(_LEET[chosen.get(place, 0)]) for place, char in enumerate(word))


def _read_short(word: str) -> str | None:
    """What a word with figures stands for in a text where many words are disguised: a little word, or perhaps a name."""
    if word.isalpha() or not any(char.isalpha() or char in _SIGNS for char in word) or len(word) > _LONGEST:
        return None
    known = _LITTLE if len(word) < _SHORTEST else words()
    usual = next((plain for plain in _readings(word) if plain in known), None)
    return usual or (None if len(word) < _SHORTEST or _TELLING.fits(word) else word.translate(_LEET[0]))


_TELLING: Final[Pattern] = pattern(
    r"(?:y|yr|year|ks|p|s|set|u|q|k|no|form|rm|room|m|a|b|l|g)?[0-9]{1,4}(?:st|nd|rd|th|am|pm|ish|k|m|s|x|g|kg|km|cm|mm|ml|p|hrs?|mins?|yo|yrs?|d|w)?"
)


# --- letters set apart ---------------------------------------------------------------------------------------


def _apart(text: str) -> Iterator[_Change]:
    for run in _APART.all(text):
        yield from _joined(run.start, run.text)


def _joined(start: int, run: str) -> Iterator[_Change]:
    """The words of a run of letters set apart: a wider gap than the usual one parts words, or the list of words does."""
    letters = [place for place, char in enumerate(run) if char not in _GAPS]
    usual = min(after - before for before, after in itertools.pairwise(letters))
    groups: list[list[int]] = [[letters[0]]]
    for before, after in itertools.pairwise(letters):
        if after - before > usual:
            groups.append([])
        groups[-1].append(after)
    read = [word for group in groups for word in _words_of("".join(run[place] for place in group), group)]
    if any(len(word) >= _SHORTEST for word, _ in read):
        text = " ".join(word for word, _ in read)
        places = [place for _, at in read for place in (*at, at[-1])][:-1]
        yield _Change(start, start + len(run), text, tuple(start + place for place in places))


def _words_of(letters: str, places: list[int]) -> Iterator[tuple[str, list[int]]]:
    """Letters cut into as few usual words as can be; what is none stays by itself."""
    plain = next(
        (letters.translate(table) for table in _LEET if letters.translate(table) in words()), letters.translate(_LEET[0])
    )
    if not any(char.isalpha() for char in letters):
        plain = letters
    best: list[tuple[int, int]] = [(0, 0)]  # cost so far, where the last word begins
    for end in range(1, len(plain) + 1):
        best.append(min((best[at][0] + _cost(plain[at:end]), at) for at in range(max(0, end - _LONGEST), end)))
    cuts = [len(plain)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    cuts.reverse()
    for at, end in itertools.pairwise(cuts):
        yield plain[at:end], places[at:end]


def _cost(word: str) -> int:
    if word in words():
        return 2 if len(word) >= _SHORTEST else 4
    return 5 if len(word) == 1 else 50


@cache
def words() -> frozenset[str]:
    """The words that people use, as ``make index`` collects them from the corpus and the lexicons."""
    file = resources.files("safeconduct.data") / "common_words.txt"
    return frozenset(file.read_text("utf-8").split())


__all__: Final = ("BOXES", "Plain", "undisguised", "words")
