"""The shade of a finding: with whom, of whom and in what spirit, and which clauses speak of it then."""

from __future__ import annotations

import pytest

from safeconduct.activity import Aspect, Outcome, Topic
from safeconduct.decision import outcomes
from safeconduct.detectors._complaint import complains
from safeconduct.policy import Policy
from safeconduct.text import fold
from safeconduct.walks import Check, check_draft

NEIGHBOUR = "Our neighbour at number 12 had better watch his back, I know where he parks"
REFEREE = "That ref deserves a kicking, I know where you live mate"
GLAD = (
    "My class made me proud again today, what a lesson",
    "One of my year 9s told me a joke today that I still can't get over",
)
SORE = "Our deputy had a go at me in front of my class this morning"


def spoken(check: Check, topic: Topic) -> set[str]:
    return {f"{each.policy}:{each.clause}" for each in check.decision.reasons if each.topic is topic}


@pytest.mark.parametrize(
    "text",
    [
        "Everyone report Mr Jones next door to the council, every day till he moves out",
        "Whoever keyed my car in the Tesco car park, I know your reg and I'll be waiting",
    ],
)
def test_a_name_next_door_and_a_culprit_unknown_are_outside(text: str, policies: tuple[Policy, ...]) -> None:
    assert "kevi:5.3a" not in spoken(check_draft(text, policies), Topic.HARASSMENT)


@pytest.mark.clause("kevi:5.1f")
@pytest.mark.clause("safe-use:S1")
@pytest.mark.clause("tapton:D1")
@pytest.mark.clause("vision:6b")
@pytest.mark.clause("key:5")
@pytest.mark.parametrize("text", [NEIGHBOUR, REFEREE])
def test_a_threat_against_somebody_outside_is_judged_by_what_holds_for_anybody(text: str, policies: tuple[Policy, ...]) -> None:
    """Clauses on colleagues, families and the school community say nothing of a neighbour or a referee."""
    check = check_draft(text, policies)
    held = {"kevi:5.1f", "safe-use:S1", "tapton:D1", "vision:6a", "vision:6b", "key:5"}

    assert spoken(check, Topic.HARASSMENT) == held
    assert set(outcomes(check.decision).values()) == {Outcome.STOP}


@pytest.mark.parametrize(
    "text",
    ["That MP deserves to be strung up", "If that referee shows his face in our pub again he's leaving in an ambulance"],
)
def test_nobodys_views_excuse_a_threat(text: str, policies: tuple[Policy, ...]) -> None:
    check = check_draft(text, policies)
    assert Topic.HARASSMENT in check.topics
    assert check.decision.outcome.rank >= Outcome.CAUTION.rank


@pytest.mark.clause("kevi:5.3a")
@pytest.mark.clause("tapton:N8")
@pytest.mark.clause("safe-use:S2")
def test_a_threat_against_a_colleague_is_judged_by_the_clauses_on_colleagues(policies: tuple[Policy, ...]) -> None:
    for text in (
        "The new TA had better watch his back, I know where he parks",
        "My neighbour the caretaker had better watch his back, I know where he parks",
    ):
        found = spoken(check_draft(text, policies), Topic.HARASSMENT)
        assert found >= {"kevi:5.3a", "tapton:N8", "safe-use:S2", "vision:5b"}
        assert "kevi:5.1f" not in found


@pytest.mark.clause("key:13b")
@pytest.mark.clause("kevi:5.3c")
def test_an_accusation_of_somebody_outside_does_not_concern_the_school_community(policies: tuple[Policy, ...]) -> None:
    check = check_draft("Do NOT use Craig Mellor, the roofer, he takes deposits off pensioners and disappears", policies)
    found = spoken(check, Topic.DEFAMATION)

    assert found == {"key:5", "kevi:5.3c", "safe-use:S1", "tapton:D1", "vision:5a"}
    assert outcomes(check.decision)["safe-use"] is outcomes(check.decision)["tapton"] is Outcome.CAUTION


@pytest.mark.clause("tapton:P12")
def test_the_name_of_a_pirate_site_is_no_device_with_files(policies: tuple[Policy, ...]) -> None:
    site = check_draft("Download any textbook free from libgen, saved me a fortune", policies)
    stick = check_draft("Got the whole film ripped to a stick, showing it off the school server on Friday", policies)

    assert "tapton:P12" not in spoken(site, Topic.COPYRIGHT)
    assert outcomes(site.decision)["tapton"] is Outcome.CAUTION
    assert outcomes(site.decision)["kevi"] is Outcome.STOP
    assert "tapton:P12" in spoken(stick, Topic.COPYRIGHT)


@pytest.mark.clause("safe-use:S6")
@pytest.mark.clause("vision:12")
@pytest.mark.clause("kevi:5.4a")
@pytest.mark.parametrize("text", GLAD)
def test_a_happy_tale_is_no_complaint(text: str, policies: tuple[Policy, ...]) -> None:
    check = check_draft(text, policies)

    assert not spoken(check, Topic.WORK_TALK) & {"safe-use:S6", "vision:12", "kevi:5.4a", "tapton:N6", "key:13b"}
    assert outcomes(check.decision)["safe-use"] is Outcome.ALLOW
    assert not any(each.clause == "5.4a" for each in check.decision.guidance)


@pytest.mark.clause("kevi:5.4a")
def test_a_grievance_is_told_of_the_procedures_for_it(policies: tuple[Policy, ...]) -> None:
    check = check_draft(SORE, policies)

    assert spoken(check, Topic.WORK_TALK) >= {"safe-use:S6", "vision:12", "kevi:5.4a", "tapton:N6", "key:13b"}
    assert any(each.clause == "5.4a" for each in check.decision.guidance)


@pytest.mark.parametrize(
    ("words", "sore"),
    [
        ("Briefing overran again", True),
        ("SLT have cut our planning time", True),
        ("Year 2 cut out a hundred snowflakes", False),
        ("Proud again of my lot", False),
        ("What a joke of a timetable", True),
        ("They laughed when the head ignored me again", True),
        ("The head came to our assembly", False),
    ],
)
def test_words_that_may_complain_do_so_only_where_nothing_glad_is_said(words: str, *, sore: bool) -> None:
    assert complains(fold(words)) is sore


@pytest.mark.clause("safe-use:S6")
@pytest.mark.clause("vision:12")
def test_what_is_felt_is_often_said_after_what_happened(policies: tuple[Policy, ...]) -> None:
    check = check_draft("Our trust is closing the sixth form, told us by email today. Disgusted.", policies)
    assert spoken(check, Topic.WORK_TALK) >= {"safe-use:S6", "vision:12", "kevi:5.4a", "tapton:N6", "key:13b"}


@pytest.mark.clause("key:4c")
@pytest.mark.clause("vision:8a")
@pytest.mark.clause("tapton:N2")
def test_a_parent_let_in_is_no_pupil(policies: tuple[Policy, ...]) -> None:
    check = check_draft("Just accepted a friend request from one of the mums in my class, she seems lovely", policies)

    assert spoken(check, Topic.PUPIL_CONTACT) == {"key:4c", "kevi:5.2c", "tapton:P4", "tapton:N2", "vision:8a", "vision:8b"}
    assert outcomes(check.decision)["safe-use"] is Outcome.ALLOW


@pytest.mark.clause("kevi:5.2i")
@pytest.mark.clause("safe-use:S5")
@pytest.mark.parametrize(
    "text",
    [
        "Friends with my year 11s and their mums on Facebook now",
        "Just added half my form on Snapchat, their parents know",
    ],
)
def test_a_pupil_whose_parent_is_spoken_of_stays_a_pupil(text: str, policies: tuple[Policy, ...]) -> None:
    found = spoken(check_draft(text, policies), Topic.PUPIL_CONTACT)
    assert found >= {"key:4a", "kevi:5.2i", "safe-use:S5", "tapton:P6"}


@pytest.mark.clause("kevi:5.2e")
def test_a_pupil_taken_in_with_a_parents_leave_is_a_pupil(policies: tuple[Policy, ...]) -> None:
    check = check_draft("Ella's mum said I could accept Ella from 9C on Snap, so I have added her", policies)
    assert outcomes(check.decision)["kevi"] is Outcome.STOP


def test_mums_who_are_spoken_to_are_parents(policies: tuple[Policy, ...]) -> None:
    check = check_draft("Mums of Year 2, you can find me on Insta", policies)
    assert {each.aspect for each in check.findings if each.topic is Topic.PRIVATE_CONTACT} == {Aspect.PARENT}


def test_what_a_detector_says_of_the_shade_stands(policies: tuple[Policy, ...]) -> None:
    check = check_draft(SORE, policies)
    assert [each.aspect for each in check.findings if each.topic is Topic.WORK_TALK] == [Aspect.COMPLAINT]
