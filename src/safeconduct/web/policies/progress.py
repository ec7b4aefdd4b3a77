"""Where a person stands with a policy: through which organisation it reaches them, which points are theirs, what they said.

An answer given under an earlier version counts for a later one in which the point says and does the same; so that a new
version asks again only for what changed, and nothing is lost when a version ends while somebody is reading it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from safeconduct.activity import Role as WorkRole
from safeconduct.policy import Clause
from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.people.remembering import once
from safeconduct.web.policies.models import Adoption, Answer, NoticeSeen, Signature, binding
from safeconduct.web.policies.points import ROLE_OF, Step, content, content_under, notices, points, steps


class Engagement:
    """Why a policy reaches somebody: what they are, where, from when until when, sent by whom."""

    def __init__(self, given: Role | Placement) -> None:
        self.organisation: Organisation = given.organisation
        self.position = Position(given.position)
        self.since: date = given.since
        self.until: date | None = given.until
        self.agency = given.agency if isinstance(given, Placement) else None

    @property
    def role(self) -> WorkRole:
        """The role that policies know it by."""
        return ROLE_OF[self.position]


def engagements(people: Iterable[Person], day: date) -> Mapping[int, Sequence[Engagement]]:
    """The roles and placements of some people on a day, in two queries, by the person's id."""
    ids = tuple(person.pk for person in people)
    return once(("engagements", ids, day), lambda: _engagements(ids, day))


def _engagements(ids: Sequence[int], day: date) -> Mapping[int, Sequence[Engagement]]:
    found: dict[int, list[Engagement]] = defaultdict(list)
    for role in Role.objects.on(day).filter(person__in=ids).select_related("organisation").order_by("pk"):
        found[role.person_id].append(Engagement(role))
    placed = Placement.objects.on(day).filter(person__in=ids).select_related("organisation", "agency")
    for placement in placed.order_by("pk"):
        found[placement.person_id].append(Engagement(placement))
    return found


def within(adoption: Adoption, engaged: Iterable[Engagement]) -> list[Engagement]:
    """The engagements at the organisation that adopted a policy, or below it."""
    return [each for each in engaged if adoption.organisation_id in each.organisation.path_of_ids]


def reached(adoption: Adoption, engaged: Iterable[Engagement]) -> list[Engagement]:
    """Those of them through which the policy reaches somebody: it is written for the role that they work in there."""
    return [each for each in within(adoption, engaged) if adoption.policy.binds_role(each.role)]


class Reading:
    """A policy as it concerns one person, who may work below the organisation that adopted it.

    Rights are asked of ``organisation``: where the person works, or else the one that adopted the policy.
    """

    def __init__(self, person: Person, adoption: Adoption, engaged: Sequence[Engagement]) -> None:
        self.person, self.adoption = person, adoption
        here = within(adoption, engaged)
        self.why = reached(adoption, here)
        self.works_here = bool(here)
        self.organisation = here[0].organisation if here else adoption.organisation

    @cached_property
    def points(self) -> tuple[Clause, ...]:
        """The points of this policy that are the person's to sign."""
        return points(self.adoption.policy, {each.role for each in self.why})

    @cached_property
    def _said(self) -> Mapping[str, Answer]:
        """The last answer to each content, under any version that this organisation adopted."""
        said = Answer.objects.filter(person=self.person, **_same_policy(self.adoption)).order_by("at", "pk")
        return {answer.content: answer for answer in said}

    @cached_property
    def signature(self) -> Signature | None:
        """The person's signature under this very text."""
        return Signature.objects.filter(person=self.person, adoption=self.adoption).first()

    def answer(self, clause: Clause) -> Answer | None:
        """What the person last said to a point."""
        return self._said.get(content_under(self.adoption.digest, clause))

    def agreed(self, clause: Clause) -> bool:
        """Whether the last word on a point is yes."""
        answer = self.answer(clause)
        return answer is not None and answer.said == Answer.Said.AGREE

    @cached_property
    def carried(self) -> Sequence[Clause]:
        """The points agreed to under an earlier version and the same in this one: they are not asked again."""
        before = ((clause, self.answer(clause)) for clause in self.points)
        return [clause for clause, answer in before if answer and self._is_carried(answer)]

    def _is_carried(self, answer: Answer) -> bool:
        return answer.said == Answer.Said.AGREE and answer.adoption_id != self.adoption.pk

    @cached_property
    def steps(self) -> list[Step]:
        """The points to be answered under this version, in pages."""
        known = {clause.id for clause in self.carried}
        return steps(clause for clause in self.points if clause.id not in known)

    @property
    def left(self) -> list[Clause]:
        """The points still without a yes."""
        return [clause for clause in self.points if not self.agreed(clause)]

    @property
    def waiting(self) -> list[Answer]:
        """The person's questions without a reply."""
        return [answer for clause in self.left if (answer := self.answer(clause)) and answer.is_waiting]

    @property
    def replied(self) -> list[Answer]:
        """The person's questions that were answered, and that the person has not agreed to since."""
        return [answer for clause in self.left if (answer := self.answer(clause)) and answer.replied_at]

    @property
    def next_step(self) -> Step | None:
        """The first page with a point that the person can answer now."""
        waiting = {answer.content for answer in self.waiting}
        return next((step for step in self.steps if any(self._open(clause, waiting) for clause in step.points)), None)

    def _open(self, clause: Clause, waiting: set[str]) -> bool:
        return not self.agreed(clause) and content_under(self.adoption.digest, clause) not in waiting

    @property
    def is_ready(self) -> bool:
        """Whether every point has a yes, and nothing but the signature is missing."""
        return bool(self.points) and not self.left

    @cached_property
    def notice(self) -> tuple[Clause, ...]:
        """What the policy says about monitoring."""
        return notices(self.adoption.policy)

    @cached_property
    def notice_seen(self) -> NoticeSeen | None:
        """When the person saw this notice; a version that says the same in it does not ask again."""
        seen = NoticeSeen.objects.filter(person=self.person, content=content(*self.notice), **_same_policy(self.adoption))
        return seen.order_by("at").first() if self.notice else None

    @property
    def due(self) -> date | None:
        """By when it is to be signed."""
        return due_on(self.adoption, self.person, self.why) if self.why else None

    @property
    def is_overdue(self) -> bool:
        """Whether the last day to sign has passed, and it is not signed; nobody on leave is late."""
        today = timezone.localdate()
        return self.signature is None and self.due is not None and self.due < today and not is_away(self.person, today)


def _same_policy(adoption: Adoption) -> dict[str, object]:
    return {"adoption__organisation": adoption.organisation_id, "adoption__policy_id": adoption.policy_id}


def due_on(adoption: Adoption, person: Person, why: Iterable[Engagement]) -> date | None:
    """The last day to sign: some days after the policy or the work began, the later of them; leave does not count.

    ``None`` while somebody is away without a day of return.
    """
    return due_from(adoption, person, max(adoption.since, min(each.since for each in why)))


def due_from(adoption: Adoption, person: Person, begin: date) -> date | None:
    """The same, of somebody whom the policy reaches from a day on."""
    due = begin + timedelta(adoption.sign_within_days)
    if person.away_from is None or person.away_from > due or (person.away_until and person.away_until < begin):
        return due
    if person.away_until is None:
        return None
    return due + (person.away_until - max(person.away_from, begin)) + timedelta(1)


def is_away(person: Person, day: date) -> bool:
    """Whether somebody is on leave on a day."""
    return bool(person.away_from and person.away_from <= day and (person.away_until is None or day <= person.away_until))


def reading(person: Person, adoption: Adoption) -> Reading:
    """A policy as it concerns a person today."""
    return Reading(person, adoption, engagements([person], timezone.localdate())[person.pk])


def my_readings(person: Person) -> list[Reading]:
    """Every policy in force for a person today, with what they said and signed: a fixed number of queries."""
    engaged = engagements([person], timezone.localdate()).get(person.pk, [])
    found = [Reading(person, adoption, engaged) for adoption in binding(person)]
    return _filled(person, found)


def _filled(person: Person, found: list[Reading]) -> list[Reading]:
    """Put answers, signatures and notices where each reading would ask for its own."""
    mine = Signature.objects.filter(person=person).select_related("adoption")
    signatures = {signature.adoption_id: signature for signature in mine}
    answers = _by_policy(Answer.objects.filter(person=person).select_related("adoption").order_by("at", "pk"))
    seen = _by_policy(NoticeSeen.objects.filter(person=person).select_related("adoption").order_by("-at"))
    for each in found:
        key = (each.adoption.organisation_id, each.adoption.policy_id)
        each.__dict__["signature"] = signatures.get(each.adoption.pk)
        each.__dict__["_said"] = {answer.content: answer for answer in answers[key]}
        wanted = content(*each.notice)
        shown = {notice.content: notice for notice in seen[key]}
        each.__dict__["notice_seen"] = shown.get(wanted) if each.notice else None
    return found


def _by_policy(rows: QuerySet[Answer] | QuerySet[NoticeSeen]) -> dict[tuple[int, str], list[Any]]:
    found: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in rows:
        found[row.adoption.organisation_id, row.adoption.policy_id].append(row)
    return found


__all__: Final = (
    "Engagement",
    "Reading",
    "due_from",
    "due_on",
    "engagements",
    "is_away",
    "my_readings",
    "reached",
    "reading",
)
