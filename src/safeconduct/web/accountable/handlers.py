"""Who deals with requests and complaints about data: those whom the organisation chose, or else those who run it.

Whoever a matter is about is left out, and so is whoever cannot be impartial about them (``concerns.Conflict``); where that
leaves nobody, the chair of governors takes the place, then those above. A declared conflict alone never leaves it to nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from safeconduct.web.access.rights import Position
from safeconduct.web.accountable.models import Handler
from safeconduct.web.concerns.models import Conflict
from safeconduct.web.people.models import Organisation, Person, Role

_RUN: Final = frozenset({Position.HEADTEACHER, Position.BUSINESS_MANAGER, Position.AGENCY_CONSULTANT})
_ABOVE: Final = frozenset({Position.CHAIR_OF_GOVERNORS, Position.GOVERNOR})
MAY_HANDLE: Final = _RUN | _ABOVE | {Position.ADMINISTRATOR}


class Desk:
    """Who deals with data at some organisations, read from the database at once."""

    def __init__(self, places: Iterable[Organisation]) -> None:
        places = list(places)
        self._held: dict[tuple[int, Position], list[Person]] = defaultdict(list)
        self._chosen: dict[int, list[Person]] = defaultdict(list)
        self._present: dict[int, set[int]] = defaultdict(set)
        self._conflicts: list[Conflict] = []
        if not places:
            return
        ids = {pk for place in places for pk in place.path_of_ids}
        active = Role.objects.on().filter(organisation__in=ids, person__is_active=True)
        for role in active.select_related("person").order_by("person__name", "person"):
            self._held[role.organisation_id, Position(role.position)].append(role.person)
            self._present[role.organisation_id].add(role.person_id)
        self._conflicts = list(Conflict.objects.all())
        for each in Handler.objects.filter(organisation__in=places, person__is_active=True).select_related("person"):
            self._chosen[each.organisation_id].append(each.person)

    def of(self, place: Organisation, but: Collection[int | None] = ()) -> list[Person]:
        """Who deals with a matter there that is about some people; the nearest who are left."""
        about = {pk for pk in but if pk is not None}
        close = {each.other(pk) for each in self._conflicts for pk in about & {each.person_id, each.about_id}}
        return self._nearest(place, about | close) or self._nearest(place, about)

    def _nearest(self, place: Organisation, but: Collection[int]) -> list[Person]:
        present = {number for pk in place.path_of_ids for number in self._present[pk]}
        chosen = [person for person in self._chosen[place.pk] if person.pk in present]
        above = reversed(place.path_of_ids[:-1])
        circles = (
            chosen,
            self._at(place.pk, _RUN),
            self._at(place.pk, _ABOVE),
            *(self._at(number, MAY_HANDLE) for number in above),
            self._at(place.pk, {Position.ADMINISTRATOR}),
        )
        left = ([person for person in circle if person.pk not in but] for circle in circles)
        return next((circle for circle in left if circle), [])

    def _at(self, number: int, positions: Iterable[Position]) -> list[Person]:
        found = {person.pk: person for position in sorted(positions) for person in self._held[number, position]}
        return sorted(found.values(), key=lambda person: (person.name, person.pk))


def handlers(place: Organisation, but: Collection[int | None] = ()) -> list[Person]:
    """Who deals with a matter at one organisation."""
    return Desk([place]).of(place, but)


def positions_on(place: Organisation, person: Person, but: Collection[int | None]) -> frozenset[Position]:
    """What somebody is at an organisation if they deal with a matter there; nothing for anybody else."""
    return person.positions_at(place) if person in handlers(place, but) else frozenset()


class At:
    """The desk of an organisation, as what a right is asked of: whoever deals with data there holds what they are there."""

    def __init__(self, place: Organisation) -> None:
        self.organisation = place

    def positions_of(self, person: Person) -> frozenset[Position]:
        """What they are there, for those who deal with data."""
        return positions_on(self.organisation, person, ())


__all__: Final = ("MAY_HANDLE", "At", "Desk", "handlers", "positions_on")
