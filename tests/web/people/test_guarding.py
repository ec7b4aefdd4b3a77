"""Nobody shuts out, moves or outvotes those who receive the concerns about them, nor becomes one of them by their own word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.models import StandIn
from safeconduct.web.people import actions, importing
from safeconduct.web.people.models import Person, Role
from safeconduct.web.people.staff_list.comparing import Plan
from safeconduct.web.people.staff_list.reading import read
from safeconduct.web.people.standing import Seat, is_above

TODAY = timezone.localdate
Browser = Callable[[str], Client]
CHAIR, HEAD, LEAD, DEPUTY = "chair_of_governors", "headteacher", "designated_safeguarding_lead", "deputy_safeguarding_lead"
ABOVE = [("helen", "farah"), ("sian", "farah"), ("owen", "farah"), ("owen", "helen"), ("sian", "helen")]
ABOVE += [("owen", "daniel"), ("sian", "daniel"), ("owen", "sian")]
NOT_ABOVE = [
    ("helen", "daniel"),
    ("helen", "sian"),
    ("farah", "helen"),
    ("farah", "daniel"),
    ("owen", "priya"),
    ("sian", "owen"),
]


def again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def role_of(person: Person, position: str) -> Role:
    return Role.objects.get(person=person, position=position)


def added(by: Person, world: SimpleNamespace, position: str, **given: Any) -> Person:
    asked: dict[str, Any] = {"name": "New Comer", "email": "new@demo.example", "since": TODAY()} | given
    return actions.add_person(by, world.elm, position=position, **asked)


def attempts(world: SimpleNamespace, by: Person, one: Person) -> dict[str, Callable[[], object]]:
    """Everything by which somebody could take another's place or keep them from it."""
    role = one.roles.order_by("pk").first()
    assert role is not None
    return {
        "correct": lambda: actions.correct(by, world.elm, one, name=one.name, email="mine@demo.example"),
        "close": lambda: actions.open_or_close(by, world.elm, one, active=False),
        "open": lambda: actions.open_or_close(by, world.elm, one, active=True, second_step_lost=True),
        "away": lambda: actions.mark_away(by, world.elm, one, since=TODAY(), until=None),
        "back": lambda: actions.mark_away(by, world.elm, one, since=None, until=None),
        "end": lambda: actions.end_role(by, role, last_day=TODAY()),
        "role": lambda: actions.add_role(by, world.elm, one, position="volunteer", since=TODAY(), until=None),
        "add": lambda: added(by, world, "volunteer", email=one.email),
    }


WHAT = ["correct", "close", "open", "away", "back", "end", "role", "add"]


@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize(("by", "one"), ABOVE)
def test_nobody_touches_the_sign_in_or_the_roles_of_somebody_above(
    world: SimpleNamespace, by: str, one: str, what: str
) -> None:
    before = list(Person.objects.order_by("pk").values()), list(Role.objects.order_by("pk").values())

    with pytest.raises(ValidationError, match=r"above you.*can do this\. Nothing was changed"):
        attempts(world, again(getattr(world, by)), again(getattr(world, one)))[what]()

    assert (list(Person.objects.order_by("pk").values()), list(Role.objects.order_by("pk").values())) == before


@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize(("by", "one"), NOT_ABOVE)
def test_of_others_they_are_changed_as_ever(world: SimpleNamespace, by: str, one: str, what: str) -> None:
    attempts(world, again(getattr(world, by)), again(getattr(world, one)))[what]()


def test_the_head_complained_of_does_not_come_in_as_the_chair(world: SimpleNamespace, signed_in: Browser) -> None:
    given = {"name": "Farah Siddiqui", "email": "mine@demo.example"}
    answer = signed_in("helen").post(reverse("person-correct", args=[world.elm.pk, world.farah.pk]), given)

    page = answer.content.decode()
    assert "Farah Siddiqui is chair of governors, which is above you" in page
    assert "another chair of governors, somebody above the school in its trust" in page
    assert again(world.farah).email == "farah@demo.example"


def test_a_name_may_be_put_right_by_the_office_whoever_it_is(world: SimpleNamespace) -> None:
    actions.correct(world.owen, world.elm, world.farah, name="Farah Khan", email="farah@demo.example")
    assert again(world.farah).name == "Farah Khan"


def test_the_page_of_somebody_above_says_so_and_offers_nothing_that_is_refused(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    page = signed_in("helen").get(reverse("person", args=[world.elm.pk, world.farah.pk])).content.decode()
    assert "They are above you, since they may receive concerns about you" in page
    for name in ("person-close", "person-away", "role-add"):
        assert reverse(name, args=[world.elm.pk, world.farah.pk]) not in page
    assert "End this role" not in page


def test_that_somebody_above_is_back_is_refused_in_words(world: SimpleNamespace, signed_in: Browser) -> None:
    Person.objects.filter(pk=world.farah.pk).update(away_from=TODAY())
    address = reverse("person-away", args=[world.elm.pk, world.farah.pk])
    assert "which is above you" in signed_in("helen").post(address, {"back": "1"}).content.decode()
    assert again(world.farah).away_from == TODAY()


def test_whoever_stands_in_for_somebody_above_is_above_meanwhile(world: SimpleNamespace) -> None:
    StandIn.objects.create(organisation=world.elm, person=world.priya, position=CHAIR, until=TODAY())
    with pytest.raises(ValidationError, match="Priya Nair is chair of governors"):
        actions.correct(world.helen, world.elm, world.priya, name="Priya", email="mine@demo.example")

    StandIn.objects.update(since=TODAY() - timedelta(2), until=TODAY() - timedelta(1))
    actions.correct(world.helen, world.elm, world.priya, name="Priya", email="priya.nair@demo.example")


def test_a_chair_to_come_is_above_already(world: SimpleNamespace) -> None:
    Role.objects.create(person=world.priya, organisation=world.elm, position=CHAIR, since=TODAY() + timedelta(9))
    with pytest.raises(ValidationError, match="above you"):
        actions.correct(world.helen, world.elm, world.priya, name="Priya", email="mine@demo.example")


def test_the_trust_looks_after_the_chairs_of_its_schools(world: SimpleNamespace) -> None:
    Role.objects.create(person=world.marcus, organisation=world.trust, position="administrator")
    actions.correct(again(world.marcus), world.elm, world.farah, name="Farah Siddiqui", email="f@demo.example")
    assert again(world.farah).email == "f@demo.example"


def test_a_head_who_also_looks_after_the_trust_is_not_above_her_chair_by_that(world: SimpleNamespace) -> None:
    Role.objects.create(person=world.helen, organisation=world.trust, position="administrator")
    with pytest.raises(ValidationError, match="above you"):
        actions.correct(again(world.helen), world.elm, world.farah, name="Farah", email="f@demo.example")


# --- giving roles ---------------------------------------------------------------------------------------------------


def test_nobody_seats_a_second_one_beside_somebody_above(world: SimpleNamespace, signed_in: Browser) -> None:
    given = {"name": "My Self", "email": "mine@demo.example", "position": CHAIR, "since": "2026-11-01"}
    answer = signed_in("helen").post(reverse("person-add", args=[world.elm.pk]), given)

    assert "There is a chair of governors on these days, and they are above you" in answer.content.decode()
    assert not Person.objects.filter(email="mine@demo.example").exists()


@pytest.mark.parametrize("position", [LEAD, DEPUTY, HEAD, CHAIR])
def test_nor_do_those_who_look_after_the_machines(world: SimpleNamespace, position: str) -> None:
    with pytest.raises(ValidationError, match="above you"):
        added(world.owen, world, position)


@pytest.mark.parametrize(("by", "position"), [("helen", HEAD), ("helen", LEAD), ("farah", CHAIR), ("sian", DEPUTY)])
def test_whoever_is_that_or_above_adds_another(world: SimpleNamespace, by: str, position: str) -> None:
    assert added(getattr(world, by), world, position).positions_at(world.elm) == {Position(position)}


@pytest.mark.parametrize(("by", "position"), [("helen", CHAIR), ("owen", CHAIR), ("owen", LEAD), ("sian", HEAD)])
def test_a_vacant_position_is_filled_by_whoever_manages_people(world: SimpleNamespace, by: str, position: str) -> None:
    Role.objects.filter(organisation=world.elm, position=position).update(until=TODAY() - timedelta(1))
    assert added(getattr(world, by), world, position).positions_at(world.elm) == {Position(position)}


def test_one_after_the_other_is_no_second_one(world: SimpleNamespace) -> None:
    Role.objects.filter(organisation=world.elm, position=LEAD).update(until=TODAY() + timedelta(5))
    with pytest.raises(ValidationError, match="above you"):
        added(world.owen, world, LEAD, since=TODAY() + timedelta(5))
    added(world.owen, world, LEAD, since=TODAY() + timedelta(6))


@pytest.mark.parametrize("position", [LEAD, DEPUTY, HEAD, CHAIR, "online_safety_manager", "line_manager"])
@pytest.mark.parametrize("by", ["owen", "helen", "sian", "farah"])
def test_nobody_gives_themself_a_role_that_receives_concerns(
    world: SimpleNamespace, signed_in: Browser, by: str, position: str
) -> None:
    me = getattr(world, by)
    Role.objects.filter(organisation=world.elm, position=position).exclude(person=me).update(until=TODAY() - timedelta(1))
    before = Role.objects.count()
    given = {"position": position, "since": "2026-11-01"}
    answer = signed_in(by).post(reverse("role-add", args=[world.elm.pk, me.pk]), given)
    assert "Nobody gives themself a role that receives concerns" in answer.content.decode()
    more = {"name": me.name, "email": me.email.upper()}
    answer = signed_in(by).post(reverse("person-add", args=[world.elm.pk]), given | more)
    assert "Nobody gives themself a role that receives concerns" in answer.content.decode()
    assert Role.objects.count() == before


def test_other_roles_they_may(world: SimpleNamespace) -> None:
    actions.add_role(world.owen, world.elm, world.owen, position="teacher", since=TODAY(), until=None)
    assert again(world.owen).positions_at(world.elm) >= {Position.TEACHER}


def test_one_may_end_ones_own_role_and_say_that_one_is_away(world: SimpleNamespace) -> None:
    actions.end_role(world.helen, role_of(world.helen, HEAD), last_day=TODAY())
    actions.mark_away(world.farah, world.elm, world.farah, since=TODAY(), until=None)
    assert again(world.farah).away_from == TODAY()


# --- by a list ------------------------------------------------------------------------------------------------------

NEW = "Anna Kowalska,anna@demo.example,Teacher,"
HERE = [("helen", "Headteacher"), ("daniel", "Teacher"), ("sian", "Business manager"), ("priya", "Teacher")]
HERE += [("tomasz", "Teaching assistant"), ("owen", "IT manager")]


def taken(by: Person, world: SimpleNamespace, *rows: str) -> Plan:
    """What a staff list did that names these besides everybody who is there."""
    same = [f"{getattr(world, key).name},{key}@demo.example,{title}," for key, title in HERE if f"{key}@" not in str(rows)]
    text = "\n".join(["Name,Email,Role,Leaving date", *same, *rows])
    run = importing.upload(by, world.elm, read(text.encode()))
    plan = importing.plan_for(by, run)
    importing.take_over(by, run, mark=plan.mark, leavers=len(plan.leavers), invite=False)
    return plan


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Helen Marsh,helen@demo.example,Teacher,", "the head teacher is above whoever takes this list over"),
        ("Helen Marsh,helen@demo.example,Headteacher,30/11/2027", "the head teacher is above"),
        ("Helen Marsh,helen@demo.example,Headteacher,1/11/2026", "the head teacher is above"),
        ("My Self,mine@demo.example,Headteacher,", "there is a head teacher already"),
        ("My Self,mine@demo.example,Designated Safeguarding Lead,", "there is a Designated Safeguarding Lead already"),
        ("Owen Clarke,owen@demo.example,Designated Safeguarding Lead,", "nobody gives themself a role that receives concerns"),
    ],
)
def test_what_a_list_does_to_those_above_stays_out_and_the_rest_goes_in(world: SimpleNamespace, row: str, says: str) -> None:
    before = Role.objects.count()
    plan = taken(world.owen, world, row, NEW)

    assert [fault.says[: len(says)] for fault in plan.faults] == [says]
    assert [one.email for one in plan.joiners] == ["anna@demo.example"]
    assert (Role.objects.count(), Person.objects.filter(email="mine@demo.example").exists()) == (before + 1, False)
    assert again(world.helen).positions_at(world.elm) == {Position.HEADTEACHER}


def test_a_list_without_somebody_above_leaves_them_where_they_are_and_says_so(world: SimpleNamespace) -> None:
    run = importing.upload(world.owen, world.elm, read(b"Name,Email,Role\nOwen Clarke,owen@demo.example,IT manager\n"))
    plan = importing.plan_for(world.owen, run)

    assert [one.pk for one in plan.leavers] == [world.priya.pk, world.tomasz.pk]
    assert {(fault.row, fault.says.partition(" is ")[0]) for fault in plan.faults} == {
        (0, "the head teacher"),
        (0, "the Designated Safeguarding Lead"),
        (0, "the Deputy Safeguarding Lead"),
    }


def test_a_vacant_position_is_filled_by_a_list(world: SimpleNamespace) -> None:
    Role.objects.filter(position=LEAD).update(until=TODAY() - timedelta(1))
    taken(world.owen, world, "New Lead,lead@demo.example,Designated Safeguarding Lead,")
    assert Person.objects.get(email="lead@demo.example").positions_at(world.elm) == {Position.SAFEGUARDING_LEAD}


# --- who is above whom ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seat", "mine", "above"),
    [
        (Seat(0, Position.CHAIR_OF_GOVERNORS), {Seat(0, Position.HEADTEACHER)}, True),
        (Seat(0, Position.CHAIR_OF_GOVERNORS), {Seat(0, Position.HEADTEACHER), Seat(1, Position.HEADTEACHER)}, False),
        (Seat(0, Position.CHAIR_OF_GOVERNORS), {Seat(1, Position.ADMINISTRATOR)}, False),
        (Seat(1, Position.HEADTEACHER), {Seat(0, Position.CHAIR_OF_GOVERNORS)}, True),
        (Seat(0, Position.HEADTEACHER), {Seat(0, Position.GOVERNOR)}, False),
        (Seat(0, Position.SAFEGUARDING_LEAD), {Seat(0, Position.ADMINISTRATOR)}, True),
        (Seat(0, Position.SAFEGUARDING_LEAD), {Seat(0, Position.HEADTEACHER)}, False),
        (Seat(0, Position.DEPUTY_LEAD), {Seat(0, Position.SAFEGUARDING_LEAD), Seat(0, Position.TEACHER)}, False),
        (Seat(0, Position.IT_MANAGER), {Seat(0, Position.ADMINISTRATOR)}, False),
        (Seat(0, Position.CHAIR_OF_GOVERNORS), set[Seat](), False),
    ],
)
def test_who_is_above_whom(seat: Seat, mine: set[Seat], above: bool) -> None:
    assert is_above(seat, mine) is above
