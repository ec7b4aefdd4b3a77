"""When each check-up is due next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from safeconduct.web.jobs.dates import Dated
from safeconduct.web.people.models import Person
from safeconduct.web.reviews.standing import mine


def dated(person: Person) -> Iterator[Dated]:
    """The next day of each check-up: it moves on when the check-up is done."""
    for each in mine(person):
        says = f"Check-up: {each.checkup.name}"
        yield Dated(f"reviews-{person.pk}-{each.checkup.id}", says, each.due, None, reverse("checkup", args=[each.checkup.id]))


__all__: Final = ("dated",)
