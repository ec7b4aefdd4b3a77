"""A text made ready for searching, every place in it still known in the text as given.

``Text.folded`` is lower case, without accents, with look-alike letters (Cyrillic а, full-width ａ, 𝗯𝗼𝗹𝗱) turned
into the plain ones, curly quotes and dashes straightened, and invisible characters (zero-width joiners,
direction overrides, soft hyphens) taken out. Patterns and lexicons see only the folded text; ``span`` leads back.

Patterns are RE2: their cost is linear in the length of the text whatever the text, so that nobody can hang
the checker with a hostile draft. RE2 has no look-around; ``\\b`` and ``\\w`` are ASCII, which suits folded text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import Any, Final, NamedTuple

import re2

from safeconduct.prefilter import Prefilter


class Match(NamedTuple):
    """A place in the folded text: code points from ``start`` up to, not including, ``end``."""

    start: int
    end: int
    text: str


_FILTER: Final = Prefilter()
_WORTH_FILTERING: Final = 12  # characters; on less, trying the pattern is as quick


class Pattern:
    """A linear-time pattern over folded text, compiled when first used."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.bit = _FILTER.add(source)

    @cached_property
    def _compiled(self) -> Any:  # re2 ships no types
        return re2.compile(self.source, _options())

    @cached_property
    def _grouped(self) -> bool:
        return bool(self._compiled.groups)

    def possible(self, text: str) -> bool:
        """Whether the pattern may match somewhere in ``text`` or a part of it: cheap, and never wrongly false."""
        return len(text) < _WORTH_FILTERING or _FILTER.may_match(self.bit, text)

    def search(self, text: str) -> Match | None:
        """The first match, or ``None``. If the pattern has a group 1, the match is that group."""
        if not self.possible(text):
            return None
        found = self._compiled.search(_searchable(text))
        return None if found is None else self._match(found, text)

    def all(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
        """Every match between two places, the group 1 of each if the pattern has one."""
        if not self.possible(text):
            return
        if start or end is not None:
            yield from self._between(text, start, len(text) if end is None else min(end, len(text)))
            return
        for found in self._compiled.finditer(_searchable(text)):
            yield self._match(found, text)

    def _between(self, text: str, start: int, end: int) -> Iterator[Match]:
        """Only the stretch, with a character of context at each side, is handed on: re2 copies all that it is given."""
        first = max(0, start - 1)
        piece = text[first : end + 1]
        for found in self._compiled.finditer(piece, start - first, end - first):
            match = self._match(found, piece)
            yield Match(match.start + first, match.end + first, match.text)

    def _match(self, found: Any, text: str) -> Match:
        start, end = found.span(1) if self._grouped else found.span()
        if start < 0:  # the group took no part
            start, end = found.span()
        return Match(start, end, text[start:end])

    def groups(self, text: str) -> Iterator[tuple[Match, dict[str, str | None]]]:
        """Every whole match with its named groups."""
        for found in self._compiled.finditer(text):
            yield Match(found.start(), found.end(), found.group()), found.groupdict()

    def fits(self, text: str) -> bool:
        """Whether the pattern matches the whole of ``text``."""
        return self._compiled.fullmatch(text) is not None


@cache
def _options() -> Any:
    """A megabyte of states a pattern: with re2's own eight, hundreds of patterns would fill the memory over a long stream."""
    options = re2.Options()
    options.max_mem = 1 << 20
    options.log_errors = False
    return options


@lru_cache(maxsize=64)
def _searchable(text: str) -> str | bytes:
    """Plain ASCII as bytes, made once for the hundreds of patterns that look at it: places stay the same."""
    return text.encode() if text.isascii() else text


_patterns: Final[dict[str, Pattern]] = {}


def pattern(source: str) -> Pattern:
    """The pattern for ``source``; write it for folded (lower-case, unaccented) text."""
    if source not in _patterns:
        _patterns[source] = Pattern(source)
    return _patterns[source]


def patterns() -> tuple[Pattern, ...]:
    """Every pattern made so far."""
    return tuple(_patterns.values())


class Sentence(NamedTuple):
    """A sentence of the folded text."""

    start: int
    end: int
    text: str


def mend(text: str) -> str:
    """A text without half surrogate pairs, every other character in its place."""
    try:
        text.encode()
    except UnicodeEncodeError:
        pass
    else:
        return text
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


class Text:
    """A text as given (``raw``) and as searched (``folded``; ``encoded`` is the same in UTF-8, as automata read it)."""

    def __init__(self, raw: str) -> None:
        self.raw = mend(raw)
        self.folded = fold(self.raw)
        self.encoded = self.folded.encode()

    @cached_property
    def reach(self) -> int:
        """The bits of all patterns that may match somewhere in the text; never one too few."""
        return _FILTER.reach(self.folded)

    def may_hold(self, sign: Pattern) -> bool:
        """Whether a pattern may match somewhere in the text: cheap, and never wrongly false."""
        return bool(self.reach & sign.bit)

    @cached_property
    def _places(self) -> list[int] | None:
        """For each folded character its place in ``raw``; ``None`` where both are the same. Few texts are ever asked."""
        return None if _plain(self.raw) else _places(self.raw)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the raw text that a span of the folded text came from."""
        if self._places is None:
            return start, end
        if start >= end:
            place = self._places[start]
            return place, place
        return self._places[start], self._places[end - 1] + 1

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, ended by . ! ? … or a line break (an initial or a decimal point ends none)."""
        return tuple(_sentences(self.folded))

    def sentence_at(self, place: int) -> Sentence:
        """The sentence in which a place of the folded text lies."""
        found = next((s for s in self.sentences if s.start <= place < s.end), None)
        return found or Sentence(0, len(self.folded), self.folded)

    @cached_property
    def quoted(self) -> tuple[Match, ...]:
        """The stretches between quotation marks, the marks not included."""
        return tuple(_QUOTED.all(self.folded)) + tuple(_SINGLE_QUOTED.all(self.folded))

    def in_quotes(self, place: int) -> bool:
        """Whether a place of the folded text lies between quotation marks."""
        return any(stretch.start <= place < stretch.end for stretch in self.quoted)


_QUOTED: Final = pattern(r'"([^"\n]{1,400})"')
_SINGLE_QUOTED: Final = pattern(r"(?:^|[\s(:,])'([^'\n]{2,200})'(?:$|[\s).,!?;:])")
_END: Final = pattern(r"(?:[.!?…]{1,12}[\"')\]]{0,3}(?:\s|$)|\n)")


def _sentences(folded: str) -> Iterator[Sentence]:
    start = 0
    for end in _END.all(folded):
        if end.text[0] == "." and _is_initial(folded, end.start):
            continue
        if folded[start : end.end].strip():
            yield Sentence(start, end.end, folded[start : end.end])
        start = end.end
    if folded[start:].strip():
        yield Sentence(start, len(folded), folded[start:])


_TITLES: Final = ("mr", "mrs", "ms", "dr", "st", "no", "vs", "etc", "e.g", "i.e")


def _is_initial(folded: str, dot: int) -> bool:
    """“J. Smith”, “Mr. Smith”: the dot belongs to the word before it."""
    word = folded[max(0, dot - 8) : dot].rpartition(" ")[2].lstrip("(\"'")
    return (len(word) == 1 and word.isalpha() and word != "i") or word in _TITLES


# --- folding -----------------------------------------------------------------------------------------------

_INVISIBLE: Final = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u0489\u20e3\u2800\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\ufe0e\ufe0f\ufeff\u3164\uffa0"
)
_LOOKALIKES: Final = {
    **dict(zip("аеорсухіјѕԁһѵԛԝьвмнткгзпу", "aeopcyxijsdhvqwbbmhtkr3ny", strict=False)),
    **dict(zip("αβεικνορτυχωη", "abeiknoptuxwn", strict=True)),
    **dict(zip("‘’‚‛′´`ʼ＇", "'" * 9, strict=True)),
    **dict(zip("“”„‟″«»＂", '"' * 8, strict=True)),
    **dict(zip("‐‑‒–—−―", "-" * 7, strict=True)),
    **dict(zip("ıłøđħŧðþßæœ", "ilodhtdpsao", strict=True)),
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢƒµ", "abcdefghijklmnoprstuvwyzfu", strict=True)),
    **dict(zip("⁄∕⧸。‿", "///._", strict=True)),
    **dict(zip("սօհոց", "uohng", strict=True)),  # Armenian
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2028": "\n", "\u2029": "\n", "\r": "\n", "\t": " ", "\x00": " ",
}  # fmt: skip


def fold_char(char: str) -> str:
    """What one character becomes; at most three letters, nothing for an invisible or a combining mark."""
    if char in _LOOKALIKES:
        return _LOOKALIKES[char]
    category = unicodedata.category(char)
    if char in _INVISIBLE or (category in ("Cc", "Mn") and char != "\n"):
        return ""
    if char == "…":
        return char
    if not char.isascii() and (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)  # ٧, ७, ➆: a digit in any script and shape
    plain = unicodedata.normalize("NFKD", char).casefold()
    kept = "".join(_LOOKALIKES.get(c, c) for c in plain if not unicodedata.combining(c) and c not in _INVISIBLE)
    return kept[:3]


class _Folding(dict[int, str]):
    """What each character becomes, found out when it is first met: ``str.translate`` then works without Python."""

    def __missing__(self, code: int) -> str:
        self[code] = fold_char(chr(code))
        return self[code]


_FOLDING: Final = _Folding()


def _plain(raw: str) -> bool:
    """Whether lower case is all that folding changes."""
    return raw.isascii() and raw.isprintable()


def fold(raw: str) -> str:
    """A text as it is searched."""
    return raw.lower() if _plain(raw) else raw.translate(_FOLDING)


def _places(raw: str) -> list[int] | None:
    sizes = [len(_FOLDING[ord(char)]) for char in raw]
    if all(size == 1 for size in sizes):
        return None
    places = [place for place, size in enumerate(sizes) for _ in range(size)]
    places.append(len(raw))
    return places
