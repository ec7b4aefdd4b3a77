"""The conversation asks only what can still change an answer, and ends where all facts at once would end."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from safeconduct.activity import Kind, Outcome, Role
from safeconduct.errors import InputError
from safeconduct.policy import Library, Policy
from safeconduct.walks import decide_contact
from safeconduct.web.contacts.bearing import verdict
from safeconduct.web.contacts.conversation import Conversation, read
from safeconduct.web.contacts.questions import SITUATIONS, WHO, Option, Question, questions_for
from tests_support import TODAY

ALL = Library.shipped().select((), TODAY)
BY_ID = {policy.id: policy for policy in ALL}
BOUND = {
    "all five": ALL,
    "a teacher at Elm Park": (BY_ID["kevi"], BY_ID["safe-use"]),
    "supply at Elm Park": (BY_ID["key"], BY_ID["vision"], BY_ID["kevi"], BY_ID["safe-use"]),
    "supply at Harbour High": (BY_ID["key"], BY_ID["vision"], BY_ID["tapton"]),
    **{policy.id: (policy,) for policy in ALL},
}
MOST = 7

sets = st.sampled_from(sorted(BOUND)).map(BOUND.__getitem__)
codes = st.sampled_from(sorted(SITUATIONS))


def complete(draw: st.DrawFn, code: str) -> dict[str, str]:
    """Everything that could be asked in a situation, answered, with nothing left unknown."""
    situation = SITUATIONS[code]
    given = {"what": code}
    if situation.asks_who:
        given["who"] = draw(st.sampled_from([option.code for option in WHO.options]))
    for question, options in questions_for(situation.kind):
        given[question.name] = draw(st.sampled_from([option.code for option in options if option.facts]))
    return given


@st.composite
def situations(draw: st.DrawFn) -> dict[str, str]:
    return complete(draw, draw(codes))


def walk(known: Mapping[str, str], policies: Sequence[Policy]) -> Conversation:
    """Answer what is asked, and only that, from what is known."""
    given = {"what": known["what"]}
    while (step := Conversation(given, (), Role.TEACHER).step(policies)) is not None:
        given[step.name] = known[step.name]
    return Conversation(given, (), Role.TEACHER)


@settings(max_examples=300, deadline=None)
@given(known=situations(), policies=sets)
def test_it_ends_with_the_decision_that_all_facts_at_once_would_have_had(
    known: dict[str, str], policies: Sequence[Policy]
) -> None:
    ended = walk(known, policies)
    everything = Conversation(known, (), Role.TEACHER)

    assert [verdict(policy, ended.facts) for policy in policies] == [verdict(policy, everything.facts) for policy in policies]
    assert decide_contact(ended.facts, policies).missing == ()


@settings(max_examples=60, deadline=None)
@given(known=situations(), policies=sets, stop_at=st.integers(0, MOST))
def test_it_never_asks_what_could_not_change_the_answer_of_any_policy(
    known: dict[str, str], policies: Sequence[Policy], stop_at: int
) -> None:
    given = {"what": known["what"]}
    for _ in range(stop_at):
        step = Conversation(given, (), Role.TEACHER).step(policies)
        if step is None:
            break
        given[step.name] = known[step.name]
    step = Conversation(given, (), Role.TEACHER).step(policies)
    if step is None or step.name == WHO.name:
        return

    assert any(differs(policies, given, step.name, rest) for rest in other_answers(given, step.name)), (given, step.ask)


def other_answers(given: Mapping[str, str], asked: str) -> Iterator[dict[str, str]]:
    """Every way to answer all the other questions, worked out without the code under test; in no order."""
    situation = SITUATIONS[given["what"]]
    open_ = [
        (question.name, [option.code for option in options if option.facts])
        for question, options in questions_for(situation.kind)
        if question.name not in given and question.name != asked
    ]
    names = [name for name, _ in open_]
    ways = list(itertools.product(*(possible for _, possible in open_)))
    random.Random(7).shuffle(ways)
    return (dict(zip(names, way, strict=True)) for way in ways)


def differs(policies: Sequence[Policy], given: Mapping[str, str], asked: str, rest: Mapping[str, str]) -> bool:
    kind = SITUATIONS[given["what"]].kind
    (options,) = [options for question, options in questions_for(kind) if question.name == asked]
    facts = [Conversation({**given, **rest, asked: option.code}, (), Role.TEACHER).facts for option in options if option.facts]
    return any(len({verdict(policy, each) for each in facts}) > 1 for policy in policies)


def ends(given: dict[str, str], policies: Sequence[Policy]) -> Iterator[dict[str, str]]:
    """Every way through the conversation from here."""
    step = Conversation(given, (), Role.TEACHER).step(policies)
    if step is None:
        yield given
        return
    for option, _ in step.options:
        yield from ends({**given, step.name: option.code}, policies)


@pytest.mark.parametrize("code", sorted(SITUATIONS))
def test_no_way_through_takes_more_than_seven_questions_even_under_all_policies(code: str) -> None:
    found = list(ends({"what": code}, ALL))

    assert found
    assert max(map(len, found)) <= MOST


@settings(max_examples=200, deadline=None)
@given(known=situations(), policies=sets)
def test_no_way_through_takes_more_than_seven_questions_under_some_policies(
    known: dict[str, str], policies: Sequence[Policy]
) -> None:
    assert len(walk(known, policies).answers) < MOST


def test_a_pupils_friend_request_takes_three_taps_at_elm_park() -> None:
    first = Conversation({"what": "friend_request"}).step(BOUND["a teacher at Elm Park"])
    second = Conversation({"what": "friend_request", "who": "pupil"}).step(BOUND["a teacher at Elm Park"])
    end = Conversation({"what": "friend_request", "who": "pupil", "where": "own_social"}).step(BOUND["a teacher at Elm Park"])

    assert first is not None
    assert first.name == "who"
    assert second is not None
    assert second.name == "where"
    assert end is None


def test_the_age_is_asked_of_a_former_pupil_and_of_nobody_else() -> None:
    asked = {}
    for who in (option.code for option in WHO.options):
        given = {"what": "follow", "who": who, "where": "own_social"}
        names = {name for end in ends(given, BOUND["a teacher at Elm Park"]) for name in end}
        asked[who] = "age" in names

    assert [who for who, was in asked.items() if was] == ["former_pupil"]


def test_not_to_know_the_age_is_named_and_never_milder_than_ask() -> None:
    given = {"what": "follow", "who": "former_pupil", "where": "own_social", "age": "unknown"}
    conversation = Conversation(given)
    decision = decide_contact(conversation.facts, BOUND["a teacher at Elm Park"])

    assert conversation.step(BOUND["a teacher at Elm Park"]) is None
    assert decision.missing == ("person_age",)
    assert decision.outcome.rank >= Outcome.ASK.rank


def test_a_fact_that_only_an_exception_names_is_asked_for() -> None:
    """A school may change its policy: this one has a single rule left, and a single exception to it."""
    clause = BY_ID["kevi"].clauses["4"]
    rule = next(rule for rule in clause.decide if rule.unless)
    policy = replace(BY_ID["kevi"], clause=(replace(clause, decide=(rule,)),))
    given = {"what": "browse", "site": "social_media", "machine": "school", "when": "school_day"}

    step = Conversation(given).step([policy])

    assert step is not None
    assert step.name == "approved"


def test_where_nothing_binds_only_what_happened_and_who_is_asked() -> None:
    assert Conversation({"what": "friend_request", "who": "pupil"}).step(()) is None
    assert Conversation({"what": "phone-use"}).step(()) is None


def test_every_kind_of_activity_but_a_draft_can_be_asked_about() -> None:
    assert {situation.kind for situation in SITUATIONS.values()} == set(Kind) - {Kind.DRAFT}


@pytest.mark.parametrize("code", sorted(SITUATIONS))
def test_every_answer_is_understood_by_the_engine(code: str) -> None:
    situation = SITUATIONS[code]
    asked: list[tuple[Question, tuple[Option, ...]]] = list(questions_for(situation.kind))
    start = {"what": code} | ({"who": "pupil"} if situation.asks_who else {})
    for question, options in asked:
        for option in options:
            facts = Conversation({**start, question.name: option.code}).facts
            assert not any("Not understood" in str(each) for each in decide_contact(facts, ALL).guidance)


def test_said_lists_each_answer_with_the_way_back_to_its_question() -> None:
    said = Conversation({"what": "follow", "who": "pupil", "where": "own_social"}).said()

    assert [(each.short, each.back) for each in said] == [
        ("What", ""),
        ("Who", "what=follow"),
        ("Where", "what=follow&who=pupil"),
    ]


@pytest.mark.parametrize(
    ("policy", "query", "ask"),
    [
        ("key", "what=tag&who=colleague&where=own_social", "Do you agree to being tagged?"),
        ("tapton", "what=my-tag&who=colleague&where=own_social", "Has the person whom you tag agreed to it?"),
        ("tapton", "what=practice", "Have you talked it over with your line manager?"),
        ("kevi", "what=text&who=pupil&where=school_phone&when=evening&feel=no", "Did it happen by mistake?"),
        ("kevi", "what=my-text&who=pupil&where=school_phone&when=evening&feel=no", "Has it gone out already, by mistake?"),
        ("vision", "what=follow&who=colleague&where=own_social&work=no", "When would you deal with it?"),
        ("vision", "what=my-follow&who=colleague&where=own_social&work=no", "When would you do it?"),
    ],
)
def test_a_question_is_put_in_the_words_of_what_happened(policy: str, query: str, ask: str) -> None:
    step = Conversation(read(QueryDict(query))).step([BY_ID[policy]])

    assert step is not None
    assert step.ask == ask


HOSTILE = [
    "what=",
    "what=nothing",
    "who=pupil",
    "what=friend_request&where=own_social",
    "what=friend_request&who=pupil&who=parent",
    "what=friend_request&who=nobody",
    "what=friend_request&who=declared-1",
    "what=friend_request&who=pupil&where=school_phone",
    "what=friend_request&who=pupil&site=work",
    "what=friend_request&who=pupil&__class__=x",
    "what=phone-use&who=pupil",
    f"what={'x' * 5000}",
    "what=friend_request%00",
    "what=friend_request&who=%F0%9F%92%A9",
    "what=friend_request&who=<script>",
    "what[]=friend_request",
    "&".join(f"a{number}=1" for number in range(900)),
]


@pytest.mark.parametrize("query", HOSTILE)
def test_an_address_that_nobody_is_led_to_is_refused(query: str) -> None:
    with pytest.raises(InputError):
        Conversation(read(QueryDict(query)))


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(
        st.one_of(st.sampled_from(["what", "who", "where", "age", "feel"]), st.text(max_size=12)),
        st.one_of(st.sampled_from(["follow", "browse", "pupil", "own_social", "no"]), st.text(max_size=50)),
        max_size=6,
    )
)
def test_whatever_stands_in_the_address_is_understood_or_refused(given: dict[str, Any]) -> None:
    query = QueryDict(mutable=True)
    query.update(given)
    try:
        conversation = Conversation(read(query))
    except InputError:
        return
    conversation.step(ALL)
