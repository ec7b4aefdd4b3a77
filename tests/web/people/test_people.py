"""People of an organisation: found, added, given roles, ended, marked away, closed."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.people import actions, invitations
from safeconduct.web.people.models import Person, Placement, Role
from web.addresses import telling

TODAY = timezone.localdate
Browser = Callable[[str], Client]


def again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


# --- the list ---------------------------------------------------------------------------------------------------


def test_the_list_shows_everybody_here_today_supply_staff_too(world: SimpleNamespace, signed_in: Browser) -> None:
    page = signed_in("priya").get(reverse("organisation", args=[world.elm.pk])).content.decode()
    for name in ("Priya Nair", "Tomasz Zieliński", "Grace Adeyemi", "Helen Marsh"):
        assert name in page
    assert "Marcus Bell" not in page
    assert "8 people" in page


def test_a_colleague_sees_no_addresses_and_no_past_but_the_office_does(world: SimpleNamespace, signed_in: Browser) -> None:
    Role.objects.filter(person=world.tomasz).update(until=TODAY() - timedelta(1))
    address = reverse("organisation", args=[world.elm.pk])
    teacher, office = signed_in("priya"), signed_in("sian")

    assert "helen@demo.example" not in teacher.get(address).content.decode()
    assert "Tomasz" not in teacher.post(address, {"when": "left"}).content.decode()
    assert teacher.get(reverse("person", args=[world.elm.pk, world.tomasz.pk])).status_code == 404
    assert "helen@demo.example" in office.get(address).content.decode()
    assert "Tomasz" in office.post(address, {"when": "left"}).content.decode()
    assert "Ended" in office.get(reverse("person", args=[world.elm.pk, world.tomasz.pk])).content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "nai pri"}, ["Priya Nair"]),
        ({"q": "zieliń"}, ["Tomasz Zieliński"]),
        ({"position": "teacher"}, ["Daniel Okafor", "Priya Nair"]),
        ({"position": "supply_teacher"}, ["Grace Adeyemi"]),
        ({"q": "nobody"}, []),
        ({"when": "later"}, []),
    ],
)
def test_people_are_found_by_name_and_position(
    world: SimpleNamespace, signed_in: Browser, asked: dict[str, str], found: list[str]
) -> None:
    answer = signed_in("helen").post(reverse("organisation", args=[world.elm.pk]), asked)
    assert [one.name for one in answer.context["page"]] == found


def test_a_page_number_from_nowhere_is_no_error(world: SimpleNamespace, signed_in: Browser) -> None:
    for page in ("0", "999", "x", "'"):
        assert signed_in("helen").post(reverse("organisation", args=[world.elm.pk]), {"page": page}).status_code == 200


def test_sixty_people_stand_on_two_pages(world: SimpleNamespace, signed_in: Browser) -> None:
    people = [Person(email=f"p{number}@demo.example", name=f"Person {number:02}", password="!") for number in range(52)]
    Role.objects.bulk_create(
        Role(person=one, organisation=world.elm, position="teacher", since=date(2026, 9, 1))
        for one in Person.objects.bulk_create(people)
    )
    browser, address = signed_in("helen"), reverse("organisation", args=[world.elm.pk])
    assert len(browser.get(address).context["page"]) == 50
    assert len(browser.post(address, {"page": "2"}).context["page"]) == 10
    found = browser.post(address, {"q": "Person", "page": "2"})
    assert [one.name for one in found.context["page"]] == ["Person 50", "Person 51"]


def test_who_is_looked_up_stands_in_no_address(world: SimpleNamespace, signed_in: Browser) -> None:
    Role.objects.bulk_create(
        Role(person=one, organisation=world.elm, position="teacher", since=date(2026, 9, 1))
        for one in Person.objects.bulk_create(
            Person(email=f"q{number}@demo.example", name=f"Person Quillmarsh {number}", password="!") for number in range(60)
        )
    )
    browser, address = signed_in("helen"), reverse("organisation", args=[world.elm.pk])
    for page in ("1", "2"):
        answer = browser.post(address, {"q": "quillmarsh", "page": page})
        assert answer.status_code == 200
        assert telling(answer.content.decode(), "quillmarsh") == []
    assert "Grace Adeyemi" in browser.get(address, {"q": "nobody"}).content.decode()  # an address is not read for it either


# --- adding -----------------------------------------------------------------------------------------------------


def add(browser: Client, world: SimpleNamespace, **given: str) -> Any:
    data = {"name": "Anna Kowalska", "email": "Anna@Demo.example", "position": "teacher", "since": "2026-11-01"} | given
    return browser.post(reverse("person-add", args=[world.elm.pk]), data)


def test_somebody_new_gets_a_role_and_one_invitation(
    world: SimpleNamespace, signed_in: Browser, sent: list[SimpleNamespace]
) -> None:
    add(signed_in("sian"), world)

    anna = Person.objects.get(email="anna@demo.example")
    assert anna.positions_at(world.elm) == {Position.TEACHER}
    assert not anna.has_usable_password()
    assert [(mail.to, mail.template) for mail in sent] == [(anna, "people/invitation")]
    event = Event.objects.latest("number")
    assert event.verb == "people.manage"
    assert "Anna" not in str(event.facts)
    assert "anna" not in str(event.facts)


def test_somebody_known_elsewhere_is_joined_by_their_address_and_keeps_their_name(
    world: SimpleNamespace, signed_in: Browser, sent: list[SimpleNamespace]
) -> None:
    before = Person.objects.count()
    add(signed_in("sian"), world, email="MARCUS@demo.example", name="M. Bell", position="governor")
    assert Person.objects.count() == before
    assert again(world.marcus).name == "Marcus Bell"
    assert again(world.marcus).positions_at(world.elm) == {Position.GOVERNOR}
    assert sent == []


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"until": "2026-10-01"}, "The last day is before the first (1 November 2026)"),
        ({"since": "31/11/2026"}, "Write the day as 1/9/2026"),
        ({"email": "anna"}, "This is no e-mail address"),
        ({"position": "king"}, "Choose one of the list"),
        ({"name": "Anna\u202eaksla"}, "Use letters"),
        ({"name": "<b>Anna</b>"}, "Use letters"),
        ({"name": "A" * 201}, "at most 200"),
        ({"email": "priya@demo.example", "position": "teacher"}, "has this role here already"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_kept(
    world: SimpleNamespace, signed_in: Browser, given: dict[str, str], says: str, sent: list[SimpleNamespace]
) -> None:
    people, roles = Person.objects.count(), Role.objects.count()
    answer = add(signed_in("sian"), world, **given)
    assert says in answer.content.decode()
    assert (Person.objects.count(), Role.objects.count(), sent) == (people, roles, [])


def test_a_day_may_be_typed_as_people_write_it(world: SimpleNamespace, signed_in: Browser) -> None:
    add(signed_in("sian"), world, since="1/9/2026")
    assert Role.objects.get(person__email="anna@demo.example").since == date(2026, 9, 1)


def test_somebody_whose_sign_in_was_closed_is_not_added_silently(world: SimpleNamespace, signed_in: Browser) -> None:
    Person.objects.filter(pk=world.marcus.pk).update(is_active=False)
    answer = add(signed_in("sian"), world, email="marcus@demo.example")
    assert "was closed" in answer.content.decode()


# --- roles ------------------------------------------------------------------------------------------------------


def test_a_role_ends_at_the_end_of_today_and_counts_until_then(world: SimpleNamespace, signed_in: Browser) -> None:
    role = world.priya.roles.get()
    signed_in("helen").post(reverse("role-end", args=[role.pk]), {"when": "today"})
    assert again(world.priya).positions_at(world.elm) == {Position.TEACHER}
    assert not Role.objects.on(TODAY() + timedelta(1)).filter(pk=role.pk).exists()


def test_a_role_ended_at_once_counts_no_more_even_if_it_began_today(world: SimpleNamespace, signed_in: Browser) -> None:
    role = Role.objects.create(person=world.tomasz, organisation=world.elm, position="administrator", since=TODAY())
    signed_in("helen").post(reverse("role-end", args=[role.pk]), {"when": "now"})
    assert again(world.tomasz).positions_at(world.elm) == {Position.TEACHING_ASSISTANT}
    assert Role.objects.get(pk=role.pk).cancelled


def test_another_day_must_be_said(world: SimpleNamespace, signed_in: Browser) -> None:
    address = reverse("role-end", args=[world.priya.roles.get().pk])
    assert "Say which day is the last" in signed_in("helen").post(address, {"when": "day"}).content.decode()
    assert "Look at the year" in signed_in("helen").post(address, {"when": "day", "last_day": "2016-01-01"}).content.decode()


def test_the_last_one_who_manages_people_cannot_leave_the_school_locked(world: SimpleNamespace) -> None:
    managing = Role.objects.filter(
        organisation=world.elm, position__in=["headteacher", "school_business_manager", "administrator"]
    )
    yesterday = TODAY() - timedelta(1)
    Role.objects.filter(position="chair_of_governors").update(until=yesterday)
    first, second, last = managing
    actions.end_role(world.owen, first, last_day=yesterday) if first.person != world.owen else None
    Role.objects.filter(pk__in=[first.pk, second.pk]).update(until=yesterday)
    by = again(last.person)
    with pytest.raises(ValidationError, match="Nobody else could manage"):
        actions.end_role(by, last, last_day=yesterday)
    assert Role.objects.get(pk=last.pk).until is None


def test_the_same_role_twice_on_the_same_days_is_refused_but_not_one_after_the_other(world: SimpleNamespace) -> None:
    role = world.priya.roles.get()
    with pytest.raises(ValidationError, match="already"):
        actions.add_role(world.helen, world.elm, world.priya, position="teacher", since=TODAY(), until=None)
    Role.objects.filter(pk=role.pk).update(until=TODAY())
    actions.add_role(world.helen, world.elm, world.priya, position="teacher", since=TODAY() + timedelta(1), until=None)
    assert world.priya.roles.count() == 2


# --- away, corrected, closed ------------------------------------------------------------------------------------


def test_somebody_is_marked_away_and_back(world: SimpleNamespace, signed_in: Browser) -> None:
    address, office = reverse("person-away", args=[world.elm.pk, world.priya.pk]), signed_in("sian")
    office.post(address, {"since": "2026-11-20", "until": "2027-06-01"})
    assert (again(world.priya).away_from, again(world.priya).away_until) == (date(2026, 11, 20), date(2027, 6, 1))
    assert (
        "From 20 November 2026 to 1 June 2027"
        in office.get(reverse("person", args=[world.elm.pk, world.priya.pk])).content.decode()
    )
    office.post(address, {"back": "1"})
    assert again(world.priya).away_from is None


def test_a_former_employer_cannot_mark_somebody_away(world: SimpleNamespace, signed_in: Browser) -> None:
    Role.objects.filter(person=world.tomasz).update(until=TODAY() - timedelta(1))
    answer = signed_in("sian").post(reverse("person-away", args=[world.elm.pk, world.tomasz.pk]), {"since": "2026-11-20"})
    assert answer.status_code == 404
    assert again(world.tomasz).away_from is None


def test_a_former_employer_cannot_move_somebodys_sign_in_to_another_address(world: SimpleNamespace, signed_in: Browser) -> None:
    Role.objects.filter(person=world.tomasz).update(until=TODAY() - timedelta(1))
    given = {"name": "Tomasz", "email": "mine@demo.example"}
    answer = signed_in("sian").post(reverse("person-correct", args=[world.elm.pk, world.tomasz.pk]), given)
    assert answer.status_code == 404
    assert again(world.tomasz).email == "tomasz@demo.example"


def test_closing_a_sign_in_ends_every_session_at_once(world: SimpleNamespace, signed_in: Browser) -> None:
    tomasz = signed_in("tomasz")
    assert tomasz.get(reverse("account")).status_code == 200
    signed_in("helen").post(reverse("person-close", args=[world.elm.pk, world.tomasz.pk]))
    assert tomasz.get(reverse("account")).status_code == 302
    assert not again(world.tomasz).is_active


def test_a_sign_in_opened_again_comes_with_an_invitation(world: SimpleNamespace, sent: list[SimpleNamespace]) -> None:
    actions.open_or_close(world.helen, world.elm, world.tomasz, active=False)
    actions.open_or_close(world.helen, world.elm, world.tomasz, active=True)
    assert again(world.tomasz).is_active
    assert [mail.to for mail in sent] == [world.tomasz]


def opened_again(world: SimpleNamespace, *, lost: bool = False) -> Client:
    """Tomasz's browser after he pressed the button of the invitation that came when his sign-in was opened again."""
    actions.open_or_close(world.helen, world.elm, world.tomasz, active=False)
    actions.open_or_close(again(world.helen), world.elm, again(world.tomasz), active=True, second_step_lost=lost)
    client = Client()
    client.post(reverse("invitation", args=[invitations.token(again(world.tomasz))]))
    return client


def test_an_invitation_asks_for_the_second_step_of_whoever_has_one(world: SimpleNamespace) -> None:
    secret = generate_totp_secret()
    TOTP.activate(world.tomasz, secret)
    client = opened_again(world)
    assert client.get("/").status_code == 302  # not signed in yet
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert (wrong.status_code, client.get("/").status_code) == (200, 302)

    right = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    answer = client.post("/accounts/2fa/authenticate/", {"code": right})
    assert answer["Location"] == reverse("account_set_password")
    assert client.get(reverse("account_set_password")).status_code == 200


def test_without_a_second_step_an_invitation_leads_straight_in(world: SimpleNamespace) -> None:
    assert opened_again(world).get("/").status_code == 200


def test_a_lost_second_step_is_taken_away_when_the_office_says_so(world: SimpleNamespace, signed_in: Browser) -> None:
    TOTP.activate(world.tomasz, generate_totp_secret())
    address, office = reverse("person-close", args=[world.elm.pk, world.tomasz.pk]), signed_in("helen")
    assert "second step" not in office.get(address).content.decode()
    office.post(address)
    assert "They have lost their second step" in office.get(address).content.decode()
    office.post(address, {"second_step_lost": "on"})

    assert not Authenticator.objects.filter(user=world.tomasz).exists()
    assert Event.objects.filter(verb="people.manage").latest("number").facts["second_step_taken_away"] is True
    client = Client()
    client.post(reverse("invitation", args=[invitations.token(again(world.tomasz))]))
    assert client.get("/").status_code == 200


def test_nobody_closes_their_own_sign_in(world: SimpleNamespace) -> None:
    with pytest.raises(ValidationError, match="your own"):
        actions.open_or_close(world.helen, world.elm, world.helen, active=False)


def test_whoever_works_for_somebody_else_too_is_neither_closed_nor_renamed_by_one(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    office = signed_in("helen")
    office.post(reverse("person-close", args=[world.elm.pk, world.grace.pk]))
    answer = office.post(
        reverse("person-correct", args=[world.elm.pk, world.grace.pk]), {"name": "G", "email": "mine@demo.example"}
    )
    assert "works for somebody else too" in answer.content.decode()
    assert (again(world.grace).is_active, again(world.grace).email) == (True, "grace@demo.example")


def test_a_corrected_address_must_be_free(world: SimpleNamespace, signed_in: Browser) -> None:
    address = reverse("person-correct", args=[world.elm.pk, world.priya.pk])
    taken = signed_in("helen").post(address, {"name": "Priya Nair", "email": "MARCUS@demo.example"})
    assert "Somebody else has this address" in taken.content.decode()
    signed_in("helen").post(address, {"name": "Priya Nair-Jones", "email": "priya.jones@demo.example"})
    assert (again(world.priya).name, again(world.priya).email) == ("Priya Nair-Jones", "priya.jones@demo.example")


# --- my account -------------------------------------------------------------------------------------------------


def test_the_account_page_shows_where_i_work_today_and_later(world: SimpleNamespace, signed_in: Browser) -> None:
    later = TODAY() + timedelta(30)
    Placement.objects.create(person=world.grace, organisation=world.harbour, agency=world.agency, since=later, until=later)
    page = signed_in("grace").get(reverse("account")).content.decode()
    today, _, upcoming = page.partition(">Later<")
    assert "Elm Park Primary" in today
    assert "Northgate Supply" in today
    assert "Harbour High" not in today
    assert "Harbour High" in upcoming


def test_somebody_with_no_role_today_is_told_so(world: SimpleNamespace, signed_in: Browser) -> None:
    Role.objects.filter(person=world.priya).update(cancelled=True)
    page = signed_in("priya").get(reverse("account")).content.decode()
    assert "no role and no placement today" in page
