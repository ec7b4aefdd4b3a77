"""Above every policy: the person complained of never receives the concern, and nobody is invented."""

from __future__ import annotations

import pytest

from safeconduct.activity import ConcernKind, Told
from safeconduct.errors import FactError
from safeconduct.policy import Library
from safeconduct.routing import Concern, read_concern, read_kind, route
from safeconduct.walks import route_concern
from tests_support import TODAY


def test_the_lead_complained_of_is_replaced_by_the_head(library: Library) -> None:
    concern = Concern(ConcernKind.PUPIL_CONTACT, subject="designated_safeguarding_lead")

    (answer,) = route(concern, [library.get("kevi", TODAY)]).answers

    assert answer.route == (Told.HEADTEACHER,)
    assert answer.left_out == (Told.DESIGNATED_SAFEGUARDING_LEAD,)
    assert "will not be told" in answer.note


@pytest.mark.clause("kevi:6a")
def test_the_policys_own_second_name_comes_before_the_head(library: Library) -> None:
    concern = Concern(ConcernKind.INAPPROPRIATE_CONTENT, subject="online_safety_manager")

    (answer,) = route(concern, [library.get("kevi", TODAY)]).answers

    assert answer.route == (Told.IT_MANAGER,)


def test_a_policy_that_names_nobody_says_so(library: Library) -> None:
    (answer,) = route(Concern(ConcernKind.PARENT_CONTACT), [library.get("kevi", TODAY)]).answers

    assert answer.route == ()
    assert "names nobody" in answer.note


def test_another_policy_that_binds_takes_no_advice_on_a_child_at_risk_away(library: Library) -> None:
    """`kevi` 6a names the Online Safety Manager alone; that `tapton` names a safeguarding role does not mend it."""
    concern = Concern(ConcernKind.MISUSE_BY_ADULT, child_protection=True)
    alone, both = (route(concern, [library.get(name, TODAY) for name in names]) for names in (("kevi",), ("kevi", "tapton")))

    assert {each.text for each in alone.guidance} <= {each.text for each in both.guidance}
    assert any("Designated Safeguarding Lead now" in each.text for each in both.guidance)


def test_a_child_at_risk_is_never_left_to_a_policy_that_names_nobody(library: Library) -> None:
    concern = Concern(ConcernKind.PUPIL_CONTACT, child_protection=True)

    routing = route(concern, [library.get("key", TODAY)])

    assert any("Designated Safeguarding Lead" in str(guidance) for guidance in routing.guidance)
    assert any("999" in str(guidance) for guidance in routing.guidance)


def test_a_concern_about_the_head_points_to_the_chair(library: Library) -> None:
    routing = route(Concern(ConcernKind.MALPRACTICE, subject="headteacher"), [library.get("kevi", TODAY)])

    assert any("chair of governors" in str(guidance) for guidance in routing.guidance)


@pytest.mark.clause("kevi:5.4b")
def test_malpractice_guidance_never_says_that_posting_forfeits_protection(library: Library) -> None:
    routing = route(Concern(ConcernKind.MALPRACTICE), library.select((), TODAY))
    said = " ".join(str(g) for answer in routing.answers for g in answer.guidance) + " ".join(map(str, routing.guidance))

    assert "forfeit" not in said
    assert "Protect" in said


@pytest.mark.parametrize(
    "given", [{"subject": "the head"}, {"subject": 3}, {"reporter": "nobody"}, {"child_protection": "yes"}]
)
def test_a_wrong_value_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(FactError):
        read_concern(given, ConcernKind.GRIEVANCE)


def test_a_wrong_kind_is_refused_with_the_list() -> None:
    with pytest.raises(FactError, match="accidental-access"):
        read_kind("accident")


GROWN_UP = (
    "A former pupil who is 25 has sent me a friend request on Facebook",
    "An ex-student who left ten years ago messaged me on Instagram",
    "Former pupil, 30, wants to be friends",
    "A former student in her twenties has followed me",
    "Someone I taught, now 19, has added me on Instagram",
)


@pytest.mark.clause("kevi:6b")
@pytest.mark.clause("safe-use:S5")
@pytest.mark.clause("tapton:N2")
@pytest.mark.parametrize("situation", GROWN_UP)
def test_a_grown_up_who_was_a_pupil_once_is_no_pupil(situation: str, library: Library) -> None:
    """As the facts say it: the policies on pupils are silent, and `tapton` alone sends one to the line manager."""
    routing = route_concern({"kind": "pupil-contact", "situation": situation}, library.select((), TODAY)).routing
    found = {answer.policy: answer for answer in routing.answers}

    assert found["tapton"].route == (Told.LINE_MANAGER,)
    for name in ("kevi", "key", "safe-use", "vision"):
        assert (found[name].route, found[name].must_not, found[name].reasons) == ((), (), ())
        assert "names nobody" in found[name].note
    assert any("former pupil who is an adult" in str(guidance) for guidance in routing.guidance)


@pytest.mark.clause("kevi:6b")
@pytest.mark.parametrize(
    "situation",
    [
        "An ex-pupil (17) has followed me on TikTok",
        "a former pupil, 15, is writing to me on Instagram",
        "A former pupil has written to me",
        "A pupil who is 18 in year 13 asked to follow me",
        "A former pupil aged 25 sends my year 9 girls messages",
        "An ex-student who left two years ago messaged me",
        "a former pupil sent me 25 messages",
        "Old student now in year 12 elsewhere added me, he is 25 he says",
    ],
)
def test_whoever_is_not_plainly_a_leaver_and_an_adult_counts_as_a_pupil(situation: str, library: Library) -> None:
    given = {"kind": "pupil-contact", "situation": situation}
    (answer,) = route_concern(given, [library.get("kevi", TODAY)]).routing.answers

    assert answer.route == (Told.DESIGNATED_SAFEGUARDING_LEAD,)


@pytest.mark.clause("kevi:5.3d")
def test_a_child_at_risk_goes_before_the_age_of_whoever_wrote(library: Library) -> None:
    given = {"kind": "pupil-contact", "situation": GROWN_UP[0], "child_protection": True}
    (answer,) = route_concern(given, [library.get("kevi", TODAY)]).routing.answers

    assert answer.route == (Told.DESIGNATED_SAFEGUARDING_LEAD,)
