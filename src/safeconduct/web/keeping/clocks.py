"""Until when a case is kept. Where something is not known, it says what, and the case is kept: never the other way round."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from safeconduct.web.keeping.standards import ClockRule


class Days(NamedTuple):
    """What a clock may count from: when it was told, when it was closed, when the person left, when they were born."""

    told: date
    closed: date
    left: date | None = None
    born: date | None = None


class Until(NamedTuple):
    """The last day on which something is kept, or what has to be known first."""

    day: date | None
    missing: tuple[str, ...] = ()


LEFT: Final = "the day on which the member of staff concerned leaves"
BORN: Final = "the date of birth of the member of staff concerned"


def until(rule: ClockRule, years: int, days: Days) -> Until:
    """Until when something is kept by a clock, with the school's own number of years."""
    begins = {"told": days.told, "closed": days.closed, "left": days.left}[rule.begins]
    if begins is None:
        return Until(None, (LEFT,))
    if not rule.until_age:
        return Until(years_after(begins, years))
    if days.born is None:
        return Until(None, (BORN,))
    return Until(max(years_after(begins, years), years_after(days.born, rule.until_age)))


def years_after(day: date, years: int) -> date:
    """The same day some years on; the last of February for a leap day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


__all__: Final = ("BORN", "LEFT", "Days", "Until", "until", "years_after")
