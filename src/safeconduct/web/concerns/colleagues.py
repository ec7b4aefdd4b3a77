"""Who works at a place, or was sent there lately, to be picked from when somebody says whom a concern is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.people.words import said

LATELY: Final = timedelta(days=120)
"""How long after supply cover ended somebody can still be picked: the longest term and the holiday after it. When something
happened is told in free words, much comes out weeks later, and who covered longer ago is named in words."""


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
    return _by_name(Colleague(person, _roles(held[person])) for person in held if person != me)


def to_be_named(place: Organisation, me: Person, told: date | None = None) -> list[Colleague]:
    """The same, and whoever was placed there until shortly before something was told (today, unless a day is given)."""
    here = colleagues(place, me)
    known = {me, *(each.person for each in here)}
    return _by_name([*here, *(each for each in _placed(place, told) if each.person not in known)])


def _placed(place: Organisation, told: date | None) -> Iterator[Colleague]:
    """Whoever was placed there lately and is no longer, each as they were last."""
    over = Placement.objects.over().filter(
        organisation=place, cancelled=False, until__gte=(told or timezone.localdate()) - LATELY
    )
    last = {each.person: each for each in over.select_related("person").order_by("until", "pk")}
    for person, each in last.items():
        yield Colleague(person, f"{_roles([each.position])}, placed here until {date_format(each.until, 'j F Y')}")


def _by_name(found: Iterable[Colleague]) -> list[Colleague]:
    return sorted(found, key=lambda each: (each.person.name.casefold(), each.person.pk))


def _roles(positions: list[str]) -> str:
    words = [said(position) for position in dict.fromkeys(positions)]
    return ", ".join(word if word.startswith("IT") else word[:1].lower() + word[1:] for word in words)


__all__: Final = ("LATELY", "Colleague", "colleagues", "to_be_named")
