"""From a reporter's own words to the kind of concern: how often right, what twins do, and what is never an error."""

from pathlib import Path
from typing import Final

import msgspec
import pytest

from safeconduct.activity import ConcernKind
from safeconduct.situations import READ_AT_MOST, Suggestion, cues, leanings, learn, suggest

DATA: Final = Path(__file__).parents[1] / "data"
K: Final = ConcernKind


class Told(msgspec.Struct):
    """A report whose heading must be one of ``kinds``."""

    text: str
    kinds: tuple[ConcernKind, ...]
    child_protection: bool


class Labelled(msgspec.Struct):
    text: str
    kind: ConcernKind
    child_protection: bool = False


def labelled(name: str) -> list[Labelled]:
    lines = (DATA / name).read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Labelled) for line in lines if line.strip()]


def learned() -> list[Labelled]:
    """The reports from which the words' leanings come: every development report, and the odd lines of the others."""
    return labelled("situations_dev.jsonl") + labelled("situations_more.jsonl")[0::2]


def shares(rows: list[Labelled]) -> tuple[float, float]:
    """How often the kind is right, and how often it is among the three that are offered."""
    answers = [(row.kind, suggest(row.text)) for row in rows]
    first = sum(kind == answer.kind for kind, answer in answers)
    among_three = sum(kind in (answer.kind, *answer.alternatives) for kind, answer in answers)
    return first / len(rows), among_three / len(rows)


def test_right_often_enough_on_what_was_learned_from() -> None:
    first, among_three = shares(learned())  # this keeps what works, and predicts nothing
    assert first >= 0.97
    assert among_three >= 0.99


def test_right_often_enough_on_what_was_held_back() -> None:
    # Held back from the words' leanings; but by the hand that wrote the cues, which flatters them: 91 % (100 %).
    first, among_three = shares(labelled("situations_more.jsonl")[1::2])
    assert first >= 0.88
    assert among_three >= 0.97


def test_right_often_enough_on_reports_by_another_hand() -> None:
    # Of its odd lines, never read for the cues, 79 % are right (88 % among three): expect that of new reports. Of the
    # even ones, which an earlier round learned from, 83 % (98 %).
    first, among_three = shares(labelled("situations.jsonl"))
    assert first >= 0.78
    assert among_three >= 0.9


def test_harm_to_a_child_is_heard_often_enough() -> None:
    rows = labelled("situations_more.jsonl")
    wanted = [suggest(row.text).child_protection for row in rows if row.child_protection]
    unwanted = [suggest(row.text).child_protection for row in rows if not row.child_protection]
    assert sum(wanted) >= 0.8 * len(wanted)
    assert sum(unwanted) <= 0.03 * len(unwanted)


def test_the_leanings_are_those_of_the_reports() -> None:
    """If the reports changed: ``make index``."""
    assert learn((row.text, row.kind) for row in learned()) == leanings()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A pupil texted me last night.", K.PUPIL_CONTACT),
        (
            "A boy from my year 10 group has sent me a message on Instagram asking whether I am single.",
            K.PUPIL_CONTACT,
        ),
        ("Bartosz put up a video of me.", K.PICTURE_OF_ME),
        ("A parent texted me last night.", K.PARENT_CONTACT),
        ("I texted a pupil by mistake last night.", K.UNINTENDED_CONTACT),
        ("Pupils are posting horrible things about me.", K.ABUSE_OF_ME),
        ("Pupils are posting horrible things about Mrs Ito.", K.ABUSE_OF_ANOTHER),
        ("My friend tagged me in a photo.", K.PICTURE_OF_ME),
        ("A colleague asked me to take down a photo of her.", K.REMOVAL_REQUEST),
        ("I found a USB stick in the corridor.", K.SUSPECT_MEDIA),
        ("I lost my school laptop on the train.", K.DEVICE_COMPROMISED),
        ("A teacher is looking at porn on a school computer.", K.MISUSE_BY_ADULT),
        ("A pupil is looking at porn on a school computer.", K.MISUSE_BY_PUPIL),
    ],
)
def test_twins_are_told_apart(text: str, kind: ConcernKind) -> None:
    assert suggest(text).kind is kind


WHO: Final = [msgspec.json.decode(line, type=Told) for line in (DATA / "situations_who.jsonl").read_bytes().splitlines()]


@pytest.mark.parametrize("told", WHO, ids=lambda told: told.text)
def test_who_did_it_to_whom_decides(told: Told) -> None:
    """Neighbours: the same deed by a pupil, a parent or a colleague, to a child, a colleague or the reporter.

    Of the last seventeen, which the cues had not seen, 94 % were right; of the fifty-four before them, 85 %.
    """
    answer = suggest(told.text)
    assert answer.kind in told.kinds
    assert answer.child_protection == told.child_protection


@pytest.mark.parametrize("name", ["Amy", "Oluwaseun", "Nguyễn", "Zoë", "Siân", "Muhammad", "Xiu"])
def test_a_name_changes_nothing(name: str) -> None:
    assert suggest(f"{name}, a pupil of mine, sent me a message on Instagram.").kind is K.PUPIL_CONTACT


def test_no_name_leans_to_a_kind() -> None:
    names = {"bartosz", "zofia", "yusuf", "kwame", "priya", "hamza", "ngozi", "tomasz", "adeyemi", "emma", "mei", "kofi"}
    assert not [words for words in leanings().words if names.intersection(words.split())]


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u200d", "?!", "The weather is mild for November.", "\ud800"])
def test_nothing_recognised_is_no_kind(text: str) -> None:
    assert suggest(text) == Suggestion(None)


def test_the_words_that_led_there_are_the_reporters_own() -> None:
    text = "A Pupil has messaged Me on Snapchat"
    because = suggest(text).because
    assert because
    assert all(words in text for words in because)


def test_alternatives_are_two_at_most_and_never_the_kind_itself() -> None:
    for row in labelled("situations_dev.jsonl"):
        answer = suggest(row.text)
        assert len(answer.alternatives) <= 2
        assert answer.kind not in answer.alternatives


def test_harm_to_a_child_is_heard() -> None:
    assert suggest("A girl in my class messaged me that she cuts herself.").child_protection
    assert suggest("A colleague texts one of the girls at night in secret.").child_protection
    assert not suggest("My pay has been cut without notice.").child_protection


def test_of_an_endless_text_only_both_ends_are_read() -> None:
    filler = "word " * 2_000_000
    opening = suggest(f"A pupil sent me a message on Instagram. {filler}")
    closing = suggest(f"{filler} A pupil sent me a message on Instagram.")
    short = suggest("word " * READ_AT_MOST)
    assert (opening.kind, closing.kind, short.kind) == (K.PUPIL_CONTACT, K.PUPIL_CONTACT, None)


def test_every_cue_can_speak() -> None:
    assert {kind for cue in cues() for kind, weight in cue.weights.items() if weight > 0} == set(ConcernKind)
    assert all(cue.weights or cue.child for cue in cues())
    assert all(cue.means for cue in cues())
    assert not [cue.means for cue in cues() for source in (cue.pattern, *cue.also, *cue.unless) if "<" in source]
