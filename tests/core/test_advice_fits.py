"""Guidance and wording fit the answer: none that bids what is stopped, none for another direction or another person."""

from __future__ import annotations

from typing import Any

import pytest

from safeconduct.activity import Outcome
from safeconduct.decision import Decision
from safeconduct.policy import Policy
from safeconduct.walks import decide_contact

PUPIL_TAG = {"kind": "tag", "direction": "incoming", "person": "pupil", "channel": "personal_social", "time": "evening"}
PARENT = {"kind": "friend_request", "person": "parent", "channel": "personal_social", "time": "evening"}


def said(decision: Decision) -> str:
    return " ".join(map(str, decision.guidance))


@pytest.mark.clause("key:8b", "vision:10", "kevi:6b")
@pytest.mark.parametrize("person", ["pupil", "pupil_and_relative"])
def test_a_pupil_who_tags_is_not_written_to(policies: tuple[Policy, ...], person: str) -> None:
    advice = said(decide_contact({**PUPIL_TAG, "person": person}, policies))

    assert "Tell the Designated Safeguarding Lead first" in advice
    assert "do not write to the pupil about it" in advice
    assert "ask whoever tagged you" not in advice
    assert "Ask the person who tagged you" not in advice


@pytest.mark.clause("key:8b", "vision:10")
@pytest.mark.parametrize("person", ["colleague", "former_pupil", "member_of_public"])
def test_others_who_tag_may_be_asked(policies: tuple[Policy, ...], person: str) -> None:
    advice = said(decide_contact({**PUPIL_TAG, "person": person}, policies))

    assert "ask whoever tagged you" in advice
    assert "Ask the person who tagged you" in advice
    assert "do not write to the pupil" not in advice


@pytest.mark.clause("key:4c")
@pytest.mark.parametrize("direction", ["outgoing", None])
def test_there_is_no_wording_for_declining_what_nobody_sent(policies: tuple[Policy, ...], direction: str | None) -> None:
    assert decide_contact({**PARENT, "direction": direction}, policies).say is None


@pytest.mark.parametrize("policy", ["key", "kevi"])
def test_family_is_not_told_that_the_account_is_for_family(policies: tuple[Policy, ...], policy: str) -> None:
    one = [each for each in policies if each.id == policy]
    stranger = decide_contact({**PARENT, "direction": "incoming"}, one)
    family = decide_contact({**PARENT, "direction": "incoming", "family_member": True}, one)

    assert "friends and family" in str(stranger.say)
    assert family.say is None
    assert family.outcome is stranger.outcome


@pytest.mark.clause("kevi:5.2d", "kevi:5.2f")
def test_how_to_do_it_well_is_not_said_of_what_is_stopped(policies: tuple[Policy, ...]) -> None:
    facts: dict[str, Any] = {"direction": "outgoing", "person": "pupil", "channel": "school_email", "time": "evening"}

    request = decide_contact({"kind": "friend_request", **facts}, policies)
    message = decide_contact({"kind": "email", **facts}, policies)

    assert request.outcome is Outcome.STOP
    assert "The channel is right" not in said(request)
    assert "Keep the tone" not in said(request)
    assert "The channel is right; leave the answer until the school day. (kevi 5.2d)" in said(message)


@pytest.mark.clause("kevi:6c")
def test_whom_to_tell_of_a_slip_is_said_although_it_is_stopped(policies: tuple[Policy, ...]) -> None:
    facts = {"kind": "friend_request", "direction": "outgoing", "person": "pupil", "channel": "personal_social"}

    assert "A slip that you report yourself protects you" in said(decide_contact({**facts, "unintended": True}, policies))
