"""Who stands in for a position: they hold it without a role, and ``people.guarding`` guards them as those who have one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils import timezone

from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.models import StandIn
from safeconduct.web.people.models import Organisation


def seated(place: Organisation) -> Iterator[tuple[int, Position]]:
    """Whoever stands in here today or will: their numbers, and for what."""
    named = StandIn.objects.named().filter(organisation=place).exclude(until__lt=timezone.localdate())
    for person, position in named.values_list("person", "position"):
        yield person, Position(position)


__all__: Final = ("seated",)
