"""A reminder on the first Monday of a month that there are cases whose time is over: no number, no name."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from safeconduct.web.access.deciding import may
from safeconduct.web.concerns.models import Case
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.jobs.mail import send
from safeconduct.web.people.models import Person

_WEEK: Final = 7


def remind() -> None:
    """Tell those who may ask for a case that is due to be destroyed, once a month, however many there are."""
    today = timezone.localdate()
    if today.weekday() != 0 or today.day > _WEEK:
        return
    due = Case.objects.filter(state=Case.State.CLOSED, on_hold=False, keep_until__lt=today)
    cases = list(due.select_related("concern", "organisation").prefetch_related("concern__subjects", "barred", "let_in"))
    charts = Charts({case.organisation for case in cases})
    told: dict[int, Person] = {}
    for case in cases:
        for each in charts.received(case).people:
            person = charts.people[each.person]
            if each.person not in told and may(person, "keeping.close", case):
                told[each.person] = person
    for person in told.values():
        send(person, "concerns/alert", {"path": "/records/"})


__all__: Final = ("remind",)
