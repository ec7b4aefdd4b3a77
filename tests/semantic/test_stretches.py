"""Long texts are read in their sentences too, so that one clause does not drown among many."""

from __future__ import annotations

import pytest

from safeconduct.activity import Topic
from safeconduct.screening import Draft
from safeconduct.semantic.model import Model
from safeconduct.semantic.plain import Plainer
from safeconduct.semantic.stretches import ALONE, LONG, OVERLAP, PART, SHORT, STRETCH, Stretches

DAY = (
    "Up at six because the cat had views. Walked to the bakery in the rain and bought the last two cheese scones, one of which "
    "I ate on the way home. {} Then the washing, the crossword, a nap on the sofa with the radio on. Soup for tea and an early "
    "night, since the clocks go back on Sunday and I have never once been ready for it."
)
CLAUSES = {
    "If anyone wants the code for the staff gate it is the year the school was built, 1936.": Topic.SECURITY,
    "Our deputy couldn't run a bath, and the whole staffroom knows it.": Topic.DEROGATORY,
    "Jayden in 9C was taken into care on Tuesday, his nan told me.": Topic.CONFIDENTIAL,
    "Took a few lovely snaps of my class on the bouncy castle, scroll along to see them.": Topic.PUPIL_IMAGE,
}


def _stretches(text: str) -> Stretches:
    return Stretches(Plainer(()), [text])


def _texts(text: str) -> list[str]:
    cut = _stretches(text)
    return [cut.text(part) for part in cut.parts]


@pytest.mark.parametrize("clause", CLAUSES)
def test_one_clause_in_a_long_post_is_found_and_marked(clause: str) -> None:
    text = DAY.format(clause)
    (reading,) = Model.shipped().readings([Draft(text)])
    found = {verdict.topic: text[verdict.start : verdict.end] for verdict in reading.verdicts}

    assert CLAUSES[clause] in found
    assert found[CLAUSES[clause]] in clause


def test_the_same_day_without_the_clause_reads_as_nothing() -> None:
    (reading,) = Model.shipped().readings([Draft(DAY.format("Rang my sister, who is well."))])

    assert reading.verdicts == ()


def test_a_post_of_a_few_words_is_one_stretch() -> None:
    short = "One thing. Another thing! A third? " * 2

    assert len(short) <= SHORT
    assert [part.of for part in _stretches(short).parts] == [ALONE]
    assert _stretches(short).wholes == []


def test_one_long_sentence_is_one_stretch() -> None:
    assert [part.of for part in _stretches("there is no end to this one and it goes on " * 4).parts] == [ALONE]


def test_a_short_post_is_cut_in_its_sentences_none_less_than_a_quarter_of_it() -> None:
    text = "oh. ah! i know where you live, Darren.\nthe sunset was lovely (really lovely.) and the dog is asleep on the stairs"
    cut = _stretches(text)

    assert SHORT < len(text) <= LONG
    assert _texts(text) == [
        "oh. ah! i know where you live, alex.",
        "the sunset was lovely (really lovely.)",
        "and the dog is asleep on the stairs",
    ]
    assert [part.of for part in cut.parts] == [0, 0, 0]
    assert cut.text(cut.wholes[0]) == cut.plain(0).text
    assert [list(part.tokens) for part in cut.parts][1] == ["the", "sunset", "was", "lovely", "(really", "lovely.)"]


def test_a_longer_one_is_cut_where_sentences_and_lines_end_short_neighbours_together() -> None:
    lines = "a first line that says nothing much and has no full stop behind it\nand one more just so"
    sentences = 'this is a sentence of some length, said in so many words. "and this is what was said to that!"'
    last = "the last one ends with the text, whether there is a full stop or not"
    cut = _stretches(f"{lines}\n{sentences} {last}")

    assert _texts(f"{lines}\n{sentences} {last}") == [lines.replace("\n", " "), sentences, last]
    assert [part.of for part in cut.parts] == [0, 0, 0]
    assert len(cut.wholes) == 1


@pytest.mark.parametrize("text", [DAY.format("Fine."), DAY.format("Fine.") * 9, "word " * 500, "Yes. " * 500, "x" * 3_000])
def test_parts_hold_every_word_of_a_text_and_are_no_longer_than_can_be_read(text: str) -> None:
    cut = _stretches(text)
    words = {at for part in cut.parts for at in range(part.start, part.end or 0)}
    plain = cut.plain(0).text

    assert all(at in words for at, char in enumerate(plain) if char != " ")
    assert all((part.end or 0) - part.start <= max(STRETCH + OVERLAP, PART) for part in cut.parts if part.end)
    assert all(part.tokens for part in cut.parts)


def test_the_number_of_parts_grows_with_the_length_and_with_nothing_else() -> None:
    assert len(_stretches("Hm. " * 20_000).parts) < 4 * 20_000 / PART * 2
    assert len(_stretches("\n\n".join("abc" * 5_000)).parts) < 1_000
