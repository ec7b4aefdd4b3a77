"""The days of the registers in people's own calendars: never whose request it is, or what a complaint says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from safeconduct.web.access.rights import rights
from safeconduct.web.accountable.access_views import handled_by as requests_of
from safeconduct.web.accountable.access_views import portions_for
from safeconduct.web.accountable.clocks import clocks_of
from safeconduct.web.accountable.complaint_views import handled_by as complaints_of
from safeconduct.web.accountable.models import FilterAction, FilterReview
from safeconduct.web.jobs.dates import Dated
from safeconduct.web.people.models import Person


def dated(person: Person) -> Iterator[Dated]:
    """Reviews of filtering that somebody takes part in, what they have to do, requests and complaints on a clock."""
    yield from _reviews(person)
    for action in FilterAction.objects.filter(person=person, done_on=None).select_related("review").order_by("due", "pk"):
        address = reverse("filter-review", args=[action.review_id])
        yield Dated(f"accountable-action-{action.pk}", "Filtering: something to be done", action.due, None, address)
    yield from _requests(person)
    for complaint, clock in complaints_of(person):
        if complaint.closed_on is None and clock.due is not None:
            address = reverse("data-complaints")
            yield Dated(f"accountable-complaint-{complaint.pk}", "A complaint about data: next word", clock.due, None, address)


def _reviews(person: Person) -> Iterator[Dated]:
    """The next review of each place, by its last one."""
    places = person.holds(rights()["accountable.review-filter"].held_by)
    seen = set[int]()
    for review in FilterReview.objects.filter(organisation__in=places).order_by("-held_on", "-pk"):
        if review.organisation_id not in seen:
            seen.add(review.organisation_id)
            address = reverse("filtering", args=[review.organisation_id])
            yield Dated(f"accountable-review-{review.pk}", "Review filtering and monitoring", review.next_due, None, address)


def _requests(person: Person) -> Iterator[Dated]:
    """The last days of requests, and of the parts that those on a case decide."""
    mine = [each for each in requests_of(person) if each.closed_on is None]
    parts = [each.request for each in portions_for(person)]
    clocks = clocks_of([*mine, *parts])
    for each in {one.pk: one for one in (*mine, *parts) if clocks[one.pk].due}.values():
        due = clocks[each.pk].due
        assert due is not None
        yield Dated(f"accountable-request-{each.pk}", "A request for data is due", due, None, reverse("access-requests"))


__all__: Final = ("dated",)
