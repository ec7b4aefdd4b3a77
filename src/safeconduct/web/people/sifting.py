"""A list takes the same rules as a page: what it would do to somebody above whoever takes it over stays out, and is said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from safeconduct.web.access.rights import Position
from safeconduct.web.people import guarding
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.people.staff_list.columns import SAYS, Field
from safeconduct.web.people.staff_list.comparing import Change, Fault, Joiner, Leaver, Plan
from safeconduct.web.people.standing import RECEIVES
from safeconduct.web.people.words import spelt


def sift(plan: Plan, by: Person | None, place: Organisation) -> Plan:
    """Make faults of the rows that are not for whoever takes a list over; without a person, a program does."""
    sieve = _Sieve(plan, by, place)
    plan.joiners = [one for one in plan.joiners if sieve.may_join(one)]
    plan.changes = [one for one in plan.changes if sieve.may_change(one)]
    plan.leavers = [one for one in plan.leavers if sieve.may_leave(one)]
    plan.faults.sort(key=lambda fault: (fault.row, fault.column))
    return plan


class _Sieve:
    def __init__(self, plan: Plan, by: Person | None, place: Organisation) -> None:
        self.plan, self.by, self.place = plan, by, place
        self.above: Mapping[int, Position] = guarding.those_above(by, place)

    def may_join(self, one: Joiner) -> bool:
        return self._is_theirs(one.row, one.pk) and self._may_be(one.row, one.pk, one.position, one.since, one.until)

    def may_change(self, one: Change) -> bool:
        if one.begin is None and one.until is None:
            return True
        return self._is_theirs(one.row, one.pk) and (
            one.begin is None or self._may_be(one.row, one.pk, one.begin, one.since, None)
        )

    def may_leave(self, one: Leaver) -> bool:
        if self.by is None and self.above.get(one.pk) in guarding.LET_GO:
            return True
        return self._is_theirs(one.row, one.pk)

    def _is_theirs(self, row: int, person: int | None) -> bool:
        position = self.above.get(person) if person is not None else None
        if position is None:
            return True
        says = f"the {spelt(position)} is above whoever takes this list over"
        if not row:
            says = f"the {spelt(position)} is not on the list, and is above whoever takes it over"
        return self._fault(row, says, f"{guarding.who_may(position)} can change or end their role.")

    def _may_be(self, row: int, person: int | None, position: Position, since: date, until: date | None) -> bool:
        if self.by is None:
            return True  # what a program would make somebody with power over others waits for a person anyway
        if person == self.by.pk and position in RECEIVES:
            return self._fault(row, "nobody gives themself a role that receives concerns", "Ask somebody else to enter it.")
        if position not in guarding.GUARDED or not guarding.overfills(self.by, self.place, position, since, until):
            return True
        says = f"there is a {spelt(position)} already, who is above whoever takes this list over"
        return self._fault(row, says, f"{guarding.who_may(position)} can end that role, or add another.")

    def _fault(self, row: int, says: str, todo: str) -> bool:
        self.plan.faults.append(Fault(row, SAYS[Field.TITLE], says, todo))
        return False


__all__: Final = ("sift",)
