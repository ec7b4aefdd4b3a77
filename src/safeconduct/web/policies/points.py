"""Which clauses of a policy a person agrees to one by one, which only inform, and what makes two of them the same.

A *point* is a clause that asks something of people's conduct, or tells them what to know for it. What a policy says about
itself (whom it binds, when it is reviewed) or about what the organisation does is read, but is nobody's promise. A
*declaration* says what the signature itself means.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

import msgspec

from safeconduct.activity import About, Role
from safeconduct.policy import Clause, Duty, Policy
from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Person

STEP: Final = 6  # points on one page: about a screen and a half of a phone

_CONTRACT: Final = {position: Role(position.value) for position in Position if position.value in set(Role)}
# Posts that the policies' roles do not name count as the work they come with: everybody else on the staff, or a governor.
ROLE_OF: Final = dict.fromkeys(Position, Role.SITE_STAFF) | {Position.CHAIR_OF_GOVERNORS: Role.GOVERNOR} | _CONTRACT

_SUBJECTS: Final = {
    About.POST: "What you post",
    About.MESSAGE: "Messages and tone",
    About.CONNECT: "Friends and followers",
    About.IMAGE: "Pictures",
    About.ACCOUNT: "Your accounts",
    About.DEVICE: "Phones and computers",
    About.BROWSE: "Websites at work",
    About.REPORT: "Telling somebody",
    About.COMPLAIN: "Complaints and worries about work",
}


def role_of(person: Person) -> Role | None:
    """What policies know a person as today: of several roles the first in the contract's list; none if they work nowhere."""
    held = {ROLE_OF[position] for place in person.organisations() for position in person.positions_at(place)}
    return next((role for role in Role if role in held), None)


def points(policy: Policy, roles: Iterable[Role]) -> tuple[Clause, ...]:
    """The points that people in any of some roles sign; none if the policy is not written for them."""
    mine = [role for role in roles if policy.binds_role(role)]
    return tuple(clause for clause in policy.clause if _is_point(clause, [role for role in mine if clause.is_signed_by(role)]))


def _is_point(clause: Clause, whose: Sequence[Role]) -> bool:
    """Whether it is a promise of people in some roles: one on conduct, or one that names who makes it."""
    named = clause.sign is not None and clause.signed_by is not msgspec.UNSET
    return bool(whose) and (clause.about in _SUBJECTS or named) and _speaks_to(clause, whose)


def declarations(policy: Policy) -> tuple[Clause, ...]:
    """The clauses that say what the signature means."""
    return tuple(clause for clause in policy.clause if clause.sign and clause.about is About.ACKNOWLEDGE)


def notices(policy: Policy) -> tuple[Clause, ...]:
    """The clauses by which people are told that they are monitored."""
    return tuple(clause for clause in policy.clause if clause.govern and clause.govern.what is Duty.MONITORING)


def _speaks_to(clause: Clause, roles: Sequence[Role]) -> bool:
    """Whether any part of a clause is meant for one of the roles; a rule that names no role is meant for all."""
    if clause.route or clause.permit or clause.review or clause.restrict or clause.sign:
        return True
    named = [
        *(rule.when.get("author_role") for rule in clause.screen),
        *(rule.when.get("author_role") for rule in clause.decide),
        *(rule.when.get("author_role") for rule in clause.guide),
    ]
    wanted = [[role] if isinstance(role, str) else role for role in named]
    return any(not isinstance(these, list) or not set(these).isdisjoint(roles) for these in wanted)


def content(*clauses: Clause) -> str:
    """What stands for all that clauses say and do: the same for two versions in which only number or place differ, or
    how they are put to others.

    What a clause leaves at its default is left out, so that a release which knows more keys finds the same.
    """
    other: dict[str, object] = {"id": "", "source": "", "signed_by": msgspec.UNSET, "put_to": msgspec.UNSET}
    plain = [_plain(msgspec.structs.replace(clause, **other)) for clause in clauses]
    return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()


def content_under(digest: str, clause: Clause) -> str:
    """The same for one clause of the policy whose text has a digest: worked out once a process."""
    if len(_CONTENTS) > _KEPT:
        _CONTENTS.clear()
    key = digest, clause.id
    if key not in _CONTENTS:
        _CONTENTS[key] = content(clause)
    return _CONTENTS[key]


_KEPT: Final = 20_000
_CONTENTS: Final[dict[tuple[str, str], str]] = {}


def _plain(value: object) -> object:
    if isinstance(value, msgspec.Struct):
        given = ((field, getattr(value, field.name)) for field in _fields(type(value)))
        return {field.name: _plain(said) for field, said in given if said != _default(field)}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


@cache  # msgspec works the types of the fields out anew each time: far more work than all the rest
def _fields(kind: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)


def _default(field: msgspec.structs.FieldInfo) -> object:
    return field.default_factory() if callable(field.default_factory) else field.default


class Step(NamedTuple):
    """A few points on one subject, answered on one page."""

    number: int
    subject: str
    points: Sequence[Clause]


def steps(asked: Iterable[Clause]) -> list[Step]:
    """Points in pages by subject, in the order of the subjects, at most ``STEP`` on a page; small subjects share one."""
    pages: list[tuple[list[str], list[Clause]]] = []
    for subject, few in _parts(list(asked)):
        if pages and len(pages[-1][1]) + len(few) <= STEP:
            pages[-1][0].append(subject[:1].lower() + subject[1:])
            pages[-1][1].extend(few)
        else:
            pages.append(([subject], list(few)))
    return [Step(number, "; ".join(subjects), few) for number, (subjects, few) in enumerate(pages, 1)]


def _parts(asked: Sequence[Clause]) -> Iterator[tuple[str, Sequence[Clause]]]:
    """Each subject, cut into parts of nearly the same length where it is long."""
    for about, subject in _SUBJECTS.items():
        of_it = [clause for clause in asked if clause.about is about]
        parts = -(-len(of_it) // STEP)
        size = -(-len(of_it) // parts) if parts else 0
        for part in range(parts):
            named = f"{subject} ({part + 1} of {parts})" if parts > 1 else subject
            yield named, of_it[part * size : (part + 1) * size]


__all__: Final = (
    "ROLE_OF",
    "STEP",
    "Step",
    "content",
    "content_under",
    "declarations",
    "notices",
    "points",
    "role_of",
    "steps",
)
