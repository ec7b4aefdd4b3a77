"""Whether 03/04/2023 is in April or in March: decided from all dates of a chat together.

The order is the one in which the fewest dates are impossible (a month 13, a day to come), and among those the one in which
the fewest run backwards, since a chat is written in order of time. What then remains open is read day first, the British
way, and said, unless the other chats of the same phone settle it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from safeconduct.readers._whatsapp_lines import Clock, Day

_LONDON: Final = ZoneInfo("Europe/London")
_FIRST_YEAR: Final = 2009  # before that there was no such app
_BUDDHIST: Final = range(2552, 2700)  # Thai phones count 543 years more
_ORDERS: Final = {"year first": ("ymd", "ydm"), "year last": ("dmy", "mdy"), "short": ("dmy", "mdy", "ymd")}


class _Tried:
    """How well one order fits."""

    def __init__(self) -> None:
        self.impossible = 0
        self.backwards = 0
        self._last: date | None = None

    def add(self, day: date | None) -> None:
        if day is None:
            self.impossible += 1
            return
        self.backwards += self._last is not None and day < self._last
        self._last = day

    @property
    def faults(self) -> tuple[int, int]:
        return self.impossible, self.backwards


class Dates:
    """Given every date of a chat in its order (``add``), knows what each means (``at``)."""

    def __init__(self) -> None:
        self._tried = {shape: {order: _Tried() for order in orders} for shape, orders in _ORDERS.items()}
        self._unequal: set[str] = set()
        self._order: dict[str, str] = {}

    def add(self, day: Day) -> None:
        """The next date of the chat; not needed for the same one again."""
        for order, tried in self._tried[day.shape].items():
            tried.add(_date(day, order))
        if day.numbers[0] != day.numbers[1]:
            self._unequal.add(day.shape)

    def decide(self) -> None:
        """Settle the order of each way of writing dates, when all have been given."""
        for shape, tries in self._tried.items():
            self._order[shape] = min(tries, key=lambda order: tries[order].faults)

    @property
    def ambiguous(self) -> bool:
        """Whether day and month could as well be the other way round."""
        return any(self._is_open(shape) for shape in self._tried)

    def _is_open(self, shape: str) -> bool:
        tries = self._tried[shape]
        if shape not in self._unequal or "mdy" not in tries:
            return False
        return self._order[shape] == "dmy" and tries["dmy"].faults == tries["mdy"].faults

    def sure(self) -> dict[str, str]:
        """The orders that are beyond doubt, by the way of writing."""
        return {shape: self._order[shape] for shape in self._unequal if not self._is_open(shape)}

    def lean_on(self, orders: dict[str, str]) -> None:
        """Take the order of other chats of the same phone where this one leaves it open."""
        for shape in list(self._unequal):
            if self._is_open(shape) and shape in orders:
                self._order[shape] = orders[shape]
                self._unequal.discard(shape)

    def at(self, day: Day, clock: Clock) -> datetime | None:
        """The moment in UTC if the phone kept British time; ``None`` if there is no such day or time. ``day.iso`` is then
        its date."""
        if not day.settled:
            self._settle(day)
        if clock.since is None or not day.iso:
            return None
        if day.midnight is not None:
            return day.midnight + clock.since
        wall = datetime.fromisoformat(day.iso).replace(tzinfo=_LONDON) + clock.since
        return wall.astimezone(UTC)

    def _settle(self, day: Day) -> None:
        day.settled = True
        found = _date(day, self._order[day.shape])
        if found is None:
            return
        day.iso = found.isoformat()
        start = datetime(found.year, found.month, found.day, tzinfo=_LONDON)
        if start.utcoffset() == (start + timedelta(days=1)).utcoffset():
            day.midnight = start.astimezone(UTC)


def share(all_dates: Iterable[Dates]) -> None:
    """Let the chats in which the order is open follow those in which it is not, if these agree."""
    known = list(all_dates)
    orders: dict[str, set[str]] = {}
    for dates in known:
        for shape, order in dates.sure().items():
            orders.setdefault(shape, set()).add(order)
    agreed = {shape: min(found) for shape, found in orders.items() if len(found) == 1}
    for dates in known:
        dates.lean_on(agreed)


def _date(day: Day, order: str) -> date | None:
    """The date, ``None`` if there is none such or it is before the app's or after our time."""
    numbers = dict(zip(order, day.numbers, strict=True))
    year = numbers["y"] + (2000 if numbers["y"] < 100 else 0)
    if year in _BUDDHIST:
        year -= 543
    try:
        found = date(year, numbers["m"], numbers["d"])
    except ValueError:
        return None
    return found if year >= _FIRST_YEAR and found <= _latest() else None


def _latest() -> date:
    """Two days on, for a clock that is wrong or far away."""
    return datetime.now(UTC).date() + timedelta(days=2)
