"""The clocks of requests and complaints. What is not known stops nobody: it says what the clock waits for.

A request runs from the day it came in, or from the day on which it was clear who asks, where that had to be asked (UK GDPR,
articles 12(3), 12(6) and 12A); a time in which the person was asked what exactly they look for is not counted. The month in
which they can be told that it takes longer is that same month. A day that is no working day is not moved on: earlier is
never wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.utils import timezone

from safeconduct.web.accountable.models import AccessRequest, Complaint, OwnClock, Pause, months_after
from safeconduct.web.accountable.standards import standards
from safeconduct.web.people.models import Organisation


class Numbers:
    """The numbers of some organisations for every clock, read at once: their own, of the nearest above, or the shipped one."""

    def __init__(self, places: Iterable[Organisation]) -> None:
        ids = {pk for place in places for pk in place.path_of_ids}
        found = OwnClock.objects.filter(organisation__in=ids) if ids else ()
        self._own = {(own.organisation_id, own.clock): own.number for own in found}

    def of(self, place: Organisation, clock: str) -> int:
        """An organisation's number for a clock."""
        found = (self._own.get((number, clock)) for number in reversed(place.path_of_ids))
        return next((number for number in found if number is not None), standards().clocks[clock].number)


class Clock(NamedTuple):
    """How a clock stands: its last day (none while it waits), the days left, and what it waits for in words."""

    due: date | None
    left: int
    waits: str = ""

    @property
    def is_late(self) -> bool:
        """Whether its day is past."""
        return self.due is not None and self.left < 0

    @property
    def says(self) -> str:
        """How it stands, in words."""
        if self.due is None:
            return self.waits
        if self.left < 0:
            return f"{-self.left} day{'' if self.left == -1 else 's'} late"
        return "today" if self.left == 0 else f"{self.left} day{'' if self.left == 1 else 's'} left"


IDENTITY: Final = "The month begins when it is clear who asks."
PAUSED: Final = "The clock stands still until they say what they look for."


def access_clock(request: AccessRequest, numbers: Numbers, today: date, pauses: Iterable[Pause]) -> Clock:
    """How the clock of a request stands on a day."""
    if _awaits_identity(request):
        return Clock(None, 0, IDENTITY)
    pauses = list(pauses)
    if any(each.until is None for each in pauses):
        return Clock(None, 0, PAUSED)
    due = _access_due(request, numbers, pauses)
    return Clock(due, (due - today).days)


def _awaits_identity(request: AccessRequest) -> bool:
    return request.identity_asked_on is not None and request.identity_on is None


def _begins(request: AccessRequest) -> date:
    """The day from which it runs, for the answer and for word that it takes longer alike."""
    clear = request.identity_on if request.identity_asked_on else None
    return max(request.received_on, clear or request.received_on)


def _access_due(request: AccessRequest, numbers: Numbers, pauses: Iterable[Pause]) -> date:
    place, begins = request.organisation, _begins(request)
    months = numbers.of(place, "access") + (numbers.of(place, "access-longer") if request.extended_on else 0)
    stood = sum((each.until - max(each.since, begins)).days for each in pauses if each.until and each.until > begins)
    return months_after(begins, months) + timedelta(stood)


def first_month_ends(request: AccessRequest, numbers: Numbers, pauses: Iterable[Pause]) -> date | None:
    """The last day on which a longer time can be told of; none while the month has not begun or stands still."""
    if _awaits_identity(request):
        return None
    begins = _begins(request)
    ends = months_after(begins, numbers.of(request.organisation, "access"))
    for pause in sorted(pauses, key=lambda pause: pause.since):
        if pause.since > ends:  # what is asked once the month is over does not bring it back
            break
        if pause.until is None:
            return None
        ends += max(pause.until - max(pause.since, begins), timedelta())
    return ends


def complaint_clock(complaint: Complaint, numbers: Numbers, today: date) -> Clock:
    """How a complaint stands: until it is acknowledged by that clock, then by the next word about how far it has come."""
    place = complaint.organisation
    if complaint.acknowledged_on is None:
        due = complaint.received_on + timedelta(numbers.of(place, "complaint"))
    else:
        last = max(filter(None, (complaint.acknowledged_on, complaint.told_on)))
        due = last + timedelta(numbers.of(place, "complaint-news"))
    return Clock(due, (due - today).days)


def clocks_of(requests: Iterable[AccessRequest]) -> Mapping[int, Clock]:
    """How the clocks of some requests stand today, by number; their organisations and pauses are at hand."""
    requests = list(requests)
    numbers, today = Numbers({each.organisation for each in requests}), timezone.localdate()
    return {each.pk: access_clock(each, numbers, today, each.pauses.all()) for each in requests}


__all__: Final = (
    "IDENTITY", "PAUSED", "Clock", "Numbers", "access_clock", "clocks_of", "complaint_clock", "first_month_ends",
)  # fmt: skip
