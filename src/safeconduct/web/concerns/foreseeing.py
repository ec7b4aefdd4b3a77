"""Before anything is sent: who will get it, why, how soon, and what not to do meanwhile.

It is worked out by what decides in earnest (``routes.decide``, ``receiving.Charts``) over a case that is on no record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Generic, NamedTuple, TypeVar, cast

from django.utils import timezone

from safeconduct.routing import PolicyRoute
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.actions import About, Telling, decided, policies_of
from safeconduct.web.concerns.models import Case, Outside, Subject
from safeconduct.web.concerns.receiving import Charts, Received, held_by
from safeconduct.web.concerns.routes import Part
from safeconduct.web.contacts.telling import MUST_NOT, is_away
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.people.words import said

T = TypeVar("T")


class Getter(NamedTuple):
    """Somebody who will get it, as what, whether they are there today, and as what words like “the head” may mean them.

    ``given_by`` is the one whom it is about where they have it from that one that they get it, and nobody else confirmed it.
    """

    person: Person
    role: str
    away: bool
    away_until: date | None
    called: frozenset[Position] = frozenset()
    given_by: str = ""


class Passed(NamedTuple):
    """Somebody who would get it as something, had not the one whom it is about made them that."""

    person: Person
    role: str
    by: str


class Foreseen(NamedTuple):
    """One part of it: the organisation and the strand, who gets it, and whom else to turn to where nobody there can act, or
    somebody gets it by the word of the one whom it is about; and who does not get it, since they have it by that word.
    """

    place: Organisation
    strand: Case.Strand
    getters: Sequence[Getter]
    outside: Outside.What | None = None
    contacts: Sequence[Outside] = ()
    passed: Sequence[Passed] = ()

    @property
    def is_given(self) -> bool:
        """Whether somebody gets it by the word of the one whom it is about."""
        return any(each.given_by for each in self.getters)

    @property
    def turn_to(self) -> str:
        """What they are to whom one should turn besides."""
        return str(self.outside.label) if self.outside else ""


class Clause(NamedTuple):
    """A clause that says who is told, and where it stands."""

    id: str
    says: str
    source: str


class Outlook(NamedTuple):
    """All that the page says before sending. ``why`` are the policies' titles with the clauses that spoke."""

    parts: Sequence[Foreseen]
    why: Sequence[tuple[str, Sequence[Clause]]]
    immediate: bool
    must_not: Sequence[str]
    keep_evidence: bool
    guidance: Sequence[str]

    @property
    def people(self) -> list[Getter]:
        """Everybody who gets any part of it, each once."""
        return list({each.person.pk: each for part in self.parts for each in part.getters}.values())

    @property
    def turns(self) -> list[Foreseen]:
        """The parts for which somebody outside should be turned to besides, each of these once for an organisation."""
        return list({(part.place.pk, part.outside): part for part in self.parts if part.outside}.values())

    @property
    def shown(self) -> str:
        """A digest of who gets what: what is sent must be what was shown."""
        told = [(part.place.pk, part.strand.value, [one.person.pk for one in part.getters]) for part in self.parts]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


class _Few(Generic[T]):
    """A few rows that are in no table, asked for as those of a table are."""

    def __init__(self, rows: Iterable[T] = ()) -> None:
        self._rows = list(rows)

    def all(self) -> list[T]:
        return self._rows


@dataclass(frozen=True)
class _NoConcern:
    subjects: _Few[Subject]
    reporter_id: int | None
    organisation_id: int
    at: datetime = field(default_factory=timezone.now)


@dataclass(frozen=True)
class _NoCase:
    """What ``Charts`` asks of a case, for one that is on no record."""

    organisation: Organisation
    route: Mapping[str, Any]
    concern: _NoConcern
    barred: _Few[Any] = field(default_factory=_Few)
    let_in: _Few[Any] = field(default_factory=_Few)
    alerted: _Few[Any] = field(default_factory=_Few)


def foresee(given: Telling, reporter: Person | None) -> Outlook:
    """What would happen with what somebody is about to tell."""
    route = decided(given, reporter)
    concern = _NoConcern(_Few(_subjects(given)), reporter.pk if reporter else None, given.place.pk)
    charts = Charts({part.place for part in route.parts})
    contacts = Outside.objects.filter(organisation__in={part.place for part in route.parts}).order_by("name", "pk")
    parts = [_part(part, charts, _NoCase(part.place, route.kept(part), concern), list(contacts)) for part in route.parts]
    return Outlook(
        parts,
        list(_why(given.place, route.answers)),
        route.immediate,
        [MUST_NOT[each] for each in route.must_not],
        any(each.preserve_evidence for each in route.answers),
        list(dict.fromkeys(guidance.text for each in route.answers for guidance in each.guidance)),
    )


def _subjects(given: Telling) -> list[Subject]:
    def held(each: About) -> list[Any]:
        return held_by(each.person, given.place) if each.person else []

    return [Subject(who=each.who, person=each.person, held=held(each)) for each in given.about]


def _part(part: Part, charts: Charts, case: _NoCase, contacts: Sequence[Outside]) -> Foreseen:
    received = charts.received(cast("Case", case))
    getters = sorted(_getters(part, charts, case, received), key=lambda each: each.away)
    outside = received.outside or (Outside.What.DESIGNATED_OFFICER if any(each.given_by for each in getters) else None)
    wanted = [each for each in contacts if each.organisation_id == part.place.pk and each.what == outside]
    return Foreseen(part.place, part.strand, getters, outside, wanted, list(passed(charts, cast("Case", case))))


def _getters(part: Part, charts: Charts, case: _NoCase, received: Received) -> Iterator[Getter]:
    """Each person once, as the first of what they get it as."""
    about = {each.person.pk: each.person.name for each in case.concern.subjects.all() if each.person}
    called = charts.of(part.place).called
    first = {each.person: each.position for each in reversed(received.people)}
    for number in dict.fromkeys(each.person for each in received.people):
        person, by = charts.people[number], charts.given_by(part.place, number, received, about)
        given_by = "" if by is None else about[by]
        yield Getter(person, said(first[number]), is_away(person), person.away_until, called(number), given_by)


def passed(charts: Charts, case: Case) -> Iterator[Passed]:
    """Who does not get a case, since one whom it is about appointed them and somebody else is there who gets it."""
    about = {each.person_id: each.person.name for each in case.concern.subjects.all() if each.person}
    for one, by in charts.passed_over(case):
        yield Passed(charts.people[one.person], said(one.position), about[by])


def _why(place: Organisation, answers: Iterable[PolicyRoute]) -> Iterable[tuple[str, Sequence[Clause]]]:
    policies = {(each.id, each.version): each for each in policies_of(place)}
    for answer in answers:
        policy = policies[answer.policy, answer.version]
        clauses = [Clause(each.clause, each.says, policy.clauses[each.clause].source) for each in answer.reasons]
        if clauses:
            yield policy.title, clauses


__all__: Final = ("Clause", "Foreseen", "Getter", "Outlook", "Passed", "foresee", "passed")
