"""A fact on which it hangs what is answered, or who must be told, is asked for and never dropped without a word."""

from __future__ import annotations

from typing import Any

import pytest

from safeconduct.activity import Outcome, Told
from safeconduct.decision import PolicyAnswer
from safeconduct.policy import Library
from safeconduct.walks import decide_contact
from tests_support import TODAY

REQUEST = {"kind": "friend_request", "person": "pupil", "channel": "personal_social", "time": "evening"}


def answered(library: Library, policy: str, **facts: Any) -> PolicyAnswer:
    (answer,) = decide_contact(facts, [library.get(policy, TODAY)]).answers
    return answer


@pytest.mark.clause("kevi:6b")
def test_who_is_told_of_a_pupils_request_hangs_on_who_sent_it(library: Library) -> None:
    answer = answered(library, "kevi", **REQUEST)

    assert (answer.outcome, answer.missing, answer.report_to) == (Outcome.STOP, ("direction",), ())


@pytest.mark.clause("kevi:6b")
@pytest.mark.parametrize(("direction", "told"), [("incoming", (Told.DESIGNATED_SAFEGUARDING_LEAD,)), ("outgoing", ())], ids=str)
def test_once_it_is_known_nothing_is_asked(library: Library, direction: str, told: tuple[Told, ...]) -> None:
    answer = answered(library, "kevi", **REQUEST, direction=direction)

    assert (answer.outcome, answer.missing, answer.report_to) == (Outcome.STOP, (), told)


@pytest.mark.clause("key:16")
def test_a_clause_that_only_has_somebody_told_asks_too(library: Library) -> None:
    assert answered(library, "key", **REQUEST, concerning=True).missing == ("direction",)
    assert answered(library, "key", **REQUEST).missing == ()


def test_a_fact_that_tells_nobody_else_is_not_asked_for(library: Library) -> None:
    answer = answered(library, "kevi", **REQUEST, unintended=True)

    assert answer.report_to == (Told.DESIGNATED_SAFEGUARDING_LEAD,)
    assert answer.missing == ()


@pytest.mark.clause("tapton:P15")
@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"on_break": True}, Outcome.ALLOW),
        ({"time": "school_day", "on_break": True}, Outcome.ALLOW),
        ({"time": "weekend"}, Outcome.NOT_COVERED),
        ({"time": "holiday"}, Outcome.NOT_COVERED),
        ({"time": "evening"}, Outcome.NOT_COVERED),
    ],
    ids=str,
)
def test_a_moment_that_another_fact_tells_is_not_asked_for(library: Library, given: dict[str, Any], outcome: Outcome) -> None:
    answer = answered(library, "tapton", kind="phone_use", device="own", **given)

    assert (answer.outcome, answer.missing) == (outcome, ())


@pytest.mark.clause("tapton:P15")
@pytest.mark.parametrize("given", [{}, {"time": "school_day"}, {"on_break": False, "time": "school_day"}], ids=str)
def test_a_moment_that_nothing_tells_is_asked_for(library: Library, given: dict[str, Any]) -> None:
    answer = answered(library, "tapton", kind="phone_use", device="own", **given)

    assert (answer.outcome, answer.missing) == (Outcome.ASK, ("moment",))
