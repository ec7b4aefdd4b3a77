"""Every case that a shipped policy carries, once for each clause that it shows at work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import pytest

from safeconduct.activity import ConcernKind, Mechanism, read_facts
from safeconduct.decision import Guidance, PolicyAnswer, Reason, decide
from safeconduct.policy import Case, Clause, Library, Policy
from safeconduct.routing import Concern, PolicyRoute, RouteReason, route
from safeconduct.screening import Finding

POLICIES: Final = tuple(version for name in Library.shipped().ids for version in Library.shipped().versions(name))


def _params() -> Iterator[Any]:
    for policy in POLICIES:
        numbers = dict.fromkeys(policy.clauses, 0)
        for case in policy.case:
            for clause in case.clause:
                numbers[clause] += 1
                name = f"{policy.id}:{clause}"
                yield pytest.param(policy, case, clause, id=f"{name}-{numbers[clause]}", marks=pytest.mark.clause(name))


@pytest.mark.parametrize(("policy", "case", "clause"), tuple(_params()))
def test_case(policy: Policy, case: Case, clause: str) -> None:
    """The policy answers the situation as the case expects, and because of this clause."""
    if case.duty is not None:
        assert clause in _ids(policy.duties(case.duty)), case.situation
    elif case.concern is not None:
        _check_route(_routed(policy, case.concern), case, clause)
    else:
        _check_decision(_decided(policy, case), case, clause)


def _ids(clauses: Iterable[Clause]) -> set[str]:
    return {clause.id for clause in clauses}


def _decided(policy: Policy, case: Case) -> PolicyAnswer:
    if case.facts is not None:
        return decide(read_facts(case.facts), [policy]).answers[0]
    findings = [Finding(topic, 0, 1, "", "test", case.aspect) for topic in case.found or ()]
    return decide(read_facts({"kind": "draft", "account": "personal"}), [policy], findings).answers[0]


def _routed(policy: Policy, given: dict[str, Any]) -> PolicyRoute:
    concern = Concern(
        kind=ConcernKind(given["kind"]), child_protection=given.get("child_protection", False), subject=given.get("subject")
    )
    return route(concern, [policy]).answers[0]


def _check_decision(answer: PolicyAnswer, case: Case, clause: str) -> None:
    assert answer.outcome is case.outcome, f"{case.situation} {answer.outcome}; missing: {answer.missing}"
    assert answer.missing == ()
    if case.report_to is not None:
        assert answer.report_to == case.report_to
    _check_spoke(answer.reasons, answer.guidance, case, clause)


def _check_route(answer: PolicyRoute, case: Case, clause: str) -> None:
    if case.report_to is not None:
        assert answer.route == case.report_to, case.situation
    _check_spoke(answer.reasons, answer.guidance, case, clause)


def _check_spoke(reasons: Iterable[Reason | RouteReason], guidance: Iterable[Guidance], case: Case, clause: str) -> None:
    """The clause is among the reasons; of a case that shows guidance, among the guidance."""
    spoke = {note.clause for note in guidance} if case.guided else {reason.clause for reason in reasons}
    assert clause in spoke, f"{case.situation} It was {', '.join(sorted(spoke)) or 'nobody'} that spoke."


# --- the cases are complete ---------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_every_mechanism_of_every_clause_has_a_case(policy: Policy) -> None:
    shown = {(clause, mechanism) for case in policy.case for clause in case.clause for mechanism in _shows(case)}
    needed = {(clause.id, mechanism) for clause in policy.clause for mechanism in clause.mechanisms}
    assert needed - shown == set()


def _shows(case: Case) -> tuple[Mechanism, ...]:
    if case.duty is not None:
        return (case.duty,)
    if case.guided:
        return (Mechanism.GUIDE,)
    if case.concern is not None:
        return (Mechanism.ROUTE,)
    return (Mechanism.DECIDE if case.facts is not None else Mechanism.SCREEN,)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_cases_ask_for_what_they_can_show(policy: Policy) -> None:
    """A situation stands once; an outcome is expected of facts and texts, and of nothing else."""
    situations = [case.situation for case in policy.case]
    assert len(situations) == len(set(situations))
    assert all((case.outcome is not None) == (case.facts is not None or case.found is not None) for case in policy.case)
