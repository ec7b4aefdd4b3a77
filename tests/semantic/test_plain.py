"""Whose name stands in a text, and which faith or nation, is gone before the model sees it; where it stood is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.semantic.plain import NAME, Plainer

ORDINARY = "my our class is a the in was late again today and met at beach lovely i'm so proud of"
PLAINER = Plainer(ORDINARY.split())


@pytest.mark.parametrize(
    "name", ["Olivia", "Paweł", "Siobhán", "O'Brien", "Nguyễn", "Adaeze", "Smith-Jones", "Yılmaz", "Γιώργος"]
)
def test_every_name_becomes_the_same_name(name: str) -> None:
    assert PLAINER.plain(f"{name} was late again today").words == [NAME, "was", "late", "again", "today"]
    assert PLAINER.plain(f"My class met {name}'s mum (and {name})!").words[3:] == [f"{NAME}'s", "mum", "(and", f"{NAME})!"]


@pytest.mark.parametrize(
    ("one", "other"), [("Muslim", "Quaker"), ("Polish", "Ghanaian"), ("Sikhs", "Jews"), ("jewish", "Catholic")]
)
def test_faiths_and_nations_are_alike(one: str, other: str) -> None:
    assert PLAINER.plain(f"my {one} class").words == PLAINER.plain(f"my {other} class").words


@pytest.mark.parametrize("word", ["Class", "CLASS", "class,", "LATE", "9C", "Y9", "#MondayMotivation", "7:30", "😂", "Lovely"])
def test_other_words_stay(word: str) -> None:
    assert PLAINER.plain(f"my {word} today").words[1] == word.lower()


def test_a_place_in_the_plain_text_leads_back() -> None:
    text = "So proud of  Zuzanna’s class,\nЅо proud"
    plain = PLAINER.plain(text)
    at = plain.text.index(f"{NAME}'s class")

    start, end = plain.span(at, at + len(f"{NAME}'s class"))
    assert text[start:end] == "Zuzanna’s class"


@given(st.text(max_size=80))
def test_every_place_leads_somewhere_in_the_text(text: str) -> None:
    plain = PLAINER.plain(text)
    for start in range(len(plain.text)):
        first, last = plain.span(start, start + 1)
        assert 0 <= first <= last <= len(text)
        assert first < last or plain.text[start] == " "
