"""The clock: each turn once, missed turns made up for by one, by British time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from safeconduct.errors import PluginError
from safeconduct.web.jobs import schedule
from safeconduct.web.jobs.models import Turn
from safeconduct.web.jobs.schedule import Schedule, schedules, take_turns
from web.jobs.working import work

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def rang(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Two schedules for these tests alone; what they did."""
    done: list[str] = []
    given = {
        "jobs.hourly": Schedule("jobs.hourly", lambda: done.append("hourly"), every=timedelta(hours=1)),
        "jobs.morning": Schedule("jobs.morning", lambda: done.append("morning"), daily=time(7, 30)),
    }
    monkeypatch.setattr(schedule, "schedules", lambda: given)
    return iter([done])


@pytest.fixture
def done(rang: Iterator[list[str]]) -> list[str]:
    return next(rang)


def test_a_new_schedule_waits_for_its_next_turn(db: None, done: list[str]) -> None:
    assert take_turns(NOON) == 0
    assert take_turns(NOON + timedelta(minutes=59)) == 0
    assert take_turns(NOON + timedelta(minutes=60)) == 1
    work()

    assert done == ["hourly"]


def test_each_turn_is_taken_once(db: None, done: list[str]) -> None:
    take_turns(NOON)
    later = NOON + timedelta(hours=1, minutes=1)

    assert [take_turns(later) for _ in range(3)] == [1, 0, 0]


def test_turns_that_were_missed_are_made_up_for_by_one(db: None, done: list[str]) -> None:
    take_turns(NOON)
    assert take_turns(NOON + timedelta(days=9, minutes=5)) == 2
    work()

    assert sorted(done) == ["hourly", "morning"]
    assert take_turns(NOON + timedelta(days=9, minutes=6)) == 0


def test_a_schedule_that_is_gone_is_passed_over(db: None, done: list[str]) -> None:
    schedule.run.enqueue("policies.of-an-older-version")
    assert work() == 1

    assert (done, DBTaskResult.objects.failed().count()) == ([], 0)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 11, 21, 7, 29, 59, tzinfo=UTC), datetime(2026, 11, 20, 7, 30, tzinfo=UTC)),
        (datetime(2026, 11, 21, 7, 30, tzinfo=UTC), datetime(2026, 11, 21, 7, 30, tzinfo=UTC)),
        (datetime(2026, 7, 1, 6, 29, tzinfo=UTC), datetime(2026, 6, 30, 6, 30, tzinfo=UTC)),
        (datetime(2026, 7, 1, 6, 30, tzinfo=UTC), datetime(2026, 7, 1, 6, 30, tzinfo=UTC)),
        (datetime(2026, 3, 29, 6, 31, tzinfo=UTC), datetime(2026, 3, 29, 6, 30, tzinfo=UTC)),  # the clocks went forward
        (datetime(2026, 10, 25, 6, 31, tzinfo=UTC), datetime(2026, 10, 24, 6, 30, tzinfo=UTC)),  # and back
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), datetime(2026, 6, 30, 6, 30, tzinfo=UTC)),  # past midnight in London
    ],
)
def test_a_daily_turn_keeps_british_time(now: datetime, due: datetime) -> None:
    assert Schedule("jobs.x", lambda: None, daily=time(7, 30)).last_due(now) == due


@pytest.mark.parametrize("minute", range(0, 180, 20))
@pytest.mark.parametrize("day", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
def test_a_turn_in_the_hour_that_the_clocks_change_comes_once(day: datetime, minute: int) -> None:
    given = Schedule("jobs.x", lambda: None, daily=time(1, 30))
    turns = {given.last_due(day + timedelta(minutes=at)) for at in range(minute, 24 * 60 - 1, 7)}

    assert len(turns) <= 2
    assert len({turn.date() for turn in turns}) == len(turns)


def test_workers_that_look_at_the_same_time_take_a_turn_once(transactional_db: None, done: list[str]) -> None:
    take_turns(NOON)
    taken: list[int] = []
    gate = threading.Barrier(4)

    def look() -> None:
        gate.wait()
        taken.append(take_turns(NOON + timedelta(hours=3)))
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(taken) == 1
    assert DBTaskResult.objects.count() == 1


def test_every_schedule_is_found_and_does_something(db: None) -> None:
    found = schedules()
    assert {"jobs.forget", "jobs.sessions", "jobs.mail-left-over"} <= set(found)

    take_turns(NOON)
    assert set(Turn.objects.values_list("schedule", flat=True)) == set(found)
    take_turns(NOON + timedelta(days=2))
    work()
    assert DBTaskResult.objects.successful().count() == len(found)


@pytest.mark.parametrize(
    "wrong",
    [
        Schedule("people.not-of-this-app", lambda: None, daily=time(1)),
        Schedule("jobs.forget", lambda: None, daily=time(1)),
        Schedule("jobs.neither", lambda: None),
        Schedule("jobs.both", lambda: None, timedelta(hours=1), time(1)),
    ],
    ids=lambda each: each.id,
)
def test_a_mistake_in_a_schedule_shows_at_the_start(wrong: Schedule, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "SCHEDULES", (*schedule.SCHEDULES, wrong))

    with pytest.raises(PluginError, match=wrong.id):
        schedules.__wrapped__()
