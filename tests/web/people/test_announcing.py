"""Whoever receives concerns hears at once who else begins or ends to, and whose address changes; and so does that person."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.concerns.models import StandIn
from safeconduct.web.people import actions, importing
from safeconduct.web.people.models import Person, Role
from safeconduct.web.people.staff_list.reading import read
from web.people.made import RECEIVERS, Sent, told

CHAIR, LEAD = "chair_of_governors", "designated_safeguarding_lead"


def added(world: SimpleNamespace, position: str) -> Person:
    return actions.add_person(
        world.helen, world.elm, name="New Comer", email="new@demo.example", position=position, since=timezone.localdate()
    )


@pytest.mark.parametrize("position", [LEAD, "headteacher", "online_safety_manager", "administrator"])
def test_who_begins_to_receive_concerns_is_told_to_all_who_do(world: SimpleNamespace, sent: Sent, position: str) -> None:
    added(world, position)
    assert told(sent, "people/roles") == sorted({*RECEIVERS, "new"})


def test_a_vacant_chair_that_is_filled_is_told_of(world: SimpleNamespace, sent: Sent) -> None:
    Role.objects.filter(position=CHAIR).update(until=date(2026, 1, 1))
    added(world, CHAIR)
    assert told(sent, "people/roles") == sorted({*RECEIVERS - {"farah"}, "new"})
    mail = next(mail for mail in sent if mail.template == "people/roles")
    assert (mail.context["given"], mail.context["ended"]) == (["chair of governors"], [])


@pytest.mark.parametrize("position", ["teacher", "governor", "volunteer"])
def test_of_others_nobody_is_told(world: SimpleNamespace, sent: Sent, position: str) -> None:
    added(world, position)
    assert told(sent, "people/roles") == []


def test_the_end_of_such_a_role_is_told_too_and_one_told_already_is_not_told_again(world: SimpleNamespace, sent: Sent) -> None:
    role = Role.objects.get(person=world.daniel, position=LEAD)
    actions.end_role(world.helen, role, last_day=timezone.localdate())
    assert told(sent, "people/roles") == sorted(RECEIVERS)
    assert sent[0].context["ended"] == ["Designated Safeguarding Lead"]


def test_another_role_for_somebody_here_is_told_of(world: SimpleNamespace, sent: Sent) -> None:
    actions.add_role(world.helen, world.elm, world.priya, position=LEAD, since=timezone.localdate(), until=None)
    assert told(sent, "people/roles") == sorted({*RECEIVERS, "priya"})


def test_those_above_in_the_trust_and_stand_ins_are_told(world: SimpleNamespace, sent: Sent) -> None:
    Role.objects.create(person=world.marcus, organisation=world.trust, position="headteacher")
    StandIn.objects.create(organisation=world.elm, person=world.tomasz, position=LEAD)
    added(world, LEAD)
    assert told(sent, "people/roles") == sorted({*RECEIVERS, "new", "marcus", "tomasz"})


def test_a_list_tells_once_of_all_that_it_changes(world: SimpleNamespace, sent: Sent) -> None:
    Role.objects.filter(position=LEAD).update(until=date(2026, 1, 1))
    staff = "Name,Email,Role\nB Two,two@demo.example,Designated Safeguarding Lead"
    run = importing.upload(world.owen, world.elm, read(staff.encode()))
    plan = importing.plan_for(world.owen, run)
    importing.take_over(world.owen, run, mark=plan.mark, leavers=len(plan.leavers), invite=False)
    assert told(sent, "people/roles") == sorted({*RECEIVERS - {"daniel"}, "two"})
    event = Event.objects.get(verb="people.appointed-by-list")
    assert (event.actor_id, event.facts["position"]) == (world.owen.pk, LEAD)
    assert Role.objects.get(person__email="two@demo.example").given_by == world.owen


# --- addresses ------------------------------------------------------------------------------------------------------


def test_another_address_is_told_to_the_old_one_the_new_one_and_all_who_receive_concerns(
    world: SimpleNamespace, sent: Sent
) -> None:
    actions.correct(world.helen, world.elm, world.daniel, name="Daniel Okafor", email="d@demo.example")

    assert told(sent, "people/address") == sorted({*RECEIVERS, "d"})  # “daniel” is the old address
    assert {mail.context["whose"] for mail in sent if mail.to == "daniel@demo.example"} == {"old"}


def test_another_name_alone_is_not(world: SimpleNamespace, sent: Sent) -> None:
    actions.correct(world.helen, world.elm, world.daniel, name="Dan Okafor", email="daniel@demo.example")
    assert sent == []


# --- sign-ins and absence -------------------------------------------------------------------------------------------


def test_a_lead_who_is_shut_out_or_let_in_again_is_told_of(world: SimpleNamespace, sent: Sent) -> None:
    actions.open_or_close(world.helen, world.elm, world.daniel, active=False)
    assert told(sent, "people/sign_in") == sorted(RECEIVERS)
    assert [mail.context["step"] for mail in sent if mail.context.get("own")] == ["closed"]

    sent.clear()
    actions.open_or_close(world.helen, world.elm, world.daniel, active=True)
    assert told(sent, "people/sign_in") == sorted(RECEIVERS)
    assert {mail.context["step"] for mail in sent if mail.template == "people/sign_in"} == {"opened"}


def test_a_lead_whom_another_marks_away_or_back_is_told_of(world: SimpleNamespace, sent: Sent) -> None:
    today = timezone.localdate()
    actions.mark_away(world.helen, world.elm, world.daniel, since=today, until=today)
    actions.mark_away(world.helen, world.elm, world.daniel, since=None, until=None)
    assert told(sent, "people/sign_in") == sorted([*RECEIVERS, *RECEIVERS])
    assert [mail.context["step"] for mail in sent if mail.context["own"]] == ["away", "back"]


def test_a_stand_in_who_is_shut_out_is_told_of(world: SimpleNamespace, sent: Sent) -> None:
    StandIn.objects.create(organisation=world.elm, person=world.priya, position=LEAD)
    actions.open_or_close(world.helen, world.elm, world.priya, active=False)
    assert told(sent, "people/sign_in") == sorted({*RECEIVERS, "priya"})


def test_of_a_teacher_or_of_ones_own_leave_nobody_is_told(world: SimpleNamespace, sent: Sent) -> None:
    today = timezone.localdate()
    actions.open_or_close(world.helen, world.elm, world.priya, active=False)
    actions.mark_away(world.helen, world.elm, world.helen, since=today, until=today)
    assert told(sent, "people/sign_in") == []


@pytest.mark.parametrize("kind", ["subject.txt", "txt", "html"])
@pytest.mark.parametrize(
    ("template", "context"),
    [
        ("roles", {"given": ["chair of governors"], "ended": ["head teacher"]}),
        *(("address", {"whose": whose}) for whose in ("old", "new", "other")),
        *(("sign_in", {"step": step, "own": own}) for step in ("closed", "opened", "away", "back") for own in (True, False)),
    ],
)
def test_what_is_told_says_what_to_do_and_names_nobody(template: str, context: dict[str, object], kind: str) -> None:
    given = {"organisation": "Elm Park Primary", "link": "https://elm.example/organisations/1/", **context}
    text = render_to_string(f"mail/people/{template}.{kind}", given)
    assert "case" not in text
    if kind != "subject.txt":
        assert "by telephone or in person" in text
        assert "Elm Park Primary" in text
