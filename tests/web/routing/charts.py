"""Made-up schools, agencies and trusts by the thousand: each from a number, so that one that fails can be made again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from hypothesis import strategies as some

from safeconduct.activity import Told
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.chart import Chart, Held, Received, Receiving, Seat, receivers

T = TypeVar("T")
PEOPLE = range(1, 13)
POSITIONS = (
    Position.HEADTEACHER,
    Position.CHAIR_OF_GOVERNORS,
    Position.SAFEGUARDING_LEAD,
    Position.DEPUTY_LEAD,
    Position.TEACHER,
    Position.GOVERNOR,
    Position.ONLINE_SAFETY_MANAGER,
    Position.IT_MANAGER,
    Position.LINE_MANAGER,
    Position.AGENCY_CONSULTANT,
    Position.ADMINISTRATOR,
)
GOVERN = POSITIONS[:4]


@dataclass(frozen=True)
class Situation:
    """One case at one made-up organisation."""

    chart: Chart
    route: tuple[Told, ...]
    subjects: frozenset[int]
    then: frozenset[Seat]
    others: frozenset[int]  # barred, in conflict, or the reporter
    alerted: tuple[Receiving, ...] = ()

    @property
    def complained(self) -> frozenset[Seat]:
        return self.then | {seat for one in self.subjects for seat in self.chart.seats_of(one)}

    @property
    def shut_out(self) -> frozenset[int]:
        return self.subjects | self.others

    def received(self, *, chart: Chart | None = None, alerted: Sequence[Receiving] | None = None) -> Received:
        known = self.alerted if alerted is None else alerted
        return receivers(chart or self.chart, self.route, self.complained, self.shut_out, known)

    @property
    def who(self) -> set[int]:
        return {one.person for one in self.received().people}


def made_up(number: int) -> Situation:
    """The made-up case of a number."""
    chance = Random(number)

    def some_of(things: Sequence[T], most: int) -> list[T]:
        return [chance.choice(things) for _ in range(chance.randint(0, most))]

    def held(often: float, most: int) -> Held:
        return {position: some_of(PEOPLE, most) for position in POSITIONS if chance.random() < often}

    alone = chance.random() < 0.1
    levels = [held(0.7, 2) for _ in range(1 if alone else chance.choice((1, 1, 2, 3)))]
    chart = Chart(
        levels,
        stand_ins=held(0.15, 2),
        stood_in=held(0.2, 2),
        away=frozenset(some_of(PEOPLE, chance.choice((0, 4, 10)))),
        agency=chance.random() < 0.2,
        sole_proprietor=alone,
    )
    governs = [one for position in GOVERN for one in levels[0].get(position, ())]
    return Situation(
        chart,
        route=tuple(some_of(list(Told), 5)),
        subjects=frozenset(some_of([*governs, *PEOPLE], chance.choice((1, 3)))),
        then=frozenset(Seat(chance.randint(0, 2), chance.choice(POSITIONS)) for _ in range(chance.choice((0, 0, 1, 2)))),
        others=frozenset(some_of(PEOPLE, chance.choice((0, 3, 6)))),
        alerted=tuple(Receiving(one, chance.choice(POSITIONS)) for one in some_of(PEOPLE, chance.choice((0, 3)))),
    )


people = some.sampled_from(PEOPLE)
situations = some.integers(0, 2**48).map(made_up)
__all__ = ("PEOPLE", "POSITIONS", "Situation", "people", "situations")
