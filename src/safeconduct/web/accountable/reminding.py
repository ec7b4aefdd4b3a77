"""Reminders of what is due or late: so many days before, on the day, and weekly afterwards; never whose or what it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils import timezone

from safeconduct.web.access.rights import Position
from safeconduct.web.accountable.asking import alert
from safeconduct.web.accountable.clocks import Numbers, access_clock, complaint_clock
from safeconduct.web.accountable.handlers import Desk
from safeconduct.web.accountable.models import AccessRequest, Complaint, FilterAction, FilterReview, Portion
from safeconduct.web.accountable.rights import SIGN_AS_GOVERNOR, SIGN_AS_LEAD
from safeconduct.web.accountable.standards import standards
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.people.models import Organisation, Person, Role

_REVIEWING: Final = SIGN_AS_LEAD | SIGN_AS_GOVERNOR | {Position.IT_MANAGER}
Due = tuple[Person, str]


def remind() -> None:
    """Write to everybody for whom something is near its day or past it, once for each page."""
    due = {*_reviews(), *_actions(), *_requests(), *_portions(), *_complaints()}
    for person, path in sorted(due, key=lambda each: (each[0].pk, each[1])):
        alert([person], path)


def _reviews() -> Iterable[Due]:
    """The next review: for the lead, IT and the governors. Where none was ever held, the page itself says so."""
    today, seen = timezone.localdate(), set[int]()
    for review in FilterReview.objects.select_related("organisation").order_by("-held_on", "-pk"):
        if review.organisation_id in seen:
            continue
        seen.add(review.organisation_id)
        if standards().remind.on((review.next_due - today).days):
            yield from ((person, f"/registers/filtering/{review.organisation_id}/") for person in _holding(review.organisation))


def _holding(place: Organisation) -> list[Person]:
    roles = Role.objects.on().filter(organisation=place, position__in=_REVIEWING, person__is_active=True)
    return list(Person.objects.filter(pk__in=roles.values("person")).order_by("pk"))


def _actions() -> Iterable[Due]:
    today = timezone.localdate()
    for each in FilterAction.objects.filter(done_on=None, person__is_active=True).select_related("person", "review"):
        if standards().remind.on((each.due - today).days):
            yield each.person, f"/registers/filtering/{each.review.organisation_id}/"


def _requests() -> Iterable[Due]:
    """Requests whose day comes near: for whoever took it, or all who could."""
    rows = AccessRequest.objects.filter(closed_on=None).select_related("organisation", "handler").prefetch_related("pauses")
    found, today = list(rows), timezone.localdate()
    places = {each.organisation for each in found}
    desk, numbers = Desk(places), Numbers(places)
    for each in found:
        clock = access_clock(each, numbers, today, each.pauses.all())
        if clock.due is not None and standards().remind.on(clock.left):
            people = desk.of(each.organisation, {each.person_id})
            taken = [person for person in people if person.pk == each.handler_id]
            yield from ((person, "/registers/access/") for person in taken or people)


def _portions() -> Iterable[Due]:
    """A case's part that nobody has given yet: for those who work on the case, also once the rest is closed."""
    rows = Portion.objects.filter(released_at=None, case__isnull=False).select_related(
        "request__organisation", "case__organisation", "case__concern"
    )
    found, today = list(rows.prefetch_related("request__pauses")), timezone.localdate()
    numbers = Numbers({each.request.organisation for each in found})
    charts = Charts({each.case.organisation for each in found if each.case})
    for each in found:
        clock = access_clock(each.request, numbers, today, each.request.pauses.all())
        if each.case is not None and clock.due is not None and standards().remind.on(clock.left):
            working = charts.working(each.case, receiving=each.is_for_receivers) - {each.request.person_id}
            people = filter(None, map(charts.people.get, working))
            yield from ((person, "/registers/access/") for person in people)


def _complaints() -> Iterable[Due]:
    rows = Complaint.objects.filter(closed_on=None).select_related("organisation").prefetch_related("kept_out")
    found, today = list(rows), timezone.localdate()
    places = {each.organisation for each in found}
    desk, numbers = Desk(places), Numbers(places)
    for each in found:
        if standards().remind.on(complaint_clock(each, numbers, today).left):
            people = desk.of(each.organisation, each.kept_from())
            yield from ((person, "/registers/complaints/") for person in people)


__all__: Final = ("remind",)
