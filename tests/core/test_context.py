"""What context adds: a post about one's own school that the head has not agreed to, and views without a disclaimer."""

from __future__ import annotations

import pytest

from safeconduct.activity import Account, Topic
from safeconduct.context import context_findings
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
