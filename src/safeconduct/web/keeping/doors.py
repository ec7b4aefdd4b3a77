"""What waits behind a door of the home page: something to reply to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safeconduct.web.keeping.models import Reply
from safeconduct.web.people.models import Person


def due(person: Person) -> Mapping[str, str]:
    """That somebody is asked for their reply: nothing else on the home page tells of it."""
    waiting = Reply.objects.filter(person=person, replied_at__isnull=True).exists()
    return {"reply": "waits for you"} if waiting else {}


__all__: Final = ("due",)
