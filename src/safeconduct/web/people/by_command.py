"""What whoever looks after the site changes on the command line: the way out where nobody on the site may.

The chair of governors stands above everybody of a school of its own: who gives such a chair their address back, or ends the
role of one who is gone? Whoever has the server can; it stands in the trail and is told to all who receive concerns, as if it
were done on a page.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeconduct.errors import SiteError
from safeconduct.web.access.rights import Position
from safeconduct.web.access.trail import Fact, append
from safeconduct.web.people import actions, guarding, invitations
from safeconduct.web.people.addresses import is_address
from safeconduct.web.people.models import Organisation, Person, Role
from safeconduct.web.people.words import spelt

_VERB: Final = "people.command-line"


@transaction.atomic
def appoint(place: Organisation, email: str, name: str, position: Position) -> str:
    """Give somebody a role from today on, whoever holds it already; somebody new is invited.

    Raises:
        SiteError: there is no such address, name or role to give.
    """
    _check_address(email)
    if not name.strip() and not Person.objects.filter(email__iexact=email.strip()).exists():
        raise SiteError(f"Nobody signs in by {email} yet. Give their full name too: --name “…”.")
    try:
        person, new = actions.known_or_new(email, name)
        role = actions.begin(None, person, place, position.value, timezone.localdate(), None)
    except ValidationError as error:
        raise SiteError(" ".join(error.messages)) from error
    if new or actions.vouch(person):
        invitations.send(person, place)
    _note(f"people.role:{role.pk}", step="appointed", person=person.pk, organisation=place.pk, position=position.value)
    return f"{person.name} is {spelt(position)} at {place.name} from today on.{' An invitation is on its way.' if new else ''}"


@transaction.atomic
def dismiss(place: Organisation, email: str, position: Position) -> str:
    """End somebody's role at once.

    Raises:
        SiteError: they have none, or nobody could manage people after that.
    """
    person = person_of(email)
    role = guarding.going_on().filter(person=person, organisation=place, position=position.value).order_by("pk").first()
    if not isinstance(role, Role):
        raise SiteError(f"{person.name} is not {spelt(position)} at {place.name}. Nothing was changed.")
    try:
        actions.end(role, timezone.localdate() - timedelta(1))
    except ValidationError as error:
        raise SiteError(" ".join(error.messages)) from error
    _note(f"people.role:{role.pk}", step="ended", person=person.pk, organisation=place.pk, position=position.value)
    return f"{person.name} is not {spelt(position)} at {place.name} any more."


@transaction.atomic
def move(email: str, to: str) -> str:
    """Give somebody another address to sign in by; the old one is told.

    Raises:
        SiteError: there is nobody with the one, somebody with the other, or it is none.
    """
    person = person_of(email)
    _check_address(to)
    try:
        actions.rename(person, _place_of(person), person.name, to.strip())
    except ValidationError as error:
        raise SiteError(" ".join(error.messages)) from error
    _note(f"people.person:{person.pk}", step="address")
    return f"{person.name} signs in by {person.email} now. The old address is told."


@transaction.atomic
def shut_or_open(email: str, *, active: bool, second_step_lost: bool = False) -> str:
    """Close somebody's sign-in and end every session, or open it and invite them.

    Raises:
        SiteError: there is nobody with this address, or they work nowhere.
    """
    person = person_of(email)
    actions.shut_or_open(person, _place_of(person), active=active, second_step_lost=second_step_lost)
    _note(f"people.person:{person.pk}", step="opened" if active else "closed", second_step_taken_away=second_step_lost)
    return f"The sign-in of {person.name} is {'open, and an invitation is on its way' if active else 'closed'}."


def person_of(email: str) -> Person:
    """Whoever signs in by an address.

    Raises:
        SiteError: nobody does.
    """
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        raise SiteError(f"Nobody signs in by {email}. Look at their page on the site for the right address.")
    return person


def position_of(given: str) -> Position:
    """A position by its code or its words.

    Raises:
        SiteError: there is none.
    """
    wanted = given.strip().lower().replace(" ", "_").replace("-", "_")
    found = next((each for each in Position if wanted in (each.value, spelt(each).lower().replace(" ", "_"))), None)
    if found is None:
        raise SiteError(f"“{given}” is no role. There are: {', '.join(each.value for each in Position)}.")
    return found


def _place_of(person: Person) -> Organisation:
    """Where somebody works, to be named in what they are told."""
    place = Organisation.objects.filter(roles__person=person).order_by("-roles__since", "pk").first()
    if place is None:
        raise SiteError(f"{person.name} never had a role anywhere, so there is nothing to give back.")
    return place


def _check_address(email: str) -> None:
    if not is_address(email.strip()):
        raise SiteError(f"{email} is no e-mail address. Write it as name@school.org.")


def _note(about: str, **facts: Fact) -> None:
    append(_VERB, by=None, about=about, facts=facts)


__all__: Final = ("appoint", "dismiss", "move", "person_of", "position_of", "shut_or_open")
