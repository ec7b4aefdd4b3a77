"""What context adds: a post about one's own school that the head has not agreed to, and views without a disclaimer."""

from __future__ import annotations

import pytest

from safeconduct.activity import Account, Outcome, Topic
from safeconduct.context import context_findings
from safeconduct.decision import outcomes
from safeconduct.policy import Policy
from safeconduct.screening import Context, Draft
from safeconduct.walks import check_draft

OF_OUR_SCHOOL = (
    "Our school's new library opened today and I think it is wonderful",
    "At my school today we raised £400 for Children in Need in the rain",
    "Our boiler broke again and nobody at our school cares",
)


def topics(text: str, context: Context) -> set[Topic]:
    return {finding.topic for finding in context_findings(Draft(text, context), ())}


@pytest.mark.clause("kevi:5.2h")
@pytest.mark.parametrize("text", OF_OUR_SCHOOL)
def test_news_of_ones_own_school_needs_the_heads_permission(text: str) -> None:
    assert topics(text, Context()) == {Topic.NEEDS_PERMISSION}


@pytest.mark.parametrize("context", [Context(permission=True), Context(account=Account.OFFICIAL), Context(kind="bio")])
def test_it_does_not_where_permission_is_on_record_or_the_school_speaks_itself(context: Context) -> None:
    assert topics(OF_OUR_SCHOOL[0], context) == set()


@pytest.mark.parametrize(
    "text",
    [
        "My old school burnt down today, I had a detention in every room of it",
        "Our school days were the best, weren't they",
        "Can my school make me run a trip on Saturday this term?",
        "My son's nativity was at his school today and I wept",
        "We need a bigger school budget, says everybody in our school uniform group",
    ],
)
def test_other_talk_of_schools_needs_no_permission(text: str) -> None:
    assert topics(text, Context()) == set()


@pytest.mark.clause("kevi:5.2h")
@pytest.mark.clause("vision:13")
def test_an_opinion_is_one_in_short_too(policies: tuple[Policy, ...]) -> None:
    for short in ("imo", "imho", "in my opinion"):
        assert (
            Topic.MISSING_DISCLAIMER in check_draft(f"I work at Ashdown Primary. Phonics is overrated {short}", policies).topics
        )


@pytest.mark.clause("kevi:5.2c")
@pytest.mark.clause("key:2a")
def test_a_private_address_for_a_parent_is_not_judged_by_what_is_said_of_pupils(policies: tuple[Policy, ...]) -> None:
    check = check_draft("Mrs Khan, easier to get me on my gmail: misslaw88@gmail.com, I check it at weekends", policies)
    reasons = {(each.policy, each.clause) for each in check.decision.reasons if each.topic is Topic.PRIVATE_CONTACT}

    assert reasons >= {("kevi", "5.2c"), ("key", "2a"), ("vision", "9"), ("tapton", "P3")}
    assert not reasons & {("kevi", "1"), ("kevi", "5.2e"), ("key", "1b"), ("key", "3"), ("safe-use", "O4")}


@pytest.mark.clause("kevi:5.2e")
@pytest.mark.clause("key:3")
@pytest.mark.parametrize(
    "text",
    [
        "add me on snap and I'll send you the homework, don't tell your mum",
        "Gave my own number to the parents and the sixth formers, easier for the trip",
    ],
)
def test_a_pupil_among_the_readers_is_enough_for_what_is_said_of_pupils(text: str, policies: tuple[Policy, ...]) -> None:
    check = check_draft(text, policies, Context(kind="message"))
    reasons = {(each.policy, each.clause) for each in check.decision.reasons if each.topic is Topic.PRIVATE_CONTACT}

    assert reasons >= {("kevi", "5.2e"), ("key", "3")}


@pytest.mark.clause("tapton:P4")
@pytest.mark.clause("vision:9")
@pytest.mark.clause("key:2a")
@pytest.mark.parametrize(
    "text",
    [
        "I run the Year 4 parents' WhatsApp group, message me to be added",
        "Parents of Oak class, join our parents' chat: I'll set up a WhatsApp group tonight",
        "I've made a WhatsApp group for all the Year 4 parents, just me and them",
    ],
)
def test_whoever_runs_a_chat_for_parents_keeps_in_touch_with_them_there(text: str, policies: tuple[Policy, ...]) -> None:
    """The same facts as a group invitation: what the policies forbid there they forbid here."""
    found = outcomes(check_draft(text, policies).decision)
    assert {found[name] for name in ("tapton", "vision", "key")} == {Outcome.STOP}
    assert found["kevi"] is Outcome.CAUTION


@pytest.mark.parametrize(
    "text",
    ["The parents have started a WhatsApp group and I'm in it", "I run the parents' WhatsApp group for my daughter's class"],
)
def test_a_member_of_such_a_chat_may_be_a_parent(text: str, policies: tuple[Policy, ...]) -> None:
    assert check_draft(text, policies).decision.outcome.rank <= Outcome.CAUTION.rank


@pytest.mark.clause("vision:13")
@pytest.mark.clause("kevi:5.2h")
@pytest.mark.parametrize(
    "text",
    [
        "I teach at Oakfield Primary and I think the government should scrap Ofsted.",
        "Teacher at Hillside Academy. I believe Brexit was a mistake.",
    ],
)
def test_of_a_political_opinion_is_asked_only_whose_it_is(text: str, policies: tuple[Policy, ...]) -> None:
    """`vision` 13 asks it of any opinion; `kevi` 5.2h of posts about the school, and the head's leave of those alone."""
    check = check_draft(text, policies)
    asked = {(each.policy, each.clause) for each in check.decision.reasons if each.topic is Topic.MISSING_DISCLAIMER}

    assert asked == {("vision", "13")}
    assert Topic.NEEDS_PERMISSION not in check.topics
    assert outcomes(check.decision)["vision"] is Outcome.CAUTION
    assert outcomes(check_draft(f"{text} Views my own.", policies).decision)["vision"] is Outcome.ALLOW


@pytest.mark.clause("kevi:5.2h")
def test_news_of_the_school_beside_politics_needs_the_heads_permission(policies: tuple[Policy, ...]) -> None:
    text = "Hillside Academy opened our new library today! And the Tories must go, I believe Brexit was a mistake."
    assert Topic.NEEDS_PERMISSION in check_draft(text, policies).topics


def test_a_belief_is_asked_nothing(policies: tuple[Policy, ...]) -> None:
    check = check_draft("I work at Ashdown Primary and as a Christian I believe that Jesus is Lord", policies)
    assert Topic.MISSING_DISCLAIMER not in check.topics


@pytest.mark.clause("kevi:5.2h")
@pytest.mark.clause("vision:13")
def test_an_agency_is_not_the_school(policies: tuple[Policy, ...]) -> None:
    """Its name ties an opinion to the employer; the head's permission is for what is said of the school."""
    check = check_draft("I work for Connex Education and I believe Brexit was a mistake.", policies)
    joined = check_draft("Signed up with ABC Teachers today, first placement Monday", policies)

    assert {"school-identity", "missing-disclaimer"} <= {topic.value for topic in check.topics}
    assert Topic.NEEDS_PERMISSION not in joined.topics
    assert Topic.SCHOOL_IDENTITY in joined.topics
