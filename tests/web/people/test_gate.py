"""The code at the gate: for one day, for one school, and nothing learnt from a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from time_machine import travel

from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.people import actions, gate
from safeconduct.web.people.models import Organisation, Person, Placement, Role

Browser = Callable[[str], Client]
WHO = {"name": "Ben Osei", "email": "ben@demo.example", "agency": ""}
MORNING = "2026-11-23T08:10:00+00:00"


def come_in(client: Client, school: Organisation, **more: object) -> None:
    client.post(reverse("join"), {"code": gate.code(school)})
    client.post(reverse("join-details"), WHO | more)


def test_codes_change_every_day_and_differ_between_schools(world: SimpleNamespace) -> None:
    days = [date(2026, 11, 1) + timedelta(after) for after in range(28)]
    codes = {gate.code(school, day) for school in (world.elm, world.harbour) for day in days}
    assert len(codes) == 56
    assert all(len(code) == 6 and set(code) <= set(gate.ALPHABET) for code in codes)


def test_codes_depend_on_the_servers_secret(world: SimpleNamespace, settings: Settings) -> None:
    first = gate.code(world.elm)
    settings.SECRET_KEY = "another"
    assert gate.code(world.elm) != first


@pytest.mark.parametrize("typed", ["{0}{1}", " {0} {1} ", "{0}-{1}"])
def test_a_code_may_be_typed_carelessly(world: SimpleNamespace, typed: str) -> None:
    code = gate.code(world.elm)
    assert gate.school_of(typed.format(code[:3], code[3:]).lower()) == world.elm


def test_half_a_code_is_none(world: SimpleNamespace) -> None:
    assert gate.school_of(gate.code(world.elm)[:3]) is None


def test_letters_that_look_alike_mean_the_same() -> None:
    assert gate.meant("oIl-0 1a") == "011" + "01A"


@travel(MORNING, tick=False)
def test_a_visitor_joins_for_today_and_is_bound_by_the_school(world: SimpleNamespace) -> None:
    client = Client()
    assert client.post(reverse("join"), {"code": gate.code(world.elm)}).headers["Location"] == reverse("join-details")
    page = client.get(reverse("join-details")).content.decode()
    assert "You join Elm Park Primary for today" in page
    client.post(reverse("join-details"), WHO | {"agency": world.agency.pk})

    ben = Person.objects.get(email="ben@demo.example")
    placement = ben.placements.get()
    assert (placement.since, placement.until, placement.by_gate) == (date(2026, 11, 23), date(2026, 11, 23), True)
    assert placement.agency == world.agency
    assert ben.positions_at(world.elm) == {Position.SUPPLY_TEACHER}
    assert "Elm Park Primary" in client.get(reverse("account")).content.decode()
    event = Event.objects.latest("number")
    assert (event.verb, event.actor_id) == ("people.join", ben.pk)
    assert "Ben" not in str(event.facts)


def test_the_visit_and_the_session_end_with_the_day(world: SimpleNamespace) -> None:
    client = Client()
    with travel(MORNING, tick=False):
        come_in(client, world.elm)
        assert client.get(reverse("account")).status_code == 200
    with travel("2026-11-23T23:59:00+00:00", tick=False):
        assert client.get(reverse("account")).status_code == 200
    with travel("2026-11-24T00:01:00+00:00", tick=False):
        assert client.get(reverse("account")).status_code == 302
        assert Person.objects.get(email="ben@demo.example").positions_at(world.elm) == frozenset()


def test_yesterdays_code_and_a_code_given_yesterday_are_worth_nothing(world: SimpleNamespace) -> None:
    client = Client()
    with travel(MORNING, tick=False):
        code = gate.code(world.elm)
        client.post(reverse("join"), {"code": code})
    with travel("2026-11-24T08:00:00+00:00", tick=False):
        assert client.post(reverse("join-details"), WHO).headers["Location"] == reverse("join")
        assert "not a code of today" in Client().post(reverse("join"), {"code": code}).content.decode()
    assert not Person.objects.filter(email="ben@demo.example").exists()


def test_a_wrong_code_says_nothing_about_schools(world: SimpleNamespace) -> None:
    page = Client().post(reverse("join"), {"code": "AAAAAA"}).content.decode()
    assert "not a code of today" in page
    for name in ("Elm Park", "Harbour", "Northgate", "Three Rivers"):
        assert name not in page


def test_after_five_wrong_codes_even_the_right_one_must_wait(world: SimpleNamespace) -> None:
    client = Client()
    for _ in range(5):
        assert client.post(reverse("join"), {"code": "AAAAAA"}).status_code == 200
    answer = client.post(reverse("join"), {"code": gate.code(world.elm)})
    assert answer.status_code == 429
    assert "Wait ten minutes" in answer.content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post(reverse("join"), {"code": gate.code(world.elm)}).status_code == 302


@pytest.mark.parametrize("code", ["", "A" * 5000, "\0", "' OR 1=1 --", "ééé", "०१२३४५"])
def test_strange_codes_are_only_wrong(world: SimpleNamespace, code: str) -> None:
    assert Client().post(reverse("join"), {"code": code}).status_code == 200


def test_the_second_page_alone_lets_nobody_in(world: SimpleNamespace) -> None:
    assert Client().post(reverse("join-details"), WHO).headers["Location"] == reverse("join")
    assert not Person.objects.filter(email="ben@demo.example").exists()


def test_somebody_whom_we_know_must_sign_in_and_then_joins_as_themselves(world: SimpleNamespace) -> None:
    client = Client()
    client.post(reverse("join"), {"code": gate.code(world.harbour)})
    answer = client.post(reverse("join-details"), WHO | {"email": "Grace@demo.example"})
    assert answer.headers["Location"] == f"{reverse('account_login')}?next={reverse('join-here')}"
    assert "We know this address" in client.get(answer.headers["Location"]).content.decode()
    assert client.get(reverse("account")).status_code == 302  # not signed in by that
    assert not Placement.objects.filter(organisation=world.harbour).exists()

    client.force_login(world.grace, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "signed in as Grace Adeyemi" in client.get(reverse("join-here")).content.decode()
    client.post(reverse("join-here"), {"agency": world.agency.pk})
    assert Placement.objects.get(organisation=world.harbour).person == world.grace


def test_joining_twice_is_joining_once(world: SimpleNamespace) -> None:
    actions.join(world.marcus, world.elm, None)
    actions.join(world.marcus, world.elm, None)
    assert Placement.objects.filter(person=world.marcus).count() == 1


def test_the_office_sees_who_joined_today_and_ends_a_visit_at_once(world: SimpleNamespace, signed_in: Browser) -> None:
    visitor, office = Client(), signed_in("daniel")
    come_in(visitor, world.elm)
    page = office.get(reverse("gate", args=[world.elm.pk])).content.decode()
    assert "Ben Osei" in page
    assert "Grace Adeyemi" not in page  # placed, but not by the code

    office.post(reverse("gate-end", args=[world.elm.pk, Placement.objects.get(by_gate=True).pk]))
    assert Person.objects.get(email="ben@demo.example").positions_at(world.elm) == frozenset()
    assert visitor.get(reverse("organisation", args=[world.elm.pk])).status_code == 404
    assert "Nobody yet" in office.get(reverse("gate", args=[world.elm.pk])).content.decode()


def test_only_what_began_at_the_gate_is_ended_there(world: SimpleNamespace, signed_in: Browser) -> None:
    placed = Placement.objects.get()
    assert signed_in("daniel").post(reverse("gate-end", args=[world.elm.pk, placed.pk])).status_code == 404
    assert not Placement.objects.get().cancelled


def test_an_address_taken_at_the_gate_gives_no_hold_over_the_one_whom_the_office_enters(
    world: SimpleNamespace, signed_in: Browser, sent: list[SimpleNamespace]
) -> None:
    impostor = Client()
    come_in(impostor, world.elm, email="new.head@demo.example")
    person = Person.objects.get(email="new.head@demo.example")
    person.set_password("the impostor chose this")
    person.save()

    Role.objects.filter(position="headteacher").update(until=timezone.localdate() - timedelta(1))
    given = {"name": "New Head", "email": "new.head@demo.example", "position": "headteacher", "since": "2026-11-01"}
    signed_in("sian").post(reverse("person-add", args=[world.elm.pk]), given)

    person = Person.objects.get(pk=person.pk)
    assert person.positions_at(world.elm) >= {Position.HEADTEACHER}
    assert not person.has_usable_password()
    assert not person.walked_in
    assert impostor.get(reverse("account")).status_code == 302
    assert [mail.to for mail in sent if mail.template == "people/invitation"] == [person]


def test_the_code_on_the_page_is_todays(world: SimpleNamespace, signed_in: Browser) -> None:
    answer = signed_in("sian").get(reverse("gate", args=[world.elm.pk]))
    assert answer.context["code"] == gate.code(world.elm, timezone.localdate())
    assert "http://testserver/join/" in answer.content.decode()
