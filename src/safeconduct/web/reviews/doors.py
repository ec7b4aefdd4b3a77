"""What waits behind the home page's door to one's own accounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safeconduct.web.people.models import Person
from safeconduct.web.reviews.standing import mine


def due(person: Person) -> Mapping[str, str]:
    """How many check-ups are due within a fortnight, or late."""
    waiting = sum(each.waits for each in mine(person))
    return {"accounts": f"{waiting} check-up{'' if waiting == 1 else 's'} due"} if waiting else {}


__all__: Final = ("due",)
