"""What waits behind the home page's doors to permissions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils import timezone

from safeconduct.web.access.rights import rights
from safeconduct.web.people.models import Person
from safeconduct.web.permissions import agreements, official
from safeconduct.web.permissions.deciding import waiting_for
from safeconduct.web.permissions.models import Loan, OfficialAccount, Removal, Request


def due(person: Person) -> Mapping[str, str]:
    """How much waits for somebody's answer; and what waits on their desk."""
    asked = Request.objects.asked_back().filter(person=person).count()
    mine = asked + agreements.waiting_for(person).count() + Removal.objects.filter(person=person, done_on=None).count()
    mine += Loan.objects.late(timezone.localdate()).filter(person=person).count()
    said = {"permission": f"{mine} wait{'s' if mine == 1 else ''} for you"} if mine else {}
    desk = "; ".join(_on_desk(person))
    return {**said, "desk": desk} if desk else said


def _on_desk(person: Person) -> Iterator[str]:
    """What there is to decide, what equipment is late, and who can still post though they left: nobody else says so."""
    if to_decide := waiting_for(person).count():
        yield f"{to_decide} to decide"
    places = person.holds(rights()["permissions.accounts"].held_by)
    if strays := len(official.strays(OfficialAccount.objects.filter(organisation__in=places, closed_at=None))):
        yield f"look at {strays} who can still post"
    places = person.holds(rights()["permissions.equipment"].held_by)
    if late := Loan.objects.late(timezone.localdate()).filter(organisation__in=places).count():
        yield f"{late} piece{'' if late == 1 else 's'} of equipment late"


__all__: Final = ("due",)
