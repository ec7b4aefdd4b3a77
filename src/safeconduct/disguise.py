"""Words written so that a machine should not read them, read as a person reads them.

Look-alike letters, invisible characters and accents are folded away by ``safeconduct.text`` for every text. What is left
is read here: digits and signs for letters (“1d10t”), letters set apart (“i d i o t”, “i.d.i.o.t”) and letters in boxes
(🅸🅳🅸🅾🆃). A word is only read so if the outcome is a word that people use, or may be a name; and a year group, a time, a
postcode or a code stays what it is. Everything found in the plain words can be led back to the text as given.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from safeconduct.gates import Gate, Gates
from safeconduct.text import Match, Pattern, Text, pattern

_SQUARED: Final = {chr(base + place): chr(97 + place) for base in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6) for place in range(26)}
BOXES: Final = str.maketrans(_SQUARED)  # letters in boxes to plain ones
_SIGNS: Final = "013456789@$!|€+"
_LEET: Final = tuple(str.maketrans(_SIGNS, letters) for letters in ("oieasgtbgasiiet", "oleasgtbgasllet"))
_MARKS: Final = ".,!?:;'\"()[]*_~-…"

_MIXED: Final = pattern(r"[^\s]*(?:[a-z][0-9@$!|€+]+[a-z]|(?:^|[^a-z0-9])[0-9@$|€+]+[a-z]{2}|[a-z]{2}[0-9@$|€+])[^\s]*")
_SEVERAL: Final = pattern(r"[a-z][0-9@$!|€+]+[a-z']+[0-9@$!|€+]+|[0-9@$!|€+]+[a-z']+[0-9@$!|€+]+[a-z]")  # signs in two places
_APART: Final = pattern(r"(?:^|[^a-z0-9])([a-z0-9@$!](?:[ .\-*_~|·•]{1,3}[a-z0-9@$!']){2,})(?:$|[^a-z0-9])")
_ALL_APART: Final = pattern(r"(?:^|\s)([^\s](?: {1,3}[^\s]){2,})[.,!?;:'\")\]]*(?:\s|$)")  # the marks of the sentence too
_BOX: Final = r"[\x{1F130}-\x{1F149}\x{1F150}-\x{1F169}\x{1F170}-\x{1F189}]"
_BOXED: Final = pattern(rf"{_BOX} ?{_BOX}|[\x{{1F1E6}}-\x{{1F1FF}}]{{2}}")
_TOKEN: Final = pattern(r"[^\s]+")
_TWOFOLD: Final = "1!|"  # an i or an l
_TRIES: Final = 4  # of those in one word
_MANY: Final = 3  # signs read as letters from which on the little words beside them are read too
_BESIDE: Final = 2  # words away
_LITTLE_WORDS: Final = "a am an as at be by do go he hi i if in is it me my no of oh ok on or so to up us we"
_LITTLE: Final = frozenset(_LITTLE_WORDS.split())
_GAPS: Final = " .-*_~|·•"
_MASKS: Final = frozenset("*#%")
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


def undisguised(text: Text) -> Plain | None:
    """The folded text in plain words; ``None`` if nothing in it is disguised."""
    folded = text.folded
    found = _boxed(folded)
    unboxed = folded.translate(BOXES) if found else folded
    may_be = _gates().open(Text(unboxed) if found else text)  # most texts open none
    apart = _apart(unboxed) if 0 in may_be else ()
    mixed = _mixed(unboxed) if 1 in may_be else ()
    found_in = (*apart, *mixed, *(_spelt(unboxed) if 2 in may_be else ()))
    changes = sorted(found_in, key=lambda change: (change.start, -change.end))
    if not changes:
        return Plain(unboxed, tuple(range(len(folded)))) if found else None
    return _put(unboxed, changes)


@cache
def _gates() -> Gates:
    spelt = "|".join(word.strip(_MARKS) for word in DIALECTS)
    return Gates((Gate(_APART, _ALL_APART), Gate(_MIXED), Gate(f"(?:^|[^a-z])(?:{spelt})(?:$|[^a-z])")))


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
    tokens = list(_TOKEN.all(text))
    found = {at: change for at, token in enumerate(tokens) if (change := _change(token, _read))}
    if sum(_signs(text[change.start : change.end]) for change in found.values()) >= _MANY:
        for order in (range(len(tokens)), reversed(range(len(tokens)))):
            _read_beside(tokens, found, order)
    return list(found.values())


def _signs(word: str) -> int:
    return sum(char in _SIGNS for char in word)


def _read_beside(tokens: Sequence[Match], found: dict[int, _Change], order: Iterable[int]) -> None:
    """Add the words beside those that are disguised, one after another: what would not be taken for a disguise alone."""
    for at in order:
        if at not in found and any(at + away in found for away in range(-_BESIDE, _BESIDE + 1)):
            change = _change(tokens[at], _read_short)
            if change is not None and (not tokens[at].text.strip(_MARKS).isdigit() or _between(at, tokens, found)):
                found[at] = change


def _between(at: int, tokens: Sequence[Match], found: Mapping[int, _Change]) -> bool:
    """Whether a number stands between words that are disguised, so that it may be one too."""
    besides = (beside for beside in (at - 1, at + 1) if 0 <= beside < len(tokens))
    return all(beside in found or not any(char.isalpha() for char in tokens[beside].text) for beside in besides)


def _spelt(text: str) -> list[_Change]:
    """Words as dialects spell them."""
    return [change for token in _TOKEN.all(text) if (change := _change(token, DIALECTS.get))]


def _change(token: Match, read: Callable[[str], str | None]) -> _Change | None:
    word = token.text.strip(_MARKS)
    at = token.start + token.text.index(word) if word else token.start
    plain = read(word)
    if not plain:
        return None
    last = len(word) - 1
    return _Change(at, at + len(word), plain, tuple(at + min(place, last) for place in range(len(plain))))


def _read(word: str) -> str | None:
    """The usual word that one with digits and signs stands for, or the name that it may stand for."""
    if not _SHORTEST <= len(word) <= _LONGEST or not 0 < _signs(word) <= len(word) * 2 / 3:
        return None
    usual = next((plain for plain in _readings(word) if _usual(plain)), None)
    if _TELLING.fits(word):
        return usual if usual and len(word) > _SHORTEST and word[0].isalpha() and word[-1].isalpha() else None
    return usual or _name_in(word)


def _usual(plain: str) -> bool:
    return plain in words() or plain.replace("'", "") in words() or plain.removesuffix("'s") in words()


def _name_in(word: str) -> str | None:
    """“h4m15h”, “d3v0n73'5”: signs for letters in more than one place, and what comes of it can be spoken."""
    if _SEVERAL.search(word) is None or any(char in "689" for char in word):  # letters to few: rather a code
        return None
    plain = word.translate(_LEET[0])
    return plain if plain.replace("'", "").isalpha() and _SPOKEN.fits(plain) else None


_SPOKEN: Final = pattern(r"(?:[^aeiouy']{0,3}[aeiouy']+)+[^aeiouy']{0,3}")


def _readings(word: str) -> Iterator[str]:
    """What the signs of a word may stand for: a 1 is an i or an l, in each place by itself."""
    ambiguous = [place for place, char in enumerate(word) if char in _TWOFOLD][:_TRIES]
    for choice in itertools.product((0, 1), repeat=len(ambiguous)):
        chosen = dict(zip(ambiguous, choice, strict=True))
        yield "".join(char.translate(_LEET[chosen.get(place, 0)]) for place, char in enumerate(word))


def _read_short(word: str) -> str | None:
    """What a word with figures stands for beside words that are disguised: a little word, or perhaps a name."""
    if word.isalpha() or not _signs(word) or len(word) > _LONGEST:
        return None
    usual = next((plain for plain in _readings(word) if (plain in _LITTLE if len(word) < _SHORTEST else _usual(plain))), None)
    if usual or len(word) < _SHORTEST or _TELLING.fits(word) or not any(char.isalpha() for char in word):
        return usual
    plain = word.translate(_LEET[0])
    return plain if plain.replace("'", "").isalpha() else None


_TELLING: Final[Pattern] = pattern(
    r"(?:y|yr|year|ks|p|s|set|u|q|k|no|form|rm|room|m|a|b|l|g)?[0-9]{1,4}(?:st|nd|rd|th|am|pm|ish|k|m|s|x|g|kg|km|cm|mm|ml|p|hrs?|mins?|yo|yrs?|d|w)?"
)


# --- letters set apart ---------------------------------------------------------------------------------------


def _apart(text: str) -> Iterator[_Change]:
    for run in _APART.all(text):
        yield from _joined(run, _GAPS)
    for run in _ALL_APART.all(text):
        yield from _joined(run, " ")


def _joined(run: Match, gaps: str) -> Iterator[_Change]:
    """The words of a run of letters set apart: a wider gap than the usual one parts words, or else the list of words does."""
    groups = _grouped([place for place, char in enumerate(run.text) if char not in gaps])
    if len(groups) > 1:
        read = [("".join(run.text[place] for place in group), group) for group in groups]
        likely = any(_usual(word.strip(_MARKS)) for word, _ in read if len(word.strip(_MARKS)) >= _SHORTEST)
    else:
        read = list(_words_of("".join(run.text[place] for place in groups[0]), groups[0]))
        likely = any(len(word) >= _SHORTEST for word, _ in read)
    if likely:
        text = " ".join(word for word, _ in read)
        places = [place for _, at in read for place in (*at, at[-1])][:-1]
        yield _Change(run.start, run.end, text, tuple(run.start + place for place in places))


def _grouped(letters: Sequence[int]) -> list[list[int]]:
    """The places of letters, parted where the gap is wider than usual."""
    usual = min(after - before for before, after in itertools.pairwise(letters))
    groups: list[list[int]] = [[letters[0]]]
    for before, after in itertools.pairwise(letters):
        if after - before > usual:
            groups.append([])
        groups[-1].append(after)
    return groups


def _words_of(letters: str, places: list[int]) -> Iterator[tuple[str, list[int]]]:
    """Letters cut into as few usual words as can be; what is none stays by itself. With a mask in it it is one: “s h * t”."""
    odd = {char for char in letters if not char.isalnum() and char not in _SIGNS + "'"}
    if odd:
        masked = odd <= _MASKS and sum(char.isalpha() for char in letters) >= _SHORTEST
        yield from ((letters, places),) if masked else zip(letters, ([place] for place in places), strict=True)
        return
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
    return frozenset(word.lower() for word in _listed())


@cache
def everyday() -> frozenset[str]:
    """Those of them that are no names."""
    return frozenset(word for word in _listed() if word.islower())


@cache
def _listed() -> tuple[str, ...]:
    file = resources.files("safeconduct.data") / "common_words.txt"
    return tuple(file.read_text("utf-8").split())


__all__: Final = ("BOXES", "Plain", "everyday", "undisguised", "words")
