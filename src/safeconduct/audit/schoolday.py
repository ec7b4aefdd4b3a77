"""When school is: the days of term, the hours of the day, the bank holidays of the nation.

Without term dates nobody can know the holidays: then every weekday counts that is neither a bank holiday nor in a stretch
when no school in the United Kingdom is open (24 December to 1 January, 25 July to 10 August), and the answer says so.
"""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

import holidays
import msgspec

from safeconduct.errors import InputError

_LONDON: Final = ZoneInfo("Europe/London")
_MONTH_DAY_CLOSED: Final = (((12, 24), (12, 31)), ((1, 1), (1, 1)), ((7, 25), (8, 10)))


class Nation(StrEnum):
    """Whose bank holidays hold."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


_SUBDIVISION: Final = {Nation.ENGLAND: "ENG", Nation.WALES: "WLS", Nation.SCOTLAND: "SCT", Nation.NORTHERN_IRELAND: "NIR"}


class SchoolDays(msgspec.Struct, frozen=True):
    """The school's calendar. ``terms`` are first and last days, both included; none means that they are not known."""

    terms: tuple[tuple[date, date], ...] = ()
    start: time = time(8, 30)
    end: time = time(15, 30)
    nation: Nation = Nation.ENGLAND

    def holds(self, at: datetime) -> bool:
        """Whether a moment falls into the school day, on the British clock."""
        here = at.astimezone(_LONDON)
        return self.start <= here.time() < self.end and self.is_school_day(here.date())

    def is_school_day(self, day: date) -> bool:
        """Whether school is held on a day, as far as is known."""
        if day.weekday() >= 5 or day in bank_holidays(self.nation, day.year):
            return False
        if self.terms:
            return any(first <= day <= last for first, last in self.terms)
        return not any(first <= (day.month, day.day) <= last for first, last in _MONTH_DAY_CLOSED)


@cache
def bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    """The bank holidays of a nation in a year."""
    return frozenset(holidays.country_holidays("GB", subdiv=_SUBDIVISION[nation], years=year))


def read_term(text: str) -> tuple[date, date]:
    """The first and last day of a term, written ``2026-09-02..2026-12-18``.

    Raises:
        InputError: it is not two days, the earlier first.
    """
    first, dots, last = text.partition("..")
    try:
        days = date.fromisoformat(first.strip()), date.fromisoformat(last.strip())
    except ValueError as error:
        raise InputError(f"“{text[:60]}” is not a term. Write its first and last day as 2026-09-02..2026-12-18.") from error
    if not dots or days[0] > days[1]:
        raise InputError(f"“{text[:60]}” is not a term: the first day must come before the last.")
    return days


def read_hours(text: str) -> tuple[time, time]:
    """The hours of the school day, written ``08:30-15:30``.

    Raises:
        InputError: it is not two times of day, the earlier first.
    """
    first, _, last = text.replace("–", "-").partition("-")
    try:
        hours = time.fromisoformat(first.strip().zfill(5)), time.fromisoformat(last.strip().zfill(5))
    except ValueError as error:
        raise InputError(f"“{text[:60]}” are not hours. Write them as 08:30-15:30.") from error
    if hours[0] >= hours[1]:
        raise InputError(f"“{text[:60]}” are not hours of a school day: the first must come before the last.")
    return hours
