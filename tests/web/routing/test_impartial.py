"""Leaving a case to others, and keeping out who cannot be impartial."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client

from safeconduct.web.access.models import Event
from safeconduct.web.concerns.impartial import keep_out, may_be_kept_out, step_back
from safeconduct.web.concerns.models import Alerted, Barred, LetIn
from safeconduct.web.jobs.models import Mail
from web.routing.made import CHAIR, HEAD, away, becomes, fresh, leaves, told, who_sees


def mails_to(world: SimpleNamespace, key: str) -> int:
    return Mail.objects.filter(to=getattr(world, key)).count()


def test_who_steps_back_never_sees_it_again_whatever_they_become(world: SimpleNamespace) -> None:
    case = told(world, "tomasz")
    step_back(fresh(world, "daniel"), case)
    becomes(world, "daniel", HEAD)
    becomes(world, "daniel", CHAIR)
    LetIn.objects.create(case=case, person=world.daniel, works=True, by=world.helen)

    assert "daniel" not in who_sees(world, case)


def test_the_next_one_above_is_told_at_once(world: SimpleNamespace) -> None:
    case = told(world, "tomasz")
    assert who_sees(world, case) == {"helen", "daniel"}
    before = mails_to(world, "farah")

    step_back(fresh(world, "daniel"), case)

    assert who_sees(world, case) == {"helen", "farah"}
    assert mails_to(world, "farah") == before + 1
    event = Event.objects.latest("number")
    assert event.verb == "concerns.step-back"
    assert event.facts == {"case": case.pk, "why": "stepped_back", "told": [world.farah.pk]}


def test_the_last_one_can_step_back_where_somebody_above_takes_over(world: SimpleNamespace) -> None:
    case = told(world, "helen")
    becomes(world, "marcus", CHAIR, world.trust)

    step_back(fresh(world, "farah"), case)

    assert who_sees(world, case) == {"marcus"}
    assert mails_to(world, "marcus") == 1


@pytest.mark.parametrize("absent", [False, True])
def test_the_last_one_cannot_step_back_without_anybody_above(world: SimpleNamespace, *, absent: bool) -> None:
    case = told(world, "helen")
    if absent:
        becomes(world, "marcus", CHAIR, world.trust)
        away(world, "marcus")

    with pytest.raises(ValidationError, match="the last one"):
        step_back(fresh(world, "farah"), case)

    assert who_sees(world, case) == {"farah"}
    assert not Barred.objects.exists()


def test_the_last_one_can_once_somebody_is_let_in_who_can_deal_with_it(world: SimpleNamespace) -> None:
    case = told(world, "helen")
    entry = LetIn.objects.create(case=case, person=world.marcus, works=False, by=world.farah)
    with pytest.raises(ValidationError):
        step_back(fresh(world, "farah"), case)

    LetIn.objects.filter(pk=entry.pk).update(works=True)
    step_back(fresh(world, "farah"), case)

    assert who_sees(world, case) == {"marcus"}


def test_somebody_on_a_case_keeps_another_out_and_the_next_above_hears(world: SimpleNamespace) -> None:
    case = told(world, "tomasz")
    keep_out(fresh(world, "daniel"), case, world.helen)

    assert who_sees(world, case) == {"daniel", "farah"}
    assert Event.objects.latest("number").facts["person"] == world.helen.pk


def test_nobody_can_keep_a_case_to_themselves(world: SimpleNamespace) -> None:
    case = told(world, "tomasz")
    lead = fresh(world, "daniel")
    keep_out(lead, case, world.helen)

    with pytest.raises(ValidationError, match="alone"):
        keep_out(lead, case, world.farah)

    assert who_sees(world, case) == {"daniel", "farah"}


def test_only_somebody_who_could_see_it_can_be_kept_out(world: SimpleNamespace) -> None:
    case = told(world, "tomasz")
    lead = fresh(world, "daniel")

    assert {person.name for person in may_be_kept_out(lead, case)} >= {"Helen Marsh", "Farah Siddiqui", "Siân Pritchard"}
    for person in (world.tomasz, world.daniel, world.grace):
        with pytest.raises(ValidationError):
            keep_out(lead, case, person)


def test_who_only_reads_keeps_nobody_out_and_a_stranger_finds_nothing(world: SimpleNamespace) -> None:
    case = told(world, "tomasz")
    LetIn.objects.create(case=case, person=world.sian, by=world.helen)

    with pytest.raises(PermissionDenied):
        keep_out(fresh(world, "sian"), case, world.helen)
    for key in ("priya", "tomasz", "marcus", "owen"):
        with pytest.raises(Http404):
            step_back(fresh(world, key), case)


def test_on_the_page_it_is_gone_at_once_and_the_refusal_says_why(
    world: SimpleNamespace, signed_in: Callable[[str], Client]
) -> None:
    case = told(world, "helen")
    client = signed_in("farah")
    address = f"/tell/case/{case.reference}/step-back/"

    assert b"You are the last one here today" in client.post(address).content
    becomes(world, "marcus", CHAIR, world.trust)
    answer = client.post(address, follow=True)
    assert b"You have stepped back" in answer.content
    assert case.reference.encode() not in answer.content
    assert client.get(address).status_code == 404


def test_on_the_page_somebody_is_kept_out(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    case = told(world, "tomasz")
    client, address = signed_in("daniel"), f"/tell/case/{case.reference}/keep-out/"

    assert b"Choose somebody." in client.post(address, {}).content
    assert client.post(address, {"person": world.helen.pk}).status_code == 302
    assert who_sees(world, case) == {"daniel", "farah"}


def test_a_leaver_who_was_told_does_not_count_as_somebody_there(world: SimpleNamespace) -> None:
    case = told(world, "tomasz")
    leaves(world, "helen", HEAD)
    assert Alerted.objects.filter(case=case, person=world.helen).exists()

    step_back(fresh(world, "daniel"), case)
    assert who_sees(world, case) == {"farah"}
