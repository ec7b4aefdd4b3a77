"""The filter before the patterns changes the cost of a search and never its answer."""

from __future__ import annotations

import pytest
import re2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.prefilter import Prefilter, needed
from safeconduct.screening import detectors
from safeconduct.text import Text, pattern, patterns
from tests_support import ROOT, json_lines

assert detectors()  # loads every pattern
SOURCES = sorted(known.source for known in patterns())


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (r"\b(?:my|our) class\b", {"my class", "our class"}),
        (r"sign(?:ed|ing)? off", {"sign off", "signed off", "signing off"}),
        (r"\d{2,4} pupils?", {" pupil", " pupils"}),
        (r"ask[^.]{0,20}head teacher", {"head teacher"}),
        (r"(?:cat|dog)+ show", {" show"}),
        (r"colou?r", {"color", "colour"}),
        (r"[ab]x{2,}y[cd]", {"yc", "yd"}),
        (r"year (?:1[0-3]|[7-9])\b", {f"year {year}" for year in range(7, 14)}),
        (r"(\x{1F346}|\x{1F4A6})", {"🍆", "💦"}),
        (r"[a-c-]x", {"ax", "bx", "cx", "-x"}),
    ],
)
def test_the_words_that_a_pattern_needs(source: str, words: set[str]) -> None:
    assert set(needed(source) or ()) == words


@pytest.mark.parametrize("source", [r"\d+", r"[^x]*", r"[a-z]", r"(?:class)?", r".", r"\w+ ?", r"(?i)class", r"a*|b"])
def test_nothing_is_concluded_where_nothing_is_sure(source: str) -> None:
    assert needed(source) is None


_PIECES = st.sampled_from(
    [
        "my ",
        "our ",
        "class",
        "[b-d]",
        "[a-z]",
        r"\x{e9}",
        "(?:a|bc)",
        "x?",
        "[de]",
        "[^q]",
        r"\d",
        r"\b",
        "(?:head|dep)?",
        "f{1,2}",
        "(?:g|h)+",
        ".",
        r"\.",
    ]
)


@settings(derandomize=True, max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, min_size=1, max_size=6).map("".join), st.data())
def test_every_match_holds_one_of_the_words(source: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(source.replace(r"\b", "").replace(r"\x{e9}", "é"), fullmatch=True))
    words = needed(source)

    assert words is None or any(word in text for word in words)


def test_on_real_posts_the_filter_never_hides_a_match() -> None:
    prefilter = Prefilter()
    numbers = {source: prefilter.add(source) for source in SOURCES}
    posts = [Text(post["text"]).folded for post in json_lines(ROOT / "corpus" / "B.jsonl")][:120]
    compiled = {source: re2.compile(source) for source in SOURCES}
    prefilter.build()

    hidden = [
        (source, text)
        for text in posts
        for source in SOURCES
        if not prefilter.may_match(numbers[source], text) and compiled[source].search(text)
    ]

    assert hidden == []


def test_the_first_texts_looked_through_word_by_word_reach_what_the_automaton_says() -> None:
    prefilter = Prefilter()
    bits = [prefilter.add(source) for source in SOURCES]
    posts = [Text(post["text"]).folded for post in json_lines(ROOT / "corpus" / "C.jsonl")][:19]

    by_hand = [[bool(prefilter.reach(text) & bit) for bit in bits] for text in posts]
    prefilter.build()

    assert by_hand == [[bool(prefilter.reach(text) & bit) for bit in bits] for text in posts]
    assert not all(map(all, by_hand))


@pytest.mark.parametrize("many", [1, 30])
def test_a_pattern_made_after_others_were_asked_about_is_tried(many: int) -> None:
    prefilter = Prefilter()
    prefilter.add("first")
    for number in range(many):
        prefilter.reach(f"nothing of the kind, {number} times")

    assert prefilter.may_match(prefilter.add("late"), "nothing of the kind, 0 times")


def test_a_pattern_made_after_the_filter_is_always_tried() -> None:
    prefilter = Prefilter()
    prefilter.add("first")
    prefilter.build()

    assert prefilter.may_match(prefilter.add("late"), "nothing of the kind")


def test_late_comers_are_taken_in_after_a_while() -> None:
    prefilter = Prefilter()
    prefilter.add("first")
    prefilter.build()
    late = prefilter.add("late")

    answers = [prefilter.may_match(late, "nothing of the kind") for _ in range(1_100)]

    assert answers[0]
    assert not answers[-1]
    assert prefilter.may_match(late, "better late than never")


def test_one_pattern_object_a_source() -> None:
    assert pattern("one and the same") is pattern("one and the same")
