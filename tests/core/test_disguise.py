"""Disguised words are read as a person reads them; what only looks like a disguise stays what it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.disguise import undisguised, words
from safeconduct.text import Text, fold

READ = [
    ("the h3ad is an absolute 1d10t", "the head is an absolute idiot"),
    ("my cl4ss ar3 f3r4l", "my class are feral"),
    ("s t u p i d kids", "stupid kids"),
    ("t h e  h e a d  i s  a n  i d i o t", "the head is an idiot"),
    ("t h e h e a d i s a n i d i o t", "the head is an idiot"),
    ("you i.d.i.o.t mate", "you idiot mate"),
    ("what a 🅸🅳🅸🅾🆃", "what a idiot"),
    ("what an 🅸 🅳 🅸 🅾 🆃", "what an idiot"),
    ("my mentor 51gn3d m3 0ff 34rly 4nd i p41d her", "my mentor signed me off early and i paid her"),
    ("r4ch3l'5 n07 1n t0d4y", "rachel's not in today"),
    ("m r s  t r a n t e r ,  k y l e  w a s  s e n t  h o m e", "mrs tranter, kyle was sent home"),
    ("s i n c e  2 0 1 4 ,  f l a t  2 b", "since 2014, flat 2b"),
    ("s h * t happens", "sh*t happens"),
]
KEPT = [
    "y10 are at 3pm in p4 and it's 4k for b12",
    "call 07700 900123 @miss_b £5 l8r",
    "a b c d e f g",
    "room 2b, ks3, 1st prize, 10k run, 5s and under",
    "x x x x",
    "u 2",
    "code c4t0x9, plate ab12cde, 50 metres, 4 for 5",
    "1:1 at 4, y10 at 5",
    "a + b = c & d",
]


@pytest.mark.parametrize(("given", "plain"), READ)
def test_it_reads_what_a_person_reads(given: str, plain: str) -> None:
    found = undisguised(Text(given))

    assert found is not None
    assert found.text == plain


@pytest.mark.parametrize("given", KEPT)
def test_it_leaves_alone_what_is_no_disguise(given: str) -> None:
    assert undisguised(Text(given)) is None


@given(st.text("abdeiost013 .-@$🅸🅳x", max_size=40))
def test_every_place_leads_back_into_the_text(given: str) -> None:
    plain = undisguised(Text(given))

    if plain is not None:
        assert len(plain.places) == len(plain.text)
        assert all(0 <= place < len(given) for place in plain.places)
        assert list(plain.places) == sorted(plain.places)


def test_the_list_of_words_is_the_one_that_the_corpus_gives() -> None:
    assert {"idiot", "stupid", "class", "head"} <= words()
    assert all(word == fold(word) for word in words())
