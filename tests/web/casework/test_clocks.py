"""Working days: never a weekend, a bank holiday of the nation or a closed office, and never later than promised."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.web.casework.clocks import Clock, words_for
from safeconduct.web.casework.standards import OFFICER, standards
from safeconduct.web.people.models import Organisation

LONDON = ZoneInfo("Europe/London")
ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = (nation.value for nation in Organisation.Nation)
NATIONS = st.sampled_from([nation.value for nation in Organisation.Nation])
MOMENTS = st.builds(
    lambda day, hour, minute: datetime.combine(day, time(hour, minute), LONDON),
    st.dates(date(2024, 1, 1), date(2034, 12, 31)),
    st.integers(0, 23),
    st.integers(0, 59),
)
OPENS, CLOSES = time(9), time(17)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-11-17 11:20", "2026-11-18 11:20"),  # a Tuesday
        ("2026-11-17 07:00", "2026-11-17 17:00"),  # before the offices open
        ("2026-11-17 17:00", "2026-11-18 17:00"),  # as they close
        ("2026-11-20 15:00", "2026-11-23 15:00"),  # Friday afternoon
        ("2026-11-20 19:30", "2026-11-23 17:00"),  # Friday evening: Monday is the day
        ("2026-11-21 10:00", "2026-11-23 17:00"),  # Saturday
        ("2026-12-24 16:00", "2026-12-29 16:00"),  # Boxing Day falls on a Saturday: Monday is given for it
        ("2026-12-24 18:00", "2026-12-29 17:00"),
        ("2026-12-31 12:00", "2027-01-04 12:00"),
        ("2027-03-25 14:00", "2027-03-30 14:00"),  # Maundy Thursday, over Good Friday and Easter Monday
        ("2027-03-29 09:00", "2027-03-30 17:00"),  # Easter Monday itself
        ("2027-03-26 19:00", "2027-03-30 17:00"),
        ("2026-03-27 16:30", "2026-03-30 16:30"),  # the clocks change in between
    ],
)
def test_one_working_day_in_england(start: str, due: str) -> None:
    assert Clock(ENGLAND).due(at(start), 1) == at(due)


def test_scotland_and_northern_ireland_have_holidays_of_their_own() -> None:
    assert Clock(SCOTLAND).due(at("2026-12-31 12:00"), 1) == at("2027-01-05 12:00")  # the second of January, made up for
    assert Clock(SCOTLAND).due(at("2027-03-25 14:00"), 1) == at("2027-03-29 14:00")  # no Easter Monday
    assert Clock(NORTHERN_IRELAND).due(at("2026-03-16 12:00"), 1) == at("2026-03-18 12:00")  # St Patrick
    assert Clock(WALES).due(at("2026-03-16 12:00"), 1) == at("2026-03-17 12:00")


@given(NATIONS, MOMENTS, st.integers(1, 10))
def test_a_time_runs_out_in_office_hours_of_a_working_day(nation: str, start: datetime, days: int) -> None:
    clock = Clock(nation)
    due = clock.due(start, days)

    assert due > start
    assert clock.is_working_day(due.date())
    assert due.date().weekday() < 5
    assert OPENS < due.time() <= CLOSES


@given(NATIONS, MOMENTS, st.integers(1, 6))
def test_it_has_exactly_the_office_time_that_was_given(nation: str, start: datetime, days: int) -> None:
    clock = Clock(nation)

    assert clock.left(start, clock.due(start, days)) == timedelta(hours=8 * days)


@given(NATIONS, MOMENTS, st.integers(0, 60 * 24 * 20))
def test_who_starts_later_never_has_to_be_done_earlier(nation: str, start: datetime, minutes: int) -> None:
    clock, later = Clock(nation), (start.astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)).astimezone(LONDON)

    assert clock.due(start, 1) <= clock.due(later, 1)


@given(NATIONS, MOMENTS, st.integers(1, 8))
def test_a_reminder_comes_in_office_hours_before_it_runs_out(nation: str, start: datetime, hours: int) -> None:
    clock = Clock(nation)
    due = clock.due(start, 1)
    reminder = clock.before(due, hours)

    assert reminder < due
    assert clock.is_working_day(reminder.date())
    assert OPENS <= reminder.time() <= CLOSES
    assert clock.left(reminder, due) == timedelta(hours=hours)


def test_a_time_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Clock(ENGLAND).due(at("2026-11-17 11:20"), 0)


@pytest.mark.parametrize(
    ("left", "says"),
    [
        (timedelta(hours=5, minutes=1), "5 hours 1 minute"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(minutes=20), "20 minutes"),
        (timedelta(0), "0 minutes"),
        (timedelta(days=1, hours=2), "26 hours"),
        (-timedelta(minutes=7), "7 minutes over"),
        (-timedelta(hours=3, minutes=7), "3 hours over"),
        (-timedelta(days=2, hours=3), "2 days over"),
    ],
)
def test_what_is_left_in_words(left: timedelta, says: str) -> None:
    assert words_for(left) == says


def test_every_standard_names_its_source() -> None:
    found = standards()

    assert len(found.test) == 4
    assert len({each.id for each in found.test}) == 4
    assert all(each.source for each in found.test)
    assert all(each.source for each in found.clock)
    assert found.patterns.source
    assert found.clocks[OFFICER].working_days == 1


def test_holidays_of_far_years_are_known_too() -> None:
    assert not Clock(ENGLAND).is_working_day(date(2050, 12, 25))
