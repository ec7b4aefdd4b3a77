"""What holds of every answer, whatever the facts, the concern, the text."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise, product
from typing import Any, Final

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safeconduct.activity import (
    CONTACT_KINDS,
    FACTS,
    Account,
    Activity,
    ConcernKind,
    Outcome,
    Role,
    Told,
    read_facts,
    strictest,
)
from safeconduct.context import context_findings
from safeconduct.decision import decide, outcomes
from safeconduct.errors import FactError
from safeconduct.policy import Clause, Library, Policy, RouteRule
from safeconduct.routing import Concern, route
from safeconduct.screening import Context, Draft, Finding
from safeconduct.text import Text
from safeconduct.walks import check_draft, shipped_screen

POLICIES: Final = Library.shipped().select((), date(2026, 1, 1))
CONFIG: Final = settings(derandomize=True, max_examples=150, deadline=None)

# --- contacts and other questions of fact --------------------------------------------------------------------

GIVEN: Final = {name: fact for name, fact in FACTS.items() if fact.given and name != "kind"}
VALUES: Final = {name: st.booleans() if fact.is_flag else st.sampled_from(fact.values) for name, fact in GIVEN.items()}
OPEN_FACTS: Final = tuple(name for name, fact in GIVEN.items() if not fact.is_flag)
OTHER_KINDS: Final = frozenset(FACTS["kind"].values) - CONTACT_KINDS - {"draft"}


def facts_of(kinds: frozenset[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Facts over the whole vocabulary, any of them left out."""
    free = {"person_age": st.integers(0, 120), "about": st.sampled_from(["a pupil", "schoolwork", "the weather"])}
    return st.fixed_dictionaries({"kind": st.sampled_from(sorted(kinds)).map(str)}, optional={**VALUES, **free})


FACT_SETS: Final = st.one_of(facts_of(CONTACT_KINDS), facts_of(OTHER_KINDS))


def understood(facts: dict[str, Any]) -> Activity:
    """The activity; facts that contradict each other are no example."""
    try:
        return read_facts(facts)
    except FactError as error:
        assume("contradict" not in str(error))
        raise


@CONFIG
@given(FACT_SETS, st.permutations(POLICIES))
def test_the_order_of_policies_changes_nothing(facts: dict[str, Any], order: list[Policy]) -> None:
    activity = understood(facts)
    one, other = decide(activity, POLICIES), decide(activity, order)
    assert (one.outcome, outcomes(one), one.say is None) == (other.outcome, outcomes(other), other.say is None)
    assert (set(one.reasons), set(one.missing), set(one.report_to)) == (
        set(other.reasons),
        set(other.missing),
        set(other.report_to),
    )


@CONFIG
@given(FACT_SETS, st.lists(st.sampled_from(POLICIES), unique_by=lambda policy: policy.id), st.sampled_from(POLICIES))
def test_one_more_policy_never_makes_the_answer_milder(facts: dict[str, Any], some: list[Policy], more: Policy) -> None:
    activity = understood(facts)
    assert decide(activity, [*some, more]).outcome.rank >= decide(activity, some).outcome.rank


@CONFIG
@given(FACT_SETS)
def test_the_whole_is_the_strictest_of_its_policies(facts: dict[str, Any]) -> None:
    decision = decide(understood(facts), POLICIES)
    assert decision.outcome is strictest(answer.outcome for answer in decision.answers)


@CONFIG
@given(FACT_SETS)
def test_a_policy_answers_the_same_alone_and_in_company(facts: dict[str, Any]) -> None:
    activity = understood(facts)
    assert decide(activity, POLICIES).answers == tuple(decide(activity, [policy]).answers[0] for policy in POLICIES)


@CONFIG
@given(FACT_SETS)
def test_what_is_missing_is_a_question_that_can_be_answered_and_is_never_milder_than_ask(facts: dict[str, Any]) -> None:
    for answer in decide(understood(facts), POLICIES).answers:
        assert set(answer.missing) <= {"person_age", *OPEN_FACTS} - {name for name, value in facts.items() if value is not None}
        assert not answer.missing or answer.outcome.rank >= Outcome.ASK.rank


@CONFIG
@given(FACT_SETS)
def test_an_answer_other_than_silence_has_a_reason_in_its_own_policy(facts: dict[str, Any]) -> None:
    for policy, answer in zip(POLICIES, decide(understood(facts), POLICIES).answers, strict=True):
        spoken = [reason.outcome for reason in answer.reasons if reason.outcome]
        assert strictest(spoken) is answer.outcome
        assert all(policy.clauses[reason.clause].says == reason.says for reason in answer.reasons)


@CONFIG
@given(FACT_SETS, st.sampled_from(["person_age", *OPEN_FACTS]))
def test_leaving_a_fact_out_never_softens_ask_or_stop(facts: dict[str, Any], left_out: str) -> None:
    assume(facts.get(left_out) is not None)
    known = outcomes(decide(understood(facts), POLICIES))
    unknown = outcomes(decide(understood({name: value for name, value in facts.items() if name != left_out}), POLICIES))
    softened = {name for name, outcome in known.items() if outcome.rank >= Outcome.ASK.rank > unknown[name].rank}
    assert softened == set()


@CONFIG
@given(FACT_SETS)
def test_a_fact_given_as_null_is_a_fact_left_out(facts: dict[str, Any]) -> None:
    nothing = dict.fromkeys(GIVEN.keys() - facts.keys())
    assert decide(understood(facts), POLICIES) == decide(understood({**facts, **nothing}), POLICIES)


ANY_JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def _refusal(facts: dict[str, Any]) -> str:
    """Why facts are refused; empty if they are understood."""
    try:
        read_facts(facts)
    except FactError as error:
        return str(error)
    return ""


@CONFIG
@given(st.dictionaries(st.sampled_from(["person_age", "about", "id", *GIVEN]), ANY_JSON))
def test_facts_of_any_shape_are_understood_or_refused_by_name(facts: dict[str, Any]) -> None:
    refusal = _refusal({"kind": "follow", **facts})
    assert not refusal or "contradict" in refusal or any(f"“{name}”" in refusal for name in facts)


@CONFIG
@given(ANY_JSON)
def test_a_kind_of_any_shape_is_understood_or_refused_by_name(kind: Any) -> None:
    assert (kind in FACTS["kind"].values) or "“kind”" in _refusal({"kind": kind})


# --- concerns ------------------------------------------------------------------------------------------------

SUBJECTS: Final = (None, *dict.fromkeys((*(told.value for told in Told), *(role.value for role in Role))))


def _route(policy: Policy, kind: ConcernKind, subject: str | None, child_protection: bool) -> tuple[Told, ...]:
    return route(Concern(kind, child_protection, subject), [policy]).answers[0].route


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_the_person_complained_of_is_never_told(policy: Policy) -> None:
    for kind, subject, child_protection in product(ConcernKind, SUBJECTS, (True, False)):
        assert subject not in _route(policy, kind, subject, child_protection), (kind, subject, child_protection)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_leaving_out_the_person_complained_of_never_leaves_nobody(policy: Policy) -> None:
    for kind, subject, child_protection in product(ConcernKind, SUBJECTS, (True, False)):
        whole = _route(policy, kind, None, child_protection)
        assert bool(_route(policy, kind, subject, child_protection)) == bool(whole), (kind, subject, child_protection)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_nobody_is_told_twice(policy: Policy) -> None:
    for kind, subject, child_protection in product(ConcernKind, SUBJECTS, (True, False)):
        told = _route(policy, kind, subject, child_protection)
        assert len(told) == len(set(told)), (kind, subject, child_protection)


def test_the_route_of_a_policy_does_not_depend_on_the_company_it_is_in() -> None:
    for kind, subject, pair in product(ConcernKind, SUBJECTS, combinations(POLICIES, 2)):
        concern = Concern(kind, child_protection=True, subject=subject)
        assert route(concern, pair).answers == tuple(route(concern, [policy]).answers[0] for policy in pair)


PEOPLE: Final = st.lists(st.sampled_from(Told), max_size=4, unique=True).map(tuple)
ROUTE_RULES: Final = st.builds(
    RouteRule, kinds=st.just((ConcernKind.GRIEVANCE,)), to=PEOPLE, or_to=PEOPLE, step=st.integers(1, 3)
)


def _routing_policy(rules: list[RouteRule]) -> Policy:
    """A shipped policy with other clauses, one a rule."""
    model = POLICIES[0].clause[0]
    clauses: tuple[Clause, ...] = tuple(
        msgspec.structs.replace(model, id=str(number), route=(rule,)) for number, rule in enumerate(rules)
    )
    return msgspec.structs.replace(POLICIES[0], clause=clauses)


@CONFIG
@given(st.lists(ROUTE_RULES, max_size=4), st.sampled_from(Told))
def test_of_any_policy_the_person_complained_of_is_never_told_and_never_leaves_nobody(
    rules: list[RouteRule], subject: Told
) -> None:
    policy = _routing_policy(rules)
    told = _route(policy, ConcernKind.GRIEVANCE, subject.value, False)
    assert subject not in told
    assert bool(told) or not _route(policy, ConcernKind.GRIEVANCE, None, False)


# --- texts ---------------------------------------------------------------------------------------------------

PHRASES: Final = (
    "Jayden in my Year 9 set told me", "his mum lost her job.", "Ms O’Brien is off sick again", "@tapton_school",
    "#TaptonSchool", "my school password is Autumn2026!", "ring me on 07700 900123", "message me privately",
    "this is bullshit", "f u c k", "sh*t", "as a Christian", "on the picket line with the NEU", "ada@example.org",
    "I reported it to the LADO and nothing was done", "12 Acacia Avenue, S10 5GA", "born on 3/4/1987",
    "year 11 trip photos", "the head is a thief", "🏳️‍🌈🎉", "👩🏽‍🏫", "Ｊａｙｄｅｎ", "𝗱𝗲𝘁𝗲𝗻𝘁𝗶𝗼𝗻",
    "Jаydеn", "ﬁnally", "ßtraße", "İstanbul", "e\u0301cole", "\u202eneddyaJ\u202c", "\u200b", "\u00ad", "\x00",
    "\r\n", "\t", "“", "’", "…", "..", "*", "ﷺ", "https://example.org/a?b=c", "1234 5678 9012 3456", "QQ 12 34 56 C",
    "\ufeff", "مرحبا", "שלום", "日本語", "\U000e0041",
)  # fmt: skip
SURROGATES: Final = st.characters(categories=["Cs"])
ODD: Final = st.text(st.characters(codec="utf-8"), max_size=12)
PIECES: Final = st.one_of(st.sampled_from(PHRASES), st.sampled_from(PHRASES), ODD)
TEXTS: Final = st.builds(
    lambda glue, pieces: glue.join(pieces), st.sampled_from([" ", "", ". ", "\n", "\u200b"]), st.lists(PIECES, max_size=12)
)
HALVES: Final = st.lists(st.one_of(SURROGATES, st.sampled_from(PHRASES)), min_size=1, max_size=6).map(" ".join)
CONTEXTS: Final = st.builds(Context, account=st.sampled_from(Account), role=st.none() | st.sampled_from(Role))


def _findings(text: str, context: Context) -> tuple[Finding, ...]:
    draft = Draft(text, context)
    found = shipped_screen().findings(draft)
    return (*found, *context_findings(draft, found))


def _assert_spans_lie_in(text: str, found: tuple[Finding, ...]) -> None:
    for finding in found:
        assert 0 <= finding.start < finding.end <= len(text), finding
        assert text[finding.start : finding.end].strip(), finding


@CONFIG
@given(TEXTS, CONTEXTS)
def test_every_finding_lies_in_the_text(text: str, context: Context) -> None:
    _assert_spans_lie_in(text, _findings(text, context))


@CONFIG
@given(st.text(max_size=200))
def test_every_finding_lies_in_any_text_at_all(text: str) -> None:
    _assert_spans_lie_in(text, _findings(text, Context()))


@CONFIG
@given(HALVES)
def test_half_surrogate_pairs_are_a_text_like_any_other(text: str) -> None:
    _assert_spans_lie_in(text, check_draft(text, POLICIES).findings)


@CONFIG
@given(TEXTS, CONTEXTS)
def test_every_part_of_the_answer_to_a_draft_lies_in_it_and_the_main_topic_leads(text: str, context: Context) -> None:
    check = check_draft(text, POLICIES, context)
    _assert_spans_lie_in(text, (*check.findings, *check.vetoed))
    assert all(0 <= part.start < part.end <= len(text) for part in check.protected)
    assert check.main == min((finding.topic for finding in check.findings), key=lambda topic: topic.rank, default=None)


@CONFIG
@given(TEXTS)
def test_checking_a_draft_twice_gives_the_same_answer(text: str) -> None:
    assert check_draft(text, POLICIES) == check_draft(text, POLICIES)


@CONFIG
@given(TEXTS, st.integers(0, 4))
def test_one_more_policy_never_makes_the_answer_to_a_draft_milder(text: str, number: int) -> None:
    some = POLICIES[:number]
    assume(some)
    assert check_draft(text, POLICIES).decision.outcome.rank >= check_draft(text, some).decision.outcome.rank


# --- folding -------------------------------------------------------------------------------------------------

RAW: Final = st.one_of(TEXTS, HALVES, st.text(max_size=60))


@CONFIG
@given(RAW)
def test_every_letter_of_the_folded_text_leads_back_into_the_text(raw: str) -> None:
    text = Text(raw)
    for place in range(len(text.folded)):
        start, end = text.span(place, place + 1)
        assert 0 <= start < end <= len(raw)


@CONFIG
@given(RAW)
def test_the_way_back_keeps_the_order(raw: str) -> None:
    text = Text(raw)
    spans = [text.span(place, place + 1) for place in range(len(text.folded))]
    assert all(left[0] <= right[0] and left[1] <= right[1] for left, right in pairwise(spans))


@CONFIG
@given(RAW, st.data())
def test_a_stretch_leads_back_to_what_its_ends_lead_back_to(raw: str, data: st.DataObject) -> None:
    text = Text(raw)
    assume(text.folded)
    start = data.draw(st.integers(0, len(text.folded) - 1))
    end = data.draw(st.integers(start + 1, len(text.folded)))
    assert text.span(start, end) == (text.span(start, start + 1)[0], text.span(end - 1, end)[1])


@CONFIG
@given(RAW)
def test_an_empty_stretch_leads_back_to_an_empty_one_inside_the_text(raw: str) -> None:
    text = Text(raw)
    for place in range(len(text.folded) + 1):
        start, end = text.span(place, place)
        assert 0 <= start == end <= len(raw)


@CONFIG
@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=60))
def test_plain_text_keeps_its_length(raw: str) -> None:
    assert len(Text(raw).folded) == len(raw)


@CONFIG
@given(RAW)
def test_folding_again_changes_nothing(raw: str) -> None:
    folded = Text(raw).folded
    assert Text(folded).folded == folded
