"""Marked text: put together again it is the text, whatever overlaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.web.checks.marking import Piece, Place, pieces

TEXTS = st.text(min_size=1, max_size=30)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Place]]:
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(ends, ends), max_size=6))
    return text, [Place(min(span), max(span), number) for number, span in enumerate(spans, 1)]


@given(marked())
def test_together_the_pieces_are_the_text_and_each_sign_is_marked_as_it_should_be(made: tuple[str, list[Place]]) -> None:
    text, places = made
    cut = list(pieces(text, places))
    assert "".join(piece.text for piece in cut) == text
    signs = [piece.marked for piece in cut for _ in piece.text]
    assert signs == [any(place.start <= at < place.end for place in places) for at in range(len(text))]


@given(marked())
def test_each_number_stands_once_behind_the_end_of_its_place(made: tuple[str, list[Place]]) -> None:
    text, places = made
    at, found = 0, []
    for piece in pieces(text, places):
        at += len(piece.text)
        found += [(number, at) for number in piece.numbers]
    assert sorted(found) == sorted((place.number, place.end) for place in places if place.end > 0)


def test_overlapping_findings_are_cut_where_one_begins_and_one_ends() -> None:
    assert list(pieces("Jayden threw a chair", [Place(0, 12, 1), Place(7, 20, 2)])) == [
        Piece("Jayden ", marked=True),
        Piece("threw", marked=True, numbers=(1,)),
        Piece(" a chair", marked=True, numbers=(2,)),
    ]


def test_a_number_that_ends_twice_at_one_place_stands_there_once() -> None:
    assert list(pieces("oh shit", [Place(3, 7, 1), Place(0, 7, 1)]))[-1].numbers == (1,)
