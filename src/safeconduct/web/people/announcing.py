"""What changes among those who receive concerns is told at once to all of them, and to whom it is about.

So nobody becomes one of them, or takes one's place, unseen. The e-mails name neither people nor cases: what they tell of
stands on a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.urls import reverse

from safeconduct.web.access.rights import Position, rights
from safeconduct.web.jobs import mail
from safeconduct.web.people.guarding import going_on, standing_in
from safeconduct.web.people.models import Organisation, Person, Role
from safeconduct.web.people.standing import RECEIVES
from safeconduct.web.people.words import spelt


def told_of() -> frozenset[Position]:
    """The positions of which it is told: those that receive concerns, and those that may give them to others."""
    return RECEIVES | rights()["people.manage"].held_by


# --- roles ----------------------------------------------------------------------------------------------------------


@contextmanager
def announced(place: Organisation) -> Iterator[list[Role]]:
    """Tell of every role of an organisation, and of those below it, that begins or is given an end meanwhile.

    The list holds those that began, once it is over.
    """
    before, given = _held(place), list[Role]()
    yield given
    after = _held(place)
    given += [role for pk, role in after.items() if pk not in before or (role.until is None and before[pk].until)]
    ended = [role for pk, role in before.items() if pk not in after or (after[pk].until and after[pk].until != role.until)]
    for number in sorted({role.organisation_id for role in (*given, *ended)}):
        here = ([role for role in roles if role.organisation_id == number] for roles in (given, ended))
        _tell(Organisation.objects.get(pk=number), *here)


def _held(place: Organisation) -> Mapping[int, Role]:
    roles = going_on().filter(organisation__path__startswith=place.path, position__in=told_of())
    return {role.pk: role for role in roles.select_related("person").order_by("pk")}


def _tell(place: Organisation, given: list[Role], ended: list[Role]) -> None:
    context = {
        "organisation": place.name,
        "given": sorted({spelt(role.position) for role in given}),
        "ended": sorted({spelt(role.position) for role in ended}),
        "link": settings.BASE_URL + reverse("organisation", args=[place.pk]),
    }
    for person in _all_of(receivers(place), (role.person for role in (*given, *ended))):
        mail.send(person, "people/roles", context)


def receivers(place: Organisation) -> Iterator[Person]:
    """Everybody who receives concerns at an organisation today, by a role there or above it, or as a stand-in."""
    roles = Role.objects.on().filter(organisation__in=place.path_of_ids, position__in=RECEIVES)
    numbers = {*roles.values_list("person", flat=True), *(person for person, _ in standing_in(place))}
    yield from Person.objects.filter(pk__in=numbers, is_active=True).order_by("pk")


def _all_of(*people: Iterable[Person]) -> list[Person]:
    """Everybody once."""
    return list({person.pk: person for some in people for person in some}.values())


# --- addresses ------------------------------------------------------------------------------------------------------


def tell_of_address(person: Person, place: Organisation, old: str, *, widely: bool = True) -> None:
    """Tell of another address by which somebody signs in: them, at both, and all who receive concerns.

    Where a directory moves those of a whole school (not ``widely``), the latter are told of one of themselves alone.
    """
    link = settings.BASE_URL + reverse("person", args=[place.pk, person.pk])
    context = {"organisation": place.name, "link": link}
    mail.send(old, "people/address", {**context, "whose": "old"})
    mail.send(person, "people/address", {**context, "whose": "new"})
    others = [one for one in receivers(place) if one.pk != person.pk]
    if widely or going_on().filter(person=person, position__in=told_of()).exists():
        for one in others:
            mail.send(one, "people/address", {**context, "whose": "other"})


# --- being shut out, and being away ---------------------------------------------------------------------------------


def tell_of_sign_in(person: Person, place: Organisation, step: str) -> None:
    """Tell of somebody who receives concerns that another has closed or opened their sign-in, or marked them away or back.

    Meanwhile others receive what would have come to them. They hear of it themselves, as do all who receive concerns.
    """
    of_those = going_on().filter(person=person, position__in=told_of()).exists()
    if not of_those and all(number != person.pk for number, _ in standing_in(place)):
        return
    context = {
        "organisation": place.name,
        "step": step,
        "link": settings.BASE_URL + reverse("person", args=[place.pk, person.pk]),
    }
    mail.send(person.email, "people/sign_in", {**context, "own": True})  # the address: nothing goes to a closed sign-in
    for other in (one for one in receivers(place) if one.pk != person.pk):
        mail.send(other, "people/sign_in", {**context, "own": False})


__all__: Final = ("announced", "receivers", "tell_of_address", "tell_of_sign_in", "told_of")
