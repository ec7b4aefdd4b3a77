"""The tree of organisations: who sees which, who may change it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client
from django.urls import reverse

from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.people import actions
from safeconduct.web.people.models import Organisation, Person, Role

DAY: dict[str, Any] = {"nation": "ENG", "day_starts": time(8, 45), "day_ends": time(15, 15)}


@pytest.fixture
def olga(world: SimpleNamespace) -> Person:
    """Administrator of the whole trust."""
    person = Person.objects.create_person("olga@demo.example", "Olga Whitfield", "demo-corridor-7")
    Role.objects.create(person=person, organisation=world.trust, position=Position.ADMINISTRATOR, since=date(2025, 9, 1))
    return person


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_trust_administrator_sees_the_schools_below_and_nothing_of_the_agency(world: SimpleNamespace, olga: Person) -> None:
    page = browser(olga).get(reverse("organisations")).content.decode()
    assert page.index("Three Rivers Trust") < page.index("Elm Park Primary") < page.index("Harbour High")
    assert "Northgate Supply" not in page


def test_a_teacher_sees_only_the_own_school(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    page = signed_in("priya").get(reverse("organisations")).content.decode()
    assert "Elm Park Primary" in page
    assert "Harbour High" not in page
    assert reverse("organisation-edit", args=[world.elm.pk]) not in page


def test_a_trust_administrator_adds_a_school_which_they_then_manage(world: SimpleNamespace, olga: Person) -> None:
    given = {"kind": "school", "name": "Mill Lane Infants", "nation": "WLS", "day_starts": "08:40", "day_ends": "15:20"}
    answer = browser(olga).post(reverse("organisation-add", args=[world.trust.pk]), given)

    assert answer.status_code == 302
    school = Organisation.objects.get(name="Mill Lane Infants")
    assert school.parent == world.trust
    assert (school.nation, school.day_starts) == ("WLS", time(8, 40))
    assert Position.ADMINISTRATOR in Person.objects.get(pk=olga.pk).positions_at(school)
    event = Event.objects.latest("number")
    assert (event.verb, event.facts) == ("people.arrange", {"kind": "school", "above": world.trust.pk})


def test_a_school_administrator_adds_an_agency_but_no_school(
    world: SimpleNamespace, signed_in: Callable[[str], Client]
) -> None:
    address = reverse("organisation-add", args=[world.elm.pk])
    given = {"name": "Bridge Supply", "nation": "ENG", "day_starts": "08:30", "day_ends": "15:30"}

    assert "Select a valid choice" in signed_in("owen").post(address, given | {"kind": "school"}).content.decode()
    assert signed_in("owen").post(address, given | {"kind": "agency"}).status_code == 302
    assert Organisation.objects.get(name="Bridge Supply").parent is None
    with pytest.raises(ValidationError, match="below a trust"):
        actions.add_organisation(world.owen, world.elm, name="Annexe", kind="school", **DAY)


def test_the_same_agency_is_not_added_twice(world: SimpleNamespace) -> None:
    with pytest.raises(ValidationError, match="already"):
        actions.add_organisation(world.owen, world.elm, name="northgate supply", kind="agency", **DAY)


def test_the_school_day_must_end_after_it_starts(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    given = {"name": "Elm Park Primary", "nation": "ENG", "day_starts": "15:30", "day_ends": "08:30"}
    answer = signed_in("owen").post(reverse("organisation-edit", args=[world.elm.pk]), given)
    assert "The day ends before it starts" in answer.content.decode()
    assert Organisation.objects.get(pk=world.elm.pk).day_starts == time(8, 30)


def test_the_actions_themselves_refuse_strangers_and_lesser_rights(world: SimpleNamespace) -> None:
    with pytest.raises(PermissionDenied):
        actions.arrange(world.priya, world.elm, name="Mine", **DAY)
    with pytest.raises(Http404):
        actions.arrange(world.marcus, world.elm, name="Mine", **DAY)
    assert Organisation.objects.get(pk=world.elm.pk).name == "Elm Park Primary"
