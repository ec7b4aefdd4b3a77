"""From a reporter's own words to the kind of concern: how often right, what twins do, and what is never an error."""

from pathlib import Path
from typing import Final

import msgspec
import pytest

from safeconduct.activity import ConcernKind
from safeconduct.situations import READ_AT_MOST, Suggestion, cues, suggest

DATA: Final = Path(__file__).parents[1] / "data"
K: Final = ConcernKind


class Labelled(msgspec.Struct):
    text: str
    kind: ConcernKind


def labelled(name: str) -> list[Labelled]:
    lines = (DATA / name).read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Labelled) for line in lines if line.strip()]


@pytest.mark.parametrize(
    ("name", "first", "among_three"),
    [
        # The development reports, on which the cues were tuned: this keeps what works, and predicts nothing.
        ("situations_dev.jsonl", 0.95, 0.97),
        # Reports by another hand. Unseen, the cues got 61 % (68 % among three); one half was then learned from,
        # and the other, still unseen, stayed at 65 % (71 %): expect that of new reports.
        ("situations.jsonl", 0.74, 0.79),
    ],
)
def test_right_often_enough(name: str, first: float, among_three: float) -> None:
    rows = labelled(name)
    answers = [(row.kind, suggest(row.text)) for row in rows]
    assert sum(kind == answer.kind for kind, answer in answers) >= first * len(rows)
    assert sum(kind in (answer.kind, *answer.alternatives) for kind, answer in answers) >= among_three * len(rows)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A pupil texted me last night.", K.PUPIL_CONTACT),
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


@pytest.mark.parametrize("name", ["Amy", "Oluwaseun", "Nguyễn", "Zoë", "Siân", "Muhammad", "Xiu"])
def test_a_name_changes_nothing(name: str) -> None:
    assert suggest(f"{name}, a pupil of mine, sent me a message on Instagram.").kind is K.PUPIL_CONTACT


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
