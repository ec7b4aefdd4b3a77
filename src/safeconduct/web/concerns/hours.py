"""School time: hours that count only while an organisation's day runs, and the end of the day.

The day is the organisation's own (``people.models.Organisation``); at weekends, on bank holidays of its nation and while
every school is closed no time passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from safeconduct.web.people.models import Organisation
from safeconduct.web.policies.reminding import is_working_day

LEAST_LEFT: Final = timedelta(hours=1)  # of a day, so that “by the end of the day” means this one
_DAYS_AHEAD: Final = 120  # longer than any stretch without school


def _days(place: Organisation, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """What is left of the school days from a moment on: when each begins to count, and when it ends."""
    here = timezone.get_default_timezone()
    first = at.astimezone(here).date()
    for day in (first + timedelta(number) for number in range(_DAYS_AHEAD)):
        if is_working_day(place, day):
            starts, ends = (datetime.combine(day, time, here) for time in (place.day_starts, place.day_ends))
            if ends > at:
                yield max(starts, at), ends


def after(place: Organisation, at: datetime, hours: int) -> datetime:
    """The moment at which so many hours of school time have passed."""
    left = timedelta(hours=hours)
    ends = at
    for starts, ends in _days(place, at):
        if ends - starts >= left:
            return starts + left
        left -= ends - starts
    return ends


def end_of_day(place: Organisation, at: datetime) -> datetime:
    """The end of the school day; of the next one, where less than an hour of this one is left."""
    return next((ends for starts, ends in _days(place, at) if ends - starts >= LEAST_LEFT), at)


__all__: Final = ("after", "end_of_day")
