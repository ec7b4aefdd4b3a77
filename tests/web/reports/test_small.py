"""What is kept back cannot be worked out: tried against somebody who knows the rules and goes through every table there is."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.errors import PluginError
from safeconduct.web.reports.laying import laid
from safeconduct.web.reports.report import TOTAL, Cell, Column, Kind, Says, Section, Sheet
from safeconduct.web.reports.small import Hidden, Numbers, Place, kept_back

FEWEST = 3
MOST = 7  # no number that the reader thinks of is above it; those in the tables end below, so that there is room


@st.composite
def tables(draw: st.DrawFn) -> Numbers:
    width, height = draw(st.integers(1, 2)), draw(st.integers(1, 3))
    row = st.lists(st.sampled_from([0, 0, 1, 2, 2, 3, 4, 5]), min_size=width, max_size=width)
    rows = draw(st.lists(row, min_size=height, max_size=height))
    return Numbers(rows, sums_right=width > 1 and draw(st.booleans()), sums_below=draw(st.booleans()))


def fits(table: Numbers, shown: Numbers, hidden: dict[Place, Hidden]) -> bool:
    """Whether a table would look the same."""
    for place in shown.places():
        if not shown.is_there(place):
            continue
        value, why = table.at(*place), hidden.get(place)
        if why is None and value != shown.at(*place):
            return False
        if (why is Hidden.FEW and not 0 < value < FEWEST) or (why is Hidden.KEPT and value < FEWEST):
            return False
    return True


def possible(numbers: Numbers, hidden: dict[Place, Hidden]) -> dict[Place, set[int]]:
    """What each hidden number may be, for somebody who goes through all tables."""
    inside = [place for place in hidden if not numbers.is_total(place)]
    found: dict[Place, set[int]] = {place: set() for place in hidden}
    for values in product(range(MOST + 1), repeat=len(inside)):
        rows = [list(row) for row in numbers.rows]
        for (row, column), value in zip(inside, values, strict=True):
            rows[row][column] = value
        table = numbers._replace(rows=rows)
        if fits(table, numbers, hidden):
            for place in hidden:
                found[place].add(table.at(*place))
    return found


@given(tables(), st.sets(st.integers(0, 2)))
@settings(max_examples=60, deadline=None)
def test_nobody_can_work_out_what_is_kept_back(numbers: Numbers, known: set[int]) -> None:
    hidden = kept_back(numbers, FEWEST, known)

    if hidden is not None:
        assert {place: values for place, values in possible(numbers, hidden).items() if len(values) < 2} == {}


@given(tables(), st.sets(st.integers(0, 2)))
def test_no_small_number_is_shown_and_a_total_that_stands_elsewhere_is_not_hidden_for_it(
    numbers: Numbers, known: set[int]
) -> None:
    hidden = kept_back(numbers, FEWEST, known)
    small = {each for each in numbers.places() if numbers.is_there(each) and 0 < numbers.at(*each) < FEWEST}

    if hidden is not None:
        assert {place for place, why in hidden.items() if why is Hidden.FEW} == small
        assert not {(numbers.height, column) for column in known} & {at for at, why in hidden.items() if why is Hidden.KEPT}


@given(tables())
def test_nothing_is_hidden_where_nothing_is_small(numbers: Numbers) -> None:
    large = numbers._replace(rows=[[value * FEWEST for value in row] for row in numbers.rows])

    assert kept_back(large, FEWEST) == {}


@given(st.lists(st.lists(st.sampled_from([0, 2, 8, 30, 41]), min_size=3, max_size=3), min_size=12, max_size=12))
@settings(max_examples=20, deadline=None)
def test_large_tables_can_nearly_always_be_shown_in_part(rows: list[list[int]]) -> None:
    hidden = kept_back(Numbers(rows, sums_right=True, sums_below=True), 5)

    assert hidden is not None


def test_one_small_number_in_a_table_takes_three_more_with_it_and_no_more() -> None:
    numbers = Numbers([[40, 2, 10], [50, 9, 20], [60, 30, 30]], sums_right=True, sums_below=True)

    hidden = kept_back(numbers, 5)

    assert hidden is not None
    assert (hidden[0, 1], len(hidden)) == (Hidden.FEW, 4)
    assert not [place for place in hidden if numbers.is_total(place)]


# --- a whole sheet --------------------------------------------------------------------------------------------------


def section(rows: list[tuple[str, int, int]], **more: object) -> Section:
    given = [(name, signed, late, signed + late, None) for name, signed, late in rows]
    few = (Column("Signed", Kind.FEW), Column("Late", Kind.FEW), Column("All", Kind.FEW))
    rate = Column("Rate", Kind.RATE, of=("Signed", "All"))
    columns = (Column("Where"), *few, rate)
    made = {"title": "T", "parts": ("Signed", "Late"), "whole": "All", "total": True, **more}
    return Section(columns=columns, rows=given, **made)  # type: ignore[arg-type]


def test_percentages_and_sentences_tell_no_more_than_the_table() -> None:
    says = [
        Says("{} of {} have signed.", (Cell(0, TOTAL, "Signed"), Cell(0, TOTAL, "All"))),
        Says("{} late.", (Cell(0, 0, "Late"),)),
    ]
    sheet = Sheet(says, [section([("Elm", 18, 2), ("Ash", 30, 10)])])

    inside, outward = laid(sheet), laid(sheet, 5)

    assert inside.says == ["48 of 60 have signed.", "2 late."]
    assert inside.tables[0].rows[0] == ["Elm", 18, 2, 20, 90]
    assert outward.tables[0].rows[0] == ["Elm", Hidden.KEPT, Hidden.FEW, 20, Hidden.KEPT]
    assert outward.says == ["48 of 60 have signed.", "Fewer than 5 late."]


def test_a_percentage_is_never_a_hundred_while_anybody_is_missing() -> None:
    table = laid(Sheet([], [section([("Elm", 999, 1), ("Ash", 0, 0), ("Oak", 1, 999)])])).tables[0]

    assert [row[4] for row in table.rows] == [99, None, 1]


def test_of_two_tables_of_the_same_things_the_second_is_shown_whole_or_not_at_all() -> None:
    first = section([("Elm", 18, 2), ("Ash", 30, 10)], counts="signatures")
    small = section([("One policy", 45, 2), ("Another", 3, 10)], counts="signatures", title="By policy")
    whole = section([("One policy", 40, 5), ("Another", 8, 7)], counts="signatures")

    assert [bool(table.withheld) for table in laid(Sheet([], [first, small]), 5).tables] == [False, True]
    assert laid(Sheet([], [first, small]), 5).left_out == "“By policy”"
    both = laid(Sheet([], [first, whole]), 5)
    assert [bool(table.withheld) for table in both.tables] == [False, False]
    assert both.tables[0].total is not None
    assert list(both.tables[0].total)[1:] == [48, 12, 60, 80]


def test_totals_that_stand_in_another_table_are_reckoned_with() -> None:
    """The first has no totals of its own; the second would give them, and so the one small number."""
    first = section([("Elm", 18, 2), ("Ash", 30, 10), ("Oak", 25, 10)], counts="signatures", total=False)
    other = section([("One policy", 40, 12), ("Another", 33, 10)], counts="signatures")

    alone = laid(Sheet([], [first]), 5).tables[0]
    beside = laid(Sheet([], [first, other]), 5).tables

    hidden = [sum(isinstance(value, Hidden) for row in table.rows for value in row[1:4]) for table in (alone, beside[0])]
    assert not beside[1].withheld
    assert hidden == [2, 4]


def test_names_and_what_is_for_the_inside_never_go_out() -> None:
    named = Section("Late", (Column("Name", personal=True), Column("Policy")), [("Ada Lark", "Phones")])
    inside = section([("Elm", 50, 50)], inside=True)

    out = laid(Sheet([], [named, inside]), 5)

    assert [list(table.rows) for table in out.tables] == [[], []]
    assert [len(table.rows) for table in laid(Sheet([], [named, inside])).tables] == [1, 1]


def test_a_section_that_breaks_the_rules_is_refused() -> None:
    odd = section([("Elm", 1, 1)], parts=("Signed",))
    wrong = Section(
        "T",
        (Column("Where"), Column("A", Kind.FEW), Column("B", Kind.FEW), Column("All", Kind.FEW)),
        [("Elm", 1, 1, 3)],
        parts=("A", "B"),
        whole="All",
    )

    for each in (odd, wrong):
        with pytest.raises(PluginError):
            laid(Sheet([], [each]), 5)
