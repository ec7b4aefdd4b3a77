"""What the policies that bind somebody today ask of them, and who at their organisations gives what they may need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from django.db.models import Q
from django.utils.formats import date_format

from safeconduct.policy import Clause
from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Person, Placement, Role
from safeconduct.web.policies.models import Adoption, binding


class Binding(NamedTuple):
    """A policy that binds somebody today, and why."""

    adoption: Adoption
    why: str


class Point(NamedTuple):
    """A clause and the policy, as adopted, in which it stands."""

    clause: Clause
    adoption: Adoption


def policies_today(person: Person) -> list[Binding]:
    """The policies that bind a person today, each with the role or placement that is the reason."""
    roles = list(Role.objects.on().filter(person=person).select_related("organisation"))
    placed = list(Placement.objects.on().filter(person=person).select_related("organisation"))
    return [Binding(adoption, _why(adoption, roles, placed)) for adoption in binding(person)]


def _why(adoption: Adoption, roles: Sequence[Role], placed: Sequence[Placement]) -> str:
    """The reason, as it goes on after the name of the organisation that adopted the policy."""
    at = adoption.organisation_id
    held = [role for role in roles if at in role.organisation.path_of_ids]
    sent = [placement for placement in placed if at in placement.organisation.path_of_ids]
    if here := [role.get_position_display() for role in held if role.organisation_id == at]:
        return f"as {' and '.join(here)}"
    if held:
        return f"to which {held[0].organisation} belongs"
    until = date_format(sent[0].until, "j F Y")
    if sent[0].organisation_id == at:
        return f"where you work until {until}"
    return f"to which {sent[0].organisation} belongs, where you work until {until}"


def permissions(adoptions: Iterable[Adoption]) -> list[Point]:
    """The clauses that need somebody's permission or consent on record."""
    return [Point(clause, each) for each in adoptions for clause in each.policy.clause if clause.permit]


def reviews(adoptions: Iterable[Adoption]) -> list[tuple[int, list[Point]]]:
    """What to look over and how often: the most often first, by months."""
    points = [Point(clause, each) for each in adoptions for clause in each.policy.clause if clause.review]
    by_months: dict[int, list[Point]] = {}
    for point in points:
        by_months.setdefault(point.clause.review.months if point.clause.review else 0, []).append(point)
    return sorted(by_months.items())


def holders(person: Person, positions: Iterable[Position]) -> list[Role]:
    """Who holds one of some positions today where a person works, or above it; not the person themself."""
    wanted = {number for place in person.organisations() for number in place.path_of_ids}
    found = Role.objects.on().filter(~Q(person=person), organisation__in=wanted, position__in=set(positions))
    return list(
        found.filter(person__is_active=True).select_related("person", "organisation").order_by("organisation__name", "pk")
    )


__all__: Final = ("Binding", "Point", "holders", "permissions", "policies_today", "reviews")
