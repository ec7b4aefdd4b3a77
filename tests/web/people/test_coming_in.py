"""Invitations, and the first run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings
from time_machine import travel

from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.people import first_run, invitations
from safeconduct.web.people.models import Organisation, Person

Browser = Callable[[str], Client]
SETUP = {
    "organisation": "Mill Lane Infants",
    "kind": "school",
    "name": "Jo Hartley",
    "email": "Jo@mill-lane.example",
    "password": "three calm otters",
}


# --- invitations ----------------------------------------------------------------------------------------------------


@pytest.fixture
def anna(world: SimpleNamespace) -> Person:
    return Person.objects.create_person("anna@demo.example", "Anna Kowalska")


def link(person: Person) -> str:
    return reverse("invitation", args=[invitations.token(person)])


def test_the_link_in_the_mail_leads_to_the_page(world: SimpleNamespace, anna: Person, sent: list[SimpleNamespace]) -> None:
    invitations.send(anna, world.elm)
    address = str(sent[0].context["link"])
    assert address.startswith("http://127.0.0.1:8000/people/invited/")
    assert "Welcome, Anna Kowalska" in Client().get(address.removeprefix("http://127.0.0.1:8000")).content.decode()
    assert "Anna" not in str(sent[0].context)


def test_whoever_chose_a_password_signs_in_with_it_and_comes_home(anna: Person) -> None:
    client = Client()
    client.post(link(anna))
    chosen = {"password1": "four loud herons", "password2": "four loud herons"}
    answer = client.post(reverse("account_set_password"), chosen)
    assert answer.headers["Location"] == reverse("home")
    assert Person.objects.get(pk=anna.pk).check_password("four loud herons")


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_the_mail_says_what_it_is_for_and_holds_the_link(anna: Person, kind: str) -> None:
    given = {"to": anna, "link": "https://x.example/people/invited/abc/", "organisation": "Elm Park Primary", "days": 7}
    said = render_to_string(f"mail/people/invitation.{kind}", given)
    for part in ("https://x.example/people/invited/abc/", "Elm Park Primary", "7 days", "Anna Kowalska"):
        assert part in said
    assert "Anna" not in render_to_string("mail/people/invitation.subject.txt", given)


def test_the_link_signs_in_once_and_leads_to_choosing_a_password(anna: Person) -> None:
    address, client = link(anna), Client()
    assert client.get(address).status_code == 200
    assert client.get(address).status_code == 200  # looking, as mail programs do, does not use it up
    answer = client.post(address)
    assert answer.headers["Location"] == reverse("account_set_password")
    assert client.get(reverse("account")).status_code == 200
    assert Client().post(address).status_code == 404
    assert "run out" in Client().get(address).content.decode()


def test_the_link_is_good_for_seven_days(anna: Person) -> None:
    with travel("2026-11-01T10:00:00+00:00", tick=False):
        address = link(anna)
    with travel("2026-11-08T09:59:00+00:00", tick=False):
        assert Client().get(address).status_code == 200
    with travel("2026-11-08T10:01:00+00:00", tick=False):
        assert Client().get(address).status_code == 404


@pytest.mark.parametrize("change", [{"email": "other@demo.example"}, {"password": "!changed"}, {"is_active": False}])
def test_a_link_ends_with_another_address_password_or_a_closed_sign_in(anna: Person, change: dict[str, object]) -> None:
    address = link(anna)
    Person.objects.filter(pk=anna.pk).update(**change)
    assert Client().post(address).status_code == 404


@pytest.mark.parametrize("token", ["x", "WzEsICJhIl0:1abc:zzz", "a:b:c", "%00", "." * 3000])
def test_a_made_up_link_lets_nobody_in(world: SimpleNamespace, token: str) -> None:
    assert Client().post(f"/people/invited/{token}/").status_code == 404


def test_an_invitation_is_not_sent_again_to_who_has_signed_in(
    world: SimpleNamespace, signed_in: Browser, sent: list[SimpleNamespace]
) -> None:
    office, address = signed_in("sian"), reverse("person-invite", args=[world.elm.pk, world.tomasz.pk])
    assert "on its way" in office.post(address, follow=True).content.decode()
    signed_in("tomasz")
    assert "have signed in before" in office.post(address, follow=True).content.decode()
    assert len(sent) == 1


# --- the first run --------------------------------------------------------------------------------------------------


@pytest.fixture
def data(settings: Settings, tmp_path: Path, db: None) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.mark.parametrize("address", ["/", "/people/me/", "/join/", "/accounts/login/", "/no/such/page"])
def test_while_there_is_nobody_every_page_leads_to_the_setup(data: Path, address: str) -> None:
    assert Client().get(address).headers["Location"] == "/setup/"


@pytest.mark.parametrize("address", ["/livez", "/readyz"])
def test_the_health_pages_answer_as_ever(data: Path, address: str) -> None:
    assert Client().get(address).status_code == 200


def test_the_setup_makes_the_organisation_and_its_administrator_and_is_gone(
    data: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = Client()
    client.get("/setup/")
    code = (data / "setup.code").read_text().strip()
    assert (data / "setup.code").stat().st_mode & 0o077 == 0
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/setup/", SETUP | {"code": code.lower()})
    assert answer.headers["Location"] == reverse("organisations")

    jo, school = Person.objects.get(), Organisation.objects.get()
    assert (jo.email, school.name, school.kind) == ("jo@mill-lane.example", "Mill Lane Infants", "school")
    assert jo.positions_at(school) == {Position.ADMINISTRATOR}
    assert jo.check_password("three calm otters")
    assert client.get(reverse("organisations")).status_code == 200
    assert Event.objects.get(verb="people.first-run").facts == {"kind": "school"}
    assert not (data / "setup.code").exists()
    assert Client().get("/setup/").status_code == 404
    assert Client().post("/setup/", SETUP | {"code": code}).status_code == 404
    assert first_run.code() is None


def test_without_the_code_nobody_becomes_administrator(data: Path) -> None:
    for code in ("0000-0000-0000-0000", "x", " "):
        answer = Client().post("/setup/", SETUP | {"code": code})
        assert answer.status_code == 200
    assert not Person.objects.exists()


def test_guessing_the_setup_code_is_slow(data: Path) -> None:
    for _ in range(5):
        Client().post("/setup/", SETUP | {"code": "WRONG"})
    answer = Client().post("/setup/", SETUP | {"code": first_run.code()})
    assert "Wait ten minutes" in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"password": "short"}, "too short"),
        ({"password": "jo@mill-lane.example"}, "too similar"),
        ({"kind": "palace"}, "Select a valid choice"),
        ({"email": "jo"}, "This is no e-mail address"),
    ],
)
def test_the_first_administrator_too_needs_a_good_password(data: Path, given: dict[str, str], says: str) -> None:
    answer = Client().post("/setup/", SETUP | {"code": first_run.code()} | given)
    assert not Person.objects.exists()
    assert says in answer.content.decode()


def test_two_at_once_make_one_administrator(data: Path) -> None:
    given = {"name": "Jo", "email": "jo@mill-lane.example", "password": "p", "organisation": "Mill Lane", "kind": "school"}
    assert first_run.begin(**given) is not None
    assert first_run.begin(**given | {"email": "second@mill-lane.example"}) is None
    assert Person.objects.count() == 1


def test_the_code_stays_the_same_until_it_is_used(data: Path) -> None:
    assert first_run.code() == first_run.code()
    assert len(first_run.code() or "") == 19


def test_once_somebody_is_there_nothing_is_asked_of_the_database_again(
    world: SimpleNamespace, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert first_run.begun()
    with django_assert_num_queries(0):
        assert first_run.begun()
