"""The rules of the engine, each on the smallest policy that shows it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any, Final

import pytest

from safeconduct.activity import Outcome, Told, Topic, read_facts, strictest
from safeconduct.decision import Decision, Guidance, Match, PolicyAnswer, decide, matches, outcomes
from safeconduct.policy import Policy, load
from safeconduct.screening import Finding

HEAD: Final = """
id = "{id}"
title = "A policy"
organisation = "A school"
kind = "school"
version = "{version}"
source = "A document"
binds = ["teacher"]
binds_text = "Everybody."
"""
CLAUSE: Final = """
[[clause]]
id = "{id}"
source = "page 1"
force = "must-not"
about = "connect"
says = "The words of clause {id}."
{body}
[[case]]
clause = ["{id}"]
situation = "Clause {id} stands."
duty = "decide"
"""
YOUNG: Final = 'age_group = "under_18"'
HOLIDAY: Final = 'time = "holiday"'
REQUEST: Final = {"kind": "friend_request", "direction": "incoming", "person": "former_pupil"}
MILD_TO_STRICT: Final = ("allow", "caution", "ask", "stop")


def clause(name: str, *rules: str) -> str:
    return CLAUSE.format(id=name, body="\n".join(rules))


def rule(outcome: str, when: str = "", more: str = "") -> str:
    """One rule of ``decide`` about friend requests."""
    condition = 'kind = "friend_request"' + (f", {when}" if when else "")
    said = f'outcome = "{outcome}", ' if outcome else ""
    return f"{{ {said}when = {{ {condition} }}{', ' + more if more else ''} }}"


def decides(name: str, *rules: str) -> str:
    return clause(name, f"decide = [{', '.join(rules)}]")


def screens(name: str, outcome: str, topic: str = "profanity", when: str = "") -> str:
    condition = f", when = {{ {when} }}" if when else ""
    return clause(name, f'screen = [{{ topics = ["{topic}"], outcome = "{outcome}"{condition} }}]')


def policy(*clauses: str, name: str = "one", version: str = "1") -> Policy:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.toml"
        file.write_text(HEAD.format(id=name, version=version) + "".join(clauses), "utf-8")
        return load(file)


def answer(*clauses: str, **facts: Any) -> PolicyAnswer:
    """What a policy of these clauses answers to a friend request."""
    return decide(read_facts({**REQUEST, **facts}), [policy(*clauses)]).answers[0]


def found(topic: Topic = Topic.PROFANITY, *, certain: bool = True, vetoed: str = "") -> Finding:
    return Finding(topic, 0, 1, "why", "test", certain=certain, vetoed=vetoed)


def judged(policies: Sequence[Policy], findings: Iterable[Finding], *, protected: bool = False, **facts: Any) -> Decision:
    return decide(read_facts({"kind": "draft", **facts}), policies, findings, protected=protected)


def cited(of: PolicyAnswer | Decision) -> list[str]:
    return [reason.clause for reason in of.reasons]


# --- the strictest wins --------------------------------------------------------------------------------------


@pytest.mark.parametrize("mild", MILD_TO_STRICT)
@pytest.mark.parametrize("strict", MILD_TO_STRICT)
def test_the_strictest_clause_wins(mild: str, strict: str) -> None:
    wanted = max(mild, strict, key=MILD_TO_STRICT.index)
    assert answer(decides("a", rule(mild)), decides("b", rule(strict))).outcome == wanted


@pytest.mark.parametrize("mild", MILD_TO_STRICT)
@pytest.mark.parametrize("strict", MILD_TO_STRICT)
def test_the_strictest_policy_wins_and_each_keeps_its_own_answer(mild: str, strict: str) -> None:
    policies = [policy(decides("a", rule(mild)), name="one"), policy(decides("a", rule(strict)), name="two")]
    decision = decide(read_facts(REQUEST), policies)
    assert decision.outcome == max(mild, strict, key=MILD_TO_STRICT.index)
    assert outcomes(decision) == {"one": mild, "two": strict}


def test_a_policy_that_is_silent_does_not_soften_one_that_speaks() -> None:
    silent = policy(decides("a", rule("allow", 'person = "parent"')), name="silent")
    speaks = policy(decides("a", rule("caution")), name="speaks")
    assert outcomes(decide(read_facts(REQUEST), [silent, speaks])) == {"silent": "not-covered", "speaks": "caution"}
    assert decide(read_facts(REQUEST), [silent, speaks]).outcome is Outcome.CAUTION


def test_outcomes_rank_from_not_covered_to_stop() -> None:
    assert [outcome.value for outcome in sorted(Outcome, key=lambda o: o.rank)] == ["not-covered", *MILD_TO_STRICT]


def test_the_strictest_of_nothing_is_not_covered() -> None:
    assert strictest(()) is Outcome.NOT_COVERED
    assert decide(read_facts(REQUEST), []).outcome is Outcome.NOT_COVERED


# --- order never matters -------------------------------------------------------------------------------------

MIXED: Final = (
    decides("a", rule("allow")),
    decides("b", rule("stop", YOUNG)),
    decides("c", rule("caution", more='report_to = ["line_manager"]')),
    decides("d", rule("ask", HOLIDAY, 'report_to = ["headteacher"]')),
)


def _essence(of: PolicyAnswer) -> tuple[object, ...]:
    return of.outcome, set(of.reasons), set(of.missing), set(of.report_to), set(of.guidance), set(of.say)


@pytest.mark.parametrize("facts", [{}, {"person_age": 16}, {"person_age": 30, "time": "holiday"}], ids=str)
def test_the_order_of_clauses_does_not_matter(facts: dict[str, Any]) -> None:
    answers = [_essence(answer(*order, **facts)) for order in permutations(MIXED)]
    assert all(each == answers[0] for each in answers)


def test_the_order_of_policies_does_not_matter() -> None:
    policies = [policy(each, name=name) for each, name in zip(MIXED, "pqrs", strict=True)]
    decisions = [decide(read_facts(REQUEST), order) for order in permutations(policies)]
    assert {decision.outcome for decision in decisions} == {Outcome.ASK}
    assert all(outcomes(decision) == outcomes(decisions[0]) for decision in decisions)
    assert len({frozenset(decision.missing) for decision in decisions}) == 1


def test_the_order_of_findings_does_not_matter() -> None:
    both = policy(screens("a", "stop", "hate"), screens("b", "caution"))
    findings = [found(Topic.HATE), found()]
    assert set(judged([both], findings).reasons) == set(judged([both], findings[::-1]).reasons)


# --- a fact that is not known --------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", MILD_TO_STRICT)
def test_a_missing_deciding_fact_is_named_and_never_milder_than_ask(outcome: str) -> None:
    given = answer(decides("a", rule(outcome, YOUNG)))
    assert (given.outcome, given.missing) == (Outcome.ASK, ("person_age",))


def test_a_missing_fact_does_not_soften_what_is_known() -> None:
    given = answer(decides("a", rule("ask")), decides("b", rule("stop", YOUNG)))
    assert (given.outcome, given.missing) == (Outcome.ASK, ("person_age",))


def test_a_missing_fact_makes_the_known_answer_stricter() -> None:
    given = answer(decides("a", rule("allow")), decides("b", rule("stop", YOUNG)))
    assert (given.outcome, given.missing) == (Outcome.ASK, ("person_age",))


def test_a_missing_fact_of_an_exemption_is_named() -> None:
    given = answer(decides("a", rule("stop", more=f"unless = {{ {HOLIDAY} }}")))
    assert (given.outcome, given.missing) == (Outcome.ASK, ("time",))


def test_the_missing_fact_decides_once_it_is_known() -> None:
    young = decides("a", rule("stop", YOUNG))
    assert answer(young, person_age=17).outcome is Outcome.STOP
    assert answer(young, person_age=18).outcome is Outcome.NOT_COVERED


def test_the_clause_that_waits_for_a_fact_is_cited_as_ask() -> None:
    given = answer(decides("a", rule("stop", YOUNG)))
    assert [(reason.clause, reason.outcome) for reason in given.reasons] == [("a", Outcome.ASK)]


def test_a_mere_possibility_is_reported_to_nobody() -> None:
    told = 'report_to = ["designated_safeguarding_lead"]'
    assert answer(decides("a", rule("stop", YOUNG, told))).report_to == ()
    assert answer(decides("a", rule("stop", YOUNG, told)), person_age=12).report_to == (Told.DESIGNATED_SAFEGUARDING_LEAD,)


def test_whom_to_ask_is_told_while_a_fact_is_missing() -> None:
    given = answer(decides("a", rule("ask", HOLIDAY, 'report_to = ["headteacher"]')))
    assert given.report_to == (Told.HEADTEACHER,)


def test_a_flag_that_nobody_raised_is_false_and_never_missing() -> None:
    given = answer(decides("a", rule("stop", "concerning = true")))
    assert (given.outcome, given.missing) == (Outcome.NOT_COVERED, ())


def test_the_whole_decision_names_what_any_policy_misses() -> None:
    policies = [policy(decides("a", rule("stop", when)), name=name) for when, name in ((YOUNG, "one"), (HOLIDAY, "two"))]
    assert decide(read_facts(REQUEST), policies).missing == ("person_age", "time")


def test_a_text_clause_that_waits_for_a_fact_names_it_and_is_never_milder_than_ask() -> None:
    given = judged([policy(screens("a", "caution", when='audience = "public"'))], [found()])
    assert given.missing == ("audience",)
    assert given.outcome is Outcome.ASK


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"person": "pupil"}, Match(holds=True)),
        ({"person": ["parent", "pupil"]}, Match(holds=True)),
        ({"person": "parent"}, Match(holds=False)),
        ({"time": "evening"}, Match(None, ("time",))),
        ({"time": "evening", "person": "parent"}, Match(holds=False)),
        ({"age_group": "adult", "school_channel": True}, Match(None, ("person_age", "channel"))),
        ({}, Match(holds=True)),
    ],
)
def test_a_condition_holds_fails_or_waits(condition: dict[str, Any], expected: Match) -> None:
    assert matches(condition, {"person": "pupil"}) == expected


# --- no idle questions ---------------------------------------------------------------------------------------


def test_a_fact_is_not_asked_for_once_the_answer_is_stop() -> None:
    given = answer(decides("a", rule("stop")), decides("b", rule("stop", YOUNG)), decides("c", rule("ask", HOLIDAY)))
    assert (given.outcome, given.missing, cited(given)) == (Outcome.STOP, (), ["a"])


def test_a_fact_that_could_only_make_it_milder_is_not_asked_for() -> None:
    given = answer(decides("a", rule("caution")), decides("b", rule("allow", YOUNG)))
    assert (given.outcome, given.missing) == (Outcome.CAUTION, ())


def test_a_fact_is_not_asked_for_by_a_rule_about_somebody_else() -> None:
    given = answer(decides("a", rule("stop", f'person = "parent", {HOLIDAY}')))
    assert (given.outcome, given.missing) == (Outcome.NOT_COVERED, ())


def test_a_fact_is_not_asked_for_where_an_exemption_holds_already() -> None:
    given = answer(decides("a", rule("stop", YOUNG, 'unless = { direction = "incoming" }')))
    assert (given.outcome, given.missing) == (Outcome.NOT_COVERED, ())


def test_an_exemption_lifts_the_rule() -> None:
    lifted = decides("a", rule("stop", more="unless = { pre_existing = true }"))
    assert answer(lifted, pre_existing=True).outcome is Outcome.NOT_COVERED
    assert answer(lifted).outcome is Outcome.STOP


# --- silence -------------------------------------------------------------------------------------------------


def test_nothing_found_means_allow_for_a_text() -> None:
    given = judged([policy(screens("a", "stop"))], [])
    assert (given.outcome, given.reasons) == (Outcome.ALLOW, ())


def test_a_topic_of_which_no_clause_speaks_means_allow_for_a_text() -> None:
    assert judged([policy(screens("a", "stop", "hate"))], [found()]).outcome is Outcome.ALLOW


def test_nothing_said_means_not_covered_for_a_contact() -> None:
    given = answer(decides("a", rule("stop", 'person = "pupil"')))
    assert (given.outcome, given.reasons, given.missing) == (Outcome.NOT_COVERED, (), ())


def test_a_general_rule_speaks_in_silence() -> None:
    given = answer(decides("a", rule("stop", 'person = "pupil"')), decides("g", rule("caution", more="otherwise = true")))
    assert (given.outcome, cited(given)) == (Outcome.CAUTION, ["g"])


def test_a_general_rule_keeps_silent_where_a_clause_speaks() -> None:
    given = answer(decides("a", rule("allow")), decides("g", rule("stop", more="otherwise = true")))
    assert (given.outcome, cited(given)) == (Outcome.ALLOW, ["a"])


def test_a_rule_that_only_says_whom_to_tell_does_not_break_the_silence() -> None:
    tell = decides("a", rule("", more='report_to = ["line_manager"]'))
    given = answer(tell, decides("g", rule("caution", more="otherwise = true")))
    assert (given.outcome, given.report_to) == (Outcome.CAUTION, (Told.LINE_MANAGER,))


def test_a_general_rule_is_not_cited_while_a_clause_speaks_and_another_waits() -> None:
    waiting = decides("b", rule("stop", YOUNG))
    given = answer(decides("a", rule("allow")), waiting, decides("g", rule("stop", HOLIDAY, "otherwise = true")))
    assert given.missing == ("person_age",)
    assert cited(given) == ["a", "b"]


def test_a_rule_that_only_says_whom_to_tell_has_no_outcome_of_its_own() -> None:
    given = answer(decides("a", rule("", more='report_to = ["line_manager"]')))
    assert (given.outcome, given.reasons[0].outcome) == (Outcome.NOT_COVERED, None)


# --- findings ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "expected"), [("allow", "allow"), ("caution", "caution"), ("ask", "caution"), ("stop", "caution")]
)
def test_an_uncertain_finding_is_never_more_than_a_caution(outcome: str, expected: str) -> None:
    assert judged([policy(screens("a", outcome))], [found(certain=False)]).outcome == expected


def test_an_uncertain_finding_does_not_soften_a_certain_one() -> None:
    given = judged([policy(screens("a", "stop"))], [found(certain=False), found()])
    assert (given.outcome, [reason.outcome for reason in given.reasons]) == (Outcome.STOP, [Outcome.STOP])


def test_a_vetoed_finding_does_not_count() -> None:
    assert judged([policy(screens("a", "stop"))], [found(vetoed="politics")]).outcome is Outcome.ALLOW


def test_a_text_clause_keeps_to_its_condition() -> None:
    official = policy(screens("a", "stop", when='account = "official"'))
    assert judged([official], [found()], account="personal").outcome is Outcome.ALLOW
    assert judged([official], [found()], account="official").outcome is Outcome.STOP


# --- protected speech ----------------------------------------------------------------------------------------


def test_protected_speech_is_not_covered() -> None:
    assert judged([policy(screens("a", "stop"))], [], protected=True).outcome is Outcome.NOT_COVERED


def test_protected_speech_is_not_covered_where_all_that_was_found_is_vetoed() -> None:
    assert judged([policy(screens("a", "stop"))], [found(vetoed="politics")], protected=True).outcome is Outcome.NOT_COVERED


def test_what_else_is_found_in_protected_speech_is_judged() -> None:
    both = policy(screens("a", "stop", "work-talk"), screens("b", "caution"))
    given = judged([both], [found(Topic.WORK_TALK, vetoed="a union matter"), found()], protected=True)
    assert (given.outcome, cited(given)) == (Outcome.CAUTION, ["b"])


# --- what to say ---------------------------------------------------------------------------------------------

SAY: Final = decides("a", rule("caution", more='say = "Thank you, no."'))


def test_wording_to_use_is_offered() -> None:
    assert decide(read_facts(REQUEST), [policy(SAY)]).say == "Thank you, no."


def test_no_wording_is_offered_where_a_clause_bars_a_reply() -> None:
    barred = policy(SAY, decides("b", rule("stop", more="no_reply = true")))
    assert decide(read_facts(REQUEST), [barred]).say is None


def test_one_policy_bars_the_wording_of_another() -> None:
    policies = [policy(SAY, name="says"), policy(decides("b", rule("stop", more="no_reply = true")), name="bars")]
    assert [decide(read_facts(REQUEST), order).say for order in permutations(policies)] == [None, None]


def test_a_bar_on_replies_holds_only_where_its_rule_does() -> None:
    barred = policy(SAY, decides("b", rule("stop", 'person = "pupil"', "no_reply = true")))
    assert decide(read_facts(REQUEST), [barred]).say == "Thank you, no."


# --- reasons -------------------------------------------------------------------------------------------------


def test_a_reason_carries_policy_version_clause_and_wording() -> None:
    one = policy(decides("3b", rule("stop")), name="host", version="2026-09")
    reason = decide(read_facts(REQUEST), [one]).reasons[0]
    assert (reason.policy, reason.version, reason.clause, reason.force) == ("host", "2026-09", "3b", "must-not")
    assert (reason.outcome, reason.topic, reason.says) == (Outcome.STOP, None, "The words of clause 3b.")


def test_a_reason_for_a_text_carries_the_topic() -> None:
    reason = judged([policy(screens("4", "stop"))], [found()]).reasons[0]
    assert (reason.clause, reason.topic, reason.says) == ("4", Topic.PROFANITY, "The words of clause 4.")


def test_an_answer_carries_the_digest_of_the_policy_that_gave_it() -> None:
    one = policy(decides("a", rule("stop")))
    assert decide(read_facts(REQUEST), [one]).answers[0].digest == one.digest


def test_every_clause_that_spoke_is_cited_once() -> None:
    given = judged([policy(screens("a", "stop"), screens("b", "stop"))], [found(), found()])
    assert cited(given) == ["a", "b"]


def test_those_to_tell_come_once_from_all_policies() -> None:
    told = rule("stop", more='report_to = ["line_manager", "headteacher"]')
    policies = [policy(decides("a", told), name=name) for name in ("one", "two")]
    assert decide(read_facts(REQUEST), policies).report_to == (Told.LINE_MANAGER, Told.HEADTEACHER)


def test_guidance_names_its_clause_and_the_products_own_does_not() -> None:
    one = policy(
        clause("a", f"decide = [{rule('allow')}]", 'guide = [{ text = "Mind your settings.", kinds = ["friend_request"] }]')
    )
    given = decide(read_facts(REQUEST), [one], guidance=[Guidance("Sleep on it.")])
    assert [str(piece) for piece in given.guidance] == ["Mind your settings. (one a)", "Sleep on it."]
