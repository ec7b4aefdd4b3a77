"""What waits behind the doors of the home page: a roster that came by night and needs somebody to look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safeconduct.web.people.models import Person
from safeconduct.web.rostering.models import Delivery
from safeconduct.web.rostering.rights import LOOK_AFTER


def due(person: Person) -> Mapping[str, str]:
    """How many rosters wait for this person, by the door's key."""
    came = Delivery.objects.waiting().exclude(source=Delivery.Source.UPLOAD)
    waiting = came.filter(organisation__in=person.holds(LOOK_AFTER)).count() if came.exists() else 0
    return {"rosters": f"{waiting} wait{'s' if waiting == 1 else ''} for you"} if waiting else {}


__all__: Final = ("due",)
