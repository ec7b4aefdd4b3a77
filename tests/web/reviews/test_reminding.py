"""Reminders of check-ups: a week before, the day after, every four weeks; one a week at most, and none that cannot help."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail

from safeconduct.web.access.models import Event
from safeconduct.web.jobs.mail import written
from safeconduct.web.jobs.models import Mail
from safeconduct.web.jobs.schedule import schedules
from safeconduct.web.people.models import Person, Placement, Role
from safeconduct.web.reviews import reminding
from safeconduct.web.reviews.models import Nudge
from web.reviews.made import BEGAN, FIRST_DUE, at, did

WEEK = timedelta(weeks=1)


@pytest.fixture
def only_priya(since_september: SimpleNamespace) -> SimpleNamespace:
    """Nobody but Priya works anywhere."""
    Role.objects.exclude(person=since_september.priya).delete()
    Placement.objects.all().delete()
    return since_september


def days_of_mail(since: date, until: date) -> list[date]:
    """The days on which an e-mail went out, looking every day."""
    day, found = since, []
    while day <= until:
        with time_machine.travel(at(day), tick=False):
            if reminding.send_due(at(day)):
                found.append(day)
        day += timedelta(1)
    return found


def test_a_week_before_the_day_after_and_every_four_weeks(only_priya: SimpleNamespace) -> None:
    assert days_of_mail(BEGAN, date(2026, 12, 11)) == [
        FIRST_DUE - WEEK,  # Tuesday 6 October
        FIRST_DUE + timedelta(1),  # Wednesday 14 October
        date(2026, 11, 11),
        date(2026, 12, 9),
    ]


def test_none_after_it_is_done(only_priya: SimpleNamespace) -> None:
    for checkup in ("privacy", "people", "profile", "old-posts"):
        did(only_priya.priya, checkup, date(2026, 10, 7))

    assert days_of_mail(date(2026, 10, 5), date(2026, 12, 20)) == [FIRST_DUE - WEEK]
    assert days_of_mail(date(2026, 12, 21), date(2027, 1, 8)) == [date(2027, 1, 4)]  # Christmas; privacy is due on 7 January


def test_never_two_within_a_week_however_close_the_days_are(only_priya: SimpleNamespace) -> None:
    did(only_priya.priya, "people", date(2026, 7, 18))  # due by 18 October, five days after the others
    sent = days_of_mail(date(2026, 10, 1), date(2026, 10, 25))

    assert sent == [date(2026, 10, 6), date(2026, 10, 13), date(2026, 10, 20)]
    assert len(reminding.wanted(date(2026, 10, 25))) == 0


@pytest.mark.parametrize(
    "when",
    [
        at(date(2026, 10, 6), 7),  # too early
        at(date(2026, 10, 6), 17),  # too late
        at(date(2026, 10, 10)),  # a Saturday
        at(date(2026, 12, 25)),
        at(date(2026, 10, 5)),  # the day before it begins
    ],
    ids=["early", "late", "saturday", "christmas", "before"],
)
def test_not_then(when: object, only_priya: SimpleNamespace) -> None:
    assert reminding.send_due(when) == 0  # type: ignore[arg-type]


def test_none_on_leave_and_none_to_those_who_have_left(only_priya: SimpleNamespace) -> None:
    Person.objects.filter(pk=only_priya.priya.pk).update(away_from=date(2026, 10, 1), away_until=date(2026, 11, 1))
    assert days_of_mail(date(2026, 10, 5), date(2026, 11, 15)) == [date(2026, 11, 9)]  # a week before the new day

    Nudge.objects.all().delete()
    Person.objects.update(away_from=None, away_until=None)
    Person.objects.filter(pk=only_priya.priya.pk).update(is_active=False)
    assert reminding.wanted(date(2026, 10, 6)) == []
    Person.objects.update(is_active=True)
    Role.objects.update(until=date(2026, 10, 5))
    assert reminding.wanted(date(2026, 10, 6)) == []


def test_one_e_mail_names_all_that_is_due_and_nothing_else(only_priya: SimpleNamespace) -> None:
    did(only_priya.priya, "old-posts", date(2026, 9, 20))
    with time_machine.travel(at(FIRST_DUE + timedelta(1)), tick=False):
        assert reminding.send_due(at(FIRST_DUE + timedelta(1))) == 1
        (sent,) = Mail.objects.all()
        message = written(sent)

    assert message.to == ["priya@demo.example"]
    assert message.subject == "Check-ups of your accounts: 3 are due"
    assert "* Privacy settings: it was due by 13 October 2026" in message.body
    assert "/check-ups/people/" in message.body
    assert "Old posts" not in message.body
    assert "Elm Park" not in message.body
    assert mail.outbox == []
    event = Event.objects.latest("number")
    assert (event.verb, event.facts) == ("reviews.remind", {"checkups": ["privacy", "people", "profile"]})


def test_looking_twice_sends_once(only_priya: SimpleNamespace) -> None:
    assert reminding.send_due(at(date(2026, 10, 6))) == 1
    assert reminding.send_due(at(date(2026, 10, 6), 11)) == 0
    assert Mail.objects.count() == 1


def test_two_workers_send_one(only_priya: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    heaps = reminding.wanted(date(2026, 10, 6))
    monkeypatch.setattr(reminding, "wanted", lambda on: heaps)

    assert [reminding.send_due(at(date(2026, 10, 6))) for _ in range(2)] == [1, 0]
    assert (Mail.objects.count(), Nudge.objects.count()) == (1, 1)


def test_it_goes_by_the_clock_and_old_ones_are_forgotten(only_priya: SimpleNamespace) -> None:
    assert {"reviews.remind", "reviews.forget"} <= set(schedules())
    with time_machine.travel(at(date(2026, 10, 6)), tick=False):
        schedules()["reviews.remind"].does()
    assert Nudge.objects.count() == 1
    with time_machine.travel(at(date(2026, 12, 28)), tick=False):
        schedules()["reviews.forget"].does()
    assert Nudge.objects.count() == 1
    with time_machine.travel(at(date(2026, 12, 30)), tick=False):
        schedules()["reviews.forget"].does()
    assert Nudge.objects.count() == 0
