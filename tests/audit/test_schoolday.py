"""The school day: hours on the British clock, weekends, bank holidays by nation, terms."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from safeconduct.audit.schoolday import Nation, SchoolDays, bank_holidays, read_hours, read_term
from safeconduct.errors import InputError

AUTUMN = (date(2025, 9, 3), date(2025, 12, 19))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        ("2025-06-03T08:00", True),  # nine o'clock in summer: UTC is an hour behind
        ("2025-06-03T07:29", False),  # 08:29
        ("2025-06-03T14:29", True),  # 15:29
        ("2025-06-03T14:30", False),  # 15:30 is after school
        ("2025-01-14T08:30", True),  # winter: UTC is the clock on the wall
        ("2025-01-14T15:30", False),
        ("2025-06-07T10:00", False),  # Saturday
        ("2025-08-25T10:00", False),  # the summer bank holiday in England
        ("2025-07-30T10:00", False),  # no school in the United Kingdom is open
        ("2025-12-29T10:00", False),
    ],
)
def test_a_moment_is_judged_by_the_clock_on_the_wall(moment: str, holds: bool) -> None:
    assert SchoolDays().holds(at(moment)) is holds


def test_with_terms_only_days_of_term_count() -> None:
    days = SchoolDays((AUTUMN,))

    assert days.is_school_day(date(2025, 9, 3))
    assert days.is_school_day(date(2025, 12, 19))
    assert not days.is_school_day(date(2025, 9, 2))
    assert not days.is_school_day(date(2025, 12, 20))


def test_bank_holidays_are_those_of_the_nation() -> None:
    st_andrew = date(2026, 11, 30)
    st_patrick = date(2026, 3, 17)

    assert st_andrew in bank_holidays(Nation.SCOTLAND, 2026)
    assert st_andrew not in bank_holidays(Nation.WALES, 2026)
    assert SchoolDays(nation=Nation.SCOTLAND).is_school_day(st_patrick)
    assert not SchoolDays(nation=Nation.NORTHERN_IRELAND).is_school_day(st_patrick)


def test_terms_and_hours_are_read_as_people_write_them() -> None:
    assert read_term("2025-09-03..2025-12-19") == AUTUMN
    assert read_hours("8:45-15:15") == (time(8, 45), time(15, 15))
    assert read_hours("08:30–15:30") == (time(8, 30), time(15, 30))


@pytest.mark.parametrize("wrong", ["autumn", "2025-12-19..2025-09-03", "2025-09-03", "2025-09-03..", "2025-13-01..2025-12-19"])
def test_a_term_that_is_none_is_an_error_that_shows_how(wrong: str) -> None:
    with pytest.raises(InputError, match="term"):
        read_term(wrong)


@pytest.mark.parametrize("wrong", ["all day", "15:30-08:30", "08:30", "25:00-26:00"])
def test_hours_that_are_none_are_an_error_that_shows_how(wrong: str) -> None:
    with pytest.raises(InputError, match="hours"):
        read_hours(wrong)
