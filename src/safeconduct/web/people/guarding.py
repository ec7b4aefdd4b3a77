"""Whose sign-in and roles are whose to change: nobody's who is above one, for they receive the concerns about oneself.

Whoever could move the address of somebody above them, shut them out, mark them away or end their role could read, or keep
others from reading, what is told about themselves; so could whoever made somebody of their own such a one. Every action that
touches these asks here first. An app by which people hold a position without a role (stand-ins) tells of it in its
``seating.py``: ``seated(place)`` gives people's numbers and positions. Nothing is registered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Organisation, Person, Role
from safeconduct.web.people.standing import RECEIVES, Seat, is_above
from safeconduct.web.people.words import spelt

_SITE: Final = "whoever looks after this site, on the command line (safeconduct people)"
_WHO_MAY: Final[Mapping[Position, str]] = {
    Position.CHAIR_OF_GOVERNORS: f"They, another chair of governors, somebody above the school in its trust, or {_SITE}",
    Position.HEADTEACHER: f"They, the chair of governors, somebody above the school in its trust, or {_SITE}",
}
_THE_HEAD: Final = f"The head teacher, the chair of governors, or {_SITE}"
_PROGRAM: Final = frozenset({Seat(0, Position.ADMINISTRATOR)})  # who looks after the site sets programs up
GUARDED: Final = (Position.CHAIR_OF_GOVERNORS, Position.HEADTEACHER, Position.SAFEGUARDING_LEAD, Position.DEPUTY_LEAD)
"""What can be above somebody, the highest first."""
LET_GO: Final = frozenset({Position.SAFEGUARDING_LEAD, Position.DEPUTY_LEAD})
"""Whose leaving a program may tell of, although they are above whoever set it up."""


def who_may(position: Position) -> str:
    """Who can do what somebody below a position cannot, to begin a sentence."""
    return _WHO_MAY.get(position, _THE_HEAD)


# --- who is above whom ----------------------------------------------------------------------------------------------


def those_above(by: Person | None, place: Organisation) -> Mapping[int, Position]:
    """Everybody who is above somebody at an organisation, today or from a day to come, by number, and as what.

    Without a person it is asked for a program: a directory, or a roster that comes by itself.
    """
    mine = _seats(by, place)
    found: dict[int, Position] = {}
    for person, seat in _seated(place):
        if is_above(seat, mine) and (by is None or person != by.pk):
            found.setdefault(person, seat.position)
    return found


def _seats(by: Person | None, place: Organisation) -> frozenset[Seat]:
    """What somebody is today at an organisation and above it."""
    if by is None:
        return _PROGRAM
    levels = _levels(place)
    held = Role.objects.on().filter(person=by, organisation__in=levels).values_list("organisation", "position")
    return frozenset(Seat(levels[number], Position(position)) for number, position in held)


def _levels(place: Organisation) -> dict[int, int]:
    return {number: level for level, number in enumerate(reversed(place.path_of_ids))}


def _seated(place: Organisation) -> list[tuple[int, Seat]]:
    """Who holds what can be above somebody, and where, the highest first."""
    levels = _levels(place)
    roles = going_on().filter(organisation__in=levels, position__in=GUARDED).values_list("person", "organisation", "position")
    held = [(person, Seat(levels[number], Position(position))) for person, number, position in roles]
    held += [(person, Seat(0, position)) for person, position in standing_in(place)]
    guarded = [each for each in held if each[1].position in GUARDED]
    return sorted(guarded, key=lambda each: (GUARDED.index(each[1].position), each))


def going_on() -> Any:
    """The roles that hold today or will."""
    return Role.objects.filter(cancelled=False).exclude(until__lt=timezone.localdate())


def standing_in(place: Organisation) -> Iterator[tuple[int, Position]]:
    """Who holds a position at an organisation without a role, today or will: by number, and what."""
    for module in _seating():
        yield from module.seated(place)


@cache
def _seating() -> tuple[ModuleType, ...]:
    names = (f"{config.name}.seating" for config in apps.get_app_configs() if config.name.startswith("safeconduct.web."))
    return tuple(import_module(name) for name in names if find_spec(name) is not None)


# --- what is refused ------------------------------------------------------------------------------------------------


def above(by: Person, person: Person) -> Position | None:
    """As what somebody is above another, wherever that other works; nothing if they are not."""
    if by == person:
        return None
    places = Organisation.objects.filter(pk__in=Role.objects.on().filter(person=by).values("organisation")).order_by("pk")
    return next((found[person.pk] for found in (those_above(by, place) for place in places) if person.pk in found), None)


def above_programs(person: Person, place: Organisation, *, leaving: bool = False) -> Position | None:
    """As what somebody is above a program that speaks for an organisation and those below it; nothing if they are not.

    Leads and deputies who leave are out at once all the same: a leaver who still reads cases is the greater harm.
    """
    places = Organisation.objects.filter(path__startswith=place.path).order_by("pk")
    places = places.filter(pk__in=going_on().filter(person=person).values("organisation"))
    found = (those_above(None, each).get(person.pk) for each in places)
    return next((each for each in found if each and not (leaving and each in LET_GO)), None)


def check_sign_in(by: Person, person: Person) -> None:
    """Leave address, sign-in, second step and absence of those above to others.

    Raises:
        ValidationError: the person is above whoever would change them.
    """
    if (position := above(by, person)) is not None:
        raise ValidationError(_refusal(person, position))


def check_roles(by: Person, place: Organisation, person: Person) -> None:
    """Leave the roles of those above to others, too.

    Raises:
        ValidationError: the person is above whoever would change them.
    """
    if by != person and (position := those_above(by, place).get(person.pk)) is not None:
        raise ValidationError(_refusal(person, position))


def _refusal(person: Person, position: Position) -> str:
    return f"{person.name} is {spelt(position)}, which is above you. {who_may(position)} can do this. Nothing was changed."


def check_appointment(
    by: Person, place: Organisation, person: Person, *, position: str, since: date, until: date | None
) -> None:
    """Let nobody receive concerns by their own word, nor stand a second one beside somebody above them.

    Raises:
        ValidationError: they would.
    """
    check_roles(by, place, person)
    wanted = Position(position)
    if by == person and wanted in RECEIVES:
        raise ValidationError({"position": f"Nobody gives themself a role that receives concerns. {_somebody_else()}"})
    if overfills(by, place, wanted, since, until):
        here = f"There is a {spelt(wanted)} on these days, and they are above you."
        raise ValidationError({"position": f"{here} {who_may(wanted)} can add another."})


def _somebody_else() -> str:
    return f"Ask somebody else who manages people here, or {_SITE}."


def overfills(by: Person, place: Organisation, position: Position, since: date, until: date | None) -> bool:
    """Whether a position is above somebody and held on some of these days: only a vacant one is theirs to fill."""
    held = Role.objects.filter(organisation=place, position=position.value, cancelled=False, person__is_active=True)
    held = held.filter(Q(until=None) | Q(until__gte=max(since, timezone.localdate())))  # who has left is in nobody's way
    held = held.filter(since__lte=until) if until else held
    return is_above(Seat(0, position), _seats(by, place)) and held.exists()


__all__: Final = (
    "GUARDED", "LET_GO", "above", "above_programs", "check_appointment", "check_roles", "check_sign_in", "going_on",
    "overfills", "standing_in", "those_above", "who_may",
)  # fmt: skip
