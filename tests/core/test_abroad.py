"""A text in another language is read in a rough English too."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.abroad import Language, in_english, languages, whole_words
from safeconduct.activity import Topic
from safeconduct.protected import Ground, protections
from safeconduct.screening import Draft
from safeconduct.text import fold
from safeconduct.walks import check_draft, what_counts
from tests_support import ROOT, json_lines

LISTS: Final = sorted((ROOT / "src" / "safeconduct" / "data" / "glosses").glob("*.tsv"))
LEFT_ALONE: Final = (
    "The head has cancelled my free period again",
    "A cariad, the wee bairn's greetin, haud yer wheesht",
    "Bonjour from Year 5, who made croissants",
    "",
    "🥴🥴🥴",
    "Ewa Kowalska-Nowak, Siân Pritchard, José Ortega",
)
FOUND: Final = (
    ("Nasza dyrektorka znowu odwołała mi okienko, co za klaun", Topic.DEROGATORY, "dyrektorka"),
    ("Nossa diretora é uma idiota", Topic.DEROGATORY, "diretora"),
    ("Müdürümüz tam bir aptal, yine toplantıyı iptal etti", Topic.DEROGATORY, "Müdürümüz"),
    ("Lluniau o fy nosbarth i ar y trip heddiw", Topic.PUPIL_IMAGE, "Lluniau"),
    ("No se lo digas a tu madre, es nuestro secreto", Topic.GROOMING, "madre"),
)
NOTHING: Final = (
    "Mój syn dostał dziś piątkę z matematyki, jestem dumna",
    "Mae fy mab wedi cael gwobr yn yr ysgol, mor falch",
    "Mi marido y yo en la playa con los niños",
    "Wierzę w Boga i modlę się codziennie rano",
)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_english_dialects_and_names_are_left_alone(text: str) -> None:
    assert in_english(fold(text)) is None


def test_phrases_come_before_words_and_beginnings_last() -> None:
    polish = Language(["# a comment", "", "na zwolnieniu\toff sick", "na\ton", "dyrektor*\thead", "dyrektorka\theadteacher"])

    said = [part.english for part in polish.said(["dyrektorka", "na", "zwolnieniu", "dyrektorom", "na", "na", "kac"])]

    assert said == ["headteacher", "off sick", "head", "on", "on", None]


@given(
    st.lists(st.sampled_from(["nasza", "dyrektorka", "znowu", "klaun", "’", " ", ", ", "-", "🙂", "Ł", "head"]), max_size=25)
)
def test_every_place_leads_back_into_the_text(pieces: list[str]) -> None:
    folded = fold(" ".join(pieces))
    plain = in_english(folded)

    if plain is not None:
        assert len(plain.places) == len(plain.text)
        assert all(0 <= place < len(folded) for place in plain.places)
        assert list(plain.places) == sorted(plain.places)


@pytest.mark.parametrize(("text", "topic", "word"), FOUND)
def test_what_is_said_in_another_language_is_found_on_its_words(text: str, topic: Topic, word: str) -> None:
    found = [each for each in what_counts([Draft(text)])[0] if each.topic is topic]

    assert any(word in text[each.start : each.end] for each in found)
    assert all(whole_words(text, each.start, each.end) == (each.start, each.end) for each in found)


def test_it_says_that_the_english_is_rough() -> None:
    found = what_counts([Draft("Lluniau o fy nosbarth i ar y trip heddiw")])[0]

    assert any("rough English" in each.why for each in found)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_harmless_stays_so_in_another_language(text: str) -> None:
    assert check_draft(text, ()).findings == ()


def test_a_political_opinion_is_protected_in_another_language_too() -> None:
    draft = Draft("Uważam, że rząd nie rozumie szkół")

    assert [each.ground for each in protections(draft)] == [Ground.POLITICS]


def test_a_very_long_text_is_not_put_into_english() -> None:
    assert in_english("nasza dyrektorka " * 1_000) is None


def test_hardly_a_post_in_english_is_taken_for_another_language() -> None:
    posts = [post["text"] for post in json_lines(ROOT / "corpus" / "AD.jsonl")]

    assert len(posts) > 1_000
    assert [text[:14] for text in posts if in_english(fold(text))] == ["Diolch i bawb "]  # the only Welsh one


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_list_is_well_formed(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    pairs = [line.split("\t") for line in lines]

    assert len(lines) > 300
    assert [line for line, pair in zip(lines, pairs, strict=True) if len(pair) != 2 or not all(map(str.strip, pair))] == []
    assert [form for form, _ in pairs if "*" in form[:-1] or form != form.lower() or len(form.split()) > 4] == []
    assert [english for _, english in pairs if len(english.split()) > 4] == []
    assert path.stem in languages()
