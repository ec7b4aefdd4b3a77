"""Reminders of check-ups: a week before the day, the day after it, and then every four weeks until it is done.

Whatever is due is told in one e-mail, and nobody gets two within a week. None go out at night, at weekends, on bank holidays or
while schools are closed; none to people on leave, and none to those whom no policy binds any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import dateformat, timezone

from safeconduct.web.access.trail import append
from safeconduct.web.jobs.mail import send as post
from safeconduct.web.people.models import Person
from safeconduct.web.policies.progress import is_away
from safeconduct.web.policies.reminding import is_sensible, is_working_day
from safeconduct.web.reviews.models import Nudge
from safeconduct.web.reviews.standing import Standing, everybody

BEFORE: Final = timedelta(days=7)
APART: Final = timedelta(days=7)
AFTER: Final = timedelta(days=1)
EVERY: Final = timedelta(weeks=4)


def turns(due: date, day: date) -> date | None:
    """The last day, up to a given one, on which a reminder of something due was wanted; none if none was yet."""
    if day > due:
        return due + AFTER + (day - due - AFTER) // EVERY * EVERY
    return due - BEFORE if day >= due - BEFORE else None


def wanted(on: date) -> list[list[Standing]]:
    """For each who gets a reminder on a day all that is due within a week or late, the earliest first."""
    last = dict(Nudge.objects.values_list("person").annotate(last=Max("on")).order_by())
    heaps: dict[int, list[Standing]] = defaultdict(list)
    for each in everybody(on):
        if turns(each.due, on) is not None:
            heaps[each.person.pk].append(each)
    return [heap for heap in heaps.values() if _is_turn(heap, last.get(heap[0].person.pk), on)]


def _is_turn(heap: Sequence[Standing], last: date | None, on: date) -> bool:
    person = heap[0].person
    if is_away(person, on) or not any(is_working_day(ask.adoption.organisation, on) for each in heap for ask in each.asks):
        return False
    if last is None:
        return True
    fresh = any((turn := turns(each.due, on)) is not None and turn > last for each in heap)
    return fresh and on - last >= APART


def send_due(now: datetime) -> int:
    """Send what is due, between eight and five; how many e-mails. Each is a transaction of its own, so that none goes twice."""
    if not is_sensible(now):
        return 0
    on = timezone.localdate(now)
    return sum(_sent(heap, on) for heap in wanted(on))


def _sent(heap: Sequence[Standing], on: date) -> bool:
    person = heap[0].person
    try:
        with transaction.atomic():
            Nudge.objects.create(person=person, on=on)
            facts = {"checkups": [each.checkup.id for each in heap]}
            append("reviews.remind", by=None, about=f"people.person:{person.pk}", facts=facts)
            _post(person, heap, on)
    except IntegrityError:  # another worker has just sent it
        return False
    return True


def _post(person: Person, heap: Sequence[Standing], on: date) -> None:
    told = [
        {
            "name": each.checkup.name,
            "due": dateformat.format(each.due, "j F Y"),
            "late": each.due < on,
            "link": settings.BASE_URL + reverse("checkup", args=[each.checkup.id]),
        }
        for each in heap
    ]
    post(person, "reviews/reminder", {"checkups": told, "all": settings.BASE_URL + reverse("reviews")})


def forget(on: date) -> None:
    """Forget reminders that no later one hangs on any more."""
    Nudge.objects.filter(on__lt=on - 3 * EVERY).delete()


__all__: Final = ("forget", "send_due", "turns", "wanted")
