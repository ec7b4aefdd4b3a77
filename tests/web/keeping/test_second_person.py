"""Where one person alone decides a case, somebody let in is the second one: to destroy it, or to lift a hold."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.casework.actions import let_in
from safeconduct.web.concerns.models import Case
from safeconduct.web.jobs.models import Mail
from safeconduct.web.keeping import actions
from safeconduct.web.keeping.actions import Ending
from safeconduct.web.people.models import Person
from safeconduct.web.running.looking_after import faults
from web.casework.made import told
from web.keeping.made import REASON

Browser = Callable[[str], Client]


def anew(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def about_the_head(world: SimpleNamespace) -> Case:
    """A case about the head that only the chair receives, closed, its time over."""
    case = told(world, "helen")
    actions.close(anew(world.farah), case, [Ending("malicious", REASON)])
    Case.objects.filter(pk=case.pk).update(keep_until=timezone.localdate().replace(year=2020))
    return Case.objects.get(pk=case.pk)


def test_a_case_that_only_the_chair_has_is_destroyed_with_somebody_who_was_let_in(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    case, farah, owen = about_the_head(world), anew(world.farah), anew(world.owen)
    chair = signed_in("farah")
    page = reverse("case-destroy", args=[case.reference])
    chair.post(page)
    assert reverse("case-let-in", args=[case.reference]) in chair.get(page).content.decode()
    chair.post(reverse("case-let-in", args=[case.reference]), {"person": owen.pk, "works": "yes", "until": ""})
    second = signed_in("owen")
    assert page in second.get(reverse("case", args=[case.reference])).content.decode()
    assert second.post(page).status_code == 302
    case.refresh_from_db()

    assert case.state == Case.State.DESTROYED
    made = case.destructions.get()
    assert (made.asked_by, made.agreed_by) == (farah, owen)
    assert list(faults(thorough=True)) == []


def test_whoever_was_let_in_to_work_hears_that_they_are_asked(world: SimpleNamespace) -> None:
    case = about_the_head(world)
    let_in(anew(world.farah), case, anew(world.owen), works=True)
    Mail.objects.all().delete()
    actions.ask_to_destroy(anew(world.farah), case)

    assert [mail.to for mail in Mail.objects.all()] == [world.owen]


def test_the_second_person_neither_asks_nor_closes_nor_holds(world: SimpleNamespace, signed_in: Browser) -> None:
    case = about_the_head(world)
    let_in(anew(world.farah), case, anew(world.owen), works=True)
    for refused in (
        lambda: actions.ask_to_destroy(anew(world.owen), case),
        lambda: actions.hold(anew(world.owen), case, "No."),
        lambda: actions.reopen(anew(world.owen), case),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    page = signed_in("owen").get(reverse("case-destroy", args=[case.reference])).content.decode()
    assert "Whoever may close the case can ask" in page


def test_whoever_was_let_in_to_read_agrees_to_nothing(world: SimpleNamespace) -> None:
    case = about_the_head(world)
    let_in(anew(world.farah), case, anew(world.owen), works=False)
    actions.ask_to_destroy(anew(world.farah), case)
    with pytest.raises(PermissionDenied):
        actions.destroy(anew(world.owen), case)


def test_a_hold_of_the_chair_s_is_lifted_by_somebody_let_in(world: SimpleNamespace) -> None:
    case = about_the_head(world)
    actions.hold(anew(world.farah), case, "A claim may come.")
    let_in(anew(world.farah), case, anew(world.owen), works=True)
    actions.lift(anew(world.owen), case)

    assert not Case.objects.get(pk=case.pk).on_hold
