"""Where somebody stands today: their role, and the policies that bind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from django.utils import timezone

from safeconduct.activity import Role
from safeconduct.policy import Library, Policy
from safeconduct.web.people.models import Person
from safeconduct.web.policies.models import Adoption, binding
from safeconduct.web.policies.points import role_of


class Bound(NamedTuple):
    """A policy, as it is called where it was adopted, and by whom it was: in words, and by the organisations' ids."""

    policy: Policy
    title: str
    by: str
    places: frozenset[int] = frozenset()


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
    return Standing(rules or tuple(_shipped()), role_of(person), advice=not rules)


def _bound(person: Person) -> Iterator[Bound]:
    """Each policy once, however many organisations adopted the same text."""
    adopted: dict[str, list[Adoption]] = {}
    for adoption in binding(person):
        adopted.setdefault(adoption.digest, []).append(adoption)
    for same in adopted.values():
        by = " and ".join(dict.fromkeys(each.organisation.name for each in same))
        yield Bound(same[0].policy, same[0].title, by, frozenset(each.organisation_id for each in same))


def _shipped() -> Iterator[Bound]:
    for policy in Library.shipped().select((), timezone.localdate()):
        yield Bound(policy, policy.title, policy.organisation)


__all__: Final = ("Bound", "Standing", "standing")
