"""Who is asked to sign again if a draft is adopted, and how many points they have to read anew."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

from django.utils import timezone

from safeconduct.policy import Policy
from safeconduct.web.access.rights import Position
from safeconduct.web.drafting import wording
from safeconduct.web.drafting.models import Draft
from safeconduct.web.people.models import Organisation, Placement
from safeconduct.web.people.models import Role as Held
from safeconduct.web.people.words import spelt
from safeconduct.web.policies.points import ROLE_OF, content, points


class Group(NamedTuple):
    """People who are the same here: what they are, how many, and how many points are new to them or as before.

    ``dropped`` says that the version before bound them, and this one does not.
    """

    held: str
    people: int
    new: int
    same: int
    dropped: bool = False


def reached(draft: Draft) -> list[Group]:
    """Everybody at the organisation and below it whom the draft binds, or the version before it bound, by what they are."""
    before = draft.before.policy if draft.before else None
    groups: dict[tuple[Position, ...], int] = defaultdict(int)
    for held in _people(draft.organisation).values():
        groups[tuple(position for position in Position if position in held)] += 1
    found = [_group(held, people, draft.policy, before) for held, people in groups.items()]
    return sorted((each for each in found if each.new or each.same or each.dropped), key=lambda each: (-each.new, each.held))


def _people(place: Organisation) -> dict[int, set[Position]]:
    held: dict[int, set[Position]] = defaultdict(set)
    for model in (Held, Placement):
        rows = model.objects.on(timezone.localdate()).filter(organisation__path__startswith=place.path, person__is_active=True)
        for person, position in rows.values_list("person", "position"):
            held[person].add(Position(position))
    return held


def _group(held: tuple[Position, ...], people: int, policy: Policy, before: Policy | None) -> Group:
    roles = {ROLE_OF[position] for position in held}
    now, then = points(policy, roles), points(before, roles) if before else ()
    known = {content(clause) for clause in then}
    same = sum(content(clause) in known for clause in now)
    named = wording.both(map(spelt, held))
    return Group(named[:1].upper() + named[1:], people, len(now) - same, same, dropped=bool(then) and not now)


__all__: Final = ("Group", "reached")
