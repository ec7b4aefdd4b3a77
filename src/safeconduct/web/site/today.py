"""What the policies that bind somebody today ask of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.utils.formats import date_format

from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Person, Placement, Role
from safeconduct.web.people.words import spelt
from safeconduct.web.policies.models import Adoption, binding
from safeconduct.web.policies.points import ROLE_OF


class Binding(NamedTuple):
    """A policy that binds somebody today, and why."""

    adoption: Adoption
    why: str


def policies_today(person: Person) -> list[Binding]:
    """The policies that bind a person today, each with the role or placement that is the reason."""
    roles = list(Role.objects.on().filter(person=person).select_related("organisation"))
    placed = list(Placement.objects.on().filter(person=person).select_related("organisation"))
    return [Binding(adoption, _why(adoption, roles, placed)) for adoption in binding(person)]


def _why(adoption: Adoption, roles: Sequence[Role], placed: Sequence[Placement]) -> str:
    """The reason, as it goes on after the name of the organisation that adopted the policy."""
    at = adoption.organisation_id
    held = [role for role in roles if _binds(adoption, role)]
    sent = [placement for placement in placed if _binds(adoption, placement)]
    if here := [spelt(role.position) for role in held if role.organisation_id == at]:
        return f"as {' and '.join(here)}"
    if held:
        return f"to which {held[0].organisation} belongs"
    until = date_format(sent[0].until, "j F Y")
    if sent[0].organisation_id == at:
        return f"where you work until {until}"
    return f"to which {sent[0].organisation} belongs, where you work until {until}"


def _binds(adoption: Adoption, held: Role | Placement) -> bool:
    return adoption.organisation_id in held.organisation.path_of_ids and adoption.policy.binds_role(
        ROLE_OF[Position(held.position)]
    )


__all__: Final = ("Binding", "policies_today")
