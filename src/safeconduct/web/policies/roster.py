"""Who has to sign what at an organisation and below it, and who has: in a fixed number of queries, however many they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from django.db.models import Q

from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.people.words import spelt
from safeconduct.web.policies.models import Adoption, Answer, NoticeSeen, Signature
from safeconduct.web.policies.points import content, notices, points
from safeconduct.web.policies.progress import Engagement, due_on, engagements, is_away, reached


class State(StrEnum):
    """How far somebody is with a policy."""

    SIGNED = "signed"
    DUE = "to be signed"
    WAITING = "waits for an answer"
    AWAY = "on leave"
    OVERDUE = "overdue"


class Entry(NamedTuple):
    """One person and one policy that they have to sign: where they work, as what, by when, and how far they are."""

    person: Person
    place: Organisation
    positions: Sequence[Position]
    adoption: Adoption
    state: State
    due: date | None
    signed_at: datetime | None
    seen_at: datetime | None
    has_notice: bool

    @property
    def as_what(self) -> str:
        """The positions in words."""
        return ", ".join(spelt(position) for position in self.positions)


def below(place: Organisation) -> list[Organisation]:
    """An organisation and all below it, by name, itself first."""
    return list(Organisation.objects.filter(path__startswith=place.path).order_by("path"))


def roster(place: Organisation, day: date) -> list[Entry]:
    """Everybody who has to sign a policy at an organisation or below it, each with each policy, by place and name."""
    places = {each.pk for each in below(place)}
    above = places | set(place.path_of_ids)
    adoptions = list(Adoption.objects.in_force(day).filter(organisation__in=above).select_related("organisation"))
    return entries(adoptions, _people(places, day), day, places)


def entries(adoptions: Sequence[Adoption], people: Sequence[Person], day: date, places: set[int] | None) -> list[Entry]:
    """Each person with each of the adoptions that they have to sign; only where they work in ``places``, if given."""
    engaged = engagements(people, day)
    known = _Known(adoptions)
    found = []
    for adoption in adoptions:
        for person in people:
            why = reached(adoption, _at(engaged.get(person.pk, ()), places))
            if why and known.asks(adoption, why):
                found.append(_entry(person, adoption, why, day, known))
    return sorted(found, key=lambda entry: (entry.place.name, entry.person.name, entry.person.pk, entry.adoption.title))


def _people(places: Iterable[int], day: date) -> list[Person]:
    at = list(places)
    roles = Role.objects.on(day).filter(organisation__in=at).values("person")
    placed = Placement.objects.on(day).filter(organisation__in=at).values("person")
    return list(Person.objects.filter(Q(pk__in=roles) | Q(pk__in=placed), is_active=True).order_by("name", "pk"))


def _at(engaged: Iterable[Engagement], places: set[int] | None) -> list[Engagement]:
    return [each for each in engaged if places is None or each.organisation.pk in places]


class _Known:
    """Signatures, open questions and notices of some adoptions, fetched once for all people."""

    def __init__(self, adoptions: Sequence[Adoption]) -> None:
        signed = Signature.objects.filter(adoption__in=adoptions).values_list("person", "adoption", "at")
        self.signed: Mapping[tuple[int, int], datetime] = {(person, adoption): at for person, adoption, at in signed}
        self.notice = {adoption.pk: notices(adoption.policy) for adoption in adoptions}
        self._asks: dict[tuple[int, frozenset[str]], bool] = {}
        self.waiting = self._waiting(adoptions)
        self.seen = self._seen(adoptions)

    def asks(self, adoption: Adoption, why: Iterable[Engagement]) -> bool:
        """Whether an adoption has points for people in these roles."""
        roles = frozenset(each.role for each in why)
        key = (adoption.pk, frozenset(role.value for role in roles))
        if key not in self._asks:
            self._asks[key] = bool(points(adoption.policy, roles))
        return self._asks[key]

    @staticmethod
    def _waiting(adoptions: Sequence[Adoption]) -> frozenset[tuple[int, int]]:
        return frozenset(Answer.objects.open().filter(adoption__in=adoptions).values_list("person", "adoption"))

    def _seen(self, adoptions: Sequence[Adoption]) -> Mapping[tuple[int, int, str, str], datetime]:
        first: dict[tuple[int, int, str, str], datetime] = {}
        same = {adoption.policy_id for adoption in adoptions}, {adoption.organisation_id for adoption in adoptions}
        rows = NoticeSeen.objects.filter(adoption__policy_id__in=same[0], adoption__organisation__in=same[1])
        for person, place, policy, said, at in rows.order_by("-at").values_list(
            "person", "adoption__organisation", "adoption__policy_id", "content", "at"
        ):
            first[person, place, policy, said] = at
        return first

    def seen_at(self, person: Person, adoption: Adoption) -> datetime | None:
        """When somebody saw the notice of an adoption, in this version or in one that says the same."""
        said = content(*self.notice[adoption.pk])
        return self.seen.get((person.pk, adoption.organisation_id, adoption.policy_id, said))


def _entry(person: Person, adoption: Adoption, why: Sequence[Engagement], day: date, known: _Known) -> Entry:
    signed, due = known.signed.get((person.pk, adoption.pk)), due_on(adoption, person, why)
    return Entry(
        person,
        why[0].organisation,
        sorted({each.position for each in why}),
        adoption,
        state_of(person, day, signed, due, waiting=(person.pk, adoption.pk) in known.waiting),
        due,
        signed,
        known.seen_at(person, adoption),
        bool(known.notice[adoption.pk]),
    )


def state_of(person: Person, day: date, signed: datetime | None, due: date | None, *, waiting: bool) -> State:
    """How far somebody is who has to sign by a day, and signed at a time or not."""
    if signed:
        return State.SIGNED
    if is_away(person, day):
        return State.AWAY
    if waiting:
        return State.WAITING
    return State.OVERDUE if due is not None and due < day else State.DUE


class Bar(NamedTuple):
    """A part of a bar in the picture, in parts of a thousand."""

    state: State
    number: int
    x: int
    width: int


class Line(NamedTuple):
    """One place or position with how many are in which state."""

    name: str
    counts: Mapping[State, int]
    bars: Sequence[Bar]

    @property
    def total(self) -> int:
        """How many signatures are wanted."""
        return sum(self.counts.values())

    @property
    def cells(self) -> list[tuple[State, int]]:
        """Each state with its number."""
        return [(state, self.counts[state]) for state in State]


def tally(found: Iterable[Entry]) -> list[Line]:
    """How many are in which state, by place."""
    counted: dict[str, Counter[State]] = defaultdict(Counter)
    for entry in found:
        counted[entry.place.name][entry.state] += 1
    return [Line(name, counts, _bars(counts)) for name, counts in sorted(counted.items())]


def _bars(counts: Mapping[State, int]) -> list[Bar]:
    total, x, bars = sum(counts.values()), 0, []
    for state in State:
        width = round(1000 * counts[state] / total)
        if width:
            bars.append(Bar(state, counts[state], x, width))
        x += width
    return bars


__all__: Final = ("Bar", "Entry", "Line", "State", "below", "entries", "roster", "state_of", "tally")
