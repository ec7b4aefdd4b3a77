"""What a message, a picture or a post is about counts, even where nobody asked about work."""

from __future__ import annotations

from typing import Any

import pytest

from safeconduct.activity import Outcome
from safeconduct.decision import Decision
from safeconduct.policy import Policy
from safeconduct.walks import decide_contact

EVENING = {"direction": "outgoing", "person": "member_of_public", "channel": "personal_social", "time": "evening"}
POST = {"kind": "post_about_school", "account": "personal", "has_permission": True, "disclaimer": True, "time": "evening"}


def outcomes(policies: tuple[Policy, ...], **facts: Any) -> dict[str, str]:
    return {answer.policy: answer.outcome.value for answer in decide_contact(facts, policies).answers}


def clauses(decision: Decision) -> set[str]:
    return {f"{reason.policy}:{reason.clause}" for reason in decision.reasons}


@pytest.mark.clause("key:13a", "key:14", "kevi:5.1c", "vision:11", "tapton:N1", "tapton:N4", "tapton:N5a")
def test_a_picture_of_a_pupil_for_a_stranger_is_stopped(policies: tuple[Policy, ...]) -> None:
    decision = decide_contact({"kind": "photo_share", **EVENING, "about": "a pupil"}, policies)

    assert decision.outcome is Outcome.STOP
    assert {"key:13a", "key:14", "kevi:5.1c", "vision:11", "tapton:N1", "tapton:N4", "tapton:N5a"} <= clauses(decision)
    assert [answer.policy for answer in decision.answers if answer.outcome is not Outcome.STOP] == ["safe-use"]


def test_words_about_a_pupil_for_a_stranger_are_no_small_matter(policies: tuple[Policy, ...]) -> None:
    said = outcomes(policies, kind="direct_message", about="one of my students", **EVENING)

    assert (said["key"], said["kevi"], said["vision"], said["tapton"]) == ("stop", "caution", "caution", "stop")


@pytest.mark.clause("key:13a", "tapton:N4", "vision:11", "kevi:5.1c")
@pytest.mark.parametrize("about", ["a colleague", "a parent", "one of the carers"])
@pytest.mark.parametrize("person", ["member_of_public", "former_colleague"])
def test_words_about_a_grown_up_from_school_are_talk_about_them_too(
    policies: tuple[Policy, ...], about: str, person: str
) -> None:
    said = outcomes(policies, **{**EVENING, "kind": "direct_message", "person": person, "about": about})

    assert (said["key"], said["kevi"], said["vision"], said["tapton"]) == ("stop", "caution", "caution", "stop")
    assert said["safe-use"] == "not-covered"


@pytest.mark.clause("key:13a", "tapton:N4")
def test_whoever_left_the_school_is_told_nothing_about_a_pupil(policies: tuple[Policy, ...]) -> None:
    facts = {**EVENING, "kind": "direct_message", "person": "former_pupil", "person_age": 30, "about": "a pupil"}
    said = outcomes(policies, **facts)

    assert (said["key"], said["tapton"]) == ("stop", "stop")


@pytest.mark.clause("tapton:D5a", "kevi:5.1c")
def test_a_pupils_work_sent_to_a_colleague_is_no_picture_of_the_colleague(policies: tuple[Policy, ...]) -> None:
    facts = {**EVENING, "kind": "photo_share", "person": "colleague", "channel": "school_email", "about": "a pupil"}
    said = outcomes(policies, **facts)

    assert (said["tapton"], said["kevi"]) == ("not-covered", "not-covered")


@pytest.mark.clause("key:13a", "tapton:N4", "vision:11")
def test_a_post_about_a_pupil_is_talk_about_a_pupil_whoever_permits_it(policies: tuple[Policy, ...]) -> None:
    said = outcomes(policies, **POST, about="a pupil")

    assert (said["key"], said["tapton"], said["vision"]) == ("stop", "stop", "caution")


@pytest.mark.parametrize("about", ["", "schoolwork", "the summer fair", "the library"])
def test_a_post_about_no_person_stays_as_it_was(policies: tuple[Policy, ...], about: str) -> None:
    said = outcomes(policies, **POST, critical=False, about=about)

    assert (said["key"], said["tapton"], said["vision"]) == ("caution", "caution", "allow")


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "photo_share", **EVENING, "about": "a sunset"},
        {"kind": "photo_share", **EVENING, "person": "colleague", "channel": "school_email", "about": "a pupil"},
        {"kind": "direct_message", **EVENING, "direction": "incoming", "about": "a pupil"},
    ],
    ids=["no pupil", "a school channel", "sent by the other"],
)
def test_what_is_not_the_authors_own_talk_about_a_pupil_stays_silent(
    policies: tuple[Policy, ...], facts: dict[str, Any]
) -> None:
    said = outcomes(policies, **facts)

    assert (said["key"], said["vision"]) == ("not-covered", "not-covered")


def test_a_pupil_talked_about_and_no_direction_is_asked_for(policies: tuple[Policy, ...]) -> None:
    facts = {name: value for name, value in EVENING.items() if name != "direction"}

    assert "direction" in decide_contact({"kind": "direct_message", **facts, "about": "a pupil"}, policies).missing


@pytest.mark.clause("vision:8c", "kevi:5.1g")
def test_the_words_on_offer_are_those_of_the_strictest_policy_in_any_order(policies: tuple[Policy, ...]) -> None:
    """`kevi` would gladly help over any channel; where `vision` forbids the contact its own words are due."""
    asked = {"kind": "friend_request", "direction": "incoming", "person": "parent", "time": "evening"}
    pair = [policy for policy in policies if policy.id in ("kevi", "vision")]
    said = {decide_contact(asked, order).say for order in (pair, pair[::-1])}

    assert len(said) == 1
    assert "not able to connect" in str(said.pop())
