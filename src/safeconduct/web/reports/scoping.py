"""Where, when and for whose eyes: what somebody may see reports on, and over which time.

Whoever works with the things themselves at a school or an agency (``rights.INSIDE``) gets numbers as they are. Everybody
else, and whoever looks at a trust or from one, gets them as governors do. For these the times to choose from do not overlap
and begin and end with a month that is over: else two reports taken from each other would tell of the days between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from safeconduct.web.access.rights import rights
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.reports.report import Report, Scope, reports
from safeconduct.web.reports.rights import INSIDE

_DAY: Final = timedelta(1)
_TERMS: Final = ((9, "Autumn term"), (1, "Spring term"), (4, "Summer term"))
"""The month in which each begins, for the whole country: the days themselves differ from council to council."""
_SUMMER: Final = 4
_SEPTEMBER: Final = 9


class Period(NamedTuple):
    """A time that somebody can choose; both days count."""

    key: str
    name: str
    since: date
    until: date


def periods(today: date, *, outward: bool) -> list[Period]:
    """The times to choose from, the one most often wanted first."""
    year = today.year if today.month >= _SEPTEMBER else today.year - 1
    last = Period(f"year-{year - 1}", f"School year {year - 1}/{year % 100:02}", date(year - 1, 9, 1), date(year, 8, 31))
    if outward:
        return [*reversed(list(_terms(year, today))), last]
    this = Period(f"year-{year}", f"School year {year}/{(year + 1) % 100:02}, so far", date(year, 9, 1), today)
    return [this, Period("twelve-months", "The last twelve months", _year_before(today), today), last]


def _terms(year: int, today: date) -> Sequence[Period]:
    """The terms of a school year that have begun, each up to the end of the last month that is over."""
    over = today.replace(day=1) - _DAY
    found = []
    for month, name in _TERMS:
        since = date(year if month >= _SEPTEMBER else year + 1, month, 1)
        until = min(_last_day(since), over)
        if since <= until:
            so_far = "" if until == _last_day(since) else f", to {until:%B}"
            found.append(Period(f"term-{since:%Y-%m}", f"{name} {since.year}{so_far}", since, until))
    return found


def _last_day(since: date) -> date:
    """The last day of a term, by the day on which it begins: the day before the next one does."""
    month, year = {9: (1, since.year + 1), 1: (4, since.year), _SUMMER: (9, since.year)}[since.month]
    return date(year, month, 1) - _DAY


def _year_before(day: date) -> date:
    """The day after the same day a year ago; after the 28th for the 29th of February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day) + _DAY


def places_for(person: Person, verb: str) -> list[Organisation]:
    """Where somebody may see reports, trusts first, then by name."""
    found = list(person.holds(rights()[verb].held_by))
    return sorted(found, key=lambda place: (place.kind != Organisation.Kind.TRUST, place.name, place.pk))


def is_outward(person: Person, place: Organisation, verb: str) -> bool:
    """Whether somebody gets the numbers of a report as governors do.

    A governor who also keeps the office works with signatures there, and with concerns no more than any other governor.
    """
    if place.kind == Organisation.Kind.TRUST:
        return True
    inside = [position.value for position in INSIDE & rights()[verb].held_by]
    held = (model.objects.on().filter(person=person, organisation=place, position__in=inside) for model in (Role, Placement))
    return not any(each.exists() for each in held)


def scope(person: Person, place: Organisation, period: Period, *, outward: bool) -> Scope:
    """What a report is about, as somebody asks for it."""
    below = place.kind == Organisation.Kind.TRUST
    return Scope(place, period.since, period.until, person, below=below, outward=outward)


def allowed(person: Person, place: Organisation) -> list[Report]:
    """The reports that somebody may see at an organisation."""
    held = person.positions_at(place)
    return [report for report in reports().values() if held & rights()[report.verb].held_by]


__all__: Final = ("Period", "allowed", "is_outward", "periods", "places_for", "scope")
