"""Where a policy contradicts itself: each trouble has an example, and the engine itself says that it is one."""

from __future__ import annotations

from itertools import product
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.activity import About, Aspect, Force, Outcome, Topic, read_facts
from safeconduct.contradictions import Kinds, Trouble, contradictions
from safeconduct.decision import decide
from safeconduct.policy import Case, Clause, DecideRule, Library, Permit, Policy, ScreenRule
from safeconduct.screening import Finding

SHIPPED = [each for name in Library.shipped().ids for each in Library.shipped().versions(name)]
HOST = msgspec.structs.replace(SHIPPED[0], id="host")


def clause(name: str, *rules: DecideRule | ScreenRule, force: Force = Force.MUST, **more: Any) -> Clause:
    decides = tuple(rule for rule in rules if isinstance(rule, DecideRule))
    screens = tuple(rule for rule in rules if isinstance(rule, ScreenRule))
    return Clause(name, "page 1", force, About.CONNECT, f"Clause {name}.", screen=screens, decide=decides, **more)


def rule(outcome: Outcome, unless: Any = None, *, otherwise: bool = False, guide: str = "", **when: Any) -> DecideRule:
    return DecideRule(when, outcome, unless or {}, otherwise, guide=guide)


def found(*clauses: Clause) -> list[Trouble]:
    return contradictions(msgspec.structs.replace(HOST, clause=clauses, case=()))


ALLOW, CAUTION, ASK, STOP = Outcome.ALLOW, Outcome.CAUTION, Outcome.ASK, Outcome.STOP
YES = clause("1", rule(ALLOW, kind=["friend_request", "follow"], person="pupil"))


def test_two_clauses_that_answer_differently_are_a_clash_with_an_example() -> None:
    (trouble,) = (each for each in found(YES, clause("2", rule(STOP, connecting=True))) if each.kind is Kinds.CLASH)

    assert (trouble.clause, trouble.others, trouble.answers) == ("1", ("2",), (ALLOW, STOP))
    assert trouble.facts["kind"] in {"friend_request", "follow"}
    assert trouble.facts["person"] == "pupil"


@pytest.mark.parametrize(
    "other",
    [
        clause("2", rule(STOP, kind="email", person="pupil")),
        clause("2", rule(STOP, connecting=True, person="parent")),
        clause("2", rule(STOP, messaging=True, person="pupil")),  # no friend request is a message
        clause("2", rule(STOP, {"person": ["pupil", "parent"]}, connecting=True)),
        clause("2", rule(CAUTION, connecting=True, person="pupil")),
        clause("2", rule(STOP, connecting=True, otherwise=True)),  # it gives way
        clause("2", rule(STOP, connecting=True), force=Force.SHOULD_NOT),  # the weaker word
    ],
    ids=["kind", "person", "group", "exemption", "milder", "general", "force"],
)
def test_what_can_stand_side_by_side_is_none(other: Clause) -> None:
    assert [each for each in found(YES, other) if each.kind is Kinds.CLASH] == []


def test_a_permission_against_a_ban_is_a_clash_whatever_its_word() -> None:
    free = msgspec.structs.replace(YES, force=Force.MAY)

    assert Kinds.CLASH in {each.kind for each in found(free, clause("2", rule(STOP, connecting=True)))}


def test_where_not_all_can_be_gone_through_somebody_should_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeconduct.contradictions.MOST", 0)
    (trouble,) = found(YES, clause("2", rule(STOP, connecting=True)))

    assert (trouble.kind, trouble.clause, trouble.others, trouble.facts) == (Kinds.UNSURE, "1", ("2",), {})
    assert found(YES, clause("2", rule(STOP, kind="email", person="pupil"))) == []


def test_texts_clash_by_topic_and_aspect() -> None:
    free = clause("1", ScreenRule((Topic.WORK_TALK,), ALLOW))
    complaint = clause("2", ScreenRule((Topic.WORK_TALK,), STOP, (Aspect.COMPLAINT,)))
    barred = [complaint, clause("3", ScreenRule((Topic.HATE,), STOP))]
    clashes = [each for each in found(free, *barred) if each.kind is Kinds.CLASH]

    assert [(each.clause, each.others, each.facts["aspect"]) for each in clashes] == [("1", ("2",), "complaint")]


@pytest.mark.parametrize(
    "dead",
    [
        rule(STOP, kind="friend_request", messaging=True),
        rule(STOP, {"person": ["pupil", "parent"]}, kind="email", person="pupil"),
        rule(STOP, kind="email", channel=["school_phone"]),
        rule(STOP, kind="phone_use", moment="lesson", on_break=True),
        rule(STOP, contact=True, channel="school_email", school_channel=False),
    ],
    ids=["no such kind", "exempt itself", "e-mail over a telephone", "break in a lesson", "channel"],
)
def test_a_rule_that_no_situation_can_meet_is_dead(dead: DecideRule) -> None:
    assert [(each.kind, each.clause, each.key) for each in found(YES, clause("2", dead))] == [(Kinds.DEAD, "2", "decide[0]")]


def test_a_rule_that_a_stricter_one_always_covers_is_hidden() -> None:
    hidden = clause("1", rule(CAUTION, kind="friend_request", person="pupil"))

    (trouble,) = found(hidden, clause("2", rule(STOP, connecting=True)))

    assert (trouble.kind, trouble.clause, trouble.others, trouble.answers) == (Kinds.HIDDEN, "1", ("2",), (CAUTION, STOP))


def test_two_that_cover_it_together_hide_it_too() -> None:
    hidden = clause("1", rule(CAUTION, kind="friend_request"))
    over = clause("2", rule(STOP, kind="friend_request", direction="incoming"))
    other = clause("3", rule(STOP, kind="friend_request", direction="outgoing"))

    assert [each.kind for each in found(hidden, over)] == []
    assert [(each.kind, each.others) for each in found(hidden, over, other)] == [(Kinds.HIDDEN, ("2", "3"))]


def test_a_general_rule_is_hidden_where_a_particular_one_always_speaks() -> None:
    general = clause("1", rule(STOP, kind="email", otherwise=True))

    assert [(each.kind, each.others) for each in found(general, clause("2", rule(ALLOW, contact=True)))] == [
        (Kinds.HIDDEN, ("2",))
    ]
    assert found(general, clause("2", rule(ALLOW, contact=True, person="parent"))) == []


@pytest.mark.parametrize(
    "kept",
    [
        clause("1", rule(CAUTION, kind="friend_request", guide="Think of your settings.")),
        clause("1", rule(CAUTION, kind="friend_request"), permit=Permit("The friendship", "the head teacher")),
    ],
    ids=["guidance", "permission"],
)
def test_a_rule_that_does_more_than_answer_is_not_hidden(kept: Clause) -> None:
    assert found(kept, clause("2", rule(STOP, connecting=True))) == []


def test_the_shipped_policies_are_told_what_is_so() -> None:
    """The policies themselves contradict each other nowhere more than this; each was looked up in its source."""
    clashes = {
        (policy.id, each.clause, *each.others)
        for policy in SHIPPED
        for each in contradictions(policy)
        if each.kind is Kinds.CLASH
    }

    assert clashes == {
        ("kevi", "5.2d", "5.2f"), ("kevi", "5.2h", "5.1e"), ("key", "1a", "4b"), ("key", "2a", "4b"), ("key", "8a", "13a"),
        ("tapton", "P4", "N2"), ("tapton", "P16", "N5a"), ("tapton", "D5a", "N4"),
    }  # fmt: skip


@pytest.mark.parametrize("policy", SHIPPED, ids=lambda policy: policy.id)
def test_the_engine_agrees_with_every_example(policy: Policy) -> None:
    for trouble in contradictions(policy):
        assert set(trouble.others) <= speaking(policy, trouble.facts)
        if trouble.kind is Kinds.CLASH:
            assert trouble.clause in speaking(policy, trouble.facts)


def speaking(policy: Policy, facts: dict[str, Any]) -> set[str]:
    """The clauses that the engine hears in a situation."""
    topics = [Finding(Topic(facts["topic"]), 0, 1, "", "test", facts["aspect"] or None)] if "topic" in facts else []
    given = {name: value for name, value in facts.items() if name not in {"topic", "aspect"}}
    (answer,) = decide(read_facts(given), [policy], topics).answers
    return {reason.clause for reason in answer.reasons}


# --- against every situation, one by one ------------------------------------------------------------------------

WORLD = {
    "kind": ("friend_request", "email", "browse"),
    "person": ("pupil", "parent", "colleague"),  # the last, whom no rule names, stands for everybody else
    "direction": ("incoming", "outgoing"),
    "unsure": (True, False),
}
conditions = st.fixed_dictionaries(
    {"kind": st.lists(st.sampled_from(WORLD["kind"]), min_size=1, unique=True)},
    optional={name: st.sampled_from(values[:2]) for name, values in WORLD.items() if name != "kind"},
)
rules = st.builds(
    DecideRule,
    when=conditions,
    outcome=st.sampled_from([ALLOW, CAUTION, STOP]),
    unless=st.one_of(st.just({}), st.fixed_dictionaries({"person": st.sampled_from(WORLD["person"][:2])})),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(rules, min_size=2, max_size=4))
def test_what_is_found_is_what_going_through_every_situation_finds(given_rules: list[DecideRule]) -> None:
    policy = msgspec.structs.replace(
        HOST, clause=tuple(clause(str(number), each) for number, each in enumerate(given_rules)), case=()
    )
    worlds = [dict(zip(WORLD, values, strict=True)) for values in product(*WORLD.values())]
    heard = [{(reason.clause, reason.outcome) for reason in _answer(policy, each)} for each in worlds]

    clashes = {
        frozenset((one, other))
        for spoke in heard
        for one, free in spoke
        for other, barred in spoke
        if (free, barred) == (ALLOW, STOP)
    }
    silent = {each.id for each in policy.clause} - {name for spoke in heard for name, _ in spoke}
    hidden = {each.id for each in policy.clause if each.id not in silent and not any(_counts(each, spoke) for spoke in heard)}
    troubles = contradictions(policy)

    assert {frozenset((each.clause, *each.others)) for each in troubles if each.kind is Kinds.CLASH} == clashes
    assert {each.clause for each in troubles if each.kind is Kinds.DEAD} == silent
    told = {each.clause for each in troubles if each.kind is Kinds.HIDDEN}
    assert told <= hidden
    assert hidden - told <= {name for pair in clashes for name in pair}  # of these it is said already that they clash


def _answer(policy: Policy, facts: dict[str, Any]) -> Any:
    return decide(read_facts(facts), [policy]).answers[0].reasons


def _counts(one: Clause, spoke: set[tuple[str, Any]]) -> bool:
    """Whether a clause speaks and nobody answers more strictly."""
    outcome = one.decide[0].outcome
    assert outcome is not None
    return (one.id, outcome) in spoke and all(other.rank <= outcome.rank for _, other in spoke)


def test_a_case_is_no_rule() -> None:
    case = Case(("1",), "A pupil asks.", facts={"kind": "friend_request", "person": "pupil"}, outcome=ALLOW)

    assert contradictions(msgspec.structs.replace(HOST, clause=(YES,), case=(case,))) == []
