"""What waits behind the home page's door to telling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safeconduct.web.concerns.following import unread
from safeconduct.web.people.models import Person


def due(person: Person) -> Mapping[str, str]:
    """How many answers wait for somebody who told something."""
    waiting = sum(unread(person).values())
    return {"tell": f"{waiting} answer{'' if waiting == 1 else 's'} for you to read"} if waiting else {}


__all__: Final = ("due",)
