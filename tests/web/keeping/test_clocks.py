"""Until when a case is kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.web.keeping.clocks import BORN, LEFT, Days, until, years_after
from safeconduct.web.keeping.standards import standards

DAYS = st.dates(date(1930, 1, 1), date(2060, 12, 31))


def test_every_outcome_starts_a_clock_that_there_is_and_every_rule_names_its_source() -> None:
    clocks = standards().clocks

    assert {clock for each in standards().outcome for clock in each.clock.values()} <= set(clocks)
    assert all(len(each.source) > 20 for each in clocks.values())
    assert {strand for each in standards().outcome for strand in each.clock} - {"low"} == {"adult", "child", "other"}


@given(told=DAYS, born=DAYS)
def test_a_matter_past_the_threshold_is_kept_ten_years_or_until_pension_age_whichever_is_longer(told: date, born: date) -> None:
    rule = standards().clocks["staff-matter"]
    found = until(rule, rule.years, Days(told, told, born=born)).day

    assert found is not None
    assert found >= years_after(told, 10)
    assert found >= years_after(born, rule.until_age)
    assert found in (years_after(told, 10), years_after(born, rule.until_age))


def test_what_is_not_known_is_named_and_no_day_is_made_up() -> None:
    day = date(2026, 3, 1)

    assert until(standards().clocks["staff-matter"], 10, Days(day, day)) == (None, (BORN,))
    assert until(standards().clocks["low-level"], 1, Days(day, day)) == (None, (LEFT,))


def test_a_leap_day_ends_in_february() -> None:
    assert years_after(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.parametrize("years", [0, 1, 100])
@given(day=DAYS)
def test_years_never_go_back(day: date, years: int) -> None:
    assert years_after(day, years) >= day
