"""Trying out who would be told today: the same computation as in earnest (``routes.decide``, ``Charts``), of nothing told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from safeconduct.activity import ConcernKind, Told
from safeconduct.web.concerns.actions import policies_of
from safeconduct.web.concerns.chart import Received
from safeconduct.web.concerns.models import Case
from safeconduct.web.concerns.outside import Turn, turns
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.concerns.routes import Part, decide
from safeconduct.web.contacts.telling import Named, is_away
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.people.words import said


class Hearer(NamedTuple):
    """Somebody who would be told, as what, and whether they are there."""

    person: Person
    role: str
    away: bool
    away_until: date | None


class Tried(NamedTuple):
    """Who would be told of one part (its strand only where it has a name); who would be but for whom it is about; and whom
    to turn to outside besides.
    """

    place: Organisation
    strand: str
    hearers: Sequence[Hearer]
    left_out: Sequence[Person]
    turn: Turn | None


def try_out(
    place: Organisation,
    kind: ConcernKind,
    *,
    child_protection: bool,
    about: Person | None = None,
    order: Sequence[Told] | None = None,
) -> list[Tried]:
    """Who would be told today of a concern of a kind; with ``order`` as if that had been set."""
    complained = [about] if about else []
    policies = policies_of(place)
    decided = decide(place, kind, policies, child_protection=child_protection, complained=complained, order=order)
    charts = Charts({part.place for part in decided.parts})
    outside = turns({part.place.pk: part.place for part in decided.parts}.values())
    found = ((part, charts.foreseen(part.place, part.roles, complained)) for part in decided.parts)
    return [
        Tried(
            part.place,
            "" if part.strand is Case.Strand.OTHER else str(part.strand.label),
            _hearers(received, charts),
            _left_out(part, received, charts, about),
            outside[part.place.pk, received.outside] if received.outside else None,
        )
        for part, received in found
    ]


def _hearers(received: Received, charts: Charts) -> list[Hearer]:
    """Each person once, as the first of what they would be told as; those who are away last."""
    first = {each.person: each.position for each in reversed(received.people)}
    people = [(charts.people[number], first[number]) for number in dict.fromkeys(each.person for each in received.people)]
    hearers = [Hearer(person, said(position), is_away(person), person.away_until) for person, position in people]
    return sorted(hearers, key=lambda each: each.away)


def _left_out(part: Part, received: Received, charts: Charts, about: Person | None) -> list[Person]:
    """Who would hear of it if it were about nobody of the staff."""
    if about is None:
        return []
    told = {each.person for each in received.people}
    otherwise = charts.foreseen(part.place, part.roles).people
    return [charts.people[number] for number in dict.fromkeys(each.person for each in otherwise) if number not in told]


def spelt(told: Told) -> str:
    """A role in words, at the beginning of a line."""
    words = Named(told).role
    return words[:1].upper() + words[1:]


__all__: Final = ("Hearer", "Tried", "spelt", "try_out")
