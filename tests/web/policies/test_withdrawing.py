"""A policy that was adopted in error, or that nothing replaces: it binds no longer, and what was signed stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.checks.standing import standing
from safeconduct.web.policies import actions
from safeconduct.web.policies.actions import Refusal, SigningRefusedError
from safeconduct.web.policies.models import Adoption, Answer, Signature, binding
from safeconduct.web.policies.progress import my_readings, reading
from safeconduct.web.policies.reminding import due_reminders
from safeconduct.web.policies.roster import roster
from safeconduct.web.policies.shelf import on_offer
from web.policies.made import adopt, again, agree, altered, days, kevi, reworded, sign

Browser = Callable[[str], Client]


def withdraw(world: SimpleNamespace, adoption: Adoption, day: date | None = None, who: str = "helen") -> Adoption:
    return actions.withdraw(again(getattr(world, who)), adoption, day or timezone.localdate(), "2026/9, item 2")


def binds(world: SimpleNamespace, day: date | None = None) -> set[str]:
    return {each.version for each in binding(again(world.priya), day) if each.policy_id == "kevi"}


def test_from_that_day_it_binds_nobody_and_until_then_it_does(world: SimpleNamespace) -> None:
    today = timezone.localdate()
    withdraw(world, kevi(), today + days(3))

    assert [bool(binds(world, today + days(offset))) for offset in (-1, 0, 2, 3, 30)] == [True, True, True, False, False]
    assert kevi().state == "in force"
    with time_machine.travel(timezone.now() + days(3), tick=True):
        assert kevi().state == "withdrawn"


def test_withdrawn_today_it_is_nowhere_applied_or_asked_for(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption = withdraw(world, kevi())
    priya = again(world.priya)

    assert adoption.digest not in {rule.policy.digest for rule in standing(priya).rules}
    assert adoption not in [each.adoption for each in my_readings(priya)]
    assert adoption not in [each.adoption for each in roster(world.elm, timezone.localdate())]
    assert adoption not in [each.adoption for each in due_reminders(date(2026, 11, 23))]
    assert adoption.title not in signed_in("priya").get("/").content.decode()


def test_signatures_and_answers_stay(world: SimpleNamespace, signed_in: Browser) -> None:
    agree(world.daniel, kevi())
    given, answers = sign(world.daniel, kevi()), Answer.objects.count()
    withdraw(world, kevi())
    page = signed_in("daniel").get(reverse("policy-signature", args=[given.pk]))
    receipt = Client().get(reverse("policy-receipt"), {"code": given.code})

    assert Signature.objects.get().is_genuine
    assert Answer.objects.count() == answers
    assert page.status_code == 200
    assert receipt.context["found"] == given


def test_nobody_signs_it_any_more(world: SimpleNamespace, signed_in: Browser) -> None:
    agree(world.priya, kevi())
    withdraw(world, kevi())
    with pytest.raises(SigningRefusedError) as refused:
        sign(world.priya, kevi())
    page = signed_in("priya").get(reverse("policy-sign", args=[kevi().pk])).content.decode()

    assert refused.value.why is Refusal.OVER
    assert "withdrawn and binds nobody any more" in page
    assert "Sign the policy" not in page


def test_an_entry_of_the_trail_tells_it_without_the_words(world: SimpleNamespace) -> None:
    adoption = withdraw(world, kevi())
    event = Event.objects.get(verb="policies.withdraw")

    assert event.about == f"policies.adoption:{adoption.pk}"
    assert event.actor_id == world.helen.pk
    assert event.facts == {
        "policy": "kevi", "version": "2017-11", "digest": adoption.digest, "since": timezone.localdate().isoformat(),
    }  # fmt: skip


def test_the_page_says_what_it_means_and_shows_it_afterwards(world: SimpleNamespace, signed_in: Browser) -> None:
    agree(world.daniel, kevi())
    sign(world.daniel, kevi())
    helen, address = signed_in("helen"), reverse("policy-withdraw", args=[kevi().pk])
    asked = helen.get(address).content.decode()
    shown = helen.post(
        address, {"day": timezone.localdate().isoformat(), "minute": "adopted <b>by mistake</b>"}, follow=True
    ).content.decode()

    assert "The 1 signature under it stays on record" in asked
    assert f'value="{timezone.localdate().isoformat()}"' in asked
    assert "is withdrawn. What was signed stays on record." in shown
    assert "has bound nobody since" in shown
    assert "adopted &lt;b&gt;by mistake&lt;/b&gt;" in shown
    assert "Withdraw this policy" not in shown
    assert "(withdrawn)" in helen.get(reverse("policies")).content.decode()


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("", "Enter the first day on which it no longer binds."),
        ("next week", "Write the day as 1/9/2026"),
        ("2026-09-02", "That day has passed"),
        ("2099-01-01", "more than two years ahead"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_what_was_typed_is_kept(
    day: str, says: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    page = (
        signed_in("helen")
        .post(reverse("policy-withdraw", args=[kevi().pk]), {"day": day, "minute": "2026/9, item 2"})
        .content.decode()
    )

    assert says in page
    assert 'value="2026/9, item 2"' in page
    assert kevi().withdrawn_from is None


def test_it_is_withdrawn_once(world: SimpleNamespace, signed_in: Browser) -> None:
    withdraw(world, kevi())
    page = signed_in("helen").get(reverse("policy-withdraw", args=[kevi().pk])).content.decode()
    with pytest.raises(ValidationError, match="already"):
        withdraw(world, kevi(), timezone.localdate() + days(9))

    assert "It was withdrawn already" in page
    assert "<form method" not in page.partition("<main")[2]
    assert kevi().withdrawn_from == timezone.localdate()


def test_one_that_another_version_has_replaced_is_not_withdrawn(world: SimpleNamespace) -> None:
    old = kevi()
    adopt(world, altered(old.policy, "2", reworded(old.policy, "5.1d", "Be kind.")))
    with pytest.raises(ValidationError, match="over"):
        withdraw(world, old)


def test_one_that_ends_anyway_is_withdrawn_before_that_or_not_at_all(world: SimpleNamespace) -> None:
    old, today = kevi(), timezone.localdate()
    adopt(world, altered(old.policy, "2", reworded(old.policy, "5.1d", "Be kind.")), today + days(10))
    with pytest.raises(ValidationError, match="anyway"):
        withdraw(world, old, today + days(10))
    withdraw(world, old, today + days(5))

    assert [binds(world, today + days(offset)) for offset in (4, 5, 9, 10)] == [{"2017-11"}, set(), set(), {"2"}]


def test_one_that_is_still_to_come_never_binds(world: SimpleNamespace, signed_in: Browser) -> None:
    old, today = kevi(), timezone.localdate()
    new = adopt(world, altered(old.policy, "2", reworded(old.policy, "5.1d", "Be kind.")), today + days(10))
    withdraw(world, new)
    page = signed_in("helen").get(reverse("policy", args=[new.pk])).content.decode()

    assert Adoption.objects.get(pk=new.pk).state == "withdrawn"
    assert all(binds(world, today + days(offset)) <= {"2017-11"} for offset in range(30))
    assert "has never bound anybody" in page


def test_the_version_before_can_be_adopted_again_and_the_same_text_too(world: SimpleNamespace) -> None:
    old, today = kevi(), timezone.localdate()
    withdraw(world, old)
    once_more = adopt(world, old.policy)

    assert binds(world) == {"2017-11"}
    assert once_more.state == "in force"
    assert Adoption.objects.get(pk=old.pk).state == "withdrawn"
    for day in range(-80, 80):
        held = Adoption.objects.in_force(today + days(day)).filter(policy_id="kevi", organisation=world.elm)
        assert held.count() <= 1


def test_after_a_withdrawal_to_come_a_new_version_ends_the_old_one_earlier(world: SimpleNamespace) -> None:
    old, today = kevi(), timezone.localdate()
    withdraw(world, old, today + days(20))
    adopt(world, altered(old.policy, "2", reworded(old.policy, "5.1d", "Be kind.")), today + days(5))

    assert [binds(world, today + days(offset)) for offset in (4, 5, 20)] == [{"2017-11"}, {"2"}, {"2"}]
    assert Adoption.objects.get(pk=old.pk).last_day == today + days(4)


@pytest.mark.parametrize(
    ("who", "error"),
    [("priya", PermissionDenied), ("daniel", PermissionDenied), ("farah", PermissionDenied), ("marcus", Http404)],
)
def test_nobody_else_withdraws(world: SimpleNamespace, who: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        withdraw(world, kevi(), who=who)

    assert kevi().withdrawn_from is None


def test_a_text_on_offer_is_not_touched(world: SimpleNamespace) -> None:
    withdraw(world, kevi())

    assert "kevi@2017-11" in on_offer()
    assert reading(again(world.marcus), kevi()).points == ()
