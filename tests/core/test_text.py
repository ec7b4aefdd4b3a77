"""Folding a text for the search, and finding the way back."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.text import Text, fold, fold_char, pattern
from tests_support import ROOT, json_lines


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("Zoë", "zoe"),
        ("Łukasz", "lukasz"),
        ("сlаss", "class"),  # Cyrillic с and а
        ("ＣＬＡＳＳ", "class"),
        ("𝗰𝗹𝗮𝘀𝘀", "class"),
        ("cl\u200bass", "class"),
        ("cl\u202eass", "class"),
        ("it’s “fine”", 'it\'s "fine"'),
        ("İstanbul", "istanbul"),
        ("straße", "strase"),
        ("oﬃce", "office"),
        ("a\x00b", "a b"),
        ("a\x07b", "ab"),
        ("٠٧٧ ➆", "077 7"),
        ("ꜰᴜɴ", "fun"),
        ("fսn", "fun"),  # Armenian ս
    ],
)
def test_it_folds(raw: str, folded: str) -> None:
    assert Text(raw).folded == folded


def _letter_by_letter(raw: str) -> tuple[str, list[int]]:
    """The folded text by the rule for one character, with the place that each of its characters came from."""
    pieces = [fold_char(char) for char in raw]
    return "".join(pieces), [place for place, piece in enumerate(pieces) for _ in piece]


def _assert_folded_letter_by_letter(raw: str) -> None:
    folded, places = _letter_by_letter(raw)
    text = Text(raw)
    assert text.folded == folded
    assert text.encoded == folded.encode()
    assert [text.span(place, place + 1) for place in range(len(folded))] == [(place, place + 1) for place in places]


def test_every_character_there_is_folds_alike_alone_and_in_a_text() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]

    assert fold("".join(every)) == "".join(map(fold_char, every))


def test_real_posts_fold_letter_by_letter() -> None:
    for path in sorted((ROOT / "corpus").glob("[A-F].jsonl")):
        for post in json_lines(path):
            _assert_folded_letter_by_letter(post["text"])


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text() | st.text(alphabet=st.sampled_from("aB é’“\t\n\r\x00\x07\x7f\u200bﬁ½…𝗯👩\u200d🏫Жß")))
def test_any_text_folds_letter_by_letter(raw: str) -> None:
    _assert_folded_letter_by_letter(raw)


def test_a_span_leads_back_to_the_words_as_given() -> None:
    raw = "He said cl\u200bа\u0301ss 9\u202e!"
    text = Text(raw)
    start = text.folded.index("class")

    first, end = text.span(start, start + 5)

    assert raw[first:end] == "cl\u200bа\u0301ss".replace("\u0301", "") or raw[first:end] == "cl\u200bа\u0301ss"


def test_expanding_letters_keep_their_place() -> None:
    text = Text("ﬀﬁx")

    assert text.folded == "fffix"
    assert text.span(4, 5) == (2, 3)
    assert text.span(0, 2) == (0, 1)


def test_sentences_end_where_people_end_them() -> None:
    text = Text("Mr. Khan left. J. Smith stayed! And then?\nNew line")

    assert [sentence.text.strip() for sentence in text.sentences] == [
        "mr. khan left.",
        "j. smith stayed!",
        "and then?",
        "new line",
    ]


def test_quotation_marks_of_every_shape() -> None:
    text = Text("She wrote “you idiot” to me")

    assert text.in_quotes(text.folded.index("idiot"))
    assert not text.in_quotes(0)


def test_group_one_is_the_match() -> None:
    found = pattern(r"call me (\d+)").search("please call me 123")

    assert found is not None
    assert (found.start, found.end, found.text) == (15, 18, "123")
