"""Contacts decided from the sources, case by case, before the rules were written: at least forty for each policy."""

from __future__ import annotations

from typing import Any

import pytest

from safeconduct.activity import Outcome, read_facts
from safeconduct.decision import decide
from safeconduct.policy import Library
from tests_support import DATA, TODAY, json_lines

POLICIES = ("key", "kevi", "vision", "safe-use", "tapton")
CASES = [(policy, case) for policy in POLICIES for case in json_lines(DATA / "contacts" / f"{policy}.jsonl")]


def _params() -> list[Any]:
    return [
        pytest.param(
            policy,
            case,
            id=f"{policy}-{case['name']}",
            marks=[pytest.mark.clause(f"{policy}:{clause}") for clause in case["clauses"]],
        )
        for policy, case in CASES
    ]


@pytest.mark.parametrize(("policy", "case"), _params())
def test_contact(library: Library, policy: str, case: dict[str, Any]) -> None:
    (answer,) = decide(read_facts(case["facts"]), [library.get(policy, TODAY)]).answers

    assert answer.outcome == case["outcome"], case["situation"]
    assert set(answer.report_to) == set(case["report_to"])
    assert set(answer.missing) == set(case["missing"])
    assert set(case["clauses"]) <= {reason.clause for reason in answer.reasons}


@pytest.mark.parametrize("policy", POLICIES)
def test_there_are_enough_cases(policy: str) -> None:
    cases = [case for name, case in CASES if name == policy]

    assert len(cases) >= 40
    assert len({case["name"] for case in cases}) == len(cases)
    assert {case["facts"]["kind"] for case in cases} >= {"friend_request", "direct_message", "text", "tag", "photo_share"}
    assert sum(case["outcome"] == Outcome.NOT_COVERED for case in cases) >= 10
