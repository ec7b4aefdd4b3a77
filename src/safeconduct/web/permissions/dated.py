"""The days of permissions: when one ends, when equipment is due back, by when something is to be taken down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils import timezone

from safeconduct.web.jobs.dates import Dated
from safeconduct.web.people.models import Person
from safeconduct.web.permissions.models import Loan, Removal, Request


def dated(person: Person) -> Iterator[Dated]:
    """What somebody holds, has at home and is to take down; in words of ours, none of theirs."""
    today = timezone.localdate()
    held = Request.objects.filter(person=person, granted=True, withdrawn_at=None, until__gte=today).order_by("until", "pk")
    for request in held:
        says = f"A permission ends: {request.of.name}"
        yield Dated(f"permissions-end-{request.pk}", says, request.until, None, reverse("permission", args=[request.pk]))
    for loan in Loan.objects.out().filter(person=person, returned_on=None).order_by("due_back", "pk"):
        yield Dated(f"permissions-back-{loan.pk}", "School equipment is due back", loan.due_back, None, reverse("permissions"))
    for removal in Removal.objects.filter(person=person, done_on=None).order_by("due_on", "pk"):
        address = reverse("removal", args=[removal.pk])
        yield Dated(f"permissions-removal-{removal.pk}", "Something is to be taken down", removal.due_on, None, address)


__all__: Final = ("dated",)
