"""Who works at a place today, to be picked from when somebody says whom a concern is about."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.db.models import Q

from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.people.words import said


class Colleague(NamedTuple):
    """Somebody who works at a place, and as what."""

    person: Person
    role: str


def colleagues(place: Organisation, me: Person | None = None) -> list[Colleague]:
    """Everybody with a role there or above it, or placed there today, by name; not oneself. Two queries."""
    roles = Q(organisation__in=place.path_of_ids)
    held: dict[Person, list[str]] = {}
    for found in (Role.objects.on().filter(roles), Placement.objects.on().filter(organisation=place)):
        for each in found.select_related("person").order_by("pk"):
            held.setdefault(each.person, []).append(each.position)
    everybody = sorted((person for person in held if person != me), key=lambda person: (person.name.casefold(), person.pk))
    return [Colleague(person, _roles(held[person])) for person in everybody]


def _roles(positions: list[str]) -> str:
    words = [said(position) for position in dict.fromkeys(positions)]
    return ", ".join(word if word.startswith("IT") else word[:1].lower() + word[1:] for word in words)


__all__: Final = ("Colleague", "colleagues")
