"""Every change of who is told: the order of roles, stand-ins, conflicts of interest, contacts outside, what governs a place.

Nothing that is set here can let in whom a concern is about (``chart``); what could be used to keep others from hearing of
oneself is refused, or does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from safeconduct.activity import ConcernKind, Told
from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.chart import RECEIVES, Seat
from safeconduct.web.concerns.models import Conflict, Governance, Outside, RouteRule, StandIn
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.concerns.routes import OFFERED
from safeconduct.web.people import standing
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.people.words import said

_ABOVE_YOU: Final = "{} is above you: whoever holds it, or is above it, says who stands in."


@action("concerns.set-routes")
def set_order(by: Person, place: Organisation, kind: ConcernKind | None, roles: Sequence[Told]) -> Done[Organisation]:
    """Set who is told in which order of one kind of concern, or (no kind) of all others; no roles: as the policies say.

    It holds for what is told from now on. Only roles can be named, never people.

    Raises:
        ValidationError: a role stands twice or is not offered, or an agency would have an order.
    """
    if place.kind == Organisation.Kind.AGENCY:
        raise ValidationError("An agency's concerns go to its consultants. There is no order to set.")
    if len(set(roles)) != len(roles) or not set(roles) <= set(OFFERED):
        raise ValidationError("Take each role once, and only from the list.")
    which, named = kind.value if kind else "", [told.value for told in roles]
    if named:
        RouteRule.objects.update_or_create(organisation=place, kind=which, defaults={"roles": named})
    else:
        RouteRule.objects.filter(organisation=place, kind=which).delete()
    return Done(place, step="order", kind=which or "others", roles=named)


# --- stand-ins ------------------------------------------------------------------------------------------------------


@action("concerns.set-routes")
def add_stand_in(
    by: Person, place: Organisation, person: Person, *, position: str, since: date, until: date | None
) -> Done[StandIn]:
    """Say who takes a position's place while all who hold it are away, or between two days.

    Raises:
        ValidationError: it is oneself, a position above one's own, or somebody who does not work here.
    """
    if person == by:
        raise ValidationError({"person": "You cannot name yourself. Somebody else has to do it."})
    if person not in people_of(place):
        raise ValidationError({"person": "Choose somebody from the list."})
    if Position(position) not in RECEIVES or is_above(by, place, Position(position)):
        raise ValidationError({"position": _ABOVE_YOU.format(said(position))})
    if until is not None and until < since:
        raise ValidationError({"until": "The last day is before the first. Correct one of the two."})
    by_whom = {"by": by, "at": timezone.now()}
    made = StandIn.objects.create(organisation=place, person=person, position=position, since=since, until=until, **by_whom)
    return Done(made, step="stand-in", person=person.pk, position=position, since=since, until=until)


def is_above(by: Person, place: Organisation, position: Position) -> bool:
    """Whether a position is set over somebody, so that it is not theirs to say who stands in for it."""
    chart, wanted = Charts([place]).of(place), Seat(0, position)
    seats = chart.seats.get(by.pk, frozenset())
    theirs = wanted in seats or any(chart.answers_to(wanted, seat) for seat in seats)
    return not theirs and any(chart.answers_to(seat, wanted) for seat in seats)


def _receives_of(by: Person, place: Organisation, position: Position) -> bool:
    """Whether a position receives the concerns about somebody who merely looks after people or machines."""
    return standing.is_above(Seat(0, position), Charts([place]).of(place).seats.get(by.pk, frozenset()))


@action("concerns.set-routes")
def end_stand_in(by: Person, place: Organisation, stand_in: StandIn) -> Done[Organisation]:
    """Take a stand-in off the list; they lose at once what they received as such.

    But not what was told about whoever takes them off: that they go on receiving, and the page says the same as always
    (``independent``). Whoever looks after people or machines may name somebody for the lead, but not take off who would hear
    of themself.

    Raises:
        ValidationError: the position is above one's own.
    """
    if is_above(by, place, Position(stand_in.position)) or _receives_of(by, place, Position(stand_in.position)):
        raise ValidationError(_ABOVE_YOU.format(said(stand_in.position)))
    StandIn.objects.named().filter(pk=stand_in.pk).update(ended_by=by, ended_at=timezone.now())
    person, position = stand_in.person_id, stand_in.position
    return Done(place, step="stand-in-ended", stand_in=stand_in.pk, person=person, position=position)


# --- conflicts of interest ------------------------------------------------------------------------------------------


@action("concerns.set-routes")
def declare_conflict(by: Person, place: Organisation, person: Person, about: Person) -> Done[Conflict]:
    """Put on record that two people cannot be impartial about each other. Why is not asked.

    Raises:
        ValidationError: it is one person, one of them does not work here, or it is on record.
    """
    if person == about:
        raise ValidationError({"about": "Choose two different people."})
    if not {person, about} <= set(people_of(place)):
        raise ValidationError("Choose both from the list.")
    both = Q(person=person, about=about) | Q(person=about, about=person)
    if Conflict.objects.filter(both, organisation=place).exists():
        raise ValidationError("This is on record already. Nothing was changed.")
    made = Conflict.objects.create(organisation=place, person=person, about=about, by=by)
    return Done(made, step="conflict", people=sorted((person.pk, about.pk)))


@action("concerns.set-routes")
def withdraw_conflict(by: Person, place: Organisation, conflict: Conflict) -> Done[Organisation]:
    """Take a conflict of interest off the record.

    Raises:
        ValidationError: one of the two is oneself.
    """
    if by.pk in (conflict.person_id, conflict.about_id):
        raise ValidationError("You are one of the two. Somebody else has to take it off the record.")
    people = sorted((conflict.person_id, conflict.about_id))
    conflict.delete()
    return Done(place, step="conflict-withdrawn", people=people)


# --- outside, and what governs a place ------------------------------------------------------------------------------


@action("concerns.set-routes")
def keep_outside(
    by: Person, place: Organisation, contact: Outside | None, *, what: str, name: str, telephone: str, email: str, hours: str
) -> Done[Outside]:
    """Enter somebody outside to turn to, or correct what was entered.

    Raises:
        ValidationError: there is no way to reach them, or they are on the list.
    """
    if not telephone and not email:
        raise ValidationError({"telephone": "Give a telephone number or an e-mail address."})
    contact = contact or Outside(organisation=place)
    if Outside.objects.filter(organisation=place, what=what, name=name).exclude(pk=contact.pk).exists():
        raise ValidationError({"name": "They are on the list already."})
    contact.what, contact.name, contact.telephone, contact.email, contact.hours = what, name, telephone, email, hours
    contact.save()
    return Done(contact, step="outside", what=what)


@action("concerns.set-routes")
def remove_outside(by: Person, place: Organisation, contact: Outside) -> Done[Organisation]:
    """Take somebody outside off the list."""
    number, what = contact.pk, contact.what
    contact.delete()
    return Done(place, step="outside-removed", contact=number, what=what)


@action("concerns.set-routes")
def govern(
    by: Person, place: Organisation, *, sole_proprietor: bool, urgent_hours: int, other_hours: int | None, source: str
) -> Done[Governance]:
    """Say whether the head is the sole proprietor, and how long a case may lie unopened before the next one above is told.

    Raises:
        ValidationError: there is somebody above the head, so that they are no sole proprietor.
    """
    was = Governance.objects.filter(organisation=place, sole_proprietor=True).exists()
    if sole_proprietor and not was and somebody_is_above_the_head(place):
        raise ValidationError({"sole_proprietor": "There is a chair of governors, or a trust. A sole proprietor has neither."})
    given = {"urgent_hours": urgent_hours, "other_hours": other_hours, "source": source}
    made, _ = Governance.objects.update_or_create(organisation=place, defaults={"sole_proprietor": sole_proprietor, **given})
    return Done(made, step="governance", sole_proprietor=sole_proprietor, urgent_hours=urgent_hours, other_hours=other_hours)


def somebody_is_above_the_head(place: Organisation) -> bool:
    """Whether a school has a chair of governors, a stand-in for one, or a trust."""
    chart = Charts([place]).of(place)
    chair = Position.CHAIR_OF_GOVERNORS
    return place.parent_id is not None or bool(chart.at(Seat(0, chair)) or chart.ready(chair))


def people_of(place: Organisation) -> list[Person]:
    """Everybody at an organisation or above it today, by name."""
    people = Charts([place]).people.values()
    return sorted(people, key=lambda person: (person.name, person.pk))


__all__: Final = (
    "add_stand_in", "declare_conflict", "end_stand_in", "govern", "is_above", "keep_outside", "people_of", "remove_outside",
    "set_order", "somebody_is_above_the_head", "withdraw_conflict",
)  # fmt: skip
