"""A case that nobody opens goes to the next one above, in school time."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as some

from safeconduct.activity import ConcernKind
from safeconduct.web.access.models import Event
from safeconduct.web.concerns import hours
from safeconduct.web.concerns.models import Case, Governance, Seen
from safeconduct.web.concerns.passing_on import CLOCKS, clock_of, pass_on
from safeconduct.web.jobs.models import Mail
from safeconduct.web.jobs.schedule import schedules
from safeconduct.web.people.models import Organisation
from safeconduct.web.policies.reminding import is_working_day
from web.routing.made import HEAD, LEAD, away, becomes, leaves, told, who_sees

LONDON = ZoneInfo("Europe/London")
ELM = Organisation(name="Elm Park", kind="school", nation="ENG", day_starts=time(8, 30), day_ends=time(15, 30))


def at(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=LONDON)


# --- school time -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told_at", "hours_", "due"),
    [
        ("2026-11-24 10:00", 1, "2026-11-24 11:00"),
        ("2026-11-24 15:00", 1, "2026-11-25 09:00"),
        ("2026-11-24 20:00", 1, "2026-11-25 09:30"),
        ("2026-11-24 06:00", 1, "2026-11-24 09:30"),
        ("2026-11-27 15:15", 1, "2026-11-30 09:15"),  # over a weekend
        ("2026-12-23 15:00", 2, "2027-01-04 10:00"),  # over Christmas
        ("2026-04-02 15:30", 7, "2026-04-07 15:30"),  # Good Friday to Easter Monday
        ("2026-11-24 08:30", 14, "2026-11-25 15:30"),
    ],
)
def test_hours_count_only_while_school_is_held(told_at: str, hours_: int, due: str) -> None:
    assert hours.after(ELM, at(told_at), hours_) == at(due)


@pytest.mark.parametrize(
    ("told_at", "due"),
    [
        ("2026-11-24 10:00", "2026-11-24 15:30"),
        ("2026-11-24 14:30", "2026-11-24 15:30"),
        ("2026-11-24 14:31", "2026-11-25 15:30"),
        ("2026-11-27 20:00", "2026-11-30 15:30"),
    ],
)
def test_the_end_of_the_day_is_the_next_ones_where_less_than_an_hour_is_left(told_at: str, due: str) -> None:
    assert hours.end_of_day(ELM, at(told_at)) == at(due)


def test_scotland_goes_on_when_england_has_its_bank_holiday() -> None:
    scottish = Organisation(name="Glen", nation="SCT", day_starts=time(8, 30), day_ends=time(15, 30))

    assert hours.after(scottish, at("2026-04-06 09:00"), 1) == at("2026-04-06 10:00")
    assert hours.after(ELM, at("2026-04-06 09:00"), 1) == at("2026-04-07 09:30")


@settings(max_examples=300, deadline=None)
@given(
    some.integers(0, 3 * 365 * 24 * 60),
    some.integers(1, 40),
    some.sampled_from(["ENG", "WLS", "SCT", "NIR"]),
)
def test_it_is_never_due_outside_school_time_nor_sooner_for_more_hours(minutes: int, wait: int, nation: str) -> None:
    place = Organisation(name="A school", nation=nation, day_starts=time(8, 30), day_ends=time(15, 30))
    told_at = at("2026-01-01") + timedelta(minutes=minutes)
    for due in (hours.after(place, told_at, wait), hours.end_of_day(place, told_at)):
        here = due.astimezone(LONDON)
        assert due > told_at
        assert is_working_day(place, here.date())
        assert time(8, 30) <= here.time() <= time(15, 30)
    assert hours.after(place, told_at, wait) < hours.after(place, told_at, wait + 1)


# --- passing on --------------------------------------------------------------------------------------------------------


def urgent(world: SimpleNamespace) -> Case:
    case = told(world, kind=ConcernKind.PUPIL_CONTACT, child_protection=True)
    assert case.route["immediate"]
    return case


def test_an_urgent_case_that_nobody_opens_reaches_the_head_and_then_the_chair(world: SimpleNamespace) -> None:
    with time_machine.travel(at("2026-11-24 10:00"), tick=False) as clock:
        case = urgent(world)
        clock.move_to(at("2026-11-24 10:59"))
        assert pass_on() == 0
        clock.move_to(at("2026-11-24 11:00"))
        assert pass_on() == 1
        assert who_sees(world, case) == {"daniel", "sian", "helen"}
        assert pass_on() == 0
        clock.move_to(at("2026-11-24 12:00"))
        assert pass_on() == 1
        assert who_sees(world, case) == {"daniel", "sian", "helen", "farah"}
        clock.move_to(at("2026-11-26 12:00"))
        assert pass_on() == 0
    event = Event.objects.filter(verb="concerns.pass-on").earliest("number")
    assert event.facts == {"told": [world.helen.pk], "as": ["headteacher"]}
    assert event.actor_id is None


def test_one_that_somebody_on_it_opened_goes_no_further(world: SimpleNamespace) -> None:
    with time_machine.travel(at("2026-11-24 10:00"), tick=False) as clock:
        case = urgent(world)
        Seen.objects.create(case=case, person=world.daniel)
        clock.move_to(at("2026-11-25 10:00"))
        assert pass_on() == 0


def test_that_somebody_opened_it_who_is_no_longer_on_it_does_not_count(world: SimpleNamespace) -> None:
    with time_machine.travel(at("2026-11-24 10:00"), tick=False) as clock:
        case = urgent(world)
        Seen.objects.create(case=case, person=world.daniel)
        leaves(world, "daniel", LEAD)
        clock.move_to(at("2026-11-24 11:00"))
        assert pass_on() == 1
        assert who_sees(world, case) == {"sian", "helen"}


def test_what_is_not_urgent_waits_until_the_end_of_the_day(world: SimpleNamespace) -> None:
    with time_machine.travel(at("2026-11-24 10:00"), tick=False) as clock:
        case = told(world, kind=ConcernKind.GRIEVANCE)
        assert not case.route["immediate"]
        assert who_sees(world, case) == {"helen"}
        clock.move_to(at("2026-11-24 15:29"))
        assert pass_on() == 0
        clock.move_to(at("2026-11-24 15:30"))
        assert pass_on() == 1
        assert who_sees(world, case) == {"helen", "farah"}


def test_the_school_sets_its_own_hours(world: SimpleNamespace) -> None:
    mine = Governance.objects.create(organisation=world.elm, urgent_hours=3, other_hours=5, source="Our policy, section 6")
    assert clock_of(mine, urgent=True).hours == 3
    assert clock_of(mine, urgent=False) == (5, "Our policy, section 6")
    with time_machine.travel(at("2026-11-24 10:00"), tick=False) as clock:
        urgent(world)
        clock.move_to(at("2026-11-24 12:59"))
        assert pass_on() == 0
        clock.move_to(at("2026-11-24 13:00"))
        assert pass_on() == 1


def test_every_clock_names_its_source() -> None:
    assert all(clock.source for clock in CLOCKS.values())


def test_it_never_passes_to_whom_it_is_about_nor_to_who_answers_to_them(world: SimpleNamespace) -> None:
    with time_machine.travel(at("2026-11-24 10:00"), tick=False) as clock:
        case = told(world, "helen")
        clock.move_to(at("2026-12-01 10:00"))
        assert pass_on() == 0
        assert who_sees(world, case) == {"farah"}


def test_who_comes_to_receive_it_is_told_once_with_one_e_mail_for_all(world: SimpleNamespace) -> None:
    for _ in range(3):
        told(world, "tomasz")
    becomes(world, "sian", HEAD)
    Mail.objects.all().delete()

    assert pass_on() == 1
    assert [each.to for each in Mail.objects.all()] == [world.sian]
    assert pass_on() == 0


def test_who_is_back_goes_on_receiving_and_closed_cases_rest(world: SimpleNamespace) -> None:
    with time_machine.travel(at("2026-11-24 10:00"), tick=False) as clock:
        away(world, "daniel", "sian")
        case = urgent(world)
        Case.objects.update(state=Case.State.CLOSED)
        clock.move_to(at("2026-11-26 10:00"))
        assert pass_on() == 0
        away(world)
        assert who_sees(world, case) == {"daniel", "sian", "helen"}


def test_it_is_done_by_the_clock() -> None:
    assert schedules()["concerns.pass-on"].does is pass_on


def test_it_costs_the_same_for_few_and_for_many(world: SimpleNamespace, django_assert_num_queries: object) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            pass_on()
        return len(queries)

    for _ in range(3):
        urgent(world)
    few = cost()
    for _ in range(20):
        urgent(world)
    assert cost() == few
