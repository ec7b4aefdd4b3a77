"""How often somebody may check, so that no one person can keep the site busy. Only a number is kept, never a text."""

from __future__ import annotations

from typing import Final

from django.core.cache import cache
from django.utils import timezone

from safeconduct.web.people.models import Person

MOST: Final = 60  # checks a person and minute; typing without a rest makes some twenty
WAIT: Final = 60  # seconds


def counted(person: Person, *, cost: int = 1) -> bool:
    """Count a check, a costly one as several; false if the person has had too many within this minute."""
    return counted_for(f"checks-{person.pk}", MOST, cost=cost)


def counted_for(whom: str, most: int, *, cost: int = 1) -> bool:
    """The same for whomever, under a name of theirs; false if there were more than ``most`` within this minute."""
    key = f"{whom}-{int(timezone.now().timestamp()) // WAIT}"
    if cache.add(key, cost, 2 * WAIT):
        return True
    try:
        return cache.incr(key, cost) <= most
    except ValueError:  # it ended between the two lines above
        return True


__all__: Final = ("MOST", "WAIT", "counted", "counted_for")
