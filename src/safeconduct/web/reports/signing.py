"""Who has to sign what, and how far it is, as rows of numbers: the same as ``policies.roster`` says, for a trust of any size.

The roster makes an entry of each person and policy, to be read. To count, their numbers are enough: six queries, whatever
the number of schools.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from django.utils import timezone

from safeconduct.activity import Role as WorkRole
from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.policies.models import Adoption, Answer, Signature
from safeconduct.web.policies.points import ROLE_OF, points
from safeconduct.web.policies.progress import due_from
from safeconduct.web.policies.roster import State, state_of

_HERE: Final = Person()  # stands for everybody who is not on leave


class Wanted(NamedTuple):
    """A signature that is wanted: whose, where they work, under what, since when, how far it is, and when it was given."""

    person: int
    place: int
    adoption: Adoption
    since: date
    state: State
    signed_on: date | None


class _Reach(NamedTuple):
    """Through which place a policy reaches somebody, and since when."""

    place: int
    since: date


def wanted(places: Sequence[Organisation], day: date) -> list[Wanted]:
    """Every signature that is wanted of those who work at some organisations on a day."""
    above = {number for place in places for number in place.path_of_ids}
    adoptions = list(Adoption.objects.in_force(day).filter(organisation__in=above))
    reached = _reached(places, adoptions, day)
    signed = _signed(adoptions)
    waiting = frozenset(Answer.objects.open().filter(adoption__in=adoptions).values_list("person", "adoption"))
    away = {each.pk: each for each in Person.objects.filter(away_from__isnull=False, is_active=True)}
    by_number = {adoption.pk: adoption for adoption in adoptions}
    return [
        _one(key, by_number[key[1]], reach, day, away.get(key[0], _HERE), signed.get(key), waiting=key in waiting)
        for key, reach in reached.items()
    ]


def _one(
    key: tuple[int, int],
    adoption: Adoption,
    reach: _Reach,
    day: date,
    person: Person,
    signed: datetime | None,
    *,
    waiting: bool,
) -> Wanted:
    since = max(adoption.since, reach.since)
    state = state_of(person, day, signed, due_from(adoption, person, since), waiting=waiting)
    return Wanted(key[0], reach.place, adoption, since, state, timezone.localdate(signed) if signed else None)


def _signed(adoptions: Sequence[Adoption]) -> Mapping[tuple[int, int], datetime]:
    rows = Signature.objects.filter(adoption__in=adoptions).values_list("person", "adoption", "at")
    return {(person, adoption): at for person, adoption, at in rows}


def _reached(places: Sequence[Organisation], adoptions: Sequence[Adoption], day: date) -> dict[tuple[int, int], _Reach]:
    """Person and adoption, by their numbers, wherever one reaches the other and has points for them."""
    binds = _binding(places, adoptions)
    asks: set[tuple[int, int]] = set()
    found: dict[tuple[int, int], _Reach] = {}
    for person, place, role, since in _engaged([each.pk for each in places], day):
        for adoption, has_points in binds.get((place, role), ()):
            known = found.get((person, adoption))
            found[person, adoption] = _Reach(known.place, min(known.since, since)) if known else _Reach(place, since)
            if has_points:
                asks.add((person, adoption))
    return {key: reach for key, reach in found.items() if key in asks}


def _engaged(places: Iterable[int], day: date) -> Iterator[tuple[int, int, WorkRole, date]]:
    """Who works where as what since when: roles before placements, each in the order in which they were entered."""
    for model in (Role, Placement):
        held = model.objects.on(day).filter(organisation__in=list(places), person__is_active=True).order_by("pk")
        for person, place, position, since in held.values_list("person", "organisation", "position", "since"):
            yield person, place, ROLE_OF[Position(position)], since


def _binding(
    places: Sequence[Organisation], adoptions: Sequence[Adoption]
) -> Mapping[tuple[int, WorkRole], Sequence[tuple[int, bool]]]:
    """Which adoptions bind people in each role at each place, and whether they have points for them."""
    by_place: dict[int, list[Adoption]] = defaultdict(list)
    for adoption in adoptions:
        by_place[adoption.organisation_id].append(adoption)
    roles = {adoption.digest: _roles(adoption) for adoption in {each.digest: each for each in adoptions}.values()}
    found: dict[tuple[int, WorkRole], list[tuple[int, bool]]] = defaultdict(list)
    for place in places:
        for adoption in (each for number in place.path_of_ids for each in by_place[number]):
            for role, has_points in roles[adoption.digest]:
                found[place.pk, role].append((adoption.pk, has_points))
    return found


def _roles(adoption: Adoption) -> list[tuple[WorkRole, bool]]:
    """The roles that a policy is written for; the same text is read once, however many schools have adopted it."""
    policy = adoption.policy
    return [(role, bool(points(policy, (role,)))) for role in WorkRole if policy.binds_role(role)]


__all__: Final = ("Wanted", "wanted")
