"""The lines of a WhatsApp chat, and the date, time and name that a message begins with, in every dialect of phone and country.

An iPhone writes ``[31/12/2022, 11:40:26] Name: words``, Android ``31/12/2022, 11:40 - Name: words``. A line that does not
begin like that goes on with the message above it.
"""

from __future__ import annotations

import io
import string
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, BinaryIO, Final, NamedTuple

import re2

from safeconduct.archive._charset import as_text

MARK: Final = "\u200e"  # what the app itself puts in front of its own words on an iPhone
MAX_MESSAGE: Final = 12 * 1024 * 1024  # characters; the rest of a longer one is left out and reported

_PIECE: Final = 1 << 18  # characters read at a time
_DASHES: Final = (" - ", " – ", " — ")
_COMMAS: Final = (" , ", ", ")  # a few phones; only where the first message has it, for people write timetables so
_LONGEST_STAMP: Final = 48  # characters
_KEPT: Final = 100_000  # dates and times kept so that none is worked out twice
_UNSEEN: Final = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u061c"
_DIGITS: Final = {zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966, 0x9E6) for digit in range(10)}
_BLANKS: Final = dict.fromkeys((0xA0, 0x202F, 0x2009, 0x3000), " ")
_PLAIN: Final = str.maketrans({**_DIGITS, **_BLANKS, **dict.fromkeys(map(ord, _UNSEEN), "")})
_BETWEEN: Final = r"(?:\s?[-/.年년月월]\s?|\s)"
_DATE: Final = rf"(\d{{1,4}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,4}})[.日일]?"
_TIME: Final = r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?"
_STAMP: Final = re2.compile(rf"^\s*{_DATE}(?:\s*[,،，]\s*|\s+|T)([^\d:.,]{{0,12}}?)\s*{_TIME}\s*([^\d:]{{0,12}})$")
_ONLY_DATE: Final = re2.compile(f"^{_DATE}$")
_ASCII_DIGITS: Final = frozenset(string.digits)
_BRACKET: Final = frozenset("[")
_LETTERS: Final = frozenset(string.ascii_letters) | {""}
_clocks: Final[dict[str, Clock]] = {}
_NONE: Final = timedelta()
_SECONDS: Final = {"": _NONE, **{f":{second:02}": timedelta(seconds=second) for second in range(60)}}
_AFTERNOON: Final = frozenset({"pm", "p", "م", "مساء", "下午", "午後", "오후", "μμ", "ch", "nachm", "अपराह्न", "pg", "ip"})
_MORNING: Final = frozenset({"am", "a", "ص", "صباحا", "上午", "午前", "오전", "πμ", "sa", "vorm", "पूर्वाह्न", "ap"})
_NO_MEANING: Final = frozenset(
    {"", "klo", "kl", "à", "a las", "alas", "at", "um", "às", "alle", "om", "u", "uhr", "h", "hrs", "в", "ore"}
)


class Day:
    """A date as it stands: its three numbers, and the way of writing by which their order is decided. What it means is
    filled in when that has been done (``_whatsapp_dates``)."""

    __slots__ = ("iso", "midnight", "numbers", "settled", "shape")

    def __init__(self, first: str, second: str, third: str) -> None:
        self.numbers = int(first), int(second), int(third)
        self.shape = "year first" if len(first) > 2 else "year last" if len(third) > 2 else "short"
        self.settled = False
        self.iso = ""  # empty if there is no such day
        self.midnight: datetime | None = None  # its beginning in UTC; None if the clocks change on it


class Clock(NamedTuple):
    """A time of day. ``since`` midnight; ``None`` if there is no such time."""

    hour: int
    minute: int
    second: int
    since: timedelta | None
    iso: str


class Head(NamedTuple):
    """What a message begins with, and what stands behind it on the line: a name and words, or the app's own words."""

    day: Day
    clock: Clock
    rest: str


Line = tuple[Day | None, Clock | None, timedelta, str]  # the seconds apart, where that is quicker


def lines(stream: BinaryIO) -> Iterator[list[str]]:
    """The lines without their ends, some hundred kilobytes of them at a time; of a line longer than ``MAX_MESSAGE`` only
    so much, and a little more."""
    text = as_text(stream)
    held: list[str] = []
    length = 0
    while piece := text.read(_PIECE):
        if "\n" not in piece:
            held.append(piece.replace("\0", "\ufffd") if length <= MAX_MESSAGE else "")
            length += len(piece)
            continue
        whole = piece.replace("\r\n", "\n").replace("\0", "\ufffd").split("\n")
        if held:
            whole[0] = "".join((*held, whole[0])).removesuffix("\r")
        held, length = [whole.pop()], 0
        yield whole
    if any(held):
        yield ["".join(held).removesuffix("\r")]


class Headers:
    """Finds out whether a line begins a message. The first that does settles for the whole file whether it is in brackets
    (iPhone) or not (Android): the other kind is then something that somebody pasted."""

    def __init__(self) -> None:
        self.brackets: bool | None = None
        self._days: dict[str, Day] = {}
        self._stamps: dict[str, tuple[Day, Clock] | None] = {}
        self._dash = _DASHES[0]
        self._dashes: tuple[str, ...] = _DASHES + _COMMAS
        self._comma = ", "  # what stands between date and time

    def all(self, stream: BinaryIO) -> Iterator[Line]:
        """Every line: day, time, seconds to add to it, and the rest of one that begins a message; the whole of any other.

        Where the date and the time of the last message ended, those of the next mostly do too; there they are looked up,
        the seconds by themselves since 1,440 minutes are found faster than 86,400 seconds.
        """
        days, clocks, seconds = self._days, _clocks, _SECONDS
        for some in lines(stream):
            first, start, close = self._shape()
            cut = minute = end = width = 0
            for line in some:
                if line[:1] in first:
                    day = days.get(line[start:cut])
                    clock = clocks.get(line[cut:minute]) if day is not None else None
                    second = seconds.get(line[minute:end])
                    if clock is not None and second is not None and line[end : end + width] == close:
                        yield day, clock, second, line[end + width :]
                        continue
                elif line[:1] in _LETTERS:
                    yield None, None, _NONE, line
                    continue
                head = self.read(line)
                if head is None:
                    yield None, None, _NONE, line
                    continue
                yield head.day, head.clock, _NONE, head.rest
                first, start, close = self._shape()
                cut, minute, end = self._places(line, head.clock, close)
                width = len(close)

    def _places(self, line: str, clock: Clock, close: str) -> tuple[int, int, int]:
        """Where the date ends, the minute, and the time. The minute is put where it will be looked for."""
        cut, end = line.find(self._comma), line.find(close)
        minute = end - 3
        if line[minute:end] not in _SECONDS or line.count(":", max(0, cut), end) != 2:
            return cut, end, end
        _keep(_clocks, line[cut:minute], _clock(clock.hour, clock.minute, 0))
        return cut, minute, end

    def _shape(self) -> tuple[frozenset[str], int, str]:
        """How most heads of this file look: their first character, where the date starts, what ends them."""
        return (_BRACKET, 1, "] ") if self.brackets else (_ASCII_DIGITS, 0, self._dash)

    def read(self, line: str) -> Head | None:
        """The head of the message that a line begins, if it begins one."""
        start = line[:1]
        if start in _UNSEEN and start:
            line = line.lstrip(_UNSEEN)
            start = line[:1]
        if start == "[":
            return self._in_brackets(line) if self.brackets is not False else None
        if self.brackets or not start.isdigit():
            return None
        return self._with_dash(line)

    def _in_brackets(self, line: str) -> Head | None:
        end = line.find("]", 8, _LONGEST_STAMP)
        stamp = self._stamp(line[1:end]) if end > 0 else None
        if stamp is None:
            return None
        self.brackets = True
        return Head(*stamp, line[end + 1 :].removeprefix(" "))

    def _with_dash(self, line: str) -> Head | None:
        for dash in (self._dash, *self._dashes):
            end = line.find(dash, 8, _LONGEST_STAMP)
            stamp = self._stamp(line[:end]) if end > 0 else None
            if stamp is not None:
                if self.brackets is None:
                    self.brackets, self._dashes = False, _DASHES if dash in _DASHES else (dash,)
                self._dash = dash
                return Head(*stamp, line[end + len(dash) :])
        return None

    def _stamp(self, stamp: str) -> tuple[Day, Clock] | None:
        """Date and time. Few days and at most 86,400 times are in a file, so both are looked up first."""
        cut = stamp.find(", ")
        if cut < 0:
            cut = stamp.find(" ")
        day, clock = self._days.get(stamp[:cut]), _clocks.get(stamp[cut:])
        if day is not None and clock is not None:
            return day, clock
        if stamp in self._stamps:
            return self._stamps[stamp]
        if day is not None:
            clock = _usual_clock(stamp[cut:])
            if clock is not None:
                _keep(_clocks, stamp[cut:], clock)
                return day, clock
        return self._worked_out(stamp, cut)

    def _worked_out(self, stamp: str, cut: int) -> tuple[Day, Clock] | None:
        found = _stamp_of(stamp)
        if found is None or not _ONLY_DATE.search(stamp[:cut].translate(_PLAIN)):
            _keep(self._stamps, stamp, found)
            return found
        self._comma = ", " if stamp.startswith(", ", cut) else " "
        day = self._days.get(stamp[:cut]) or found[0]  # one object a date, however many times go with it
        _keep(self._days, stamp[:cut], day)
        _keep(_clocks, stamp[cut:], found[1])
        return day, found[1]


def _keep(known: dict[str, Any], key: str, value: Any) -> None:
    if len(known) >= _KEPT:
        known.clear()
    known[key] = value


def _stamp_of(stamp: str) -> tuple[Day, Clock] | None:
    found = _STAMP.search(stamp.translate(_PLAIN))
    if found is None:
        return None
    first, second, third, before, hour, minute, seconds, after = found.groups()
    halves = _half(before), _half(after)
    if None in halves:
        return None
    return Day(first, second, third), _clock(_hour(int(hour), halves[0] or halves[1] or ""), int(minute), int(seconds or 0))


def _usual_clock(text: str) -> Clock | None:
    """``, 18:04:59``, quickly."""
    hour, minute, second = text[-8:-6], text[-5:-3], text[-2:]
    usual = text[-6:-5] == ":" == text[-3:-2] and len(text) in (9, 10) and text[:-8] in (" ", ", ")
    if not usual or not (hour + minute + second).isdecimal():
        return None
    return _clock(int(hour), int(minute), int(second))


def _clock(hour: int, minute: int, second: int) -> Clock:
    possible = hour < 24 and minute < 60 and second < 60
    since = timedelta(hours=hour, minutes=minute, seconds=second) if possible else None
    return Clock(hour, minute, second, since, sys.intern(f"T{hour:02}:{minute:02}"))


def _half(word: str) -> str | None:
    """``am``, ``pm``, ``""`` for a word that says neither, ``None`` for one that belongs to no time."""
    plain = "".join(letter for letter in word.casefold() if letter not in ". ")
    if plain in _AFTERNOON:
        return "pm"
    if plain in _MORNING:
        return "am"
    return "" if word.strip().casefold() in _NO_MEANING else None


def _hour(hour: int, half: str) -> int:
    if half == "pm" and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour


def begins_a_chat(head: bytes) -> bool:
    """Whether one of a file's first lines begins a message."""
    headers = Headers()
    first = [line for some in lines(io.BytesIO(head)) for line in some][:12]
    return any(headers.read(line) is not None for line in first)
