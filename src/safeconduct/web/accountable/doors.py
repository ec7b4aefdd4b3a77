"""What waits behind the home page's doors: copies to download, requests and complaints, a review that is due."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils import timezone

from safeconduct.web.access.rights import rights
from safeconduct.web.accountable.access_views import handled_by as requests_of
from safeconduct.web.accountable.access_views import portions_for
from safeconduct.web.accountable.complaint_views import handled_by as complaints_of
from safeconduct.web.accountable.mine_views import copies_of
from safeconduct.web.accountable.models import FilterReview
from safeconduct.web.people.models import Person


def due(person: Person) -> Mapping[str, str]:
    """How much waits for somebody."""
    found = {}
    if copies_of(person).filter(taken_at=None).exists():
        found["my-data"] = "your copy is ready"
    open_requests = [each for each in requests_of(person) if each.closed_on is None]
    if number := len(open_requests) + len(portions_for(person)):
        found["data-requests"] = f"{number} open"
    if number := sum(each.complaint.closed_on is None for each in complaints_of(person)):
        found["data-complaints"] = f"{number} open"
    if _review_is_late(person):
        found["filtering"] = "a review is due"
    return found


def _review_is_late(person: Person) -> bool:
    places = list(
        person.holds(rights()["accountable.review-filter"].held_by).filter(kind="school").values_list("pk", flat=True)
    )
    today = timezone.localdate()
    held = FilterReview.objects.filter(organisation__in=places).order_by("organisation", "-held_on", "-pk")
    last: dict[int, FilterReview] = {}
    for review in held:
        last.setdefault(review.organisation_id, review)
    return any(pk not in last or last[pk].next_due < today for pk in places)


__all__: Final = ("due",)
