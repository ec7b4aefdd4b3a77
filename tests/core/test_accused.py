"""Who did it, where the words say so and no subject is given: the one complained of is not told; who is only told, is."""

from __future__ import annotations

import pytest

from safeconduct.accused import READ_AT_MOST, accused, named, spoken_of
from safeconduct.activity import Told
from safeconduct.policy import Library
from safeconduct.walks import route_concern
from tests_support import TODAY, at_most

T = Told

DID_IT = [
    ("My line manager is watching pornography on the school computer", T.LINE_MANAGER),
    ("my line manager keeps sending me sexual messages late at night", T.LINE_MANAGER),
    ("My boss has been bullying me on WhatsApp for months.", T.LINE_MANAGER),
    ("My manager sent me a picture of himself naked.", T.LINE_MANAGER),
    ("I caught my line manager looking at photos of girls on his laptop.", T.LINE_MANAGER),
    ("I am being harassed on Facebook by my line manager.", T.LINE_MANAGER),
    ("There is porn on my line manager's laptop.", T.LINE_MANAGER),
    ("I'm worried about my line manager. He keeps messaging pupils at night.", T.LINE_MANAGER),
    ("My line manager, Mr Okafor, has been texting a Year 11 girl.", T.LINE_MANAGER),
    ("I want to make a complaint about my line manager.", T.LINE_MANAGER),
    ("My head teacher sends me sexual messages on WhatsApp", T.HEADTEACHER),
    ("The head gave me a formal warning that I do not deserve", T.HEADTEACHER),
    ("The headteacher is fiddling the attendance figures.", T.HEADTEACHER),
    ("Our principal keeps indecent images on his computer.", T.HEADTEACHER),
    ("A pupil told me that the head is touching her.", T.HEADTEACHER),
    ("I need to report the head for messaging a sixth former.", T.HEADTEACHER),
    ("The DSL is grooming a girl in Year 9.", T.DESIGNATED_SAFEGUARDING_LEAD),
    ("I saw the safeguarding lead kissing a pupil in the car park.", T.DESIGNATED_SAFEGUARDING_LEAD),
    ("The deputy DSL has been chatting with pupils on Snapchat.", T.DEPUTY_SAFEGUARDING_LEAD),
    ("The IT manager is downloading pornography on the server.", T.IT_MANAGER),
    ("Our network manager was caught; the network manager has been spying on staff.", T.IT_MANAGER),
    ("The ICT strategy manager uses my password to read my mail.", T.ICT_STRATEGY_MANAGER),
    ("The online safety manager shared a nude photo with a pupil.", T.ONLINE_SAFETY_MANAGER),
    ("The chair of governors has been giving contracts to his own firm.", T.CHAIR_OF_GOVERNORS),
    ("The chair of governors posted racist comments on X.", T.CHAIR_OF_GOVERNORS),
    ("The child protection liaison officer is messaging girls on Instagram.", T.CHILD_PROTECTION_LIAISON_OFFICER),
    ("Our headteacher has been taking photos of pupils with his own phone.", T.HEADTEACHER),
    ("my boss messages me late at night and I do not want it", T.LINE_MANAGER),
    ("Head teacher is sleeping with a sixth former", T.HEADTEACHER),
    ("I think the head has been stealing from the trip money.", T.HEADTEACHER),
    ("The head turned down my flexible working request, no reason given", T.HEADTEACHER),
    ("My manager makes us falsify the fire safety records", T.LINE_MANAGER),
    ("My line manager treats me worse than the others.", T.LINE_MANAGER),
    ("Safeguarding reports are being ignored by the DSL", T.DESIGNATED_SAFEGUARDING_LEAD),
    ("The head hid a data breach from the governors", T.HEADTEACHER),
    ("My agency consultant keeps sending me sexual messages", T.AGENCY_CONSULTANT),
    ("the DSL is the one texting the girl", T.DESIGNATED_SAFEGUARDING_LEAD),
    ("The head is the person who keeps messaging pupils at night", T.HEADTEACHER),
    ("The child protection officer (CPLO) shares pupils' files on WhatsApp", T.CHILD_PROTECTION_LIAISON_OFFICER),
]  # fmt: skip

DID_NOT = [
    "The DSL is the one I told about the texting",
    "The head shared my report with the governors at my request",
    "I told the head",
    "I told the head that a colleague is watching pornography.",
    "I told my line manager, and a supply teacher is still messaging pupils.",
    "A colleague is watching pornography, and I have told my line manager.",
    "My line manager asked me to report that a pupil sent me a photo.",
    "The head is away, so I am writing here: a pupil keeps messaging me.",
    "The head is dealing with it.",
    "My line manager is looking into it.",
    "The DSL sent me to you about a message from a pupil.",
    "The head of year is messaging a pupil.",
    "The deputy head keeps sending me nude pictures.",
    "The former head is posting rude comments about the school.",
    "My head hurts from reading what pupils post about me.",
    "A parent posted on Facebook that the head is stealing money.",
    "Parents are writing in a group that my line manager is bullying their children.",
    "There is a rumour that the head is sleeping with a teacher.",
    "A fake account that pretends to be the head sends rude pictures.",
    "Someone pretending to be my line manager sent me sexual messages.",
    "My line manager's account was hacked and now sends porn.",
    "Pupils are bullying the head on TikTok.",
    "A pupil sends nude pictures to my line manager.",
    "Should I tell the head? A volunteer is messaging a girl in Year 8.",
    "The IT manager found porn on a colleague's laptop.",
    "The head showed me the message that a parent wrote.",
    "The IT manager says a colleague is downloading pornography.",
    "A teacher is grooming a pupil; the DSL is not answering.",
    "My line manager is not bullying me, a parent is.",
    "The head is covering my lesson because a pupil hit me.",
    "The head sent round an e-mail about sexual harassment and now a parent is angry.",
    "The head showed me the nasty message that a parent wrote.",
    "My line manager texted me about a pupil who follows me on Instagram.",
    "The head is meeting a pupil and her mother about the video tomorrow.",
    "My boss is following the policy, but a governor is not.",
    "The IT manager has recorded it.",
    "There is asbestos in the hall and the head knows.",
    "The DSL told me to write it down and to change my password.",
    "The job went to the head's niece.",
    "I want to report the head lice outbreak that parents post about.",
    "I want to report my line manager's laptop as stolen.",
    "I reported to the head that a governor is sending me sexual messages.",
    "My line manager asked a pupil to stop messaging me.",
    "The DSL rang the parents of a girl who sends nude pictures.",
    "",
]  # fmt: skip


@pytest.mark.parametrize(("words", "role"), DID_IT)
def test_a_role_that_did_it_is_complained_of(words: str, role: Told) -> None:
    assert accused(words) == (role,)


@pytest.mark.parametrize("words", DID_NOT)
def test_a_role_that_is_only_told_or_written_about_is_not(words: str) -> None:
    assert accused(words) == ()


def test_two_who_did_it_together_are_both_complained_of() -> None:
    assert accused("The head and my line manager are bullying me.") == (T.HEADTEACHER, T.LINE_MANAGER)


def test_an_endless_text_is_read_from_its_beginning() -> None:
    with at_most(20):
        assert accused("My boss is bullying me. " + "the head and " * 200_000) == (T.LINE_MANAGER,)
    assert accused("word " * READ_AT_MOST + "My boss is bullying me.") == ()


def test_nobody_who_did_it_is_in_a_route_and_the_assumption_is_said(library: Library) -> None:
    given = {"situation": "My line manager is watching pornography on the school computer"}

    routing = route_concern(given, [library.get("tapton", TODAY)]).routing

    assert routing.answers[0].route == (T.HEADTEACHER,)
    assert "will not be told" in routing.answers[0].note
    said = " ".join(map(str, routing.guidance))
    assert "we assume that the line manager is the person complained of" in said
    assert "give that person's role as the subject" in said


def test_a_kind_that_is_given_changes_nothing_about_it(library: Library) -> None:
    given = {"kind": "grievance", "situation": "The head and my line manager are bullying me."}

    routing = route_concern(given, [library.get("tapton", TODAY)]).routing

    assert T.LINE_MANAGER not in routing.answers[0].route
    assert "the headteacher and the line manager are the people complained of" in " ".join(map(str, routing.guidance))


def test_where_the_one_above_did_it_too_the_next_above_is_told(library: Library) -> None:
    given = {"kind": "misuse-by-adult", "situation": "The head and my line manager are bullying me."}

    (answer,) = route_concern(given, [library.get("tapton", TODAY)]).routing.answers

    assert answer.route == (T.CHAIR_OF_GOVERNORS,)


def test_a_subject_that_is_given_counts_instead(library: Library) -> None:
    given = {"situation": "My line manager is watching pornography on the school computer", "subject": "site_staff"}

    routing = route_concern(given, [library.get("tapton", TODAY)]).routing

    assert routing.answers[0].route == (T.LINE_MANAGER,)
    assert "we assume" not in " ".join(map(str, routing.guidance))


def test_who_is_only_told_stays_in_the_route(library: Library) -> None:
    given = {"situation": "A colleague is watching pornography, and I have told my line manager."}

    (answer,) = route_concern(given, [library.get("tapton", TODAY)]).routing.answers

    assert answer.route == (T.LINE_MANAGER,)


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("Our head has been sending private messages to a girl in year 10.", (T.HEADTEACHER,)),
        ("I saw the headteacher with a girl in his car.", (T.HEADTEACHER,)),
        ("There were messages from the DSL.", (T.DESIGNATED_SAFEGUARDING_LEAD,)),
        ("The head of school was in the car.", (T.HEADTEACHER,)),
        ("I told the headteacher. He hit me on the head. The head of year saw the head lice.", ()),
        ("The deputy head was in the car.", ()),
    ],
)
def test_a_role_is_spoken_of_wherever_it_is_not_merely_told(words: str, roles: tuple[Told, ...]) -> None:
    assert spoken_of(words) == roles


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("the headteacher", (T.HEADTEACHER,)),
        ("Mrs Marsh, head", (T.HEADTEACHER,)),
        ("DSL", (T.DESIGNATED_SAFEGUARDING_LEAD,)),
        ("deputy designated safeguarding lead", (T.DEPUTY_SAFEGUARDING_LEAD,)),
        ("my line manager", (T.LINE_MANAGER,)),
        ("deputy head, the former head, site manager, head girl, head of year 9", ()),
        ("Jayden, 9B", ()),
    ],
)
def test_a_role_is_known_from_a_description(words: str, roles: tuple[Told, ...]) -> None:
    assert named(words) == roles
