"""Whoever is complained of appoints nobody to read it: not by filling a vacant chair, nor by way of others of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeconduct.activity import ConcernKind
from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns import setting
from safeconduct.web.concerns.calling_in import call_in
from safeconduct.web.concerns.independent import Given, ToldOf, left_out
from safeconduct.web.concerns.models import Case, Concern, StandIn, Subject
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.people import actions
from safeconduct.web.people.models import Person, Role
from web.concerns.telling import hidden, looked
from web.conftest import BACKEND
from web.routing.made import CHAIR, LEAD, away, becomes, fresh, told, who_sees

Browser = Callable[[str], Client]
SHOWN = ("sc-person__name", "sc-person__role")


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


ABOUT_HELEN: dict[str, Any] = {"kind": "misuse-by-adult", "child": "no", "about": "staff"}
MADE_BY_HER = "Helen Marsh made them this, and nobody else has confirmed it."


def looked_at(world: SimpleNamespace, signed_in: Browser) -> str:
    """What Priya sees before she tells something about the head."""
    return unescape(looked(signed_in("priya"), do="look", staff=[world.helen.pk], **ABOUT_HELEN).content.decode())


def test_before_it_is_told_the_page_says_whom_the_one_concerned_has_appointed(
    world: SimpleNamespace, case: Case, signed_in: Browser
) -> None:
    chair = appointed(world.helen, world, CHAIR)
    page = looked_at(world, signed_in)
    assert "New Comer" in page
    assert MADE_BY_HER in page
    assert "If you would rather not tell them, or not them alone" in page
    assert "designated officer for allegations" in page

    actions.confirm_role(world.owen, chair.roles.get())
    page = looked_at(world, signed_in)
    assert "New Comer" in page
    assert "made them this" not in page
    assert "not them alone" not in page


def test_and_it_is_the_same_page_whether_or_not_something_was_told_before(world: SimpleNamespace, signed_in: Browser) -> None:
    Role.objects.filter(person=world.farah).update(until=date(2026, 1, 1))
    appointed(world.helen, world, CHAIR)
    before = looked_at(world, signed_in)
    Concern.objects.filter(pk=told(world, "helen").concern.pk).update(at=datetime(2026, 1, 5, tzinfo=UTC))
    after = looked_at(world, signed_in)

    assert MADE_BY_HER in before
    assert [re.findall(rf'class="{one}">([^<]+)<', before) for one in SHOWN] == [
        re.findall(rf'class="{one}">([^<]+)<', after) for one in SHOWN
    ]
    assert hidden(before, "shown") == hidden(after, "shown")


def test_an_appointment_by_somebody_else_is_no_matter_for_the_page(world: SimpleNamespace, signed_in: Browser) -> None:
    assert "made them this" not in looked_at(world, signed_in)
    Role.objects.filter(person=world.farah).update(until=date(2026, 1, 1))
    appointed(world.owen, world, CHAIR)
    assert "made them this" not in looked_at(world, signed_in)


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


# --- stand-ins ------------------------------------------------------------------------------------------------------

MANAGER = Position.ONLINE_SAFETY_MANAGER


def names(by: Person, world: SimpleNamespace, key: str, position: Position) -> None:
    today = timezone.localdate()
    setting.add_stand_in(again(by), world.elm, getattr(world, key), position=position.value, since=today, until=None)


def told_of_the_lead(world: SimpleNamespace) -> Case:
    return told(world, "daniel", by="priya", kind=ConcernKind.INAPPROPRIATE_CONTENT)


def test_the_lead_names_a_friend_for_a_vacant_place_and_what_was_told_about_him_does_not_reach_them(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    case = told_of_the_lead(world)
    assert "online_safety_manager" in case.route["roles"]
    before = who_sees(world, case)
    given: dict[str, Any] = {"position": MANAGER, "person": world.tomasz.pk, "since": "2026-01-01", "until": ""}
    signed_in("daniel").post(f"/tell/routes/{world.elm.pk}/stand-ins/new/", given)

    named = StandIn.objects.get()
    assert named.by == world.daniel
    assert who_sees(world, case) == before
    call_in([case])
    assert "tomasz" not in who_sees(world, case)
    assert signed_in("tomasz").get(reverse("case", args=[case.reference])).status_code == 404
    assert "tomasz" not in who_sees(world, told_of_the_lead(world))


def test_whom_somebody_else_names_too_receives_it(world: SimpleNamespace) -> None:
    case = told_of_the_lead(world)
    names(world.daniel, world, "tomasz", MANAGER)
    assert "tomasz" not in who_sees(world, case)

    names(world.helen, world, "tomasz", MANAGER)
    assert "tomasz" in who_sees(world, case)


def test_who_was_named_before_it_was_told_receives_what_is_about_anybody_else(world: SimpleNamespace) -> None:
    names(world.daniel, world, "tomasz", MANAGER)
    assert "tomasz" in who_sees(world, told(world, "sian", by="priya", kind=ConcernKind.INAPPROPRIATE_CONTENT))
    assert who_sees(world, told_of_the_lead(world)) == {"helen"}

    names(world.helen, world, "tomasz", MANAGER)
    assert who_sees(world, told_of_the_lead(world)) == {"helen", "tomasz"}


def test_an_administrator_names_nobody_for_the_lead_to_hear_of_the_administrator(world: SimpleNamespace) -> None:
    case = told(world, "owen", child_protection=True)
    away(world, "daniel")
    names(world.owen, world, "tomasz", LEAD)
    call_in([case])
    assert "tomasz" not in who_sees(world, case)
    assert "tomasz" in who_sees(world, told(world, "sian", child_protection=True))


@pytest.mark.parametrize("independent", [False, True])
def test_nor_does_it_help_to_have_somebody_of_ones_own_name_the_stand_in(world: SimpleNamespace, independent: bool) -> None:
    case = told(world, "owen", child_protection=True)
    away(world, "daniel")
    Role.objects.create(person=world.priya, organisation=world.elm, position="administrator", given_by=world.owen)
    if independent:
        becomes(world, "priya", Position.ADMINISTRATOR)
    names(world.priya, world, "tomasz", LEAD)
    assert ("tomasz" in who_sees(world, case)) is independent


def test_a_late_role_takes_nobody_off_who_was_named_by_somebody_else(world: SimpleNamespace) -> None:
    names(world.helen, world, "tomasz", MANAGER)
    case = told(world, "owen", by="priya", kind=ConcernKind.INAPPROPRIATE_CONTENT)
    Role.objects.create(person=world.marcus, organisation=world.elm, position=MANAGER, given_by=world.owen)
    assert "tomasz" in who_sees(world, case)
    assert "marcus" not in who_sees(world, case)


def test_an_administrator_does_not_take_off_who_stands_in_for_the_lead(world: SimpleNamespace) -> None:
    names(world.helen, world, "tomasz", LEAD)
    with pytest.raises(ValidationError, match="above you"):
        setting.end_stand_in(world.owen, world.elm, StandIn.objects.get())
    setting.end_stand_in(world.daniel, world.elm, StandIn.objects.get())
    assert not StandIn.objects.named().exists()


def taken_off(by: Person, world: SimpleNamespace) -> None:
    setting.end_stand_in(again(by), world.elm, StandIn.objects.named().get())


def test_whoever_it_is_about_takes_off_nobody_who_receives_it(world: SimpleNamespace, signed_in: Browser) -> None:
    names(world.helen, world, "tomasz", MANAGER)
    case, about_others = told_of_the_lead(world), told(world, "sian", kind=ConcernKind.INAPPROPRIATE_CONTENT)
    address = reverse("stand-in-end", args=[world.elm.pk, StandIn.objects.get().pk])
    page = signed_in("daniel").post(address, follow=True).content.decode()

    assert "Saved." in page
    assert address not in page
    assert {"helen", "tomasz"} <= who_sees(world, case)
    assert signed_in("tomasz").get(reverse("case", args=[case.reference])).status_code == 200
    assert "tomasz" not in who_sees(world, about_others)
    assert "tomasz" not in who_sees(world, told_of_the_lead(world))


def test_nobody_sees_on_the_page_whether_it_took_effect_everywhere(world: SimpleNamespace, signed_in: Browser) -> None:
    pages = []
    for about in ("sian", "daniel"):
        names(world.helen, world, "tomasz", MANAGER)
        told(world, about, kind=ConcernKind.INAPPROPRIATE_CONTENT)
        number = StandIn.objects.named().get().pk
        answer = signed_in("daniel").post(reverse("stand-in-end", args=[world.elm.pk, number]), follow=True)
        pages.append([line for line in answer.content.decode().splitlines() if "csrf" not in line and "nonce" not in line])
    assert pages[0] == pages[1]


def test_what_was_told_before_is_lost_to_whom_somebody_else_takes_off(world: SimpleNamespace) -> None:
    names(world.helen, world, "tomasz", MANAGER)
    case = told_of_the_lead(world)
    taken_off(world.helen, world)
    assert "tomasz" not in who_sees(world, case)


@pytest.mark.parametrize("independent", [False, True])
def test_nor_does_it_help_to_have_somebody_of_ones_own_take_them_off(world: SimpleNamespace, independent: bool) -> None:
    names(world.helen, world, "tomasz", MANAGER)
    case = told(world, "owen", by="sian", kind=ConcernKind.INAPPROPRIATE_CONTENT)
    Role.objects.create(person=world.priya, organisation=world.elm, position="administrator", given_by=world.owen)
    if independent:
        becomes(world, "priya", Position.ADMINISTRATOR)
    taken_off(world.priya, world)
    assert ("tomasz" in who_sees(world, case)) is not independent


def test_who_is_named_as_the_one_concerned_only_later_has_taken_nobody_off_either(world: SimpleNamespace) -> None:
    names(world.helen, world, "tomasz", MANAGER)
    case = told(world, by="priya", kind=ConcernKind.INAPPROPRIATE_CONTENT)
    taken_off(world.daniel, world)
    assert "tomasz" not in who_sees(world, case)

    case.concern.subjects.create(who=Subject.Who.STAFF, person=world.daniel, held=["designated_safeguarding_lead"])
    assert "tomasz" in who_sees(world, case)


def test_a_role_given_by_the_head_takes_nobody_from_a_case_that_they_receive_by_another(world: SimpleNamespace) -> None:
    case = told(world, "helen")
    Role.objects.create(person=world.farah, organisation=world.elm, position="line_manager", given_by=world.helen)
    assert who_sees(world, case) == {"farah"}
    assert case in visible(fresh(world, "farah"))


def test_whoever_comes_by_a_list_is_given_by_whoever_took_it_over(world: SimpleNamespace, signed_in: Browser) -> None:
    given: dict[str, Any] = {"name": "A B", "email": "a@demo.example", "position": "teacher", "since": "2026-11-01"}
    signed_in("sian").post(reverse("person-add", args=[world.elm.pk]), given)
    assert Role.objects.get(person__email="a@demo.example").given_by == world.sian


# --- appointed before it is told --------------------------------------------------------------------------------------


def made_lead(world: SimpleNamespace, by: Person, position: Position = LEAD, key: str = "grace") -> Role:
    """Somebody got a position from somebody, long ago."""
    role = becomes(world, key, position)
    Role.objects.filter(pk=role.pk).update(given_by=by, given_at=datetime(2025, 9, 1, tzinfo=UTC))
    return Role.objects.get(pk=role.pk)


def of_the_administrator(world: SimpleNamespace) -> Case:
    return told(world, "owen", child_protection=True)


@pytest.mark.parametrize("position", [LEAD, Position.DEPUTY_LEAD])
def test_whom_the_one_concerned_has_appointed_does_not_receive_it_while_others_do(
    world: SimpleNamespace, position: Position
) -> None:
    role = made_lead(world, world.owen, position)
    case = of_the_administrator(world)
    assert "grace" not in who_sees(world, case)
    assert {"daniel", "sian"} <= who_sees(world, case)
    assert "grace" in who_sees(world, told(world, "tomasz", child_protection=True))

    actions.confirm_role(world.helen, role)
    assert "grace" in who_sees(world, case)


def test_nor_does_whom_they_named_to_stand_in(world: SimpleNamespace) -> None:
    names(world.owen, world, "tomasz", LEAD)
    away(world, "daniel")
    assert "tomasz" not in who_sees(world, of_the_administrator(world))
    away(world, "daniel", "sian", "helen", "farah")
    assert "tomasz" in who_sees(world, of_the_administrator(world))


def test_a_naming_that_is_over_confirms_nobody(world: SimpleNamespace) -> None:
    names(world.owen, world, "tomasz", LEAD)
    names(world.helen, world, "tomasz", LEAD)
    StandIn.objects.filter(by=world.helen).update(since=date(2025, 9, 1), until=date(2025, 9, 2))
    away(world, "daniel")
    assert "tomasz" not in who_sees(world, of_the_administrator(world))


def test_where_nobody_else_is_there_they_receive_it_and_lose_it_when_others_are_back(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    made_lead(world, world.owen)
    away(world, "daniel", "sian", "helen", "farah")
    case = of_the_administrator(world)
    assert "grace" in who_sees(world, case)

    away(world)
    assert "grace" not in who_sees(world, case)
    call_in([case])
    assert "grace" not in who_sees(world, case)


def test_a_head_is_not_passed_over_for_those_who_answer_to_the_head(world: SimpleNamespace) -> None:
    Role.objects.filter(person=world.helen).update(given_by=world.owen)
    assert {"helen", "daniel"} <= who_sees(world, told(world, "owen"))


def test_at_a_school_of_a_trust_the_trust_hears_in_place_of_the_chair_that_the_head_appointed(world: SimpleNamespace) -> None:
    Role.objects.filter(person=world.farah).update(given_by=world.helen)
    assert who_sees(world, told(world, "helen")) == {"farah"}, "nobody else could receive it"
    becomes(world, "marcus", Position.HEADTEACHER, world.trust)
    assert who_sees(world, told(world, "helen")) == {"marcus"}


def test_the_page_and_the_case_say_who_does_not_get_it_and_why(world: SimpleNamespace, signed_in: Browser) -> None:
    made_lead(world, world.owen)
    given: dict[str, Any] = {"kind": "misuse-by-adult", "child": "yes", "about": "staff", "staff": [world.owen.pk]}
    page = unescape(looked(signed_in("priya"), do="look", **given).content.decode())
    said = "Grace Adeyemi (Designated Safeguarding Lead) does not"
    assert f"{said} get it: Owen Clarke made them this, and nobody else has confirmed it." in page

    case = of_the_administrator(world)
    page = unescape(signed_in("daniel").get(reverse("case", args=[case.reference])).content.decode())
    assert f"{said} receive it: Owen Clarke made them this, and nobody else has confirmed it." in page
    tried = signed_in("helen").get(
        reverse("routes-try", args=[world.elm.pk]), {"kind": "misuse-by-adult", "child": "on", "about": world.owen.pk}
    )
    assert "it does not go to: Grace Adeyemi" in tried.content.decode()


def test_the_page_is_the_same_whether_or_not_something_was_told_before(world: SimpleNamespace, signed_in: Browser) -> None:
    made_lead(world, world.owen)
    given: dict[str, Any] = {"kind": "misuse-by-adult", "child": "yes", "about": "staff", "staff": [world.owen.pk]}
    before = looked(signed_in("priya"), do="look", **given).content.decode()
    of_the_administrator(world)
    after = looked(signed_in("priya"), do="look", **given).content.decode()
    assert hidden(before, "shown") == hidden(after, "shown")
    assert before.count("made them this") == after.count("made them this") == 2


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
