"""Who signs by link: those whom a policy binds and who need no account for anything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from safeconduct.activity import Role
from safeconduct.policy import Clause, Policy
from safeconduct.web.policies.points import points


class Words(NamedTuple):
    """What those in a role are called: several, one of them, and in a sentence to themselves."""

    many: str
    one: str
    to_them: str


LINKED: Final = {
    Role.PARENT: Words("Parents and carers", "parent or carer", "a parent or carer"),
    Role.PUPIL: Words("Pupils", "pupil", "a pupil"),
    Role.VOLUNTEER: Words("Volunteers", "volunteer", "a volunteer"),
    Role.GOVERNOR: Words("Governors", "governor", "a governor"),
    Role.CONTRACTOR: Words("Visitors and contractors", "visitor or contractor", "a visitor or contractor"),
}
CHOICES: Final = [(role.value, words.many) for role, words in LINKED.items()]


def asked_of(policy: Policy, role: Role) -> tuple[Clause, ...]:
    """The points of a policy that people in a role sign; none if it does not bind them."""
    return points(policy, [role])


def bound(policy: Policy) -> Sequence[Role]:
    """Who signs a policy by link, in the order of the list."""
    return [role for role in LINKED if asked_of(policy, role)]


def minutes(asked: Sequence[Clause]) -> int:
    """About how long it takes to read and tick some points, in minutes: three of them in one."""
    return max(2, -(-len(asked) // 3))


__all__: Final = ("CHOICES", "LINKED", "Words", "asked_of", "bound", "minutes")
