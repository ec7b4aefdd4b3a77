"""Who is, was or will be at an organisation, ready to be listed by the same number of queries however many they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.people.searching import Plain, plain

PAGE: Final = 50


def people_of(
    place: Organisation, *, when: str = "", q: str = "", position: str = "", addresses: bool = False
) -> QuerySet[Person]:
    """The people of an organisation, by name, with ``roles_here`` and ``placements_here``.

    Args:
        place: the organisation.
        when: today (nothing), ``later`` or ``left``.
        q: parts of the name, with or without their accents.
        position: only those who are this.
        addresses: whether ``q`` may be part of the address too.
    """
    roles = _then(Role.objects.filter(organisation=place), when)
    placements = _then(Placement.objects.filter(organisation=place), when)
    if position:
        roles, placements = roles.filter(position=position), placements.filter(position=position)
    people = Person.objects.filter(Q(pk__in=roles.values("person")) | Q(pk__in=placements.values("person")))
    if when == "left":
        people = people.exclude(pk__in=place.people().values("pk"))
    if q.split():
        people = people.alias(sought=Plain("name"))
    for word in q.split():
        named = Q(sought__contains=plain(word))
        people = people.filter(named | Q(email__icontains=word) if addresses else named)
    shown_roles = _then(Role.objects.filter(organisation=place), when).order_by("since", "pk")
    shown_placements = (
        _then(Placement.objects.filter(organisation=place), when).select_related("agency").order_by("since", "pk")
    )
    return people.order_by("name", "pk").prefetch_related(
        Prefetch("roles", queryset=shown_roles, to_attr="roles_here"),
        Prefetch("placements", queryset=shown_placements, to_attr="placements_here"),
    )


def _then(dated: Any, when: str) -> Any:
    if when == "later":
        return dated.coming()
    return dated.over() if when == "left" else dated.on()


def ever_at(place: Organisation) -> QuerySet[Person]:
    """Everybody who has, had or will have a role or a placement at an organisation."""
    roles = Role.objects.filter(organisation=place).values("person")
    placed = Placement.objects.filter(organisation=place).values("person")
    return Person.objects.filter(Q(pk__in=roles) | Q(pk__in=placed))


def is_here(person: Person, place: Organisation) -> bool:
    """Whether somebody has a role or a placement here today or later."""
    return any(
        dated.filter(person=person, organisation=place, cancelled=False).exclude(until__lt=timezone.localdate()).exists()
        for dated in (Role.objects.all(), Placement.objects.all())
    )


def placements_of(place: Organisation) -> QuerySet[Placement]:
    """The placements at a school or sent by an agency: today's and later ones, the earliest first."""
    found = Placement.objects.filter(Q(organisation=place) | Q(agency=place), cancelled=False, until__gte=timezone.localdate())
    return found.select_related("person", "organisation", "agency").order_by("since", "person__name", "pk")


def visitors(school: Organisation, day: date) -> QuerySet[Placement]:
    """Who came in by the code on a day."""
    found = Placement.objects.on(day).filter(organisation=school, by_gate=True, since=day)
    return found.select_related("person", "agency").order_by("person__name", "pk")


def tree(person: Person) -> list[tuple[Organisation, int]]:
    """The organisations that a person is of, and those below them, each with how deep it stands; the highest first."""
    mine = list(person.organisations())
    below = Q(pk__in=[place.pk for place in mine])
    for place in mine:
        below |= Q(path__startswith=place.path)
    return _ordered(Organisation.objects.filter(below))


def _ordered(places: Iterable[Organisation]) -> list[tuple[Organisation, int]]:
    every = {place.pk: place for place in places}

    def names(place: Organisation) -> list[tuple[str, int]]:
        return [(every[number].name.lower(), number) for number in place.path_of_ids if number in every]

    return [(place, len(names(place)) - 1) for place in sorted(every.values(), key=names)]


__all__: Final = ("PAGE", "ever_at", "is_here", "people_of", "placements_of", "tree", "visitors")
