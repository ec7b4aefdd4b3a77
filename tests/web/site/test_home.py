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
    found = doors.doors(getattr(world, key))

    assert {"permission", "accounts"} <= {each.door.key for each in found}
    for each in found:
        assert f'href="{each.leads_to}"' in page(client)
        assert client.get(each.leads_to).status_code == 200


def test_a_door_to_nothing_is_not_shown(monkeypatch: pytest.MonkeyPatch, world: SimpleNamespace) -> None:
    nowhere = doors.Door("nowhere", "Nowhere", "", ("no-such-page",))
    monkeypatch.setattr(doors, "DOORS", (nowhere,))

    assert doors.doors(world.priya) == []


def test_a_door_leads_to_the_best_page_that_exists(monkeypatch: pytest.MonkeyPatch, world: SimpleNamespace) -> None:
    monkeypatch.setattr(doors, "DOORS", (doors.Door("x", "X", "", ("no-such-page", "my-accounts")),))

    assert doors.doors(world.priya)[0].leads_to == reverse("my-accounts")


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
    assert why(world.daniel)["kevi"] == "as designated safeguarding lead and teacher"


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


def test_priya_asks_her_headteacher(signed_in: SignedIn) -> None:
    said = page(signed_in("priya"), "ask-permission")

    assert "Helen Marsh, headteacher" in said
    assert "Marcus Bell" not in said  # the head of another school


def test_grace_asks_the_head_where_she_is_and_her_consultant(signed_in: SignedIn) -> None:
    said = page(signed_in("grace"), "ask-permission")

    assert "Helen Marsh, headteacher" in said
    assert "Ruth Goldberg, agency consultant" in said


def test_the_head_does_not_ask_herself(signed_in: SignedIn) -> None:
    said = page(signed_in("helen"), "ask-permission")

    assert "No headteacher is entered" in said


@pytest.mark.parametrize(
    ("key", "often", "policy", "not_mine"),
    [
        ("priya", "Every 3 months", "Social Media Policy and Guidelines", "Acceptable Use"),
        ("marcus", "Twice a year", "Acceptable Use", "Social Media Policy and Guidelines"),
        ("ruth", "Every 3 months", "Electronic and Social Media Policy", "Acceptable Use"),
    ],
)
def test_what_to_look_over_comes_from_the_policies_that_bind(
    key: str, often: str, policy: str, not_mine: str, signed_in: SignedIn
) -> None:
    said = page(signed_in(key), "my-accounts")

    assert often in said
    assert policy in said
    assert not_mine not in said


def test_reviews_come_the_most_often_first(signed_in: SignedIn) -> None:
    said = page(signed_in("priya"), "my-accounts")

    assert said.index("Every 3 months") < said.index("Twice a year") < said.index("Once a year")


@pytest.mark.parametrize("name", ["home", "ask-permission", "my-accounts"])
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
