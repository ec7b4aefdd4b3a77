"""What waits behind the home page's doors to permissions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safeconduct.web.people.models import Person
from safeconduct.web.permissions import agreements
from safeconduct.web.permissions.deciding import waiting_for
from safeconduct.web.permissions.models import Removal, Request


def due(person: Person) -> Mapping[str, str]:
    """How much waits for somebody's answer, and how many requests for their decision."""
    asked = Request.objects.asked_back().filter(person=person).count()
    mine = asked + agreements.waiting_for(person).count() + Removal.objects.filter(person=person, done_on=None).count()
    to_decide = waiting_for(person).count()
    said = {"permission": f"{mine} wait{'s' if mine == 1 else ''} for you"} if mine else {}
    return {**said, "desk": f"{to_decide} to decide"} if to_decide else said


__all__: Final = ("due",)
