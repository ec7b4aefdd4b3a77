"""A key that somebody types from a sheet: slips of the pen are named by their line, and never taken for the key."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage.x25519 import Identity

from safeconduct.web.sealing.typed import _LETTERS, LINES, PREFIX, WrongLines, on_sheet, read

KEY = Identity.from_str("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX")
SHEET = on_sheet(KEY)


def misread(places: Sequence[int], seed: int) -> list[str]:
    """The sheet's lines with other letters at some places."""
    pick = random.Random(seed)
    key = list("".join(SHEET).replace(" ", ""))
    for place in places:
        key[place] = pick.choice([letter for letter in _LETTERS if letter != key[place]])
    return ["".join(key[:20]), "".join(key[20:40]), "".join(key[40:])]


def line_of(place: int) -> int:
    return 1 + place // 20


def test_a_sheet_has_three_lines_in_groups_of_five() -> None:
    assert SHEET == ["GFPYY SJZGF PYYSJ ZGFPY", "YSJZG FPYYS JZGFP YYSJZ", "GFPYY SJZGF PQ4EG AEX"]


@pytest.mark.parametrize(
    "lines",
    [
        SHEET,
        [line.replace(" ", "").lower() for line in SHEET],
        [line.replace(" ", "-") + "  " for line in SHEET],
        [str(KEY)],
        [" ".join(SHEET)],
        [PREFIX + " " + SHEET[0], *SHEET[1:]],
        ["".join(SHEET)],
    ],
)
def test_spaces_hyphens_small_letters_and_the_beginning_do_not_matter(lines: list[str]) -> None:
    assert str(read(lines)) == str(KEY)


def test_letters_that_no_key_has_are_read_as_those_they_look_like() -> None:
    key = Identity.from_str("AGE-SECRET-KEY-1S9FW49XTWRAH6XAXK4CKQL466WD42DMUA32ZSNFL5RSZXLZALHASQS3328")
    lines = [line.replace("L", "1").replace("8", "B") for line in on_sheet(key)]

    assert "1" in "".join(lines)
    assert str(read(lines)) == str(key)
    assert str(read([line.replace("1", "i") for line in lines])) == str(key)


@pytest.mark.parametrize("place", range(sum(LINES)))
def test_a_wrong_letter_is_found_wherever_it_stands(place: int) -> None:
    with pytest.raises(WrongLines) as found:
        read(misread([place], place))

    assert found.value.numbers == [line_of(place)]
    assert str(found.value) == f"Line {line_of(place)} is not as on the sheet."


@given(st.sets(st.integers(0, 57), min_size=2, max_size=2), st.integers())
@settings(max_examples=200)
def test_two_wrong_letters_are_both_found(places: set[int], seed: int) -> None:
    with pytest.raises(WrongLines) as found:
        read(misread(sorted(places), seed))

    assert set(found.value.numbers) == {line_of(place) for place in places}


@given(st.sets(st.integers(0, 57), min_size=1, max_size=4), st.integers())
@settings(max_examples=300)
def test_up_to_four_wrong_letters_are_never_taken_for_a_key(places: set[int], seed: int) -> None:
    with pytest.raises(WrongLines):
        read(misread(sorted(places), seed))


@pytest.mark.parametrize(
    ("lines", "numbers", "says"),
    [
        ([SHEET[0][:-1], *SHEET[1:]], [1], "Line 1 has 19 letters; on the sheet it has 20."),
        ([SHEET[0], SHEET[1] + "Q", SHEET[2]], [2], "Line 2 has 21 letters; on the sheet it has 20."),
        ([SHEET[0], "", SHEET[2] + "é"], [2], "Line 2 has 0 letters"),
        ([SHEET[0], SHEET[2], SHEET[1]], [2, 3], "Line 2 has 18 letters; on the sheet it has 20. Line 3 has 20"),
        (["é" * 58], [1, 2, 3], "these are 0"),
        (["Q" * 57], [1, 2, 3], "these are 57"),
        (["Q" * 20, "Q" * 20, "Q" * 18], [1, 2, 3], "More than two letters"),
    ],
)
def test_lines_that_are_too_short_or_too_long_are_named(lines: list[str], numbers: list[int], says: str) -> None:
    with pytest.raises(WrongLines) as found:
        read(lines)

    assert list(found.value.numbers) == numbers
    assert says in str(found.value)


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_whatever_is_typed_is_a_key_or_named(lines: list[str]) -> None:
    with pytest.raises(WrongLines):
        read(lines)
