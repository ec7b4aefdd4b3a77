"""Working days: when a time given in them runs out, and how much is left of it.

A working day is a weekday that is no bank holiday of the nation, from when offices open until they close, by the British
clock. Only that time counts: what starts on a Friday evening starts on Monday morning, and one working day from Tuesday
at eleven is Wednesday at eleven. So a time never runs out at night, at a weekend or on a holiday, when nobody answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from safeconduct.audit.schoolday import Nation, bank_holidays
from safeconduct.web.casework.standards import Office, standards
from safeconduct.web.people.models import Organisation

_LONDON: Final = ZoneInfo("Europe/London")
_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_NATIONS: Final[Mapping[str, Nation]] = {
    Organisation.Nation.ENGLAND: Nation.ENGLAND,
    Organisation.Nation.WALES: Nation.WALES,
    Organisation.Nation.SCOTLAND: Nation.SCOTLAND,
    Organisation.Nation.NORTHERN_IRELAND: Nation.NORTHERN_IRELAND,
}


class Clock:
    """Working time in one nation. ``nation`` is that of an organisation; ``office`` when offices are open."""

    def __init__(self, nation: str, office: Office | None = None) -> None:
        self._nation = _NATIONS[nation]
        self._office = office or standards().office

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open on a day: no weekend, no bank holiday of the nation."""
        return day.weekday() < _SATURDAY and day not in bank_holidays(self._nation, day.year)

    def starts(self, at: datetime) -> datetime:
        """The moment itself if offices are open, else when they open next."""
        here = at.astimezone(_LONDON)
        if self.is_working_day(here.date()) and here.time() < self._office.closes:
            return max(here, self._opening(here.date()))
        return self._opening(self._next(here.date()))

    def due(self, at: datetime, working_days: int) -> datetime:
        """When a time of so many working days runs out that starts at a moment: at least one.

        Raises:
            ValueError: fewer than one.
        """
        if working_days < 1:
            raise ValueError("A time has at least one working day.")
        start = self.starts(at)
        if start == self._opening(start.date()):
            return self._closing(self._further(start.date(), working_days - 1))
        day = self._further(start.date(), working_days)
        return datetime.combine(day, start.time(), _LONDON)

    def before(self, at: datetime, hours: int) -> datetime:
        """The moment so many hours of office time before another, as long as that is no more than one working day."""
        here = at.astimezone(_LONDON)
        opened = self._opening(here.date())
        missing = timedelta(hours=hours) - (here - opened)
        if missing <= timedelta(0):
            return here - timedelta(hours=hours)
        return max(self._closing(self._last(here.date())) - missing, self._opening(self._last(here.date())))

    def left(self, now: datetime, due: datetime) -> timedelta:
        """How much office time is left until a moment; less than nothing where it is over, by how much on the clock."""
        if now >= due:
            return due - now
        start, end = self.starts(now), due.astimezone(_LONDON)
        left, day = timedelta(0), start.date()
        while day <= end.date():
            if self.is_working_day(day):
                left += max(min(end, self._closing(day)) - max(start, self._opening(day)), timedelta(0))
            day += _DAY
        return left

    def _opening(self, day: date) -> datetime:
        return datetime.combine(day, self._office.opens, _LONDON)

    def _closing(self, day: date) -> datetime:
        return datetime.combine(day, self._office.closes, _LONDON)

    def _next(self, day: date) -> date:
        day += _DAY
        while not self.is_working_day(day):
            day += _DAY
        return day

    def _last(self, day: date) -> date:
        day -= _DAY
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def _further(self, day: date, working_days: int) -> date:
        for _ in range(working_days):
            day = self._next(day)
        return day


def words_for(left: timedelta) -> str:
    """How much office time is left, as people say it, or how long it has been over."""
    hours, minutes = divmod(int(abs(left).total_seconds()) // 60, 60)
    days, hours = divmod(hours, 24)
    if left < timedelta(0):
        return f"{_many(days, 'day')} over" if days else f"{_many(hours, 'hour') if hours else _many(minutes, 'minute')} over"
    hours += days * 24
    said = [_many(hours, "hour")] if hours else []
    return " ".join([*said, _many(minutes, "minute")] if minutes or not said else said)


def _many(number: int, of: str) -> str:
    return f"{number} {of}{'' if number == 1 else 's'}"


__all__: Final = ("Clock", "words_for")
