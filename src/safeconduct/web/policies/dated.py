"""The days of policies: until when to sign, and when one that somebody answers for is to be reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from safeconduct.web.jobs.dates import Dated
from safeconduct.web.people.models import Person
from safeconduct.web.policies.models import Adoption
from safeconduct.web.policies.progress import my_readings


def dated(person: Person) -> Iterator[Dated]:
    """What somebody has yet to sign, and the reviews of the policies that they own."""
    for reading in my_readings(person):
        if reading.points and reading.signature is None and reading.due is not None:
            number, says = reading.adoption.pk, f"Read and sign: {reading.adoption.title}"
            address = reverse("policy-sign", args=[number])
            yield Dated(f"policies-sign-{number}-{person.pk}", says, reading.due, None, address)
    owned = Adoption.objects.in_force().filter(owner=person, review_due__isnull=False)
    for adoption in owned.order_by("review_due", "pk"):
        assert adoption.review_due is not None
        address = reverse("policy", args=[adoption.pk])
        yield Dated(
            f"policies-review-{adoption.pk}", f"Review the policy: {adoption.title}", adoption.review_due, None, address
        )


__all__: Final = ("dated",)
