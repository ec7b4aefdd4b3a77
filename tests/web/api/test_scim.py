"""A directory tells of joiners, changes and leavers, in the words of Microsoft Entra and of Okta; a leaver is out at once."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.access.trail import faults
from safeconduct.web.api.models import Entry
from safeconduct.web.api.scim.reading import USER
from safeconduct.web.jobs.models import Mail
from safeconduct.web.people.models import Person, Placement, Role
from web.api.made import SCIM, Program, token

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


@pytest.fixture
def entra(world: SimpleNamespace) -> Program:
    """The directory of Elm Park."""
    return Program(token(world, "scim", position="teacher"), SCIM)


def joiner(**more: Any) -> dict[str, Any]:
    """Somebody new, as Entra sends them."""
    return {
        "schemas": [USER, ENTERPRISE],
        "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
        "userName": "anna.kowalska@elmpark.example",
        "active": True,
        "displayName": "Anna Kowalska",
        "emails": [{"primary": True, "type": "work", "value": "Anna.Kowalska@elmpark.example"}],
        "meta": {"resourceType": "User"},
        "name": {"formatted": "Anna Kowalska", "familyName": "Kowalska", "givenName": "Anna"},
        "roles": [],
        ENTERPRISE: {"department": "Maths"},
        **more,
    }


def operations(*given: dict[str, Any]) -> dict[str, Any]:
    return {"schemas": [PATCH], "Operations": list(given)}


def find(program: Program, asked: str) -> list[dict[str, Any]]:
    answer = program.get("/scim/v2/Users", filter=asked)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["Resources"]
    assert answer.json()["totalResults"] == len(found)
    return found


def patch(program: Program, pk: object, *given: dict[str, Any]) -> Any:
    return program.ask("PATCH", f"/scim/v2/Users/{pk}", operations(*given))


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    assert client.get("/").status_code == 200
    return client


def again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def here(person: Person, world: SimpleNamespace) -> set[str]:
    return {str(position) for position in again(person).positions_at(world.elm)}


# --- as Entra does it ------------------------------------------------------------------------------------------------


def test_entra_looks_for_somebody_adds_them_changes_them_and_shuts_them_out(entra: Program, world: SimpleNamespace) -> None:
    assert find(entra, 'userName eq "anna.kowalska@elmpark.example"') == []

    made = entra.post("/scim/v2/Users", joiner())
    assert (made.status_code, made["Content-Type"]) == (201, "application/scim+json; charset=utf-8")
    assert made["Location"] == made.json()["meta"]["location"]
    assert made.json()["name"] == {"formatted": "Anna Kowalska", "givenName": "Anna", "familyName": "Kowalska"}
    anna = Person.objects.get(email="anna.kowalska@elmpark.example")
    assert (str(anna.pk), anna.name, here(anna, world)) == (made.json()["id"], "Anna Kowalska", {"teacher"})
    assert [each["id"] for each in find(entra, 'externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"')] == [str(anna.pk)]

    changed = patch(
        entra,
        anna.pk,
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "anna.smith@elmpark.example"},
        {"op": "Replace", "path": "name.familyName", "value": "Smith"},
        {"op": "Add", "path": f"{ENTERPRISE}:department", "value": "Physics"},
    )
    assert (changed.status_code, again(anna).email, again(anna).name) == (200, "anna.smith@elmpark.example", "Anna Smith")

    session = browser(again(anna))
    left = patch(entra, anna.pk, {"op": "Replace", "path": "active", "value": "False"})
    assert (left.status_code, left.json()["active"]) == (200, False)
    assert session.get("/").status_code == 302
    assert here(anna, world) == set()
    assert not again(anna).is_active


@pytest.mark.parametrize(
    "said",
    [
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "replace", "path": "active", "value": False},
        {"op": "REPLACE", "path": f"{USER}:active", "value": "false"},
        {"op": "replace", "value": {"active": False}},
        {"op": "Add", "value": {f"{USER}:active": "False", "name.givenName": "P."}},
        {"op": "replace", "path": "active", "value": [{"value": "False"}]},
        {"op": "replace", "value": {USER: {"active": "False"}}},
    ],
)
def test_a_leaver_is_out_at_once_however_it_is_said(said: dict[str, Any], entra: Program, world: SimpleNamespace) -> None:
    session = browser(world.priya)

    assert patch(entra, world.priya.pk, said).json()["active"] is False
    assert session.get("/").status_code == 302
    assert here(world.priya, world) == set()
    assert Client().login(email=world.priya.email, password="demo-corridor-7") is False
    assert Person.objects.filter(pk=world.priya.pk).exists()  # what she signed and did stays on record
    event = Event.objects.order_by("-number").first()
    assert event is not None
    assert (event.verb, event.actor_id, event.about) == ("api.provision", None, f"people.person:{world.priya.pk}")
    assert (event.facts["step"], event.facts["roles"]) == ("left", 1)
    assert "riya" not in str(event.facts)
    assert list(faults()) == []


@pytest.mark.parametrize(
    "besides",
    [
        {"op": "replace", "path": 'emails[type eq "work"].value', "value": "helen@demo.example"},
        {"op": "replace", "path": "userName", "value": "TOMASZ@demo.example"},
    ],
    ids=["address", "name"],
)
def test_nobody_stays_in_because_of_an_address_that_is_somebody_elses(
    besides: dict[str, Any], entra: Program, world: SimpleNamespace
) -> None:
    patch(entra, world.tomasz.pk, {"op": "replace", "path": "externalId", "value": "t"})
    assert patch(entra, world.priya.pk, besides).status_code == 409
    answer = patch(entra, world.priya.pk, besides, {"op": "replace", "path": "active", "value": "False"})

    assert (answer.status_code, answer.json()["active"]) == (200, False)
    assert (answer.json()["userName"], again(world.priya).email) == ("priya@demo.example", "priya@demo.example")
    assert (again(world.priya).is_active, here(world.priya, world)) == (False, set())


def test_a_user_name_that_is_no_address_changes_no_address(entra: Program, world: SimpleNamespace) -> None:
    answer = patch(entra, world.priya.pk, {"op": "replace", "path": "userName", "value": "priya @ school"})

    assert (answer.json()["userName"], again(world.priya).email) == ("priya @ school", "priya@demo.example")


def test_a_slip_is_taken_back_whole_within_thirty_days(entra: Program, world: SimpleNamespace) -> None:
    until = timezone.localdate() + timedelta(200)
    Role.objects.filter(person=world.sian, position="deputy_safeguarding_lead").update(until=until)
    before = here(world.sian, world)
    patch(entra, world.sian.pk, {"op": "replace", "value": {"active": False}})
    assert here(world.sian, world) == set()

    with time_machine.travel(timezone.now() + timedelta(20)):
        assert patch(entra, world.sian.pk, {"op": "replace", "value": {"active": True}}).json()["active"] is True
        assert here(world.sian, world) == before
    assert Role.objects.get(person=world.sian, position="deputy_safeguarding_lead").until == until


def test_who_comes_back_after_that_is_a_joiner_like_others(entra: Program, world: SimpleNamespace) -> None:
    patch(entra, world.sian.pk, {"op": "replace", "value": {"active": False}})

    with time_machine.travel(timezone.now() + timedelta(40)):
        patch(entra, world.sian.pk, {"op": "replace", "value": {"active": True}})
        assert here(world.sian, world) == {"teacher"}


def test_a_role_that_the_office_ended_meanwhile_is_not_taken_up_again(entra: Program, world: SimpleNamespace) -> None:
    patch(entra, world.priya.pk, {"op": "replace", "value": {"active": False}})
    Role.objects.filter(person=world.priya).update(until=timezone.localdate() - timedelta(9))
    Role.objects.create(person=world.priya, organisation=world.elm, position="volunteer")
    patch(entra, world.priya.pk, {"op": "replace", "value": {"active": True}})

    assert here(world.priya, world) == {"volunteer"}


def test_what_the_office_closed_the_directory_does_not_open(entra: Program, world: SimpleNamespace) -> None:
    Person.objects.filter(pk=world.priya.pk).update(is_active=False)
    whole = {"schemas": [USER], "userName": world.priya.email, "active": True, "displayName": "Priya Nair"}

    assert entra.ask("PUT", f"/scim/v2/Users/{world.priya.pk}", whole).json()["active"] is False
    assert not again(world.priya).is_active


def test_the_last_one_who_can_manage_people_stays_until_somebody_else_can(entra: Program, world: SimpleNamespace) -> None:
    Role.objects.filter(person__in=[world.helen, world.farah]).update(until=timezone.localdate() - timedelta(1))
    assert patch(entra, world.sian.pk, {"op": "replace", "value": {"active": False}}).status_code == 200

    answer = patch(entra, world.owen.pk, {"op": "replace", "value": {"active": False}})
    assert (answer.status_code, "last person who can manage" in answer.json()["detail"]) == (409, True)
    assert again(world.owen).is_active
    assert "administrator" in here(world.owen, world)


@pytest.mark.parametrize("key", ["farah", "helen"])
def test_the_head_and_the_chair_are_not_shut_out_by_a_directory(entra: Program, world: SimpleNamespace, key: str) -> None:
    one = getattr(world, key)
    before = here(one, world)
    for answer in (
        patch(entra, one.pk, {"op": "replace", "value": {"active": False}}),
        entra.ask("DELETE", f"/scim/v2/Users/{one.pk}"),
    ):
        assert (answer.status_code, "can do this on the site" in answer.json()["detail"]) == (409, True)
    assert (again(one).is_active, here(one, world)) == (True, before)


@pytest.mark.parametrize("key", ["farah", "helen", "daniel", "sian"])
def test_no_directory_moves_the_address_of_those_who_receive_concerns(entra: Program, world: SimpleNamespace, key: str) -> None:
    one = getattr(world, key)
    answer = patch(entra, one.pk, {"op": "replace", "path": 'emails[type eq "work"].value', "value": "mine@demo.example"})
    assert (answer.status_code, again(one).email) == (409, f"{key}@demo.example")
    renamed = patch(entra, one.pk, {"op": "replace", "path": "displayName", "value": "Another Name"})
    assert (renamed.status_code, again(one).name) == (200, "Another Name")


# --- as Okta does it -------------------------------------------------------------------------------------------------


def test_okta_reads_all_adds_replaces_and_deactivates(world: SimpleNamespace) -> None:
    okta = Program(token(world, "scim"), SCIM)
    listed = okta.get("/scim/v2/Users", startIndex="1", count="2").json()
    assert (listed["totalResults"], listed["itemsPerPage"], listed["startIndex"]) == (7, 2, 1)
    rest = okta.get("/scim/v2/Users", startIndex="3", count="100").json()
    assert len({each["id"] for each in (*listed["Resources"], *rest["Resources"])}) == 7

    whole = {
        "schemas": [USER],
        "userName": "tess@elmpark.example",
        "name": {"givenName": "Tess", "familyName": "Ward"},
        "emails": [{"primary": True, "value": "tess@elmpark.example", "type": "work"}],
        "displayName": "Tess Ward",
        "locale": "en-GB",
        "externalId": "00ujl29u0le5T6Aj10h7",
        "groups": [],
        "password": "1mz050nq",
        "active": True,
    }
    made = okta.post("/scim/v2/Users", whole)
    assert (made.status_code, "password" in made.json()) == (201, False)
    pk = made.json()["id"]
    tess = Person.objects.get(pk=pk)
    assert (here(tess, world), tess.has_usable_password()) == (set(), False)

    assert okta.post("/scim/v2/Users", whole).json()["scimType"] == "uniqueness"
    put = okta.ask("PUT", f"/scim/v2/Users/{pk}", {**whole, "id": pk, "displayName": "Tess Ward-Hall"})
    assert (put.status_code, again(tess).name) == (200, "Tess Ward-Hall")
    off = okta.ask("PATCH", f"/scim/v2/Users/{pk}", operations({"op": "replace", "value": {"active": False}}))
    assert (off.status_code, okta.get(f"/scim/v2/Users/{pk}").json()["active"]) == (200, False)


def test_who_is_deleted_is_out_and_unseen_and_can_be_added_again(entra: Program, world: SimpleNamespace) -> None:
    session = browser(world.priya)
    address = f"/scim/v2/Users/{world.priya.pk}"

    assert entra.ask("DELETE", address).status_code == 204
    assert session.get("/").status_code == 302
    assert entra.get(address).status_code == entra.ask("DELETE", address).status_code == 404
    assert find(entra, f'userName eq "{world.priya.email}"') == []

    back = entra.post("/scim/v2/Users", joiner(userName=world.priya.email, emails=[], displayName="Priya Nair"))
    assert (back.status_code, back.json()["id"], back.json()["active"]) == (201, str(world.priya.pk), True)
    assert here(world.priya, world) == {"teacher"}


def test_who_was_shut_out_before_being_deleted_comes_back_whole(entra: Program, world: SimpleNamespace) -> None:
    patch(entra, world.sian.pk, {"op": "replace", "value": {"active": False}})
    with time_machine.travel(timezone.now() + timedelta(5)):
        entra.ask("DELETE", f"/scim/v2/Users/{world.sian.pk}")
        entra.post("/scim/v2/Users", joiner(userName=world.sian.email, emails=[]))
        assert here(world.sian, world) == {"deputy_safeguarding_lead", "school_business_manager"}


# --- one's own and others' -------------------------------------------------------------------------------------------


def test_who_works_elsewhere_too_loses_what_they_are_here_and_keeps_the_rest(world: SimpleNamespace) -> None:
    Role.objects.create(person=world.priya, organisation=world.agency, position="supply_teacher")
    entra = Program(token(world, "scim"), SCIM)
    session = browser(world.priya)

    renamed = patch(
        entra, world.priya.pk, {"op": "replace", "value": {"displayName": "X", "emails": [{"value": "x@x.example"}]}}
    )
    assert renamed.json()["displayName"] == "Priya Nair"
    assert again(world.priya).email == "priya@demo.example"
    assert patch(entra, world.priya.pk, {"op": "replace", "path": "active", "value": False}).json()["active"] is False
    assert session.get("/").status_code == 200
    assert {place.name for place in again(world.priya).organisations()} == {"Northgate Supply"}
    assert here(world.priya, world) == set()


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_other_organisations_people_do_not_exist_for_a_directory(method: str, entra: Program, world: SimpleNamespace) -> None:
    body = operations({"op": "replace", "path": "active", "value": False}) if method == "PATCH" else joiner()
    for one in (world.marcus, world.ruth):
        assert entra.ask(method, f"/scim/v2/Users/{one.pk}", body).status_code == 404
        assert again(one).is_active
    assert find(entra, 'userName eq "marcus@demo.example"') == []


def test_a_school_s_directory_cannot_take_over_the_address_of_somebody_elsewhere(
    entra: Program, world: SimpleNamespace
) -> None:
    answer = patch(entra, world.priya.pk, {"op": "replace", "path": "emails", "value": [{"value": "marcus@demo.example"}]})
    assert (answer.status_code, answer.json()["scimType"]) == (409, "uniqueness")

    joined = entra.post("/scim/v2/Users", joiner(userName="marcus@demo.example", emails=[], displayName="Somebody Else"))
    assert (joined.status_code, again(world.marcus).name, again(world.marcus).is_active) == (201, "Marcus Bell", True)
    assert patch(entra, world.marcus.pk, {"op": "replace", "path": "userName", "value": "m@elm.example"}).status_code == 200
    assert again(world.marcus).email == "marcus@demo.example"


def test_a_trust_s_directory_sees_its_schools(world: SimpleNamespace) -> None:
    trust = Program(token(world, "scim", place=world.trust), SCIM)

    assert trust.get("/scim/v2/Users").json()["totalResults"] == 8  # without Grace and Ruth of the agency
    patch(trust, world.marcus.pk, {"op": "replace", "path": "active", "value": False})
    assert again(world.marcus).is_active  # the last one at Harbour
    patch(trust, world.priya.pk, {"op": "replace", "path": "active", "value": False})
    assert not again(world.priya).is_active


def test_a_placement_ends_with_the_person_s_time_here(world: SimpleNamespace) -> None:
    Placement.objects.create(
        person=world.priya, organisation=world.elm, since=timezone.localdate(), until=timezone.localdate() + timedelta(9)
    )
    patch(Program(token(world, "scim"), SCIM), world.priya.pk, {"op": "replace", "path": "active", "value": False})

    assert here(world.priya, world) == set()
    assert Placement.objects.get(person=world.priya).cancelled


def test_new_people_are_invited_if_the_token_says_so(world: SimpleNamespace) -> None:
    quiet, inviting = (Program(token(world, "scim", position="site_staff", invites=each), SCIM) for each in (False, True))

    quiet.post("/scim/v2/Users", joiner())
    assert Mail.objects.count() == 0
    inviting.post("/scim/v2/Users", joiner(userName="ben@elm.example", emails=[], externalId="b"))
    assert [mail.to.email for mail in Mail.objects.select_related("to") if mail.to] == ["ben@elm.example"]


def test_a_joiner_who_is_not_active_yet_cannot_sign_in_until_they_are(entra: Program, world: SimpleNamespace) -> None:
    pk = entra.post("/scim/v2/Users", joiner(active="False")).json()["id"]
    assert not Person.objects.get(pk=pk).is_active
    assert Role.objects.filter(person=pk).count() == 0

    assert patch(entra, pk, {"op": "Replace", "path": "active", "value": "True"}).json()["active"] is True
    assert here(Person.objects.get(pk=pk), world) == {"teacher"}


# --- finding, and what cannot be right ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        'userName eq "PRIYA@demo.example"',
        'USERNAME EQ "priya@demo.example"',
        'emails.value eq "priya@demo.example"',
        'emails eq "priya@demo.example"',
        'emails[type eq "work"].value eq "priya@demo.example"',
        f'{USER}:userName eq "priya@demo.example"',
        'externalId eq "p \\"1\\""',
    ],
)
def test_somebody_is_found_by_what_directories_ask_for(asked: str, entra: Program, world: SimpleNamespace) -> None:
    patch(entra, world.priya.pk, {"op": "add", "path": "externalId", "value": 'p "1"'})

    assert [each["displayName"] for each in find(entra, asked)] == ["Priya Nair"]


@pytest.mark.parametrize(
    "asked", ["userName", 'name sw "P"', "userName eq priya", 'title eq "x"', 'userName eq "a" and id eq "1"', '"']
)
def test_other_filters_are_refused_and_not_passed_over(asked: str, entra: Program) -> None:
    answer = entra.get("/scim/v2/Users", filter=asked)

    assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidFilter")


@pytest.mark.parametrize(
    ("method", "body", "status", "kind"),
    [
        ("POST", b"{Jayden", 400, "invalidSyntax"),
        ("POST", [], 400, "invalidSyntax"),
        ("POST", {"userName": "Jayden"}, 400, "invalidValue"),
        ("POST", {"userName": "Jayden Smith@elm"}, 400, "invalidValue"),
        ("POST", {"userName": "@"}, 400, "invalidValue"),
        ("POST", joiner(emails=[{"value": f"jayden@{'elm.' * 65}example"}]), 400, "invalidValue"),
        ("POST", {"emails": [{"value": "jayden@elm.example"}]}, 400, "invalidValue"),
        ("POST", joiner(emails=[{"value": "Jayden"}]), 400, "invalidValue"),
        ("POST", joiner(displayName="<script>Jayden"), 400, "invalidValue"),
        ("POST", joiner(displayName="Jayden" * 90), 400, "invalidValue"),
        ("POST", joiner(userName=["Jayden"]), 400, "invalidValue"),
        ("PUT", joiner(active="Jayden"), 400, "invalidValue"),
        ("PUT", joiner(userName="helen@demo.example", emails=[]), 409, "uniqueness"),
        ("PATCH", {}, 400, "invalidSyntax"),
        ("PATCH", operations(), 400, "invalidSyntax"),
        ("PATCH", operations({"op": "Jayden", "path": "active", "value": True}), 400, "invalidSyntax"),
        ("PATCH", operations({"op": "replace", "value": "Jayden"}), 400, "invalidValue"),
        ("PATCH", operations({"op": "replace", "path": 7, "value": "Jayden"}), 400, "invalidSyntax"),
        ("PATCH", operations({"op": "remove"}), 400, "noTarget"),
        ("PATCH", operations({"op": "remove", "path": "userName"}), 400, "invalidValue"),
        ("PATCH", operations({"op": "remove", "path": "active"}), 400, "invalidValue"),
        ("PATCH", {"Operations": ["Jayden"]}, 400, "invalidSyntax"),
    ],
)
def test_what_cannot_be_right_is_told_as_the_standard_says_and_changes_nothing(
    method: str, body: Any, status: int, kind: str, entra: Program, world: SimpleNamespace
) -> None:
    patch(entra, world.helen.pk, {"op": "add", "path": "externalId", "value": "h"})
    before = list(Person.objects.order_by("pk").values()), Role.objects.count(), Entry.objects.count(), Event.objects.count()
    address = "/scim/v2/Users" if method == "POST" else f"/scim/v2/Users/{world.priya.pk}"
    answer = entra.ask(method, address, body)

    said = answer.json()
    assert (answer.status_code, said["status"], said.get("scimType")) == (status, str(status), kind)
    assert said["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert "ayden" not in answer.content.decode()
    after = list(Person.objects.order_by("pk").values()), Role.objects.count(), Entry.objects.count(), Event.objects.count()
    assert after == before


@pytest.mark.parametrize("pk", ["0", "x", "9" * 40, "1%20", "-1", "%00"])
def test_an_id_that_is_nobody_s_is_not_there(pk: str, entra: Program) -> None:
    assert entra.get(f"/scim/v2/Users/{pk}").status_code == 404


@pytest.mark.parametrize(("name", "value"), [("startIndex", "x"), ("count", "1.5"), ("count", "9" * 30)])
def test_a_page_that_is_no_number_is_refused(name: str, value: str, entra: Program) -> None:
    assert entra.get("/scim/v2/Users", **{name: value}).status_code == 400


def test_what_is_removed_or_unknown_is_passed_over(entra: Program, world: SimpleNamespace) -> None:
    answer = patch(
        entra,
        world.priya.pk,
        {"op": "remove", "path": "externalId"},
        {"op": "remove", "path": "displayName"},
        {"op": "add", "path": "phoneNumbers", "value": [{"value": "1"}]},
        {"op": "add", "path": 'emails[type eq "home"].value', "value": "home@elm.example"},
    )

    assert (answer.status_code, again(world.priya).name, again(world.priya).email) == (200, "Priya Nair", "priya@demo.example")


def test_attributes_can_be_chosen_and_left_out(entra: Program, world: SimpleNamespace) -> None:
    address = f"/scim/v2/Users/{world.priya.pk}"

    assert set(entra.get(address, attributes="userName,name.familyName").json()) == {"schemas", "id", "userName", "name"}
    assert "emails" not in entra.get(address, excludedAttributes="emails,groups").json()


def test_the_service_describes_itself_without_a_token(world: SimpleNamespace) -> None:
    anybody = Program(None)
    config = anybody.get("/scim/v2/ServiceProviderConfig").json()

    assert (config["patch"]["supported"], config["bulk"]["supported"]) == (True, False)
    assert anybody.get("/scim/v2/ResourceTypes").json()["Resources"][0]["schema"] == USER
    assert anybody.get(f"/scim/v2/Schemas/{USER}").json() == anybody.get("/scim/v2/Schemas").json()["Resources"][0]
    assert anybody.get("/scim/v2/Groups").json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert anybody.ask("DELETE", "/scim/v2/Users").status_code == 405


def test_the_list_costs_the_same_for_few_and_for_many(entra: Program, world: SimpleNamespace) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert entra.get("/scim/v2/Users").status_code == 200
        return len(queries)

    def more(start: int, count: int) -> None:
        for number in range(start, start + count):
            entra.post("/scim/v2/Users", joiner(userName=f"p{number}@elm.example", emails=[], externalId=str(number)))

    more(0, 2)
    few = cost()
    more(10, 12)
    assert cost() == few
