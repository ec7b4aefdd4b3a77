"""Times as exports write them, turned into UTC. What cannot be a time is ``None``, never an error.

A time before 2000 or more than two days after today is taken to be no time at all (year 1833, 0, −62169958800).
On a clock without offset, a time that came twice (the hour when summer time ends) is the first of the two, and one
that never came (the hour when it begins) is read by the clock before the change: 01:30 becomes 02:30 summer time.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from typing import Any, Final

_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_FIRST: Final = _EARLIEST.timestamp()
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_UNITS: Final = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}


@cache
def _latest() -> datetime:
    return datetime.now(UTC) + timedelta(days=2)


@cache
def _last() -> float:
    return _latest().timestamp()


def _likely(at: datetime) -> datetime | None:
    return at if _EARLIEST <= at <= _latest() else None


def epoch(value: Any, *, unit: str = "s") -> datetime | None:
    """Seconds (``s``), milliseconds (``ms``) or microseconds (``us``) since 1970; strings of digits are taken; a value
    that only makes sense in another unit is read in that."""
    if type(value) is int and _FIRST <= value <= _last() * 1_000:
        if unit == "s" and value <= _last():
            return datetime.fromtimestamp(value, UTC)
        if unit == "ms" and value >= _FIRST * 1_000:
            return _EPOCH + timedelta(0, value // 1_000, value % 1_000 * 1_000)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    per_second = _UNITS[unit]
    if not _FIRST <= number / per_second <= _last():
        per_second = next((per for per in _UNITS.values() if _FIRST <= number / per <= _last()), 0)
        if not per_second:
            return None
    if per_second == 1:
        return datetime.fromtimestamp(number, UTC)
    seconds, rest = divmod(int(number), per_second)
    return _EPOCH + timedelta(0, seconds, rest * 1_000_000 // per_second)


def iso(value: Any, *, zone: tzinfo | None = None) -> datetime | None:
    """ISO 8601 in its many spellings (``2023-02-18T12:33:11.000Z``, ``2025-05-18 04:35:32 UTC``, ``2024-01-15 14:30:00``);
    without an offset it is in ``zone``, UTC if none is given."""
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        try:
            at = datetime.fromisoformat(_straightened(value))
        except ValueError:
            return None
    try:
        at = at.replace(tzinfo=zone or UTC) if at.tzinfo is None else at
        return _likely(at if at.tzinfo is UTC else at.astimezone(UTC))
    except (OverflowError, ValueError):  # year 1 or 9999 with an offset
        return None


def _straightened(value: str) -> str:
    value = value.strip().removesuffix(" UTC").removesuffix(" GMT").removesuffix(" Z")
    head, blank, offset = value.rpartition(" ")
    return head + offset if blank and offset[:1] in ("+", "-") else value


_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen ian ion sty oca janv january januar enero gennaio",
            "feb fev lut chw sub fevr february",
            "mar mrz mrt maa maw",
            "apr abr avr kwi nis ebr avril april",
            "may mai maj mei mag",
            "jun juin giu cze haz meh juni",
            "jul juil lug lip tem gor juli",
            "aug ago aou sie agu aws",
            "sep set wrz eyl med sept",
            "oct okt out ott paz eki hyd",
            "nov lis kas tac",
            "dec dez dic des gru ara rha",
        ),
        1,
    )
    for name in names.split()
}


def twitter(value: Any) -> datetime | None:
    """``Sat Feb 18 12:33:11 +0000 2023``; the weekday is not checked."""
    if not isinstance(value, str):
        return None
    try:
        _, month, day, time, offset, year = value.split()
        hour, minute, second = time.split(":")
        zone = UTC if offset == "+0000" else _offset(offset)
        if zone is None:
            return None
        at = datetime(int(year), _MONTHS[month.lower()], int(day), int(hour), int(minute), min(int(second), 59), tzinfo=zone)
        return _likely(at.astimezone(UTC))
    except (ValueError, KeyError, OverflowError):
        return None


_ZONES: Final = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2,
    "eest": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
_AFTERNOON: Final = frozenset({"pm", "p.m.", "p.m", "ch", "os"})
_MORNING: Final = frozenset({"am", "a.m.", "a.m", "sa", "oo"})
_HOURS: Final = frozenset({"uhr", "uur", "h", "hr", "hrs", "hod", "godz", "klo", "heures", "horas", "ore"})  # “18:46 Uhr”
_HALF_LONGEST: Final = 6  # letters of a mark of morning or afternoon
_HALF_CAPITALS: Final = 2  # a longer word in capitals names a zone: AEST


def _offset(text: str) -> tzinfo | None:
    """``+0100``, ``+01:00``, ``+1``, ``-05:30``."""
    digits = text[1:].replace(":", "")
    if text[:1] not in ("+", "-", "\u2212") or not (digits.isdecimal() and len(digits) <= 4):
        return None
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    away = timedelta(hours=hours, minutes=minutes)
    return timezone(away if text[0] == "+" else -away) if away < timedelta(hours=24) else None


@lru_cache(maxsize=1024)
def _named_zone(word: str) -> tzinfo | None:
    if word in _ZONES:
        return timezone(timedelta(hours=_ZONES[word]))
    for name in ("gmt", "utc"):
        if word.startswith(name):
            return _offset(word.removeprefix(name))
    return _offset(word) if len(word) >= 5 else None


class _Parts:
    """What the words of a written date say."""

    __slots__ = (
        *("afternoon", "day", "hour", "last", "minute", "month", "month_next", "second", "strange", "timed", "year", "zone"),
    )

    def __init__(self) -> None:
        self.year = self.month = self.day = 0
        self.hour = self.minute = self.second = 0
        self.afternoon: bool | None = None
        self.zone: tzinfo | None = None
        self.month_next = False  # Vietnamese: the word for month, then its number
        self.timed = False  # a time of day has been read
        self.strange: list[str] = []  # words behind that time of which nothing is known
        self.last = ""

    @property
    def half_unknown(self) -> bool:
        """Whether the time is on a clock of twelve hours and the last word, behind it, may say which half of the day."""
        if self.strange != [self.last] or self.afternoon is not None or self.zone is not None or not 1 <= self.hour <= 12:
            return False
        word = self.strange[0]
        zone = word.isascii() and word.isupper() and len(word) > _HALF_CAPITALS
        return not zone and len(word) <= _HALF_LONGEST and _folded(word).rstrip(".") not in _HOURS

    def at(self, zone: tzinfo | None) -> datetime:
        hour = self.hour
        if self.afternoon is not None and hour <= 12:
            hour = hour % 12 + 12 * self.afternoon
        return datetime(self.year, self.month, self.day, hour, self.minute, self.second, tzinfo=self.zone or zone or UTC)


def english(value: Any, *, zone: tzinfo | None = None) -> datetime | None:
    """``Aug 09, 2026 9:49 am``, ``Jun 04, 2025 6:46:10 pm``, ``Sep 22, 2017, 6:33 AM``, ``15 Mar 2009``, ``4 Jun 2025, 18:46:10
    BST``, ``Jun 4, 2025, 6:46:10 PM UTC``; month names in English and the commoner languages of exports; a zone
    abbreviation in the text (UTC GMT BST CET CEST EST EDT CST CDT MST MDT PST PDT, ``GMT+01:00``) goes before ``zone``.

    Without a time of day it is midnight. A date in numbers alone is read only if it is ISO or has dots (``4.6.2025``).
    Where a mark of morning or afternoon is in a language that is not known, it is no time: twelve hours may be wrong.
    """
    if not isinstance(value, str) or len(value) > 100:
        return None
    if "20" not in value and "1999" not in value and value.isascii():  # no year that counts (1999 may end in 2000 in UTC)
        return None
    words = value.replace(",", " ").split()
    try:
        if common := _common(words):
            return _likely(datetime(*common, tzinfo=zone or UTC).astimezone(UTC))
        parts = _all(words)
        if parts.half_unknown:
            return None
        return _likely(parts.at(zone).astimezone(UTC)) if parts.month else iso(value, zone=zone)
    except (ValueError, OverflowError):
        return None


def half_unknown(value: str) -> bool:
    """Whether a text is a whole date and time of ``english`` but for a mark of morning or afternoon that is not known."""
    if len(value) > 100:
        return False
    try:
        parts = _all(value.replace(",", " ").split())
        return parts.half_unknown and _likely(parts.at(UTC)) is not None
    except (ValueError, OverflowError):
        return False


_HALVES: Final = {"am": False, "pm": True, "AM": False, "PM": True}


def _common(words: list[str]) -> tuple[int, int, int, int, int, int] | None:
    """Year to second of three words of a date, a time in numbers and at most ``am`` or ``pm``: what nearly every line of an
    export is."""
    if not 4 <= len(words) <= 5 or not words[3].isascii():
        return None
    time = words[3].split(":")
    afternoon = _HALVES.get(words[4]) if len(words) == 5 else None
    if not 2 <= len(time) <= 3 or not "".join(time).isdigit() or (len(words) == 5 and afternoon is None):
        return None
    day = _day(words[0], words[1], words[2])
    if day is None or "" in time:
        return None
    hour = int(time[0])
    if afternoon is not None and hour <= 12:
        hour = hour % 12 + 12 * afternoon
    return (*day, hour, int(time[1]), int(time[2]) if len(time) == 3 else 0)


@lru_cache(maxsize=4096)
def _day(*words: str) -> tuple[int, int, int] | None:
    """Year, month and day, if that and no more is what three words say."""
    parts = _all(list(words))
    timed = parts.afternoon is not None or parts.hour or parts.minute or parts.second
    if timed or parts.zone is not None or parts.month_next or not (parts.year and parts.month and parts.day):
        return None
    return parts.year, parts.month, parts.day


def _all(words: list[str]) -> _Parts:
    parts = _Parts()
    for word in words:
        _read(word, parts)
        parts.last = word
    return parts


def _read(word: str, parts: _Parts) -> None:
    if word[0].isdecimal():
        _read_number(word, parts)
        return
    folded = _folded(word)
    if folded in _AFTERNOON or folded in _MORNING:
        parts.afternoon = folded in _AFTERNOON
    elif folded in ("m.", "thang"):
        parts.month_next = folded == "thang"
    elif folded in ("a.", "p."):  # «6:46 p. m.»
        parts.afternoon = folded == "p."
    elif (zone := _named_zone(folded)) is not None:
        parts.zone = zone
    elif month := _month(folded):
        parts.month = month
    elif parts.timed:
        parts.strange.append(word)


def _read_number(word: str, parts: _Parts) -> None:
    dotted = parts.year and not word.endswith(".") and ("." in word or "h" in word)
    if ":" in word or dotted:
        _read_time(word, parts)
    elif word.count(".") == 2 and not parts.month:
        day, month, year = word.split(".")
        if day.isdecimal() and month.isdecimal() and year.isdecimal():
            parts.day, parts.month, parts.year = int(day), int(month), int(year)
    else:
        digits = word.rstrip(".stndrhº")
        if not digits.isdecimal():
            return
        if len(digits) == 4:
            parts.year = int(digits)
        elif parts.month_next:
            parts.month, parts.month_next = int(digits), False
        elif not parts.day:
            parts.day = int(digits)


def _read_time(word: str, parts: _Parts) -> None:
    """``18:46:10``, ``18.46``, ``9:49am``, ``12:33:11Z``."""
    low = word.lower()
    for ending in ("am", "pm"):
        if low.endswith(ending):
            parts.afternoon = ending == "pm"
            low = low.removesuffix(ending)
    numbers = low.replace(".", ":").replace("h", ":").split(":")
    if all(number.isdecimal() for number in numbers) and 2 <= len(numbers) <= 4:
        parts.hour, parts.minute, parts.timed = int(numbers[0]), int(numbers[1]), True
        parts.second = int(numbers[2]) if len(numbers) > 2 else 0


@lru_cache(maxsize=1024)
def _folded_cached(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def _folded(word: str) -> str:
    """Small letters without accents; words are few, and long ones are none of a date."""
    return _folded_cached(word) if len(word) <= 16 else ""


@lru_cache(maxsize=1024)
def _month(folded: str) -> int:
    """The month that a word names, 0 if none. Three letters tell all but «juin» and «juil»."""
    word = folded.rstrip(".").replace("ł", "l")
    return _MONTHS.get(word[:4], 0) or _MONTHS.get(word[:3], 0) if len(word) >= 3 else 0


def local(at: datetime | None, zone: tzinfo) -> str:
    """The clock on the wall at that moment, ISO to the minute without offset; empty if there is no time."""
    if at is None:
        return ""
    on_wall = at.astimezone(zone)
    return on_wall.date().isoformat() + "T" + on_wall.time().isoformat()[:5]
