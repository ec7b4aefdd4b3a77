"""The days of cases, for a calendar that others may see: the reference alone, never what the case is or what is due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from safeconduct.web.casework.due import dates
from safeconduct.web.jobs.dates import Dated
from safeconduct.web.people.models import Person


def dated(person: Person) -> Iterator[Dated]:
    """Somebody's own tasks, and the clocks of cases that they may see."""
    for each in dates(person):
        address = reverse("case", args=[each.reference])
        yield Dated(f"casework-{each.key}", f"{each.reference}: something is due", each.on, each.at, address)


__all__: Final = ("dated",)
