"""Declared relationships: declared by oneself, read and acknowledged by those responsible, never changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.contacts import demo_data
from safeconduct.web.contacts.actions import Declaration, acknowledge, declare, withdraw
from safeconduct.web.contacts.models import Relationship

Browser = Callable[[str], Client]
NEW = "/contact/declared/new/"
WHO, RELATION = Relationship.Who, Relationship.Relation


def niece(world: SimpleNamespace, **more: Any) -> Relationship:
    return declare(world.priya, world.priya, Declaration(world.elm, WHO.PUPIL, RELATION.NIECE_NEPHEW, "Maya", **more))


def given(world: SimpleNamespace, **more: Any) -> dict[str, Any]:
    return {"who": "pupil", "relation": "niece_nephew", "name": "", "since": "", "organisation": world.elm.pk, **more}


def test_a_teacher_declares_a_niece_and_sees_it_in_the_list(world: SimpleNamespace, signed_in: Browser) -> None:
    client = signed_in("priya")
    answer = client.post(NEW, given(world, name="Maya", since="2026-09-01"), follow=True)
    shown = unescape(answer.content.decode())

    assert answer.redirect_chain == [("/contact/declared/", 302)]
    assert "My niece or nephew, a pupil (Maya)" in shown
    assert "1 September 2026" in shown
    assert "Not yet" in shown


def test_supply_staff_declare_to_the_school_not_to_the_agency(world: SimpleNamespace, signed_in: Browser) -> None:
    client = signed_in("grace")

    assert client.post(NEW, given(world, organisation=world.agency.pk)).status_code == 200
    assert client.post(NEW, given(world)).status_code == 302
    assert Relationship.objects.get().organisation == world.elm


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"who": ""}, "Choose what the person is to the school."),
        ({"who": "king"}, "Select a valid choice"),
        ({"relation": ""}, "Choose what the person is to you."),
        ({"name": "Maya Nair"}, "leave the surname out"),
        ({"name": "x" * 21}, "at most 20 characters"),
        ({"name": "<b>"}, "leave the surname out"),
        ({"name": "07700 900123"}, "leave the surname out"),
        ({"name": "Ma\x00ya"}, "Null characters are not allowed"),
        ({"since": "2026-02-30"}, "Give the day as day, month and year"),
        ({"since": "1066-10-14"}, "too long ago"),
        ({"organisation": "999999"}, "Choose one of your schools."),
        ({"organisation": "x"}, "Choose one of your schools."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    wrong: dict[str, str], says: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    answer = signed_in("priya").post(NEW, given(world, **wrong))

    assert answer.status_code == 200
    assert says in unescape(answer.content.decode())
    assert not Relationship.objects.exists()


def test_a_day_to_come_is_refused(world: SimpleNamespace, signed_in: Browser) -> None:
    tomorrow = timezone.localdate() + timedelta(1)
    answer = signed_in("priya").post(NEW, given(world, since=tomorrow.isoformat()))

    assert "still to come" in answer.content.decode()


@pytest.mark.parametrize("name", ["Maya", "Mary-Ann", "D'Arcy", "M.", "M. K.", "Siân", "Łucja", "Anna K", "孝"])
def test_a_first_name_or_initials_of_any_language_will_do(name: str, world: SimpleNamespace, signed_in: Browser) -> None:
    assert signed_in("priya").post(NEW, given(world, name=name)).status_code == 302


def test_one_cannot_declare_to_a_school_where_one_does_not_work(world: SimpleNamespace) -> None:
    with pytest.raises(ValidationError):
        declare(world.priya, world.priya, Declaration(world.harbour, WHO.PUPIL, RELATION.CHILD))


def test_one_cannot_declare_for_somebody_else(world: SimpleNamespace) -> None:
    with pytest.raises(PermissionDenied):
        declare(world.helen, world.priya, Declaration(world.elm, WHO.PUPIL, RELATION.CHILD))
    with pytest.raises(Http404):
        declare(world.marcus, world.priya, Declaration(world.elm, WHO.PUPIL, RELATION.CHILD))


def test_the_head_reads_it_and_acknowledges_it(world: SimpleNamespace, signed_in: Browser) -> None:
    niece(world)
    client = signed_in("helen")
    assert "Priya Nair: my niece or nephew, a pupil (Maya)" in client.get("/contact/declared/staff/").content.decode()

    client.post(f"/contact/declared/{Relationship.objects.get().pk}/acknowledge/")

    assert Relationship.objects.get().acknowledged_by == world.helen
    assert "by Helen Marsh" in signed_in("priya").get("/contact/declared/").content.decode()


def test_those_responsible_are_told_how_many_wait_for_them(world: SimpleNamespace, signed_in: Browser) -> None:
    acknowledge(world.helen, niece(world))
    niece(world)
    declare(world.helen, world.helen, Declaration(world.elm, WHO.PARENT, RELATION.FRIEND))
    withdraw(world.priya, niece(world))

    waiting = {key: Relationship.objects.to_acknowledge(getattr(world, key)).count() for key in ("helen", "daniel", "marcus")}

    assert waiting == {"helen": 1, "daniel": 2, "marcus": 0}
    assert "1 to acknowledge" in signed_in("helen").get("/contact/declared/").content.decode()
    assert "to acknowledge" not in signed_in("priya").get("/contact/declared/").content.decode()


def test_the_head_of_another_school_sees_nothing_of_it(world: SimpleNamespace, signed_in: Browser) -> None:
    niece(world)

    assert "Priya" not in signed_in("marcus").get("/contact/declared/staff/").content.decode()


def test_nobody_acknowledges_their_own(world: SimpleNamespace, signed_in: Browser) -> None:
    own = declare(world.helen, world.helen, Declaration(world.elm, WHO.PUPIL, RELATION.CHILD))
    client = signed_in("helen")

    assert "This is your own" in client.get("/contact/declared/staff/").content.decode()
    assert client.post(f"/contact/declared/{own.pk}/acknowledge/").status_code == 403
    assert acknowledge(world.daniel, own).acknowledged_by == world.daniel


def test_it_is_acknowledged_once_and_the_first_one_stays(world: SimpleNamespace, signed_in: Browser) -> None:
    declared = niece(world)
    acknowledge(world.helen, declared)
    answer = signed_in("daniel").post(f"/contact/declared/{declared.pk}/acknowledge/", follow=True)

    assert "Somebody has acknowledged this already" in answer.content.decode()
    assert Relationship.objects.get().acknowledged_by == world.helen


def test_what_is_withdrawn_stays_on_record_and_cannot_be_acknowledged(world: SimpleNamespace, signed_in: Browser) -> None:
    declared = niece(world)
    client = signed_in("priya")
    shown = client.post(f"/contact/declared/{declared.pk}/withdraw/", follow=True).content.decode()

    assert "withdrawn on" in shown
    with pytest.raises(ValidationError):
        acknowledge(world.helen, declared)
    with pytest.raises(ValidationError):
        withdraw(world.priya, declared)
    assert "Maya" not in signed_in("helen").get("/contact/declared/staff/").content.decode()


def test_a_second_withdrawal_says_that_nothing_was_changed(world: SimpleNamespace, signed_in: Browser) -> None:
    declared = niece(world)
    client = signed_in("priya")
    client.post(f"/contact/declared/{declared.pk}/withdraw/")
    first = Relationship.objects.get().withdrawn_at
    answer = client.post(f"/contact/declared/{declared.pk}/withdraw/", follow=True)

    assert "Nothing was changed" in answer.content.decode()
    assert Relationship.objects.get().withdrawn_at == first


def test_the_trail_tells_of_each_step_by_codes_alone(world: SimpleNamespace) -> None:
    declared = niece(world, since=date(2026, 9, 1))
    acknowledge(world.helen, declared)
    withdraw(world.priya, declared)
    told = Event.objects.filter(verb__startswith="contacts.").order_by("number")

    assert [event.verb for event in told] == ["contacts.declare", "contacts.acknowledge", "contacts.declare"]
    assert {event.about for event in told} == {f"contacts.relationship:{declared.pk}"}
    assert told[0].facts == {"step": "declared", "who": "pupil", "relation": "niece_nephew", "organisation": world.elm.pk}
    assert [event.facts["step"] for event in told] == ["declared", "acknowledged", "withdrawn"]
    assert not any("Maya" in str(event.facts) for event in told)


def test_the_database_refuses_an_acknowledgement_by_nobody(world: SimpleNamespace) -> None:
    declared = niece(world)
    declared.acknowledged_at = timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        declared.save()


def test_what_waits_stands_first_and_long_lists_have_pages(world: SimpleNamespace, signed_in: Browser) -> None:
    acknowledge(world.helen, niece(world))
    for _ in range(60):
        niece(world)
    client = signed_in("helen")

    first, second = (client.get(f"/contact/declared/staff/?page={number}").content.decode() for number in (1, 2))

    assert "Not yet" in first
    assert "by Helen Marsh" not in first
    assert "by Helen Marsh" in second
    assert client.get("/contact/declared/staff/?page=x").status_code == 200


def test_what_the_lists_ask_of_the_database_does_not_grow(world: SimpleNamespace, signed_in: Browser) -> None:
    def asked(who: str, address: str) -> int:
        client = signed_in(who)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    pages = [("priya", "/contact/declared/"), ("helen", "/contact/declared/staff/")]
    acknowledge(world.helen, niece(world))
    few = [asked(*each) for each in pages]
    for _ in range(30):
        acknowledge(world.helen, niece(world))

    assert [asked(*each) for each in pages] == few


def test_the_demo_has_one_acknowledged_and_one_that_waits(world: SimpleNamespace) -> None:
    demo_data.build(world)

    assert [each.acknowledged_at is not None for each in Relationship.objects.order_by("pk")] == [True, False]
