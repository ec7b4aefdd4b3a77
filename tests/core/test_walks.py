"""A draft through the whole walk: what is judged beside protected speech, and what is not."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from safeconduct import walks
from safeconduct.activity import Account, Audience, Outcome, Role, Topic
from safeconduct.errors import InputError
from safeconduct.policy import Policy
from safeconduct.protected import Ground
from safeconduct.screening import Context, Draft, Screen, detectors
from safeconduct.semantic.model import HARMLESS
from safeconduct.walks import MAX_TEXT, check_draft, check_many
from tests_support import ROOT, json_lines


@pytest.mark.parametrize(
    "opening",
    ["Happy Easter. ", "Union rep says we should strike. ", "On strike today. ", "I believe in God and always will. "],
)
def test_a_protected_sentence_shields_no_other(opening: str, policies: tuple[Policy, ...]) -> None:
    check = check_draft(f"{opening}Jayden in 9B punched me again", policies)

    assert Topic.WORK_TALK in check.topics
    assert check.decision.outcome.rank >= Outcome.CAUTION.rank


def test_talk_of_work_within_union_speech_is_vetoed_and_says_why(policies: tuple[Policy, ...]) -> None:
    check = check_draft("Our union rep says our head and SLT refused to meet us today so we are striking on Tuesday", policies)

    assert check.protected
    assert Topic.WORK_TALK not in check.topics
    assert all(finding.vetoed for finding in check.vetoed)


@pytest.mark.parametrize(
    "text",
    [
        "I'm gender critical and proud. Trans people are all perverts",
        "God loves you. Gays will burn in hell and deserve it",
        "Muslims should all be deported",
    ],
)
def test_abuse_beside_a_belief_is_judged(text: str, policies: tuple[Policy, ...]) -> None:
    check = check_draft(text, policies)

    assert check.main is Topic.HATE
    assert check.decision.outcome is Outcome.STOP


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Somebody should put a brick through that MP's window, in fact I will", Topic.HARASSMENT),
        ("I hope the Tory candidate gets stabbed", Topic.HARASSMENT),
        ("Cross our picket line and you'll get your legs broken", Topic.HARASSMENT),
        ("Vote Reform and get the pakis out", Topic.HATE),
        ("My belief: muslims are vermin", Topic.HATE),
    ],
)
def test_a_cause_shields_no_threat_and_no_slur(text: str, topic: Topic, policies: tuple[Policy, ...]) -> None:
    check = check_draft(text, policies)

    assert check.protected
    assert any(finding.topic is topic and finding.certain for finding in check.findings)
    assert check.decision.outcome is Outcome.STOP


@pytest.mark.parametrize("text", ["Trans women are women. I'll always say it."])
def test_nothing_hateful_is_read_into_what_people_believe_or_stand_for(text: str, policies: tuple[Policy, ...]) -> None:
    check = check_draft(text, policies)

    assert check.decision.outcome is Outcome.NOT_COVERED
    assert check.findings == ()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("I've told the LADO what I saw at my school. Jayden in 9B was locked in a cupboard.", Topic.CONFIDENTIAL),
        ("Reported our school to Ofsted for what goes on. The pakis on the board run it like a shop.", Topic.HATE),
        ("I reported my school to the ICO for a data breach and I'll burn that man's house down.", Topic.HARASSMENT),
        (
            "I reported my school to the HSE over asbestos. Mr Dobson covered it up and took backhanders from the roofers.",
            Topic.DEFAMATION,
        ),
    ],
)
def test_a_disclosure_shields_no_pupils_name_no_abuse_and_no_accusation_by_name(
    text: str, topic: Topic, policies: tuple[Policy, ...]
) -> None:
    check = check_draft(text, policies)

    assert Ground.DISCLOSURE in {each.ground for each in check.protected}
    assert topic in check.topics


@pytest.mark.parametrize(
    "text",
    [
        "I've raised it in writing with the governors and the HSE: there's asbestos in our hall and they've covered it up",
        "Told Ofsted everything that goes on at our place. They covered up a child's injury.",
        "I reported my school to the ICO because they hid a data breach from parents",
    ],
)
def test_a_disclosure_is_not_a_policy_matter_though_it_accuses(text: str, policies: tuple[Policy, ...]) -> None:
    assert check_draft(text, policies).decision.outcome is Outcome.NOT_COVERED


def test_a_slur_is_found_however_harmless_the_text_looks_at_a_glance() -> None:
    screen = Screen(detectors(), _call_all_harmless)

    for text in ("Too many chinks round here these days", "Paki shops everywhere", "I hope the Tory candidate gets stabbed"):
        assert [screen.findings(Draft(text)) for _ in range(10)].count(()) == 0


def _call_all_harmless(drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        draft.harmless, draft.prepared = True, HARMLESS


@pytest.mark.parametrize(
    "text",
    [
        "My kids go to Oakfield Primary and we love it",
        "Summer fair at St Mary's Primary this Saturday, all welcome",
        "Fairfield Academy fete is on Saturday, all welcome",
        "Voting at Oakfield Primary School today, polling station open till ten",
    ],
)
def test_a_school_named_for_another_reason_than_work_ties_nobody_to_it(text: str, policies: tuple[Policy, ...]) -> None:
    check = check_draft(text, policies)

    assert Topic.SCHOOL_IDENTITY not in check.topics
    assert Topic.NEEDS_PERMISSION not in check.topics
    assert "nothing says that you work there" in next(each.vetoed for each in check.vetoed)


def test_no_advice_is_given_on_what_no_clause_speaks_of(policies: tuple[Policy, ...]) -> None:
    text = "Proud to be Head of Drama at Fairfield Academy, come see our Macbeth!"
    check = check_draft(text, [policy for policy in policies if policy.id == "key"])
    everywhere = check_draft(text, policies)

    assert check.decision.outcome is Outcome.ALLOW
    assert (check.decision.guidance, check.redacted) == ((), None)
    assert Topic.NEEDS_PERMISSION not in check.topics
    assert "none of these policies asks for it" in {each.vetoed for each in check.vetoed}
    assert Topic.NEEDS_PERMISSION in everywhere.topics
    assert any("head teacher" in str(piece) for piece in everywhere.decision.guidance)


def test_a_slur_that_is_recounted_is_excused_and_nothing_is_read_into_it(policies: tuple[Policy, ...]) -> None:
    check = check_draft("I was called a faggot at school every day. It gets better, kids.", policies)

    assert Topic.HATE not in check.topics
    assert "recounted" in next(each.vetoed for each in check.vetoed if each.topic is Topic.HATE)


@pytest.mark.parametrize(
    "text",
    [
        "I have raised a protected disclosure with Ofsted about unsafe asbestos in our boiler house",
        "I'm whistleblowing to the HSE about asbestos",
        "Voted yes in the strike ballot today. Fair pay for teachers!",
        "My faith matters to me and I will be at church on Sunday",
    ],
)
def test_protected_speech_is_not_a_policy_matter_and_gets_guidance(text: str, policies: tuple[Policy, ...]) -> None:
    check = check_draft(text, policies)

    assert check.decision.outcome is Outcome.NOT_COVERED
    assert all(answer.outcome is Outcome.NOT_COVERED for answer in check.decision.answers)
    assert check.decision.guidance


def test_guidance_never_says_that_posting_forfeits_protection(policies: tuple[Policy, ...]) -> None:
    check = check_draft("I'm whistleblowing to the HSE about asbestos in our school kitchen", policies)
    said = " ".join(map(str, check.decision.guidance)).lower()

    assert "forfeit" not in said
    assert "lose your protection" not in said


@pytest.mark.parametrize(
    "text", ["I accepted a friend request from one of my pupils", "Got a friend request from a Year 10 and accepted it"]
)
def test_an_accepted_request_is_contact(text: str, policies: tuple[Policy, ...]) -> None:
    assert check_draft(text, policies).main is Topic.PUPIL_CONTACT


@pytest.mark.parametrize(
    "text", ["Never accept a friend request from a pupil", "I declined a friend request from a Year 10 and told our DSL"]
)
def test_a_declined_request_is_none(text: str, policies: tuple[Policy, ...]) -> None:
    assert Topic.PUPIL_CONTACT not in check_draft(text, policies).topics


def test_a_text_longer_than_any_post_is_refused_in_plain_words(policies: tuple[Policy, ...]) -> None:
    with pytest.raises(InputError, match="at most"):
        check_draft("a" * (MAX_TEXT + 1), policies)


# --- many at once --------------------------------------------------------------------------------------------


def _posts() -> list[tuple[str, Context]]:
    return [
        (
            post["text"],
            Context(Account(post["account"]), Audience(post["audience"]), Role(post["author_role"]), kind=post["kind"]),
        )
        for post in list(json_lines(ROOT / "corpus" / "C.jsonl"))[:120]
    ]


def test_many_drafts_are_answered_as_each_of_them_is(policies: tuple[Policy, ...]) -> None:
    posts = _posts()

    assert check_many(posts, policies) == [check_draft(text, policies, context) for text, context in posts]


def test_the_answer_to_a_text_with_nothing_in_it_is_the_same_however_often_it_is_given(
    policies: tuple[Policy, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = _posts()
    some = [policies, policies[:1], policies[1:], policies[::-1], ()]
    screen = walks.shipped_screen().exact
    remembered = [check_many(posts, each, screen) for each in (*some, *some)]
    monkeypatch.setattr(walks, "_MOST_KNOWN", 0)  # nothing is remembered from one text to the next

    assert [check_many(posts, each, screen) for each in (*some, *some)] == remembered


def test_a_changed_policy_is_asked_again(policies: tuple[Policy, ...]) -> None:
    changed = tuple(msgspec.structs.replace(policy, version="9", title="Another") for policy in policies)
    first, second = (check_draft("Soup for tea", each).decision.answers for each in (policies, changed))

    assert [answer.outcome for answer in first] == [answer.outcome for answer in second]
    assert {answer.version for answer in second} == {"9"}
    assert {answer.digest for answer in first}.isdisjoint(answer.digest for answer in second)


def test_one_text_that_is_too_long_stops_a_whole_batch(policies: tuple[Policy, ...]) -> None:
    with pytest.raises(InputError, match="characters long"):
        check_many([("fine", Context()), ("a" * (MAX_TEXT + 1), Context())], policies)


def test_no_texts_no_answers(policies: tuple[Policy, ...]) -> None:
    assert check_many([], policies) == []
