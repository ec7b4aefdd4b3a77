"""Whoever is complained of appoints nobody to read it: not by filling a vacant chair, nor by way of others of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.independent import Given, ToldOf, left_out
from safeconduct.web.concerns.models import Case, StandIn
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.people import actions
from safeconduct.web.people.models import Person, Role
from web.conftest import BACKEND
from web.routing.made import CHAIR, becomes, fresh, told, who_sees

Browser = Callable[[str], Client]


def appointed(by: Person, world: SimpleNamespace, position: str, email: str = "new@demo.example") -> Person:
    return actions.add_person(by, world.elm, name="New Comer", email=email, position=position, since=timezone.localdate())


def again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def case(world: SimpleNamespace) -> Case:
    """Told about the head, whose chair of governors has gone since."""
    found = told(world, "helen")
    Role.objects.filter(person=world.farah).update(until=date(2026, 1, 1))
    return found


def test_the_head_fills_the_vacant_chair_and_what_was_told_about_her_does_not_reach_it(
    world: SimpleNamespace, case: Case
) -> None:
    chair = appointed(world.helen, world, CHAIR)
    client = Client()
    client.force_login(chair, backend=BACKEND)

    assert visible(again(chair)) == []
    assert client.get(reverse("case", args=[case.reference])).status_code == 404
    assert case.reference not in client.get(reverse("cases")).content.decode()
    assert chair.pk not in Charts([world.elm]).on(case)
    event = Event.objects.filter(verb="people.manage").latest("number")
    assert (event.actor_id, event.facts["position"]) == (world.helen.pk, "chair_of_governors")


def test_what_is_told_afterwards_does(world: SimpleNamespace, case: Case) -> None:
    chair = appointed(world.helen, world, CHAIR)
    later = told(world, "helen")
    assert visible(again(chair)) == [later]


def test_somebody_elses_confirmation_lets_the_chair_receive_it(world: SimpleNamespace, case: Case, signed_in: Browser) -> None:
    chair = appointed(world.helen, world, CHAIR)
    role = chair.roles.get()
    page = signed_in("owen").get(reverse("person", args=[world.elm.pk, chair.pk])).content.decode()
    assert "Given by Helen Marsh" in page
    assert reverse("role-confirm", args=[role.pk]) in page
    for by in (world.helen, chair):
        with pytest.raises(ValidationError, match="Somebody else has to confirm this"):
            actions.confirm_role(again(by), role)

    signed_in("owen").post(reverse("role-confirm", args=[role.pk]))
    assert visible(again(chair)) == [case]
    assert Event.objects.latest("number").facts["step"] == "confirmed"
    with pytest.raises(ValidationError, match="nothing to confirm"):
        actions.confirm_role(world.owen, Role.objects.get(pk=role.pk))


def test_somebody_else_who_appoints_is_confirmation_enough(world: SimpleNamespace, case: Case) -> None:
    assert visible(again(appointed(world.owen, world, CHAIR))) == [case]


@pytest.mark.parametrize("confirmed", [False, True])
def test_it_does_not_help_to_go_round_by_others_of_ones_own(
    world: SimpleNamespace,
    case: Case,
    confirmed: bool,
) -> None:
    first = appointed(world.helen, world, "administrator", "first@demo.example")
    second = appointed(again(first), world, "administrator", "second@demo.example")
    chair = appointed(again(second), world, CHAIR)
    if confirmed:
        actions.confirm_role(again(first), chair.roles.get())
    Role.objects.filter(person__in=[first, second]).update(cancelled=True)
    assert visible(again(chair)) == []

    Role.objects.filter(pk=chair.roles.get().pk).update(confirmed_by=world.sian)
    assert visible(again(chair)) == [case]


def test_nor_does_whom_such_a_chair_names_to_stand_in(world: SimpleNamespace, case: Case) -> None:
    appointed(world.helen, world, CHAIR)
    StandIn.objects.create(organisation=world.elm, person=world.marcus, position=CHAIR)
    becomes(world, "marcus", Position.GOVERNOR)
    assert "marcus" not in who_sees(world, case)


def test_a_role_given_by_the_head_takes_nobody_from_a_case_that_they_receive_by_another(world: SimpleNamespace) -> None:
    case = told(world, "helen")
    Role.objects.create(person=world.farah, organisation=world.elm, position="line_manager", given_by=world.helen)
    assert who_sees(world, case) == {"farah"}
    assert case in visible(fresh(world, "farah"))


def test_whoever_comes_by_a_list_is_given_by_whoever_took_it_over(world: SimpleNamespace, signed_in: Browser) -> None:
    given: dict[str, Any] = {"name": "A B", "email": "a@demo.example", "position": "teacher", "since": "2026-11-01"}
    signed_in("sian").post(reverse("person-add", args=[world.elm.pk]), given)
    assert Role.objects.get(person__email="a@demo.example").given_by == world.sian


# --- as plain computation -------------------------------------------------------------------------------------------

BEFORE, TOLD_AT, AFTER = (datetime(2026, 11, day, tzinfo=UTC) for day in (1, 5, 9))
HEAD, ADMIN, OTHER, NEW = 1, 2, 3, 4
ADMINISTRATOR, CHAIR_SEAT = Position.ADMINISTRATOR, Position.CHAIR_OF_GOVERNORS


def role(position: Position, person: int, by: int | None, when: datetime = AFTER, confirmed: int | None = None) -> Given:
    return Given(7, position, person, by, when, confirmed, None)


@pytest.mark.parametrize(
    ("roles", "out"),
    [
        ([role(CHAIR_SEAT, NEW, HEAD)], True),
        ([role(CHAIR_SEAT, NEW, HEAD, BEFORE)], False),
        ([role(CHAIR_SEAT, NEW, None)], False),
        ([role(CHAIR_SEAT, NEW, HEAD, confirmed=OTHER)], False),
        ([role(CHAIR_SEAT, NEW, HEAD, confirmed=HEAD)], True),
        ([role(CHAIR_SEAT, NEW, HEAD), role(CHAIR_SEAT, NEW, OTHER)], False),
        ([role(CHAIR_SEAT, NEW, ADMIN), role(ADMINISTRATOR, ADMIN, HEAD)], True),
        ([role(CHAIR_SEAT, NEW, ADMIN), role(ADMINISTRATOR, ADMIN, HEAD, BEFORE)], False),
        ([role(CHAIR_SEAT, NEW, ADMIN), role(ADMINISTRATOR, ADMIN, HEAD), role(ADMINISTRATOR, ADMIN, None, BEFORE)], False),
        ([role(CHAIR_SEAT, NEW, HEAD, confirmed=ADMIN), role(ADMINISTRATOR, ADMIN, HEAD)], True),
    ],
)
def test_what_is_left_out(roles: list[Given], out: bool) -> None:
    giving = [each for each in roles if each.position is ADMINISTRATOR]
    found = left_out(ToldOf(TOLD_AT, {HEAD}), roles, giving)
    assert ((7, CHAIR_SEAT, NEW) in found) is out
