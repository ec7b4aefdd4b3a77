"""Small numbers of people kept back, and whatever else would give them away.

Of a table of numbers with its totals, the small ones are hidden first. Whoever reads it knows that each row adds up to its
total and each column to its own, that what is called “fewer than 5” lies between 1 and 4, and what is “not shown” at 5 or
above. A hidden number is safe if it could be at least one more or one less, with all that is shown as it is. Where it could
not, as few others as will do are hidden with it, and totals last.

That is worked out exactly. With the totals written as their negatives, every row and every column of the table adds up to
nothing, so a change that nobody could see goes round in a ring: one more here, one less there, back to where it began. Rows
and columns are the knots of a net and each number a way between its row and its column, open in a direction if it may go up
or down by one unseen. A number is safe just if such a ring leads through it (a residual network of flows, whose corners are
whole numbers); to make it safe, the shortest ring is looked for, and what lies on it is hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from heapq import heappop, heappush
from typing import Final, NamedTuple

Place = tuple[int, int]
Knot = tuple[str, int]
_TOTAL: Final = 10_000  # what it costs to hide a total, besides its own size


class Hidden(Enum):
    """Why a number is not there."""

    FEW = "few"  # it is small
    KEPT = "kept"  # a small one could be worked out from it


class Numbers(NamedTuple):
    """Numbers in rows, all none or more; ``sums_right`` and ``sums_below`` say whether the totals are shown, too."""

    rows: Sequence[Sequence[int]]
    sums_right: bool
    sums_below: bool

    @property
    def height(self) -> int:
        """How many rows there are, and so the number of the row of totals."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """How many columns there are, and so the number of the column of totals."""
        return len(self.rows[0]) if self.rows else 0

    def at(self, row: int, column: int) -> int:
        """A number, or a total where the row or the column is that of the totals."""
        rows = self.rows if row == self.height else (self.rows[row],)
        return sum(sum(each) if column == self.width else each[column] for each in rows)

    def places(self) -> Iterator[Place]:
        """Every place, those of totals among them."""
        yield from ((row, column) for row in range(self.height + 1) for column in range(self.width + 1))

    def is_there(self, place: Place) -> bool:
        """Whether a number stands at a place: totals need not."""
        return (place[0] < self.height or self.sums_below) and (place[1] < self.width or self.sums_right)

    def is_total(self, place: Place) -> bool:
        """Whether it is a total."""
        return place[0] == self.height or place[1] == self.width


def kept_back(numbers: Numbers, fewest: int, known: Collection[int] = ()) -> dict[Place, Hidden] | None:
    """What to hide, so that no hidden number can be worked out: by its place, nothing if nothing is small.

    ``fewest`` is the least number of people that is shown. ``known`` are the columns whose total stands elsewhere, so that
    hiding it would help nobody. ``None``: it cannot be done, and none of it may be shown.
    """
    net = _Net(numbers, fewest, known)
    for place in list(net.hidden):  # what is hidden on the way only opens more ways: nobody need be asked twice
        ring = net.ring(place)
        if ring is None:
            return None
        net.hidden |= {each: Hidden.KEPT for each in ring if each not in net.hidden and numbers.is_there(each)}
    return net.hidden


class _Net:
    """Rows and columns, and the ways that an unseen change may take from one to the other, or might if more were hidden."""

    def __init__(self, numbers: Numbers, fewest: int, known: Collection[int]) -> None:
        self._numbers, self._fewest, self._known = numbers, fewest, known
        self._values = {place: numbers.at(*place) for place in numbers.places()}
        there = (place for place in self._values if numbers.is_there(place))
        self.hidden = {place: Hidden.FEW for place in there if 0 < self._values[place] < fewest}

    def ring(self, place: Place) -> list[Place] | None:
        """The places on the cheapest ring through a number; none if there is none."""
        row, column = ("row", place[0]), ("column", place[1])
        more, less = self._room(place)
        ways = [self._path(column, row, place)] if more else []
        ways += [self._path(row, column, place)] if less else []
        return min((way for way in ways if way is not None), key=self._price, default=None)

    def _price(self, places: Sequence[Place]) -> int:
        return sum(self._cost(place) for place in places)

    def _room(self, place: Place) -> tuple[bool, bool]:
        """Whether a number may be one more, and one less, for all that a reader knows. A total stands for its negative."""
        numbers, value, fewest = self._numbers, self._values[place], self._fewest
        if not numbers.is_there(place):
            room = True, value > 0
        elif self.hidden.get(place) is Hidden.FEW:
            room = value < fewest - 1, value > 1
        else:
            room = True, value > fewest
        corner = place == (numbers.height, numbers.width)
        return room if corner or not numbers.is_total(place) else (room[1], room[0])

    def _cost(self, place: Place) -> int:
        """What it costs to hide a number: nothing if it is hidden or not there, much for a total."""
        if place in self.hidden or not self._numbers.is_there(place):
            return 0
        return self._values[place] + (_TOTAL if self._numbers.is_total(place) else 1)

    def _may_hide(self, place: Place) -> bool:
        """Whether a number may lie on a ring: not if it is none, nor if it is a total that stands elsewhere."""
        if place in self.hidden or not self._numbers.is_there(place):
            return True
        is_known = place[0] == self._numbers.height and place[1] in self._known
        return self._values[place] >= self._fewest and not is_known

    def _path(self, start: Knot, end: Knot, without: Place) -> list[Place] | None:
        """The cheapest way from one knot to another that does not take one number, as the numbers on it."""
        best: dict[Knot, int] = {start: 0}
        came: dict[Knot, tuple[Knot, Place]] = {}
        waiting = [(0, start)]
        while waiting:
            cost, at = heappop(waiting)
            if at == end:
                return list(_back(came, start, end))
            for to, place in self._ways(at):
                dearer = cost + self._cost(place)
                if place != without and dearer < best.get(to, dearer + 1):
                    best[to], came[to] = dearer, (at, place)
                    heappush(waiting, (dearer, to))
        return None

    def _ways(self, at: Knot) -> Iterator[tuple[Knot, Place]]:
        """Where a change goes on: from a row by one more, from a column by one less."""
        kind, number = at
        across = range(self._numbers.width + 1) if kind == "row" else range(self._numbers.height + 1)
        for other in across:
            place = (number, other) if kind == "row" else (other, number)
            more, less = self._room(place)
            if (more if kind == "row" else less) and self._may_hide(place):
                yield ("column" if kind == "row" else "row", other), place


def _back(came: Mapping[Knot, tuple[Knot, Place]], start: Knot, end: Knot) -> Iterator[Place]:
    while end != start:
        end, place = came[end]
        yield place


__all__: Final = ("Hidden", "Numbers", "Place", "kept_back")
