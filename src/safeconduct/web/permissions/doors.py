"""What waits behind the home page's doors to permissions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from safeconduct.web.access.rights import rights
from safeconduct.web.people.models import Person
from safeconduct.web.permissions import agreements, official
from safeconduct.web.permissions.deciding import waiting_for
from safeconduct.web.permissions.models import OfficialAccount, Removal, Request


def due(person: Person) -> Mapping[str, str]:
    """How much waits for somebody's answer; and what waits on their desk."""
    asked = Request.objects.asked_back().filter(person=person).count()
    mine = asked + agreements.waiting_for(person).count() + Removal.objects.filter(person=person, done_on=None).count()
    said = {"permission": f"{mine} wait{'s' if mine == 1 else ''} for you"} if mine else {}
    desk = "; ".join(_on_desk(person))
    return {**said, "desk": desk} if desk else said


def _on_desk(person: Person) -> Iterator[str]:
    """What there is to decide, and who can still post in the school's name though they have left: nobody else tells of that."""
    if to_decide := waiting_for(person).count():
        yield f"{to_decide} to decide"
    places = person.holds(rights()["permissions.accounts"].held_by)
    if strays := len(official.strays(OfficialAccount.objects.filter(organisation__in=places, closed_at=None))):
        yield f"look at {strays} who can still post"


__all__: Final = ("due",)
