"""Whether colleagues and guests agree: nobody has to, everybody can withdraw it, and nobody can answer for another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.jobs.models import Mail
from safeconduct.web.permissions import agreements
from safeconduct.web.permissions.models import Agreement
from web.permissions import made

Browser = Callable[[str], Client]
NEW = "/permissions/agreements/new/"


def said(answer: Any) -> str:
    return unescape(answer.content.decode())


def given(world: SimpleNamespace, **more: Any) -> dict[str, Any]:
    return {"kind": "picture", "organisation": world.elm.pk, "of": world.tomasz.pk, "about": "You at the quince fair", **more}


def test_a_colleague_is_asked_agrees_and_withdraws_it(world: SimpleNamespace, signed_in: Browser) -> None:
    signed_in("priya").post(NEW, given(world))
    asked = Agreement.objects.get()
    assert Mail.objects.get().to == world.tomasz
    tomasz = signed_in("tomasz")
    assert "Do you agree? A picture of you" in said(tomasz.get("/permissions/"))
    page = said(tomasz.get(f"/permissions/agreements/{asked.pk}/"))
    assert "You at the quince fair" in page
    assert "You need not agree" in page

    tomasz.post(f"/permissions/agreements/{asked.pk}/answer/", {"say": "yes"})
    asked.refresh_from_db()
    assert asked.state == "agrees"
    assert "Agrees" in said(signed_in("priya").get(f"/permissions/agreements/{asked.pk}/"))

    tomasz.post(f"/permissions/agreements/{asked.pk}/answer/", {"say": "withdraw"})
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert [sent.context["step"] for sent in Mail.objects.order_by("queued_at")] == ["agreement"] + ["agreement answered"] * 2


def test_a_no_is_an_answer_and_stays_one(world: SimpleNamespace, signed_in: Browser) -> None:
    asked, tomasz = made.agreement(world), signed_in("tomasz")
    tomasz.post(f"/permissions/agreements/{asked.pk}/answer/", {"say": "no"})
    answer = tomasz.post(f"/permissions/agreements/{asked.pk}/answer/", {"say": "yes"}, follow=True)

    assert "Nothing was changed" in said(answer)
    assert Agreement.objects.get().state == "does not agree"
    assert "Choose one of the buttons" in said(
        tomasz.post(f"/permissions/agreements/{asked.pk}/answer/", {"say": "maybe"}, follow=True)
    )


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"of": "", "guest": ""}, "one of the two"),
        ({"guest": "Ann Guest"}, "one of the two"),
        ({"of": "999999"}, "Select a valid choice"),
        ({"kind": ""}, "Choose what you ask for"),
        ({"about": ""}, "Fill in “What will be shown"),
        ({"until": "2020-01-01"}, "This day is past"),
        ({"organisation": "999999"}, "Choose one of your schools"),
        ({"of": "", "guest": "<b>"}, "Use letters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    wrong: dict[str, str], says: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    assert says in said(signed_in("priya").post(NEW, given(world) | wrong))
    assert not Agreement.objects.exists()


def test_nobody_asks_themselves_or_a_stranger(world: SimpleNamespace) -> None:
    for of in (world.priya, world.marcus):
        with pytest.raises(ValidationError):
            made.agreement(world, of=of)
    with pytest.raises(ValidationError):
        made.agreement(world, organisation=world.harbour)


def test_nobody_answers_for_another(world: SimpleNamespace, signed_in: Browser) -> None:
    asked = made.agreement(world)

    for key in ("priya", "helen", "marcus"):
        assert signed_in(key).post(f"/permissions/agreements/{asked.pk}/answer/", {"say": "yes"}).status_code == 404
    with pytest.raises(PermissionDenied):
        agreements.answer(world.helen, world.helen, asked, agreed=True)
    with pytest.raises(PermissionDenied):
        agreements.answer(world.helen, world.tomasz, asked, agreed=True)
    with pytest.raises(Http404):
        agreements.recall(world.marcus, asked)
    assert Agreement.objects.get().agreed is None


def guest_link(asked: Agreement) -> str:
    return reverse("agreement-guest", args=[agreements.token(asked)])


def test_a_guest_answers_and_withdraws_over_the_link_without_signing_in(world: SimpleNamespace, signed_in: Browser) -> None:
    asked, guest = made.agreement(world, guest="Ann Guest"), signed_in("nobody")
    assert guest_link(asked) in said(signed_in("priya").get(f"/permissions/agreements/{asked.pk}/"))
    assert not Mail.objects.exists()
    page = said(guest.get(guest_link(asked)))
    assert "Priya Nair of Elm Park Primary asks Ann Guest" in page

    assert "Withdraw my agreement" in said(guest.post(guest_link(asked), {"say": "yes"}))
    assert Agreement.objects.get().state == "agrees"
    assert "Nothing was changed" in said(guest.post(guest_link(asked), {"say": "no"}))
    assert "Choose one of the buttons" in said(guest.post(guest_link(asked), {}))
    guest.post(guest_link(asked), {"say": "withdraw"})
    assert Agreement.objects.get().state == "withdrawn"
    assert Mail.objects.count() == 2
    events = Event.objects.filter(verb="permissions.agreement").order_by("number")
    assert [(event.actor_id, event.facts["step"]) for event in events][1:] == [(None, "agreed"), (None, "withdrawn")]
    assert "ann" not in str([event.facts for event in events]).lower()


def test_a_link_that_is_wrong_of_a_colleague_or_recalled_opens_nothing(world: SimpleNamespace, signed_in: Browser) -> None:
    asked, nobody = made.agreement(world, guest="Ann Guest"), signed_in("nobody")
    link = guest_link(asked)
    for wrong in (link[:-2] + "/", link.replace(":", "x"), guest_link(made.agreement(world))):
        answer = nobody.get(wrong)
        assert answer.status_code == 404
        assert "Ann" not in said(answer)
    signed_in("priya").post(f"/permissions/agreements/{asked.pk}/recall/")

    assert nobody.get(link).status_code == 404
    assert "no longer asked" in said(signed_in("priya").get(f"/permissions/agreements/{asked.pk}/")).lower()
    with pytest.raises(ValidationError):
        agreements.recall(world.priya, asked)


def test_an_agreement_ends_by_its_last_day(world: SimpleNamespace) -> None:
    asked, unanswered = made.agreement(world, until=made.days(1)), made.agreement(world, until=made.days(1))
    agreements.answer(world.tomasz, world.tomasz, asked, agreed=True)
    asked.refresh_from_db()
    assert list(agreements.waiting_for(world.tomasz)) == [unanswered]
    with time_machine.travel(timezone.now() + timedelta(2), tick=False):
        assert (asked.state, unanswered.state) == ("run out", "lapsed")
        assert not agreements.waiting_for(world.tomasz).exists()
        with pytest.raises(ValidationError):
            agreements.answer(world.tomasz, world.tomasz, unanswered, agreed=True)


def test_the_database_wants_a_colleague_or_a_guest(world: SimpleNamespace) -> None:
    asked = made.agreement(world)
    for wrong in ({"guest": "Ann"}, {"of": None}, {"agreed": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.filter(pk=asked.pk).update(**wrong)
