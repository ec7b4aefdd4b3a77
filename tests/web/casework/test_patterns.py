"""Patterns over time: counted in the eyes of each who may look, and never a word to anybody else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.activity import ConcernKind
from safeconduct.web import demo
from safeconduct.web.access.deciding import may
from safeconduct.web.access.models import Event
from safeconduct.web.casework import actions
from safeconduct.web.casework.actions import WaysGiven
from safeconduct.web.casework.models import Review
from safeconduct.web.casework.patterns import reviews_for, ways_of, window_start
from safeconduct.web.casework.reminding import look_for_patterns
from safeconduct.web.concerns.models import Barred, Case
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.jobs.models import Mail
from safeconduct.web.people.models import Person, Role
from safeconduct.web.sealing.storing import words
from web.casework.made import about_tomasz_three_times, decided, told, told_by_oneself

CAST = ("priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen", "ruth", "marcus")


Browser = Callable[[str], Client]


def anew(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def lookers(world: SimpleNamespace) -> set[str]:
    people = {key: anew(getattr(world, key)) for key in CAST}
    return {key for key, person in people.items() if reviews_for(person, visible(person))}


def test_the_third_low_level_concern_asks_the_head_to_look(world: SimpleNamespace) -> None:
    cases = [told(world) for _ in range(3)]
    for case in cases[:2]:
        decided(anew(world.helen), case)
    assert not Review.objects.exists()
    Mail.objects.all().delete()
    decided(anew(world.daniel), cases[2])

    review = Review.objects.get()
    assert set(review.rests_on.all()) == set(cases)
    assert (review.counted, review.threshold, review.about) == (3.0, 3.0, world.tomasz)
    assert [mail.to for mail in Mail.objects.all()] == [world.helen]
    assert lookers(world) == {"helen", "daniel"}


def test_a_review_changes_nothing_about_the_cases_or_the_person(world: SimpleNamespace) -> None:
    cases = about_tomasz_three_times(world)

    assert {case.state for case in Case.objects.all()} == {Case.State.OPEN}
    assert {case.level for case in Case.objects.filter(pk__in=[case.pk for case in cases])} == {Case.Level.LOW}
    assert anew(world.tomasz).is_active


def test_neither_the_name_nor_the_number_of_the_person_stands_in_the_trail(world: SimpleNamespace) -> None:
    about_tomasz_three_times(world)

    event = Event.objects.get(verb="casework.open-review")
    assert set(event.facts) == {"cases", "counted", "threshold"}
    assert "Tomasz" not in str(Event.objects.values_list("facts", flat=True))


def test_a_fourth_concern_does_not_ask_again_while_the_review_is_open(world: SimpleNamespace) -> None:
    about_tomasz_three_times(world)
    decided(anew(world.helen), told(world))

    assert Review.objects.count() == 1


def test_after_a_review_a_new_concern_asks_again_and_an_old_one_does_not(world: SimpleNamespace) -> None:
    cases = about_tomasz_three_times(world)
    actions.close_review(anew(world.helen), Review.objects.get(), "We spoke; he will keep his telephone in the staff room.")
    decided(anew(world.helen), cases[0])
    assert Review.objects.count() == 1
    decided(anew(world.helen), told(world))

    assert Review.objects.count() == 2
    assert Review.objects.latest("pk").rests_on.count() == 4


def test_what_somebody_told_of_themself_counts_less_and_is_marked(world: SimpleNamespace) -> None:
    for case in [told_by_oneself(world) for _ in range(3)]:
        decided(anew(world.helen), case)

    assert not Review.objects.exists()


def test_concerns_about_others_or_before_the_window_do_not_count(world: SimpleNamespace) -> None:
    cases = [told(world), told(world), told(world, "sian"), told(world)]
    Case.objects.filter(pk=cases[0].pk).update(at=timezone.now() - timedelta(days=400))
    for case in cases:
        decided(anew(world.helen), case)

    assert not Review.objects.exists()


def test_only_what_was_decided_to_be_low_level_counts(world: SimpleNamespace) -> None:
    levels = [Case.Level.LOW, Case.Level.LOW, Case.Level.NEITHER, Case.Level.THRESHOLD]
    for level in levels:
        decided(anew(world.helen), told(world), level)

    assert not Review.objects.exists()


def test_a_school_weighs_as_it_has_settled(world: SimpleNamespace) -> None:
    actions.set_ways(anew(world.helen), world.elm, WaysGiven(6, 4.0, 0.5, {"malpractice": 2.0}, 1, "Our policy"))
    for _ in range(2):
        decided(anew(world.helen), told(world, kind=ConcernKind.MALPRACTICE))

    assert Review.objects.get().counted == 4.0
    assert ways_of(world.elm).window_months == 6
    assert ways_of(world.harbour).window_months == 12


def test_what_a_trust_settles_holds_for_its_schools(world: SimpleNamespace) -> None:
    Role.objects.create(person=world.farah, organisation=world.trust, position="chair_of_governors")
    actions.set_ways(anew(world.farah), world.trust, WaysGiven(24, 5.0, 1.0, {}, 1, "Our policy"))

    assert ways_of(world.harbour).window_months == 24


# --- who must not know --------------------------------------------------------------------------------------


def bar(person: Person, case: Case) -> None:
    Barred.objects.create(case=case, person=person, why=Barred.Why.STEPPED_BACK)


def test_a_pattern_over_a_case_that_the_head_may_not_see_asks_the_lead_instead(world: SimpleNamespace) -> None:
    cases = [told(world) for _ in range(3)]
    bar(world.helen, cases[0])
    Mail.objects.all().delete()
    for case in cases:
        decided(anew(world.daniel), case)

    assert lookers(world) == {"daniel"}
    assert [mail.to for mail in Mail.objects.all()] == [world.daniel]


def test_where_nobody_sees_enough_of_it_nobody_is_told(world: SimpleNamespace) -> None:
    cases = [told(world) for _ in range(3)]
    bar(world.helen, cases[0])
    bar(world.daniel, cases[1])
    decided(anew(world.daniel), cases[0])
    decided(anew(world.helen), cases[1])
    Mail.objects.all().delete()
    decided(anew(world.helen), cases[2])

    assert not Review.objects.exists()
    assert not Mail.objects.exists()


def test_the_clock_finds_a_pattern_once_somebody_may_see_it_whole(world: SimpleNamespace) -> None:
    cases = [told(world) for _ in range(3)]
    bar(world.helen, cases[0])
    bar(world.daniel, cases[1])
    decided(anew(world.daniel), cases[0])
    for case in cases[1:]:
        decided(anew(world.helen), case)
    assert look_for_patterns() == 0
    Role.objects.create(person=world.marcus, organisation=world.elm, position="headteacher")

    assert look_for_patterns() == 1
    assert look_for_patterns() == 0
    assert lookers(world) == {"marcus"}


def test_who_loses_sight_of_one_case_loses_sight_of_the_review(world: SimpleNamespace) -> None:
    cases = about_tomasz_three_times(world)
    bar(world.daniel, cases[1])

    assert lookers(world) == {"helen"}
    assert not may(anew(world.daniel), "casework.review", Review.objects.get())


def test_the_one_it_is_about_never_sees_a_review_whatever_they_become(world: SimpleNamespace) -> None:
    about_tomasz_three_times(world)
    for position in ("headteacher", "designated_safeguarding_lead", "chair_of_governors"):
        Role.objects.create(person=world.tomasz, organisation=world.elm, position=position)

    assert "tomasz" not in lookers(world)
    assert not may(anew(world.tomasz), "casework.review", Review.objects.get())


def test_a_review_of_concerns_about_the_head_goes_to_the_chair(world: SimpleNamespace) -> None:
    for case in [told(world, "helen") for _ in range(3)]:
        decided(anew(world.farah), case)

    assert lookers(world) == {"farah"}


def test_what_is_shown_over_time_is_only_what_one_may_see(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    cases = about_tomasz_three_times(world)
    bar(world.daniel, cases[0])
    page = signed_in("daniel").get(reverse("case-over-time", args=[cases[1].reference])).content.decode()

    assert cases[0].reference not in page
    assert cases[2].reference in page
    assert "add up to <strong>2</strong>" in page
    assert "a person looks, listens, and decides" in page


def plain(page: bytes) -> bytes:
    """A page without the token of its form, which differs each time."""
    before, _, after = page.partition(b'name="csrfmiddlewaretoken" value="')
    return before + after.partition(b'"')[2]


def test_a_review_that_is_not_for_one_looks_like_none_at_all(
    world: SimpleNamespace, signed_in: Callable[[str], Client]
) -> None:
    about_tomasz_three_times(world)
    client = signed_in("tomasz")
    theirs = client.get(reverse("review", args=[Review.objects.get().pk]))
    none = client.get(reverse("review", args=[999_999]))

    assert (theirs.status_code, none.status_code) == (404, 404)
    assert plain(theirs.content) == plain(none.content)


def test_a_destroyed_case_shuts_out_those_who_were_shut_out_of_it(world: SimpleNamespace) -> None:
    cases = about_tomasz_three_times(world)
    bar(world.daniel, cases[0])
    Case.objects.filter(pk=cases[0].pk).update(state=Case.State.DESTROYED)

    assert lookers(world) == {"helen"}


# --- what comes of it ---------------------------------------------------------------------------------------


def test_what_is_concluded_is_kept_in_words_and_sealed(world: SimpleNamespace) -> None:
    about_tomasz_three_times(world)
    again = timezone.localdate() + timedelta(90)
    review = actions.close_review(anew(world.helen), Review.objects.get(), "He was overworked.", again)

    assert review.outcome is not None
    assert words(review.outcome) == "He was overworked."
    assert (review.closed_by, review.look_again_on) == (world.helen, again)
    assert "overworked" not in str(list(Event.objects.values_list("facts", flat=True)))
    with pytest.raises(ValidationError, match="closed this review already"):
        actions.close_review(anew(world.helen), review, "Again.")


def test_on_the_day_that_was_settled_somebody_is_asked_to_look_again(world: SimpleNamespace, signed_in: Browser) -> None:
    cases = about_tomasz_three_times(world)
    day = timezone.localdate() + timedelta(500)  # none of them counts by then
    first = actions.close_review(anew(world.helen), Review.objects.get(), "He was overworked.", day)
    Mail.objects.all().delete()
    with time_machine.travel(datetime.combine(day - timedelta(1), time(12), UTC), tick=False):
        assert look_for_patterns() == 0
    with time_machine.travel(datetime.combine(day, time(12), UTC), tick=False):
        assert [look_for_patterns(), look_for_patterns()] == [1, 0]

    second = Review.objects.get(follows=first)
    assert set(second.rests_on.all()) == set(cases)
    assert [mail.to for mail in Mail.objects.all()] == [world.helen]
    assert lookers(world) == {"helen", "daniel"}
    page = signed_in("helen").get(reverse("review", args=[second.pk])).content.decode()
    assert "it was settled to look again" in page
    assert reverse("review", args=[first.pk]) in page


def test_nobody_is_asked_again_about_what_is_no_longer_kept(world: SimpleNamespace) -> None:
    about_tomasz_three_times(world)
    day = timezone.localdate() + timedelta(30)
    actions.close_review(anew(world.helen), Review.objects.get(), "We spoke.", day)
    Case.objects.update(state=Case.State.DESTROYED)
    with time_machine.travel(datetime.combine(day, time(12), UTC), tick=False):
        assert look_for_patterns() == 0


def test_a_school_says_where_its_own_numbers_come_from(world: SimpleNamespace, signed_in: Browser) -> None:
    with pytest.raises(ValidationError, match="where the numbers come from"):
        actions.set_ways(anew(world.helen), world.elm, WaysGiven(6, 4.0, 0.5, {}, 1, " "))
    client, address = signed_in("helen"), reverse("casework-ways", args=[world.elm.pk])
    weights = {f"weight_{kind.value}": "1" for kind in ConcernKind}
    sent = {**weights, "window_months": "6", "threshold": "4", "own": "0.5", "officer_days": "1"}
    assert "where the numbers come from" in client.post(address, sent).content.decode()
    assert client.post(address, {**sent, "source": "Governors, 3 March 2026"}).status_code == 302

    assert "Governors, 3 March 2026" in client.get(address).content.decode()
    case = told(world)
    assert "Governors, 3 March 2026" in client.get(reverse("case-over-time", args=[case.reference])).content.decode()


def test_reviews_are_opened_only_together_with_their_entry_of_the_trail(transactional_db: None) -> None:
    with transaction.atomic():
        assert look_for_patterns() == 0


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 120))
def test_the_window_begins_so_many_months_before(day: date, months: int) -> None:
    start = window_start(day, months)

    assert (day.year - start.year) * 12 + day.month - start.month == months
    assert start.day <= day.day
    assert start.day == day.day or (start + timedelta(1)).day == 1


def test_decisions_at_the_same_time_ask_for_one_review(transactional_db: None) -> None:
    world = demo.build()
    cases = [told(world) for _ in range(4)]
    decided(anew(world.helen), cases[0])
    faults: list[BaseException] = []

    def one(case: Case) -> None:
        try:
            decided(anew(world.helen), case)
        except BaseException as error:  # noqa: BLE001 it is looked at below
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[case]) for case in cases[1:]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert Case.objects.filter(level=Case.Level.LOW).count() == 4
    assert Review.objects.count() == 1
