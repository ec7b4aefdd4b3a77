"""Which check-ups bind whom, by when: from the policies alone, the strictest first, fair to newcomers and people on leave."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import msgspec
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safeconduct.policy import LooksAt, Policy, Review
from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Person, Placement, Role
from safeconduct.web.policies.models import Adoption
from safeconduct.web.reviews.checkup import asked_by, checkups
from safeconduct.web.reviews.doors import due as door
from safeconduct.web.reviews.standing import Standing, State, mine, standing
from web.reviews.made import BEGAN, FIRST_DUE, again, at, did, entered

WEEK = timedelta(weeks=1)


def of(person: Person, checkup: str, day: date = BEGAN) -> Standing:
    return next(each for each in mine(again(person), day) if each.checkup.id == checkup)


def kinds(person: Person, day: date = BEGAN) -> set[str]:
    return {each.checkup.id for each in mine(again(person), day)}


def said(each: Standing) -> set[str]:
    return {f"{ask.adoption.policy_id}:{ask.clause.id}" for ask in each.asks}


# --- from clauses to check-ups ----------------------------------------------------------------------------------------


def test_every_clause_that_asks_for_a_review_has_a_check_up(policies: tuple[Policy, ...]) -> None:
    asking = {(policy.id, clause.id) for policy in policies for clause in policy.clause if clause.review}
    cited = {(cite.policy, cite.clause) for each in checkups().values() for cite in each.cites}

    assert asking == cited


def test_every_way_of_looking_is_met_where_a_school_writes_its_own(policies: tuple[Policy, ...]) -> None:
    written = policies[0].clause[0]
    for looks_at in LooksAt:
        clause = msgspec.structs.replace(written, id="own-1", review=Review("Look.", 6, (looks_at,)))

        assert asked_by("a-policy-of-our-own", clause), looks_at


def test_a_clause_without_a_review_asks_for_nothing(policies: tuple[Policy, ...]) -> None:
    for policy in policies:
        assert [clause.id for clause in policy.clause if not clause.review and asked_by(policy.id, clause)] == []


@pytest.mark.clause("kevi:5.2b", "kevi:5.2j", "kevi:5.2k", "kevi:5.2l", "kevi:8d", "safe-use:S5")
def test_a_teacher_does_what_the_school_s_policies_ask(since_september: SimpleNamespace) -> None:
    priya = since_september.priya

    assert kinds(priya) == {"privacy", "people", "profile", "old-posts"}
    assert said(of(priya, "privacy")) == {"kevi:5.2j", "kevi:5.2k"}
    assert said(of(priya, "people")) == {"kevi:5.2k", "safe-use:S5"}
    assert said(of(priya, "profile")) == {"kevi:5.2b", "kevi:5.2l"}
    assert said(of(priya, "old-posts")) == {"kevi:8d"}


@pytest.mark.clause("tapton:P1a", "tapton:P1b", "tapton:P2", "tapton:P14", "tapton:D2")
def test_another_school_asks_for_other_things(since_september: SimpleNamespace) -> None:
    marcus = since_september.marcus

    assert kinds(marcus) == {"privacy", "passwords", "devices", "equipment"}
    assert said(of(marcus, "passwords")) == {"tapton:P1a", "tapton:P2"}
    assert said(of(marcus, "equipment")) == {"tapton:P14"}
    assert said(of(marcus, "devices")) == {"tapton:P1b"}
    assert of(marcus, "privacy").months == 6


@pytest.mark.clause(
    "key:6", "key:7", "key:8a", "key:9", "key:15a", "key:15b", "vision:2", "vision:3a", "vision:3b", "vision:10"
)
def test_supply_staff_do_what_agency_and_host_school_ask_the_strictest_first(since_september: SimpleNamespace) -> None:
    grace = since_september.grace
    today = timezone.localdate()  # her placement is made for these days

    assert kinds(grace, today) == {"privacy", "tags", "people", "profile", "old-posts", "passwords", "devices"}
    privacy = of(grace, "privacy", today)
    assert said(privacy) == {"key:7", "kevi:5.2j", "kevi:5.2k", "vision:3a"}
    assert [ask.months for ask in privacy.asks] == [3, 3, 3, 6]
    assert privacy.months == 3
    assert said(of(grace, "profile", today)) == {"key:6", "key:9", "vision:3b", "kevi:5.2b", "kevi:5.2l"}
    assert said(of(grace, "tags", today)) == {"key:8a", "vision:10"}
    assert said(of(grace, "devices", today)) == {"key:15b", "vision:2"}


def test_when_the_placement_is_over_only_the_agency_asks(since_september: SimpleNamespace) -> None:
    Placement.objects.update(since=BEGAN, until=BEGAN)

    assert "old-posts" not in kinds(since_september.grace, BEGAN + timedelta(1))
    assert said(of(since_september.grace, "privacy", BEGAN + timedelta(1))) == {"key:7", "vision:3a"}


def test_whom_no_policy_binds_is_asked_for_nothing(since_september: SimpleNamespace) -> None:
    Role.objects.filter(person=since_september.priya).update(until=BEGAN)

    assert mine(again(since_september.priya), BEGAN + timedelta(1)) == []
    assert mine(since_september.ruth, BEGAN) == []  # the agency's policies are written for those whom it sends


# --- days -------------------------------------------------------------------------------------------------------------


def test_the_first_time_is_within_six_weeks(since_september: SimpleNamespace) -> None:
    assert of(since_september.priya, "privacy").due == FIRST_DUE


def test_a_newcomer_has_six_weeks_from_their_first_day_here(since_september: SimpleNamespace) -> None:
    Role.objects.filter(person=since_september.priya).update(since=date(2026, 11, 2))

    assert of(since_september.priya, "privacy", date(2026, 11, 2)).due == date(2026, 12, 14)


def test_a_site_that_is_set_up_today_makes_nobody_late(world: SimpleNamespace) -> None:
    entered(world, date(2026, 11, 20))

    assert {each.due for each in mine(world.priya, date(2026, 11, 21))} == {date(2027, 1, 1)}


@pytest.mark.parametrize(("checkup", "again_by"), [("privacy", date(2027, 1, 30)), ("old-posts", date(2027, 10, 30))])
def test_after_it_is_done_the_shortest_interval_counts(checkup: str, again_by: date, since_september: SimpleNamespace) -> None:
    did(since_september.priya, checkup, date(2026, 10, 30))

    assert of(since_september.priya, checkup, date(2026, 10, 30)).due == again_by


def test_the_last_day_of_a_short_month_stands_for_the_31st(since_september: SimpleNamespace) -> None:
    did(since_september.priya, "privacy", date(2026, 11, 30))

    assert of(since_september.priya, "privacy", date(2026, 11, 30)).due == date(2027, 2, 28)


def test_only_the_last_time_counts_and_none_that_is_to_come(since_september: SimpleNamespace) -> None:
    for day in (date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)):
        did(since_september.priya, "privacy", day)

    assert of(since_september.priya, "privacy", date(2026, 11, 15)).done_on == date(2026, 11, 1)


def test_what_was_done_long_ago_gives_six_weeks_in_a_new_place(since_september: SimpleNamespace) -> None:
    did(since_september.priya, "privacy", date(2026, 1, 1))

    assert of(since_september.priya, "privacy").due == FIRST_DUE


def test_who_comes_back_from_leave_has_a_fortnight(since_september: SimpleNamespace) -> None:
    back = date(2026, 12, 1)
    Person.objects.filter(pk=since_september.priya.pk).update(away_from=date(2026, 10, 1), away_until=back)
    away = of(since_september.priya, "privacy", date(2026, 11, 20))

    assert away.due == back + 2 * WEEK
    assert away.state_on(date(2026, 12, 1)) == State.AWAY
    assert away.state_on(date(2026, 12, 2)) == State.DUE
    assert away.state_on(date(2026, 12, 16)) == State.OVERDUE


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (FIRST_DUE - 2 * WEEK - timedelta(1), State.NOT_YET),
        (FIRST_DUE - 2 * WEEK, State.DUE),
        (FIRST_DUE, State.DUE),
        (FIRST_DUE + timedelta(1), State.OVERDUE),
    ],
)
def test_how_it_stands(day: date, state: State, since_september: SimpleNamespace) -> None:
    assert of(since_september.priya, "people", day).state_on(day) == state


def test_once_done_it_is_up_to_date_until_a_fortnight_before(since_september: SimpleNamespace) -> None:
    did(since_september.priya, "people", date(2026, 10, 1))
    people = of(since_september.priya, "people", date(2026, 10, 1))

    assert people.due == date(2027, 1, 1)
    assert people.state_on(date(2026, 12, 17)) == State.UP_TO_DATE
    assert people.state_on(date(2026, 12, 18)) == State.DUE


def test_the_door_says_how_many_wait(since_september: SimpleNamespace) -> None:
    with time_machine.travel(at(FIRST_DUE - WEEK), tick=False):
        assert door(again(since_september.priya)) == {"accounts": "4 check-ups due"}
        for checkup in ("privacy", "people", "profile"):
            did(since_september.priya, checkup, FIRST_DUE - WEEK)
        assert door(again(since_september.priya)) == {"accounts": "1 check-up due"}
        did(since_september.priya, "old-posts", FIRST_DUE - WEEK)
        assert door(again(since_september.priya)) == {}


# --- of an organisation -----------------------------------------------------------------------------------------------


def test_standing_tells_of_everybody_below_and_of_nobody_else(since_september: SimpleNamespace) -> None:
    world = since_september
    did(world.priya, "privacy", date(2026, 9, 20))
    elm, harbour, trust = (standing(place, date(2026, 10, 1)) for place in (world.elm, world.harbour, world.trust))

    assert {each.person.name for each in harbour} == {"Marcus Bell"}
    assert {each.person for each in trust} == {each.person for each in (*elm, *harbour)}
    assert [(each.checkup.id, each.done_on, each.due) for each in elm if each.person == world.priya] == [
        ("privacy", date(2026, 9, 20), date(2026, 12, 20)),
        ("people", None, FIRST_DUE),
        ("profile", None, FIRST_DUE),
        ("old-posts", None, FIRST_DUE),
    ]


def test_a_school_sees_of_supply_staff_only_what_it_asks_for_itself(since_september: SimpleNamespace) -> None:
    today = timezone.localdate()  # her placement is made for these days
    at_elm = [each for each in standing(since_september.elm, today) if each.person == since_september.grace]

    assert {each.checkup.id for each in at_elm} == {"privacy", "people", "profile", "old-posts"}
    assert {ask.adoption.organisation for each in at_elm for ask in each.asks} == {since_september.elm}


def test_who_has_left_stands_nowhere(since_september: SimpleNamespace) -> None:
    Person.objects.filter(pk=since_september.priya.pk).update(is_active=False)
    Role.objects.filter(person=since_september.tomasz).update(until=date(2026, 9, 30))
    names = {each.person.name for each in standing(since_september.elm, date(2026, 10, 1))}

    assert names.isdisjoint({"Priya Nair", "Tomasz Zieliński"})
    assert "Helen Marsh" in names


def test_a_policy_that_is_withdrawn_asks_for_nothing_more(since_september: SimpleNamespace) -> None:
    Adoption.objects.filter(policy_id="kevi").update(withdrawn_from=date(2026, 10, 1))

    assert kinds(since_september.priya, date(2026, 10, 1)) == {"people"}  # safe-use S5


def test_queries_do_not_grow_with_the_staff(since_september: SimpleNamespace) -> None:
    place, day = since_september.elm, date(2026, 10, 1)
    with CaptureQueriesContext(connection) as few:
        before = standing(place, day)
    for number in range(40):
        person = Person.objects.create(email=f"t{number}@demo.example", name=f"Teacher {number}", joined_at=at(BEGAN))
        Role.objects.create(person=person, organisation=place, position=Position.TEACHER, since=BEGAN)
        did(person, "privacy", date(2026, 9, 20))
    with CaptureQueriesContext(connection) as many:
        after = standing(place, day)

    assert len(after) == len(before) + 160
    assert len(many) == len(few) <= 6
