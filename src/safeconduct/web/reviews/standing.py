"""Who is to do which check-up by when: worked out from the policies that bind each person, whenever it is asked.

How often comes from the clauses themselves (``review.months``; where a source says only “regularly”, whoever wrote the policy
down has put a number to it). Where several ask for the same check-up, the earliest day counts, and all are shown.

The first time is within six weeks of when the policy began to bind the person here, so that nobody new is late on their first
day; who comes back from leave has two weeks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from django.db.models import Max, Q
from django.utils import timezone

from safeconduct.policy import Clause
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.policies.actions import months_after
from safeconduct.web.policies.models import Adoption, binding
from safeconduct.web.policies.progress import Engagement, engagements, is_away, reached
from safeconduct.web.policies.roster import below
from safeconduct.web.reviews.checkup import Checkup, asked_by, checkups
from safeconduct.web.reviews.models import Checked

FIRST: Final = timedelta(weeks=6)  # about half a term
BACK: Final = timedelta(weeks=2)
SOON: Final = timedelta(weeks=2)  # before the day: from then on it waits for somebody


class State(StrEnum):
    """How a check-up stands."""

    UP_TO_DATE = "up to date"
    NOT_YET = "not due yet"
    DUE = "due"
    OVERDUE = "overdue"
    AWAY = "on leave"


class Ask(NamedTuple):
    """A clause, in a policy as adopted, that asks somebody for a check-up every so many months, since a day."""

    adoption: Adoption
    clause: Clause
    months: int
    since: date


class Standing(NamedTuple):
    """One check-up that one person is to do: by when, when they did it last, and which clauses ask for it."""

    person: Person
    checkup: Checkup
    due: date
    done_on: date | None
    asks: tuple[Ask, ...] = ()

    def state_on(self, day: date) -> State:
        """How it stands on a day."""
        if day < self.due - SOON:
            return State.UP_TO_DATE if self.done_on else State.NOT_YET
        if is_away(self.person, day):
            return State.AWAY
        return State.DUE if day <= self.due else State.OVERDUE

    @property
    def state(self) -> State:
        """How it stands today."""
        return self.state_on(timezone.localdate())

    @property
    def waits(self) -> bool:
        """Whether it should be done now or soon."""
        return self.state in {State.DUE, State.OVERDUE}

    @property
    def months(self) -> int:
        """How often, in months: the shortest interval that a clause asks for."""
        return min(ask.months for ask in self.asks)


_WORST: Final = (State.OVERDUE, State.DUE, State.AWAY, State.NOT_YET, State.UP_TO_DATE)


class OfPerson(NamedTuple):
    """All check-ups of one person, and how they stand together: as the one that stands worst."""

    person: Person
    checkups: tuple[Standing, ...]
    state: State


def by_person(given: Iterable[Standing]) -> list[OfPerson]:
    """The same by person, in the order in which they come."""
    heaps: dict[int, list[Standing]] = defaultdict(list)
    for each in given:
        heaps[each.person.pk].append(each)
    return [
        OfPerson(heap[0].person, tuple(heap), min((each.state for each in heap), key=_WORST.index)) for heap in heaps.values()
    ]


def mine(person: Person, on: date | None = None) -> list[Standing]:
    """The check-ups that a person is to do, the earliest due first: a fixed number of queries."""
    day = on or timezone.localdate()
    return standings(binding(person, day), [person], day)


def last_done(person: Person) -> Mapping[str, date]:
    """When somebody last did each check-up, whether anybody asks for it or not."""
    return {checkup: day for (_, checkup), day in _done([person], timezone.localdate()).items()}


def standing(organisation: Organisation, on: date) -> list[Standing]:
    """Everybody's check-ups at an organisation and below it, by name: six queries, however many people work there."""
    places = {each.pk for each in below(organisation)}
    around = places | set(organisation.path_of_ids)
    adoptions = list(Adoption.objects.in_force(on).filter(organisation__in=around).select_related("organisation"))
    found = standings(adoptions, _people(places, on), on, places)
    return sorted(found, key=lambda each: (each.person.name, each.person.pk, each.checkup.order))


def everybody(on: date) -> list[Standing]:
    """Every check-up of everybody who works anywhere on a day."""
    adoptions = list(Adoption.objects.in_force(on).select_related("organisation"))
    return standings(adoptions, list(Person.objects.filter(is_active=True).order_by("pk")), on)


def standings(
    adoptions: Sequence[Adoption], people: Sequence[Person], on: date, places: set[int] | None = None
) -> list[Standing]:
    """What some policies ask of some people, the earliest due first; only where they work in ``places``, if given."""
    engaged, done = engagements(people, on), _done(people, on)
    asked = [(adoption, _asks(adoption)) for adoption in adoptions]
    found = []
    for person in people:
        here = [each for each in engaged.get(person.pk, ()) if places is None or each.organisation.pk in places]
        for checkup, asks in _asked(person, here, asked).items():
            found.append(_standing(person, checkups()[checkup], asks, done.get((person.pk, checkup))))
    return sorted(found, key=lambda each: (each.due, each.checkup.order, each.person.pk))


def _asks(adoption: Adoption) -> list[tuple[Checkup, Clause]]:
    """What a policy asks for, each check-up with the clause that wants it."""
    return [(checkup, clause) for clause in adoption.policy.clause for checkup in asked_by(adoption.policy_id, clause)]


def _asked(
    person: Person, here: Sequence[Engagement], asked: Iterable[tuple[Adoption, list[tuple[Checkup, Clause]]]]
) -> Mapping[str, list[Ask]]:
    """The clauses that ask one person for something, by the check-up."""
    entered = timezone.localdate(person.joined_at)
    found: dict[str, list[Ask]] = defaultdict(list)
    for adoption, wants in asked:
        if wants and (why := reached(adoption, here)):
            since = max(adoption.since, entered, min(each.since for each in why))
            for checkup, clause in wants:
                found[checkup.id].append(Ask(adoption, clause, clause.review.months if clause.review else 0, since))
    return found


def _standing(person: Person, checkup: Checkup, asks: Sequence[Ask], done_on: date | None) -> Standing:
    due = min(_due(ask, done_on) for ask in asks)
    away_from, away_until = person.away_from, person.away_until
    if away_from and away_until and away_from <= due <= away_until + BACK:
        due = away_until + BACK
    ordered = sorted(asks, key=lambda ask: (ask.months, ask.adoption.title, ask.clause.id))
    return Standing(person, checkup, due, done_on, tuple(ordered))


def _due(ask: Ask, done_on: date | None) -> date:
    """By when one clause wants it: some months after the last time, or within six weeks of when it began to bind."""
    first = ask.since + FIRST
    return max(first, months_after(done_on, ask.months)) if done_on else first


def _done(people: Sequence[Person], on: date) -> Mapping[tuple[int, str], date]:
    """When each of some people last did each check-up, as known on a day."""
    rows = Checked.objects.filter(person__in=[person.pk for person in people], on__lte=on)
    last = rows.values_list("person", "checkup").annotate(last=Max("on")).order_by()
    return {(person, checkup): day for person, checkup, day in last}


def _people(places: set[int], on: date) -> list[Person]:
    roles = Role.objects.on(on).filter(organisation__in=places).values("person")
    placed = Placement.objects.on(on).filter(organisation__in=places).values("person")
    return list(Person.objects.filter(Q(pk__in=roles) | Q(pk__in=placed), is_active=True).order_by("name", "pk"))


__all__: Final = (
    "Ask",
    "OfPerson",
    "Standing",
    "State",
    "by_person",
    "everybody",
    "last_done",
    "mine",
    "standing",
    "standings",
)
