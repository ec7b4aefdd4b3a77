"""Who receives a case today: the charts of organisations as the database has them, for ``chart.receivers`` to work on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Final, NamedTuple

from django.db.models import Q
from django.utils import timezone

from safeconduct.activity import Told
from safeconduct.web.access.rights import Position, rights
from safeconduct.web.concerns.chart import (
    POSITION_OF,
    RECEIVES,
    Chart,
    Held,
    Received,
    Receiving,
    Seat,
    Taken,
    next_above,
    passed_over,
    receivers,
)
from safeconduct.web.concerns.independent import (
    Given,
    ToldOf,
    by_their_word,
    by_their_word_alone,
    independent,
    is_late,
    left_out,
)
from safeconduct.web.concerns.models import Case, Conflict, Governance, LetIn, StandIn, Subject
from safeconduct.web.contacts.telling import is_away
from safeconduct.web.people.models import Organisation, Person, Placement, Role

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LET_IN_TO_WORK: Final = frozenset({Position.DEPUTY_LEAD})
_LET_IN_TO_READ: Final = frozenset({Position.TEACHER})  # a position that may read and note, and no more


class _Asked(NamedTuple):
    """What ``chart.receivers`` is asked."""

    chart: Chart
    route: Sequence[Told]
    complained: Collection[Seat]
    shut_out: Collection[int]
    alerted: Collection[Receiving]
    passed: Collection[Taken] = ()


class Charts:
    """The charts of some organisations on a day, and all declared conflicts: read from the database at once."""

    def __init__(self, places: Iterable[Organisation], day: date | None = None) -> None:
        self._places = {place.pk: place for place in places}
        self.people: dict[int, Person] = {}
        self._held: dict[int, dict[Position, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._stand_ins: dict[int, list[Given]] = defaultdict(list)
        self._conflicts: dict[int, list[Conflict]] = defaultdict(list)
        self._made: dict[int, Chart] = {}
        self._roles: list[Given] = []
        self._day = day or timezone.localdate()
        self._read_holders()
        self._read_stand_ins()
        self._read_settings()
        self._away = frozenset(pk for pk, person in self.people.items() if is_away(person, self._day))

    def _read_holders(self) -> None:
        above = {number for place in self._places.values() for number in place.path_of_ids}
        wanted = Q(organisation__in=above, person__is_active=True)
        for model in (Role, Placement):
            for held in model.objects.on(self._day).filter(wanted).select_related("person"):
                self.people[held.person_id] = held.person
                self._roles += [_given(held)] if isinstance(held, Role) else []
                self._held[held.organisation_id][Position(held.position)].append(held.person_id)

    def _read_stand_ins(self) -> None:
        begun = StandIn.objects.filter(organisation__in=self._places, since__lte=self._day, person__is_active=True)
        for each in begun.select_related("person"):
            self.people[each.person_id] = each.person
            self._stand_ins[each.organisation_id].append(_named(each))

    def _read_settings(self) -> None:
        for conflict in Conflict.objects.all():
            self._conflicts[conflict.person_id].append(conflict)
            self._conflicts[conflict.about_id].append(conflict)
        alone = Governance.objects.filter(organisation__in=self._places, sole_proprietor=True)
        self._alone = frozenset(alone.values_list("organisation", flat=True))

    def of(self, place: Organisation) -> Chart:
        """The chart of one of the organisations."""
        if place.pk not in self._made:
            alone = place.pk in self._alone
            self._made[place.pk] = Chart(
                [self._held[number] for number in self._chain(place)],
                *self._standing_in(self._stand_ins[place.pk]),
                self._away,
                agency=place.kind == Organisation.Kind.AGENCY,
                sole_proprietor=alone,
            )
        return self._made[place.pk]

    def _chain(self, place: Organisation) -> Sequence[int]:
        """The organisations of a chart: it itself and those above it, but for a sole proprietor's."""
        return [place.pk] if place.pk in self._alone else place.path_of_ids[::-1]

    def _standing_in(self, named: Iterable[Given]) -> tuple[Held, Held]:
        """Of some stand-ins those of the day, and all who ever were and are still on the list."""
        today, ever = defaultdict[Position, list[int]](list), defaultdict[Position, list[int]](list)
        for each in (one for one in named if one.ended is None):
            ever[each.position].append(each.person)
            if each.until is None or each.until >= self._day:
                today[each.position].append(each.person)
        return today, ever

    # --- a case ---

    def _for(self, case: Case) -> _Asked:
        """What is asked of a case: its chart without what those complained of changed since about roles and stand-ins."""
        about = _about(case)
        told, held = ToldOf(case.concern.at, about), (*self._roles, *self._stand_ins[case.organisation.pk])
        late = bool(about) and any(is_late(each, told) for each in held)
        chart, by = self._before(case.organisation, told) if late else (self.of(case.organisation), held)
        alerted = [Receiving(each.person_id, Position(each.position)) for each in case.alerted.all()]
        asked = _Asked(chart, _route(case), self.complained(case), self.shut_out(case), alerted)
        return self._passing_over(asked, case.organisation, by, about)

    def _before(self, place: Organisation, told: ToldOf) -> tuple[Chart, Sequence[Given]]:
        """The chart of an organisation without what those complained of changed since, and what it rests on."""
        stand_ins = self._stand_ins[place.pk]
        out = left_out(told, self._roles, self._by_right("people.manage"))
        levels = [_without(number, self._held[number], out) for number in self._chain(place)]
        vacated = {position for number, position, _ in out if number == place.pk}  # its holder may have named whom nobody did
        theirs = independent(told, stand_ins, self._by_right("people.manage"), self._by_right("concerns.set-routes"))
        counting = [each for each in theirs if each.by or each.position not in vacated]
        today, ever = self._standing_in(counting)
        chart = replace(self.of(place), levels=levels, stand_ins=today, stood_in=ever)
        return chart, [*(each for each in self._roles if each[:3] not in out), *counting]

    def _passing_over(self, asked: _Asked, place: Organisation, held: Iterable[Given], about: Collection[int]) -> _Asked:
        """The same, without those whom the ones complained of appointed themselves, as far as others are there."""
        level = {number: each for each, number in enumerate(self._chain(place))}
        theirs = by_their_word((each for each in held if each.place in level and each.ended is None), about, self._day)
        taken = [Taken(Seat(level[number], position), person) for number, position, person in theirs]
        return asked._replace(passed=passed_over(*asked[:5], taken))

    def _by_right(self, verb: str) -> list[Given]:
        """Every role here, past ones too, that carries a right."""
        return [each for each in self._ever if each.position in rights()[verb].held_by]

    @cached_property
    def _ever(self) -> list[Given]:
        """Every role here, past ones too."""
        above = {number for place in self._places.values() for number in place.path_of_ids}
        return [_given(each) for each in Role.objects.filter(organisation__in=above)]

    def received(self, case: Case) -> Received:
        """Who receives a case."""
        return receivers(*self._for(case))

    def passed_over(self, case: Case) -> list[tuple[Receiving, int]]:
        """Who would receive a case, had they not been appointed by one whom it is about; and by whom that was."""
        asked, place, about = self._for(case), case.organisation, _about(case)
        if not asked.passed:
            return []
        there, otherwise = {one.person for one in receivers(*asked).people}, receivers(*asked[:5])
        first = {one.person: one for one in reversed(otherwise.people) if one.person not in there}
        found = ((one, self.given_by(place, one.person, otherwise, about)) for one in first.values())
        return [(one, by) for one, by in found if by is not None]

    def next_above(self, case: Case, knowing: Collection[int]) -> list[Receiving]:
        """Who comes next on the way up, besides those who know of a case."""
        asked = self._for(case)
        return next_above(asked.chart, asked.complained, asked.shut_out, knowing, asked.passed)

    def complained(self, case: Case) -> frozenset[Seat]:
        """The seats of those whom a case is about: what they were on the day it was told, and what they are today."""
        subjects = list(case.concern.subjects.all())
        pairs = [pair for each in subjects for pair in _then(each, case.concern.organisation_id)]
        numbers = [each.person_id for each in subjects if each.person_id is not None]
        return _seats(case.organisation, pairs) | self._seats_today(case.organisation, numbers)

    def _seats_today(self, place: Organisation, people: Iterable[int]) -> frozenset[Seat]:
        chart = self.of(place)
        return frozenset(seat for one in people for seat in chart.seats_of(one))

    def excluded(self, case: Case) -> frozenset[int]:
        """Who must not see a case, whatever they are and whoever would let them in."""
        about = _about(case)
        barred = {each.person_id for each in case.barred.all()}
        return frozenset(about | barred | self._not_impartial(about, case.concern.at))

    def shut_out(self, case: Case) -> frozenset[int]:
        """Who never receives a case by what they are: the excluded, and whoever told it, who follows it otherwise."""
        reporter = case.concern.reporter_id
        return self.excluded(case) | (frozenset() if reporter is None else {reporter})

    def _not_impartial(self, about: Collection[int], told_at: datetime | None = None) -> set[int]:
        """Who has a declared conflict of interest; what those complained of declared afterwards themselves does not count."""
        return {
            conflict.other(one)
            for one in about
            for conflict in self._conflicts.get(one, ())
            if told_at is None or conflict.by_id not in about or conflict.at <= told_at
        }

    def foreseen(
        self, place: Organisation, route: Sequence[Told], about: Iterable[Person] = (), reporter: Person | None = None
    ) -> Received:
        """Who would receive a case told today: for the page before sending, and for those who set the order."""
        numbers = {person.pk for person in about}
        shut_out = numbers | self._not_impartial(numbers) | ({reporter.pk} if reporter else set())
        asked = _Asked(self.of(place), route, self._seats_today(place, numbers), shut_out, ())
        return receivers(*self._passing_over(asked, place, (*self._roles, *self._stand_ins[place.pk]), numbers))

    def given_by(self, place: Organisation, person: int, received: Received, about: Collection[int]) -> int | None:
        """Who of those whom it is about gave somebody all that they receive it by, nobody else having confirmed any of it."""
        positions = {each.position for each in received.people if each.person == person}
        today = (
            each for each in self._stand_ins[place.pk] if each.ended is None and not (each.until and each.until < self._day)
        )
        here = (each for each in (*self._roles, *today) if each.place in place.path_of_ids)
        return by_their_word_alone([each for each in here if each.person == person and each.position in positions], about)

    # --- somebody on a case ---

    def positions(self, case: Case, person: Person) -> frozenset[Position]:
        """What somebody is on a case: empty for whoever must not know of it."""
        if case.state == Case.State.DESTROYED or person.pk in self.excluded(case):
            return frozenset()
        received = {each.position for each in self.received(case).people if each.person == person.pk}
        if received:
            return frozenset(received) | person.positions_at(case.organisation)
        return next((_let_in_as(works=each.works) for each in case.let_in.all() if self._lets_in(each, person)), frozenset())

    def _lets_in(self, each: LetIn, person: Person) -> bool:
        return each.person_id == person.pk and each.since <= self._day and (each.until is None or each.until >= self._day)

    def on(self, case: Case) -> frozenset[int]:
        """Everybody who is on a case today: who receives it, and who was let in."""
        received = {each.person for each in self.received(case).people}
        let_in = {each.person_id for each in case.let_in.all() if self._lets_in(each, each.person)}
        return frozenset(received | let_in) - self.excluded(case)

    def receives(self, case: Case, person: Person) -> bool:
        """Whether somebody receives a case by what they are: those alone may know who told it in confidence."""
        receives = any(each.person == person.pk for each in self.received(case).people)
        return receives and bool(self.positions(case, person))

    def takes_originals(self, case: Case, person: Person) -> bool:
        """Whether somebody may take originals of the evidence: who receives the case, or was let in with leave to."""
        lent = any(each.works and each.originals and self._lets_in(each, person) for each in case.let_in.all())
        return (lent and bool(self.positions(case, person))) or self.receives(case, person)

    def working(self, case: Case, *, receiving: bool = False) -> frozenset[int]:
        """Everybody there today who can deal with a case: who receives it and, unless ``receiving``, who was let in to work."""
        found = {each.person for each in self.received(case).people}
        if not receiving:
            found |= {each.person_id for each in case.let_in.all() if each.works and self._lets_in(each, each.person)}
        return frozenset(found) - self.excluded(case) - self._away


def _given(role: Role) -> Given:
    position = Position(role.position)
    return Given(
        role.organisation_id, position, role.person_id, role.given_by_id, role.given_at, role.confirmed_by_id, role.until
    )


def _named(stand_in: StandIn) -> Given:
    position = Position(stand_in.position)
    by, at = (stand_in.by_id, stand_in.at) if stand_in.at else (None, _LONG_AGO)
    ended = stand_in.ended_by_id, stand_in.ended_at
    return Given(stand_in.organisation_id, position, stand_in.person_id, by, at, None, stand_in.until, *ended)


def _about(case: Case) -> set[int]:
    return {each.person_id for each in case.concern.subjects.all() if each.person_id is not None}


def _without(place: int, held: Held, out: Collection[tuple[int, Position, int]]) -> Held:
    return {position: [one for one in people if (place, position, one) not in out] for position, people in held.items()}


def _let_in_as(*, works: bool) -> frozenset[Position]:
    return _LET_IN_TO_WORK if works else _LET_IN_TO_READ


def _route(case: Case) -> list[Told]:
    return [Told(role) for role in case.route.get("roles", ())]


def _seats(place: Organisation, pairs: Iterable[tuple[int, Position]]) -> frozenset[Seat]:
    """Positions at organisations as seats of one of them; those held elsewhere do not count there."""
    levels = {number: level for level, number in enumerate(reversed(place.path_of_ids))}
    return frozenset(Seat(levels[number], position) for number, position in pairs if number in levels)


def _then(subject: Subject, told_at: int) -> Iterator[tuple[int, Position]]:
    """What somebody was on the day: pairs, or a position alone, which means at the organisation where it was told."""
    for held in subject.held:
        number, position = (told_at, held) if isinstance(held, str) else held
        yield number, Position(position)


def held_by(person: Person, place: Organisation) -> list[tuple[int, str]]:
    """Everything that somebody is today, and where, to be kept with a concern: their own roles, and whom they stand in for."""
    held = {
        (each.organisation_id, str(each.position))
        for model in (Role, Placement)
        for each in model.objects.on().filter(person=person)
    }
    acting = Charts([place]).of(place).seats_of(person.pk)
    return sorted(held | {(place.pk, seat.position.value) for seat in acting if seat.level == 0})


def positions_on(case: Case, person: Person) -> frozenset[Position]:
    """What somebody is on one case today."""
    return Charts([case.organisation]).positions(case, person)


def positions_on_evidence(case: Case, person: Person) -> frozenset[Position]:
    """What somebody is on the evidence of a case today."""
    charts = Charts([case.organisation])
    found = charts.positions(case, person)
    return found if not found or charts.takes_originals(case, person) else _LET_IN_TO_READ


def takes_originals(case: Case, person: Person) -> bool:
    """Whether somebody may take originals of a case's evidence today."""
    return Charts([case.organisation]).takes_originals(case, person)


def receives(case: Case, person: Person) -> bool:
    """Whether somebody receives one case today, rather than having been let in."""
    return Charts([case.organisation]).receives(case, person)


__all__: Final = (
    "POSITION_OF", "RECEIVES", "Chart", "Charts", "Received", "Receiving", "Seat", "held_by", "positions_on",
    "positions_on_evidence", "receivers", "receives", "takes_originals",
)  # fmt: skip
