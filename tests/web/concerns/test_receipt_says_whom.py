"""The receipt says no more than is so: whom to turn to outside where nobody here can act, and who was told if anybody was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.utils import timezone

from safeconduct.web.concerns.models import Governance, Outside
from safeconduct.web.people.models import Role
from web.concerns.telling import sent

Browser = Callable[[str], Client]
TOLD_THEM = "Those who deal with it have been told"


def about(person: Any) -> dict[str, Any]:
    return {"about": ["staff"], "staff": [str(person.pk)], "kind": "misuse-by-adult", "child": "no"}


def page(client: Client, **given: Any) -> str:
    return str(sent(client, **given).content.decode())


def test_where_all_who_get_it_are_away_the_receipt_says_whom_to_turn_to(world: SimpleNamespace, signed_in: Browser) -> None:
    Outside.objects.create(organisation=world.elm, what="designated_officer", name="Ms Okoro", telephone="01632 960 101")
    world.farah.away_from, world.farah.away_until = timezone.localdate(), timezone.localdate() + timedelta(9)
    world.farah.save()
    receipt = page(signed_in("priya"), **about(world.helen))

    assert "It has been received" in receipt
    assert TOLD_THEM in receipt
    assert "Ms Okoro" in receipt
    assert "01632 960 101" in receipt


def test_where_nobody_can_get_it_neither_page_says_that_somebody_was_told(world: SimpleNamespace, signed_in: Browser) -> None:
    Role.objects.filter(organisation__in=(world.elm, world.trust)).exclude(person__in=(world.helen, world.priya)).delete()
    Governance.objects.create(organisation=world.elm, sole_proprietor=True)
    receipt = page(signed_in("priya"), **about(world.helen))

    assert "It has been received" in receipt
    assert TOLD_THEM not in receipt
    assert "Turn to them yourself, today" in receipt
    assert "designated officer" in receipt


def test_where_somebody_is_there_the_receipt_names_nobody_outside(signed_in: Browser) -> None:
    receipt = page(signed_in("priya"))

    assert TOLD_THEM in receipt
    assert "Turn to them" not in receipt
