"""A picture of a pupil gets the same answer as a draft that tells of it and as the facts about it."""

from __future__ import annotations

from typing import Any

import pytest

from safeconduct.activity import Outcome
from safeconduct.decision import outcomes
from safeconduct.policy import Policy
from safeconduct.screening import Context
from safeconduct.walks import check_draft, decide_contact

TOLD = "Photos of my year 4 class on the climbing wall, swipe for more"
PICTURE: dict[str, Any] = {"kind": "photograph", "of": "pupil", "to_be_posted": True, "purpose": "planned_learning"}
AGREED = {"has_permission": True, "subject_consent": True, "parent_consent": True}


@pytest.mark.clause("key:14")
@pytest.mark.clause("kevi:5.1c")
@pytest.mark.clause("safe-use:O3")
@pytest.mark.clause("tapton:N5a")
@pytest.mark.clause("vision:11")
@pytest.mark.parametrize("permission", [False, True])
def test_facts_and_words_of_one_picture_get_one_answer(policies: tuple[Policy, ...], *, permission: bool) -> None:
    facts = {**PICTURE, "account": "personal", **(AGREED if permission else {})}
    by_words = outcomes(check_draft(TOLD, policies, Context(permission=permission)).decision)
    by_facts = outcomes(decide_contact(facts, policies))

    assert by_facts == by_words


@pytest.mark.clause("key:14")
@pytest.mark.clause("vision:11")
def test_on_which_account_it_goes_decides_only_where_everybody_agreed(policies: tuple[Policy, ...]) -> None:
    assert decide_contact(PICTURE, policies).missing == ()

    open_still = decide_contact({**PICTURE, **AGREED}, policies)
    assert open_still.missing == ("account",)
    official = outcomes(decide_contact({**PICTURE, **AGREED, "account": "official"}, policies))
    assert (official["key"], official["vision"]) == (Outcome.NOT_COVERED, Outcome.CAUTION)
    assert official["tapton"] is Outcome.STOP


@pytest.mark.clause("kevi:5.1c")
@pytest.mark.parametrize("shown", ["pupil", "parent"])
def test_authority_without_the_consent_of_those_concerned_is_not_enough(shown: str, policies: tuple[Policy, ...]) -> None:
    facts = {**PICTURE, "of": shown, "has_permission": True}
    assert outcomes(decide_contact(facts, policies))["kevi"] is Outcome.ASK
