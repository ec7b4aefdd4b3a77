"""Who receives a case, as plain computation over a chart: roles become people, without those who must not know.

Five rules stand above every policy and every setting. *Keeping children safe in education*, part four, is their source;
the third is ours.

* The person complained of never receives it, nor does anybody barred from it or with a declared conflict of interest.
* Nor does whoever answers to the person complained of, whatever else they are: the whole school answers to the head, the
  head to the chair of governors, every school to those above it in its trust, deputies to the lead.
* Nor does whoever holds a position by the word of the person complained of alone, whenever it was given, while somebody
  else is there to receive it. A head or a chair is passed over only for somebody who does not answer to them.
* Where that leaves nobody who is there today, the one above takes the place: the head, the chair of governors, those
  above the school in its trust.
* Where nobody is left at all, the one outside is named: the designated officer, or the local authority's contact.

Nothing here knows a database, so that it can be tried on thousands of made-up schools. People are numbers. What comes out
does not depend on the order in which the chart names people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from safeconduct.activity import Told
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.models import Outside
from safeconduct.web.people.standing import POSITION_OF, RECEIVES, Seat, answers_to

_HEAD, _CHAIR, _LEAD = Position.HEADTEACHER, Position.CHAIR_OF_GOVERNORS, Position.SAFEGUARDING_LEAD
_SET_OVER: Final = frozenset({_HEAD, _CHAIR, _LEAD})
_NOT_BY_THOSE_BELOW: Final = frozenset({_HEAD, _CHAIR})

Held = Mapping[Position, Sequence[int]]


class Receiving(NamedTuple):
    """Somebody who receives a case, and as what."""

    person: int
    position: Position


class Taken(NamedTuple):
    """Somebody in a seat that they hold or stand in for."""

    seat: Seat
    person: int


class Received(NamedTuple):
    """Who receives a case, in the order in which they should be told; ``outside``: whom else to turn to, and must be."""

    people: Sequence[Receiving]
    outside: Outside.What | None = None


@dataclass(frozen=True)
class Chart:
    """Who is what at an organisation on a day, by numbers of people: its own first, then those of the one above it.

    ``stand_ins`` take a position here while all who hold it are away, or nobody does; ``stood_in`` are those who ever
    did. A ``sole_proprietor`` is a head with nobody above them, not even a chair.
    """

    levels: Sequence[Held]
    stand_ins: Held = field(default_factory=dict)
    stood_in: Held = field(default_factory=dict)
    away: frozenset[int] = frozenset()
    agency: bool = False
    sole_proprietor: bool = False

    @cached_property
    def seats(self) -> Mapping[int, frozenset[Seat]]:
        """What everybody holds."""
        found: dict[int, set[Seat]] = defaultdict(set)
        for level, held in enumerate(self.levels):
            for position, people in held.items():
                for one in people:
                    found[one].add(Seat(level, position))
        return {one: frozenset(seats) for one, seats in found.items()}

    def at(self, seat: Seat) -> list[int]:
        """Who holds a seat, each once."""
        return sorted(set(self.levels[seat.level].get(seat.position, ()))) if seat.level < len(self.levels) else []

    def acting(self, position: Position) -> list[int]:
        """Who stands in for a position here today, since nobody who holds it is there."""
        return [] if any(one not in self.away for one in self.at(Seat(0, position))) else self.ready(position)

    def ready(self, position: Position) -> list[int]:
        """Who would stand in for a position here; only people who are still here."""
        return sorted({one for one in self.stand_ins.get(position, ()) if one in self.seats})

    def seats_of(self, person: int) -> frozenset[Seat]:
        """What somebody holds or stands in for."""
        acts = (position for position, people in self.stand_ins.items() if person in people)
        acting = {Seat(0, position) for position in acts if person in self.acting(position)}
        return self.seats.get(person, frozenset()) | acting

    def called(self, person: int) -> frozenset[Position]:
        """As what those here may mean somebody: what they are at the nearest level that has one, or stand in for today."""
        nearest: dict[Position, Sequence[int]] = {}
        for position, people in (each for held in self.levels for each in held.items()):
            nearest[position] = nearest.get(position) or people
        own = {position for position, people in nearest.items() if person in people}
        return frozenset(own | {position for position in self.stand_ins if person in self.acting(position)})

    def answers_to(self, seat: Seat, other: Seat) -> bool:
        """Whether whoever holds one seat answers to whoever holds the other."""
        return answers_to(seat, other, alone=self.sole_proprietor and other.level == 0)


class _Case:
    """A chart, and who of it must not receive one case."""

    def __init__(
        self, chart: Chart, complained: Collection[Seat], shut_out: Collection[int], passed: Collection[Taken] = ()
    ) -> None:
        self.chart, self.complained, self.passed = chart, frozenset(complained), frozenset(passed)
        self.out = frozenset(shut_out) | frozenset(self._answering())

    def _answering(self) -> Iterator[int]:
        """Who answers to somebody complained of, or shares that seat with them, and is not also set over them."""
        answers_to = self.chart.answers_to
        over = [each for each in self.complained if each.position in _SET_OVER]
        for one, seats in self.chart.seats.items() if over else ():
            for other in over:
                below = any(answers_to(seat, other) or seat == other for seat in seats)
                if below and not any(answers_to(other, seat) for seat in seats):
                    yield one

    def beside(self, seat: Seat) -> bool:
        """Whether whoever holds a seat is, by it, the colleague of somebody complained of. Consultants stand each alone."""
        beside = any(each.position is seat.position and each.level >= seat.level for each in self.complained)
        return beside and seat.position is not Position.AGENCY_CONSULTANT

    def holders(self, seat: Seat) -> list[Receiving]:
        """Who receives it by a seat: those present first, else who stands in, then those who are away."""
        if self.beside(seat):
            return []
        held = [one for one in self.chart.at(seat) if self.may(seat, one)]
        present = [one for one in held if one not in self.chart.away]
        stand_ins = () if present or seat.level else self._standing_in(seat.position)
        return [Receiving(one, seat.position) for one in dict.fromkeys((*present, *stand_ins, *held))]

    def _standing_in(self, position: Position) -> list[int]:
        """Who stands in where nobody is there who may receive it."""
        return [one for one in self.chart.ready(position) if self.may(Seat(0, position), one)]

    def may(self, seat: Seat, one: int) -> bool:
        """Whether somebody may receive it by a seat, as far as it hangs on them."""
        return one not in self.out and Taken(seat, one) not in self.passed

    def is_there(self, people: Iterable[Receiving]) -> bool:
        """Whether any of them is there today."""
        return any(one.person not in self.chart.away for one in people)

    def present(self, seat: Seat) -> list[Receiving]:
        """Who of a seat is there today."""
        return [one for one in self.holders(seat) if one.person not in self.chart.away]

    # --- the route ---

    def on_route(self, route: Iterable[Told]) -> Iterator[Receiving]:
        """Those whom the route names, or who take it over because of whom it is about."""
        for position, floor in self._wanted(route):
            yield from self.holders(self._nearest(position, floor))

    def _wanted(self, route: Iterable[Told]) -> Iterable[tuple[Position, int]]:
        """Positions, and the level from which on they are looked for."""
        chairs, heads = self._complained_as(_CHAIR), self._complained_as(_HEAD)
        if chairs:
            floor = max(max(chairs) + 1, *heads) if heads else max(chairs) + 1
            return [(_CHAIR, floor), (_HEAD, floor)]
        if heads:
            return [(_CHAIR, max(heads))]
        wanted = [self._meant(POSITION_OF[told]) for told in route if told in POSITION_OF]
        leads = self._complained_as(_LEAD)
        head = [(_HEAD, max(leads))] if leads else []
        return [*head, *((position, 0) for position in dict.fromkeys(wanted))]

    def _complained_as(self, position: Position) -> list[int]:
        """The levels at which somebody complained of holds a position; a sole proprietor's chair is no chair."""
        alone = position is _CHAIR and self.chart.sole_proprietor
        return [each.level for each in self.complained if each.position is position and not (alone and each.level == 0)]

    def _meant(self, position: Position) -> Position:
        """Where several are line managers the chart does not say whose, and where none is, the head is everybody's."""
        if position is Position.LINE_MANAGER and len(self.chart.at(self._nearest(position, 0))) != 1:
            return _HEAD
        return position

    def _nearest(self, position: Position, floor: int) -> Seat:
        """The lowest seat of a position that somebody holds or stands in for; whether they may receive it plays no part."""
        held = (level for level in range(floor, len(self.chart.levels)) if self.chart.at(Seat(level, position)))
        return Seat(0 if floor == 0 and self.chart.ready(position) else next(held, floor), position)

    # --- upwards ---

    def ladder(self) -> Iterator[list[Receiving]]:
        """Who is there today, rung by rung, from the head upwards."""
        if self.chart.agency:
            yield self.present(Seat(0, Position.AGENCY_CONSULTANT))
        for level in range(len(self.chart.levels)):
            yield self.present(Seat(level, _HEAD))
            if self.chart.sole_proprietor:
                return
            yield self.present(Seat(level, _CHAIR))

    def stay(self, alerted: Iterable[Receiving]) -> Iterator[Receiving]:
        """Those alerted before who are still what they were, or stood in for it and are still here."""
        for one in sorted(alerted):
            seats = {seat for seat in self.chart.seats.get(one.person, ()) if seat.position is one.position}
            stood_in = one.person in self.chart.stood_in.get(one.position, ()) and one.person in self.chart.seats
            held = (*seats, *([Seat(0, one.position)] if stood_in else []))
            if any(self.may(seat, one.person) and not self.beside(seat) for seat in held):
                yield one

    def outside(self, *, there: bool) -> Outside.What | None:
        """Whom to turn to outside besides, if to anybody."""
        if any(each.position is _CHAIR for each in self.complained) and not self.chart.agency:
            return Outside.What.LOCAL_AUTHORITY
        if self.chart.sole_proprietor and self._complained_as(_HEAD):
            return Outside.What.DESIGNATED_OFFICER
        return None if there else Outside.What.DESIGNATED_OFFICER


def receivers(
    chart: Chart,
    route: Iterable[Told],
    complained: Collection[Seat],
    shut_out: Collection[int],
    alerted: Iterable[Receiving] = (),
    passed: Collection[Taken] = (),
) -> Received:
    """Who receives a case.

    ``complained`` are the seats of those complained of, on the day they were and today; ``shut_out`` are the people who
    must not: the same, whoever is barred or has a conflict of interest, and the reporter, who is told otherwise. Those
    ``alerted`` before stay, so that who began with it in another's absence can go on. ``passed`` are the seats by which
    nobody receives it: see ``passed_over``.
    """
    case = _Case(chart, complained, shut_out, passed)
    people = list(case.on_route(route))
    if not case.is_there(people):
        people = [*next(filter(None, case.ladder()), []), *people]
    people += case.stay(alerted)
    return Received(list(dict.fromkeys(people)), case.outside(there=case.is_there(people)))


def passed_over(
    chart: Chart,
    route: Iterable[Told],
    complained: Collection[Seat],
    shut_out: Collection[int],
    alerted: Iterable[Receiving],
    theirs: Collection[Taken],
) -> frozenset[Taken]:
    """Those of some seats, held by the word of those complained of alone, by which nobody receives it, since others do."""
    people = receivers(chart, route, complained, shut_out, alerted, theirs).people if theirs else ()
    there = {one.person for one in people} - chart.away
    return frozenset(each for each in theirs if any(_may_take_over(chart, one, each) for one in there))


def _may_take_over(chart: Chart, one: int, taken: Taken) -> bool:
    """Whether somebody is enough for another to be passed over: for a head or a chair not who answers to them."""
    if taken.seat.position not in _NOT_BY_THOSE_BELOW or taken.person not in chart.at(taken.seat):
        return True
    seats = chart.seats.get(one, frozenset())
    below = any(chart.answers_to(seat, taken.seat) for seat in seats)
    return not below or any(chart.answers_to(taken.seat, seat) for seat in seats)


def next_above(
    chart: Chart,
    complained: Collection[Seat],
    shut_out: Collection[int],
    knowing: Collection[int],
    passed: Collection[Taken] = (),
) -> list[Receiving]:
    """Who comes next on the way up and does not know of it yet: those there today on the first rung that has any."""
    rungs = ([one for one in rung if one.person not in knowing] for rung in _Case(chart, complained, shut_out, passed).ladder())
    return next(filter(None, rungs), [])


__all__: Final = (
    "POSITION_OF", "RECEIVES", "Chart", "Held", "Received", "Receiving", "Seat", "Taken", "next_above", "passed_over",
    "receivers",
)  # fmt: skip
