"""Facts as people give them: closed lists, plain names for the usual things, contradictions refused."""

from __future__ import annotations

from typing import Any

import pytest

from safeconduct.activity import ALIASES, FACTS, Kind, Outcome, Told, Topic, read_facts, strictest
from safeconduct.errors import FactError
from safeconduct.policy import Library
from safeconduct.walks import decide_contact
from tests_support import TODAY


@pytest.mark.parametrize(
    ("fact", "said", "meant"),
    [("site", "Facebook", "social_media"), ("site", "www.instagram.com", "social_media"), ("device", "own_phone", "own")],
)
def test_everyday_names_are_understood(fact: str, said: str, meant: str) -> None:
    assert read_facts({"kind": "browse", fact: said}).facts[fact] == meant


@pytest.mark.parametrize("channel", ["school_email", "school_phone", "personal_email", "personal_phone"])
@pytest.mark.parametrize("kind", ["friend_request", "follow", "game_invite"])
def test_news_of_a_request_by_mail_or_phone_makes_it_no_request_over_the_school_mailbox(kind: str, channel: str) -> None:
    assert read_facts({"kind": kind, "channel": channel}).facts["channel"] == "personal_social"


@pytest.mark.parametrize(
    ("person", "channel", "outcome", "told"),
    [
        ("pupil", "personal_social", Outcome.STOP, [Told.DESIGNATED_SAFEGUARDING_LEAD]),
        ("parent", "personal_social", Outcome.STOP, []),
        ("parent", "school_email", Outcome.CAUTION, []),
    ],
)
def test_a_request_to_take_something_down_is_a_message_too(
    person: str, channel: str, outcome: Outcome, told: list[Told]
) -> None:
    facts = {"kind": "removal_request", "direction": "incoming", "person": person, "channel": channel, "time": "evening"}
    answer = decide_contact(facts, Library.shipped().select((), TODAY))

    assert answer.outcome is outcome
    assert set(told) <= set(answer.report_to)


@pytest.mark.parametrize(("moment", "outcome"), [("outside_work", Outcome.NOT_COVERED), ("lesson", Outcome.ASK)])
def test_a_picture_of_the_sea_on_a_day_off_needs_nobodys_permission(moment: str, outcome: Outcome) -> None:
    """The rule on phone cameras is one about work (tapton N5c)."""
    facts = {"kind": "photograph", "of": "nobody", "purpose": "personal", "device": "own", "moment": moment}

    assert decide_contact(facts, Library.shipped().select(("tapton",), TODAY)).outcome is outcome


def test_every_alias_means_a_listed_value() -> None:
    for name, aliases in ALIASES.items():
        assert set(aliases.values()) <= set(FACTS[name].values)
        assert not set(aliases) & set(FACTS[name].values)


@pytest.mark.parametrize(
    ("facts", "complaint"),
    [
        ({}, "“kind” is missing"),
        ({"kind": "freind_request"}, "did you mean “friend_request”"),
        ({"kind": "email", "channel": "personal_phone"}, "contradict"),
        ({"kind": "text", "channel": "school_email"}, "contradict"),
        ({"kind": "friend_request", "person": "parent", "person_age": 7}, "contradict"),
        ({"kind": "friend_request", "person": "pupil", "person_age": -1}, "0 to 120"),
        ({"kind": "friend_request", "person": "pupil", "person_age": True}, "0 to 120"),
        ({"kind": "friend_request", "person": "pupil", "concerning": "yes"}, "true or false"),
        ({"kind": "phone_use", "moment": "lesson", "on_break": True}, "contradict"),
        ({"kind": "friend_request", "person": ["pupil"]}, "cannot be"),
    ],
)
def test_what_cannot_be_right_is_refused_in_plain_words(facts: dict[str, Any], complaint: str) -> None:
    with pytest.raises(FactError, match=complaint):
        read_facts(facts)


def test_a_key_that_no_rule_knows_is_named_and_kept_out() -> None:
    activity = read_facts({"kind": "follow", "person": "pupil", "persn_age": 12})

    assert activity.ignored == ("persn_age",)
    assert "persn_age" not in activity.facts


def test_a_fact_that_is_worked_out_cannot_be_typed_in() -> None:
    assert read_facts({"kind": "follow", "school_channel": True}).ignored == ("school_channel",)


def test_a_friend_request_comes_to_a_personal_profile_unless_said_otherwise() -> None:
    assert read_facts({"kind": "friend_request"}).facts["school_channel"] is False
    assert read_facts({"kind": "friend_request", "channel": "official_social"}).facts["school_channel"] is True
    assert "school_channel" not in read_facts({"kind": "direct_message"}).facts


@pytest.mark.parametrize(("age", "group"), [(17, "under_18"), (18, "adult"), (0, "under_18")])
def test_eighteen_is_the_border(age: int, group: str) -> None:
    assert read_facts({"kind": "follow", "person": "former_pupil", "person_age": age}).facts["age_group"] == group


def test_the_closed_lists_are_those_of_the_contract() -> None:
    assert [outcome.value for outcome in sorted(Outcome, key=lambda o: o.rank)] == [
        "not-covered",
        "allow",
        "caution",
        "ask",
        "stop",
    ]
    assert len(Topic) == 20
    assert len(Kind) == 19
    assert strictest([]) is Outcome.NOT_COVERED
