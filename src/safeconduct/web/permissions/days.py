"""Working days, counted as an organisation keeps them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from safeconduct.web.people.models import Organisation
from safeconduct.web.policies.reminding import is_working_day

_DAY: Final = timedelta(1)


def after(place: Organisation, day: date, count: int) -> date:
    """The last of some working days that follow a day; the day itself counts for none."""
    while count > 0:
        day += _DAY
        count -= is_working_day(place, day)
    return day


def before(place: Organisation, day: date) -> date:
    """The working day before a day."""
    day -= _DAY
    while not is_working_day(place, day):
        day -= _DAY
    return day


__all__: Final = ("after", "before")
