"""What the policies answer to what an archive shows: through ``decide``, as everywhere, or by the self-reviews they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from safeconduct.activity import Activity, Audience, Kind, Outcome, Topic, read_facts, strictest
from safeconduct.audit.scope import Scope
from safeconduct.decision import Decision, Guidance, PolicyAnswer, Reason, decide
from safeconduct.policy import Clause, LooksAt, Policy
from safeconduct.screening import Finding
from safeconduct.walks import decide_contact

_SOURCE = "archive"


def of_facts(scope: Scope, **facts: Any) -> Decision:
    """What the policies answer to a contact or a visit; ``author_role`` is filled in."""
    return decide_contact({"author_role": scope.role.value if scope.role else None, **facts}, scope.policies)


def if_not_agreed(decision: Decision) -> Decision:
    """An answer that holds only if the person did not agree, which no archive tells: what was *stop* is *ask*."""
    answers = tuple(
        msgspec.structs.replace(
            answer,
            outcome=_asking(answer.outcome),
            reasons=tuple(msgspec.structs.replace(reason, outcome=_asking(reason.outcome)) for reason in answer.reasons),
        )
        for answer in decision.answers
    )
    return msgspec.structs.replace(decision, outcome=strictest(answer.outcome for answer in answers), answers=answers)


OutcomeOrNone = TypeVar("OutcomeOrNone", Outcome, Outcome | None)


def _asking(outcome: OutcomeOrNone) -> OutcomeOrNone:
    return Outcome.ASK if outcome is Outcome.STOP else outcome


def finding(topic: Topic, text: str, why: str, *, certain: bool = True) -> Finding:
    """A finding over a whole text, such as a field of a profile."""
    return Finding(topic, 0, len(text), why, _SOURCE, certain=certain)


def of_findings(scope: Scope, findings: Iterable[Finding], audience: Audience | None = None) -> Decision:
    """What the policies answer to findings on the person's own account."""
    facts: Mapping[str, Any] = {"kind": "draft", "account": "personal", "audience": audience.value if audience else None}
    role = {"author_role": scope.role.value if scope.role else None}
    return decide(Activity(Kind.DRAFT, read_facts({**facts, **role}).facts), scope.policies, findings)


def of_review(scope: Scope, *looks_at: LooksAt) -> Decision:
    """A caution from every policy that asks its people to look this over themselves."""
    answers = tuple(_asked_to_review(policy, frozenset(looks_at)) for policy in scope.policies)
    tasks = [guidance for answer in answers for guidance in answer.guidance]
    return Decision(strictest(answer.outcome for answer in answers), answers, tuple(tasks))


def _asked_to_review(policy: Policy, looks_at: frozenset[LooksAt]) -> PolicyAnswer:
    clauses = [clause for clause in policy.clause if clause.review and looks_at & set(clause.review.looks_at)]
    outcome = Outcome.CAUTION if clauses else Outcome.NOT_COVERED
    reasons = tuple(_reason(policy, clause) for clause in clauses)
    tasks = tuple(Guidance(clause.review.task, policy.id, clause.id) for clause in clauses if clause.review)
    return PolicyAnswer(policy.id, policy.version, policy.digest, outcome, reasons, guidance=tasks)


def _reason(policy: Policy, clause: Clause) -> Reason:
    return Reason(policy.id, policy.version, clause.id, clause.force.value, Outcome.CAUTION, None, clause.says)
