"""Versions, answers and times for the tests of policies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import msgspec
from django.utils import timezone

from safeconduct.policy import Clause, Policy
from safeconduct.web.people.models import Person
from safeconduct.web.policies import actions
from safeconduct.web.policies.actions import AdoptionGiven, PointGiven
from safeconduct.web.policies.models import Adoption, Answer, Signature
from safeconduct.web.policies.progress import reading

AGREE, ASK = Answer.Said.AGREE, Answer.Said.ASK


def again(person: Person) -> Person:
    """The person as the next request finds them: nothing remembered."""
    return Person.objects.get(pk=person.pk)


def kevi() -> Adoption:
    return Adoption.objects.select_related("organisation").get(policy_id="kevi")


def altered(policy: Policy, version: str, *changed: Clause, without: Iterable[str] = (), **more: Any) -> Policy:
    """Another version: some clauses changed or new (by their ids), some gone."""
    by_id = {clause.id: clause for clause in changed}
    gone = set(without)
    kept = [by_id.pop(clause.id, clause) for clause in policy.clause if clause.id not in gone]
    return msgspec.structs.replace(policy, version=version, clause=(*kept, *by_id.values()), **more)


def reworded(policy: Policy, clause: str, says: str) -> Clause:
    return msgspec.structs.replace(policy.clauses[clause], says=says)


def adopt(world: SimpleNamespace, policy: Policy, since: date | None = None, **more: Any) -> Adoption:
    today = timezone.localdate()
    given = AdoptionGiven(policy, adopted_on=min(since or today, today), since=since or today, owner=world.helen, **more)
    return actions.adopt(again(world.helen), world.elm, given)


def answers(person: Person, adoption: Adoption, said: Answer.Said = AGREE, **questions: str) -> None:
    """One answer to every point."""
    at = reading(again(person), adoption)
    actions.answer(again(person), at, [PointGiven(clause.id, said, questions.get("question", "")) for clause in at.points])


def agree(person: Person, adoption: Adoption, *clauses: str) -> None:
    at = reading(again(person), adoption)
    wanted = clauses or [clause.id for clause in at.points]
    actions.answer(again(person), at, [PointGiven(clause, AGREE) for clause in wanted])


def ask(person: Person, adoption: Adoption, clause: str, question: str = "What does this mean?") -> Answer:
    at = reading(again(person), adoption)
    actions.answer(again(person), at, [PointGiven(clause, ASK, question)])
    return Answer.objects.filter(person=person, clause=clause).latest("pk")


def sign(person: Person, adoption: Adoption, *, declared: bool = True) -> Signature:
    at = reading(again(person), adoption)
    return actions.sign(again(person), at, adoption.digest, declared=declared)


def days(count: int) -> timedelta:
    return timedelta(days=count)


Browser = Callable[[str], Any]
