"""Where somebody stands today: their role, and the policies that bind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from django.utils import timezone

from safeconduct.activity import Role
from safeconduct.policy import Library, Policy
from safeconduct.web.people.models import Person
from safeconduct.web.policies.models import Adoption, binding


class Bound(NamedTuple):
    """A policy, as it is called where it was adopted, and by whom it was."""

    policy: Policy
    title: str
    by: str


class Standing(NamedTuple):
    """Under which policies somebody is checked. ``advice`` says that none of them binds the person today."""

    rules: tuple[Bound, ...]
    role: Role | None
    advice: bool

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The policies as the engine takes them."""
        return tuple(rule.policy for rule in self.rules)


def standing(person: Person) -> Standing:
    """Where a person stands today; with no policy that binds them, all shipped ones are asked, as advice."""
    rules = tuple(_bound(person))
    return Standing(rules or tuple(_shipped()), _role(person), advice=not rules)


def _bound(person: Person) -> Iterator[Bound]:
    """Each policy once, however many organisations adopted the same text."""
    adopted: dict[str, list[str]] = {}
    first: dict[str, Adoption] = {}
    for adoption in binding(person):
        first.setdefault(adoption.digest, adoption)
        adopted.setdefault(adoption.digest, []).append(adoption.organisation.name)
    for digest, adoption in first.items():
        yield Bound(adoption.policy, adoption.title, " and ".join(dict.fromkeys(adopted[digest])))


def _shipped() -> Iterator[Bound]:
    for policy in Library.shipped().select((), timezone.localdate()):
        yield Bound(policy, policy.title, policy.organisation)


def _role(person: Person) -> Role | None:
    """The first of a person's roles in the order of the closed list; positions that are no such role tell nothing."""
    held = {position.value for place in person.organisations() for position in person.positions_at(place)}
    return next((role for role in Role if role.value in held), None)


__all__: Final = ("Bound", "Standing", "standing")
