"""Concerns routed from the sources: seventeen kinds, five policies, subjects and reporters among those who would be told."""

from __future__ import annotations

from typing import Any

import pytest

from safeconduct.activity import ConcernKind
from safeconduct.policy import Library
from safeconduct.routing import read_concern, route
from tests_support import DATA, TODAY, json_lines

CASES = list(json_lines(DATA / "concerns.jsonl"))


def _params() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["name"],
            marks=[pytest.mark.clause(f"{case['policy']}:{clause}") for clause in case["clauses"]],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", _params())
def test_concern(library: Library, case: dict[str, Any]) -> None:
    given = {key: case.get(key) for key in ("child_protection", "subject", "reporter")}

    (answer,) = route(read_concern(given, ConcernKind(case["kind"])), [library.get(case["policy"], TODAY)]).answers

    assert list(answer.route) == case["route"]
    assert (answer.immediate, answer.preserve_evidence) == (case["immediate"], case["preserve_evidence"])
    assert answer.external == case["external"]
    assert set(case["must_not"]) <= set(answer.must_not)
    assert set(case["clauses"]) <= {reason.clause for reason in answer.reasons}
    assert answer.route or answer.note


def test_every_kind_is_asked_of_every_policy() -> None:
    assert {(case["kind"], case["policy"]) for case in CASES} == {
        (kind.value, policy) for kind in ConcernKind for policy in ("key", "kevi", "vision", "safe-use", "tapton")
    }
