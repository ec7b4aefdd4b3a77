"""The home page: one question, doors that all lead somewhere, and which policies bind today, and why."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import timedelta
from types import ModuleType, SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from safeconduct.policy import Library
from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.policies.models import Adoption
from safeconduct.web.site import doors
from safeconduct.web.site.today import policies_today

SignedIn = Callable[[str], Client]


def page(client: Client, name: str = "home") -> str:
    return re.sub(r"\s+", " ", client.get(reverse(name)).content.decode())


# --- doors --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["priya", "grace", "helen", "farah", "ruth"])
def test_every_door_leads_to_a_page(key: str, signed_in: SignedIn, world: SimpleNamespace) -> None:
    client = signed_in(key)
    everybody, office = doors.doors(getattr(world, key))
    found = [*everybody, *office]

    assert {"permission", "accounts"} <= {each.door.key for each in found}
    for each in found:
        assert f'href="{each.leads_to}"' in page(client)
        assert client.get(each.leads_to).status_code == 200


def test_a_door_to_nothing_is_not_shown(monkeypatch: pytest.MonkeyPatch, world: SimpleNamespace) -> None:
    nowhere = doors.Door("nowhere", "Nowhere", "", ("no-such-page",))
    monkeypatch.setattr(doors, "DOORS", (nowhere,))

    assert doors.doors(world.priya) == ([], [])


def test_a_door_leads_to_the_best_page_that_exists(monkeypatch: pytest.MonkeyPatch, world: SimpleNamespace) -> None:
    monkeypatch.setattr(doors, "DOORS", (doors.Door("x", "X", "", ("no-such-page", "reviews")),))

    assert doors.doors(world.priya)[0][0].leads_to == reverse("reviews")


@pytest.mark.parametrize(
    ("key", "may"),
    [("priya", False), ("grace", False), ("helen", True), ("owen", True), ("ruth", True), ("farah", True), ("daniel", False)],
)
def test_doors_for_the_office_are_for_those_who_hold_its_rights(
    key: str, may: bool, monkeypatch: pytest.MonkeyPatch, world: SimpleNamespace
) -> None:
    office = doors.Door("people", "Staff", "", ("home",), ("people.manage",))
    unbuilt = doors.Door("later", "Later", "", ("home",), ("later.verb",))
    monkeypatch.setattr(doors, "OFFICE", (office, unbuilt))

    assert [each.door.key for each in doors.doors(getattr(world, key))[1]] == (["people"] if may else [])


@pytest.fixture
def policies_have_something_due(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("safeconduct.web.policies.doors")
    module.due = lambda person: {"accounts": f"3 things for {person.name}"}  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(doors, "find_spec", lambda name: "policies" in name)


@pytest.mark.usefixtures("policies_have_something_due")
def test_an_app_says_what_waits_behind_a_door(signed_in: SignedIn) -> None:
    assert "3 things for Priya Nair" in page(signed_in("priya"))


# --- what binds today ---------------------------------------------------------------------------------------


def why(person: Person) -> dict[str, str]:
    return {each.adoption.policy_id: each.why for each in policies_today(person)}


def test_grace_is_bound_by_her_agency_and_by_the_school_she_is_at(world: SimpleNamespace, signed_in: SignedIn) -> None:
    until = timezone.localdate() + timedelta(11)
    reasons = why(world.grace)

    assert reasons["key"] == reasons["vision"] == "as supply teacher"
    assert reasons["kevi"] == f"where you work until {until.day} {until:%B %Y}"
    assert "Elm Park Primary, where you work until" in page(signed_in("grace"))


def test_when_the_placement_is_over_the_schools_policies_bind_no_more(world: SimpleNamespace) -> None:
    Placement.objects.update(until=timezone.localdate() - timedelta(1))

    assert set(why(world.grace)) == {"key", "vision"}


def test_somebody_with_two_roles_is_bound_once_and_told_both(world: SimpleNamespace) -> None:
    assert why(world.daniel)["kevi"] == "as Designated Safeguarding Lead and teacher"


@pytest.mark.parametrize(
    ("key", "says"), [("priya", "to which {elm} belongs"), ("grace", "to which {elm} belongs, where you work")]
)
def test_a_policy_of_the_trust_binds_its_schools(key: str, says: str, world: SimpleNamespace) -> None:
    today = timezone.localdate()
    trust = Library.shipped().get("tapton", today)
    Adoption.objects.create(organisation=world.trust, since=today, adopted_on=today, **Adoption.frozen(trust))

    assert why(getattr(world, key))["tapton"].startswith(says.format(elm=world.elm.name))


def test_somebody_without_a_role_is_told_what_to_do(world: SimpleNamespace, signed_in: SignedIn) -> None:
    Role.objects.filter(person=world.priya).update(until=timezone.localdate() - timedelta(1))

    assert "No policy binds you today" in page(signed_in("priya"))


# --- the plain pages ----------------------------------------------------------------------------------------


def test_the_old_address_of_permissions_leads_to_where_they_are(signed_in: SignedIn) -> None:
    assert signed_in("priya").get("/ask-permission/").headers["Location"] == reverse("permissions")


def test_the_old_address_of_check_ups_leads_to_where_they_are(signed_in: SignedIn) -> None:
    assert signed_in("priya").get("/my-accounts/").headers["Location"] == reverse("reviews")


@pytest.mark.parametrize("name", ["home", "permissions", "reviews"])
def test_queries_do_not_grow_with_the_data(name: str, world: SimpleNamespace, signed_in: SignedIn) -> None:
    client = signed_in("grace")
    client.get(reverse(name))
    few = _queries(client, name)
    today = timezone.localdate()
    for number in range(12):
        school = Organisation.objects.create(name=f"School {number}", kind=Organisation.Kind.SCHOOL)
        head = Person.objects.create(email=f"head{number}@demo.example", name=f"Head {number}")
        Role.objects.create(person=head, organisation=school, position=Position.HEADTEACHER)
        Placement.objects.create(person=world.grace, organisation=school, agency=world.agency, since=today, until=today)
        adopted = Library.shipped().get("kevi", today)
        Adoption.objects.create(organisation=school, since=today, adopted_on=today, **Adoption.frozen(adopted))

    assert _queries(client, name) == few


def _queries(client: Client, name: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(reverse(name)).status_code == 200
    return len(seen)
