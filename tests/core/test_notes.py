"""What is said of a draft whatever is found in it: a child who may be at risk, and a language that is read only in part."""

from __future__ import annotations

import json

import pytest

from safeconduct.activity import Audience, Outcome, Topic
from safeconduct.policy import Policy
from safeconduct.screening import Context, Draft
from safeconduct.suggestions.harm import TELL, told_of
from safeconduct.suggestions.languages import PARTLY, ROUGHLY, UNREAD, caution
from safeconduct.text import Text
from safeconduct.walks import Check, check_draft
from tests_support import ROOT

STAFF_ROOM = "Tell it in the staff room"


def _said(check: Check) -> list[str]:
    return [guidance.text for guidance in check.decision.guidance]


@pytest.mark.parametrize(
    "text",
    [
        "One of my Year 6 girls told me her dad hits her. Heartbroken",
        "A colleague slapped a child today and nobody did anything. Disgusted.",
        "One of mine came in with bruises all up her arm",
        "a lad in my form told me he wants to die, how am I meant to teach after that",
        "her stepdad locked the little lass in the shed again, she's in my class",
    ],
)
def test_who_tells_of_harm_to_a_child_is_sent_to_the_safeguarding_lead_first(text: str, policies: tuple[Policy, ...]) -> None:
    check = check_draft(text, policies)

    assert TELL in _said(check)
    assert STAFF_ROOM not in " ".join(_said(check))


@pytest.mark.parametrize(
    "text",
    [
        "A parent threatened me in the car park",
        "My son fell off his bike and has bruises on both arms",
        "Tonight's Emmerdale: she hits her boy again, hard to watch",
        "NSPCC training on signs of harm: bruises on a child's arms and what to ask",
        "We beat them 5-0 and the lads were buzzing",
        "My class beat the teachers at rounders",
    ],
)
def test_other_hurts_are_not_taken_for_a_child_at_risk(text: str) -> None:
    assert not told_of(Text(text))


def test_what_is_confidential_is_not_sent_to_the_staff_room(policies: tuple[Policy, ...]) -> None:
    check = check_draft("Kuba in 3L has been moved to a foster home, his mum is in hospital again", policies)

    assert Topic.CONFIDENTIAL in check.topics
    assert STAFF_ROOM not in " ".join(_said(check))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("今天天气很好我们去公园散步了", UNREAD),
        ("მასწავლებელი დღეს ძალიან დაღლილია", UNREAD),
        ("Hyvää huomenta kaikille, tänään sataa koko päivän ja jäämme kotiin", PARTLY),
        ("مدير المدرسة حمار وغبي", ROUGHLY),
        ("ਮੇਰੀ ਬੀਬੀ ਦੀ ਮੱਕੀ ਦੀ ਰੋਟੀ ਦਾ ਕੋਈ ਮੁਕਾਬਲਾ ਨਹੀਂ", ROUGHLY),
        ("Nie mów mamie, skasuj tę wiadomość i przyjdź sam po lekcjach do sali muzycznej", ROUGHLY),
        ("Mae'r plant yn fy nosbarth i'n dwp, pob un ohonyn nhw heddiw eto", ROUGHLY),
        ("Je ne peux plus voir cette directrice, elle ne comprend rien aux enfants", ROUGHLY),
    ],
)
def test_a_text_that_is_read_only_in_part_is_not_simply_called_fine(text: str, said: str, policies: tuple[Policy, ...]) -> None:
    assert said in _said(check_draft(text, policies))


@pytest.mark.parametrize(
    "text",
    ["pissed off w year 9 again lol", "Diolch pawb x", "Shabbat shalom", "❤️❤️❤️", "", "123 456", "fab day at the zoo w the kids"],
)
def test_nothing_is_said_of_english_or_of_a_few_words(text: str) -> None:
    assert caution(Draft(text)) == ""


@pytest.mark.parametrize("part", ["A", "C", "E"])
def test_english_posts_are_left_alone(part: str) -> None:
    texts = [json.loads(line)["text"] for line in (ROOT / "corpus" / f"{part}.jsonl").read_text("utf-8").splitlines()]

    assert sum(bool(caution(Draft(text))) for text in texts) / len(texts) <= 0.02  # fourteen of A's are in other languages


@pytest.mark.clause("kevi:5.1j", "tapton:Z")
@pytest.mark.parametrize(
    ("audience", "closed"), [(Audience.PUBLIC, False), (Audience.PRIVATE_GROUP, True), (Audience.FRIENDS, None), (None, True)]
)
def test_what_is_said_of_closed_groups_is_said_of_closed_groups(
    audience: Audience | None, closed: bool | None, policies: tuple[Policy, ...]
) -> None:
    said = " ".join(_said(check_draft("My class are thick as mince this year", policies, Context(audience=audience))))

    assert ("no difference that the group is closed" in said) is bool(closed)
    assert ("friends-only or private post counts as public" in said) is (audience is not Audience.PUBLIC)


def test_no_permission_is_advised_for_what_must_not_be_posted_at_all(policies: tuple[Policy, ...]) -> None:
    check = check_draft("Elm Park Primary and Harbour High, my schools, are both full of little shits", policies)

    assert check.decision.outcome is Outcome.STOP
    assert "Ask the head teacher first" not in " ".join(_said(check))
