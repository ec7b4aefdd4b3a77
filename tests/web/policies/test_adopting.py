"""Adopting: dates in order, one version a day, text frozen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Role
from safeconduct.web.policies import actions
from safeconduct.web.policies.actions import AdoptionGiven, months_after
from safeconduct.web.policies.models import Adoption, binding
from safeconduct.web.policies.shelf import on_offer
from web.policies.made import adopt, again, altered, days, kevi, reworded

BECAUSE = "The governing body knows of it and amends the text in the spring."


def entered(world: SimpleNamespace, **more: Any) -> dict[str, Any]:
    today = timezone.localdate()
    given = {
        "policy": "tapton@2017-09", "adopted_on": today, "since": today, "minute": "2026/11, item 2",
        "chair": "Farah Siddiqui", "owner": world.daniel.pk, "sign_within_days": 21, "review_due": "",
        "accepted": "on", "because": BECAUSE,
    }  # fmt: skip
    return {name: value for name, value in {**given, **more}.items() if value is not None}


def sent(browser: Client, world: SimpleNamespace, **more: Any) -> Any:
    return browser.post(reverse("policy-adopt", args=[world.elm.pk]), entered(world, **more))


def test_the_head_adopts_a_policy_with_its_minute(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    answer = sent(signed_in("helen"), world)
    made = Adoption.objects.get(policy_id="tapton", organisation=world.elm)
    event = Event.objects.get(verb="policies.adopt")

    assert answer.status_code == 302
    assert answer["Location"] == reverse("policy", args=[made.pk])
    assert (made.minute, made.chair, made.owner, made.sign_within_days) == (
        "2026/11, item 2", "Farah Siddiqui", world.daniel, 21,
    )  # fmt: skip
    assert made.review_due == months_after(timezone.localdate(), 12)
    assert made.is_genuine
    assert event.actor_id == world.helen.pk
    assert "Farah" not in str(event.facts)
    page = signed_in("priya").get(reverse("policy", args=[made.pk])).content.decode()
    assert "2026/11, item 2" in page
    assert made.digest in page


def test_one_on_offer_that_contradicts_itself_is_adopted_only_with_a_word_and_a_reason(
    world: SimpleNamespace, signed_in: Callable[[str], Client]
) -> None:
    helen, kept = signed_in("helen"), Adoption.objects.filter(policy_id="tapton", organisation=world.elm)
    asked = helen.get(reverse("policy-adopt", args=[world.elm.pk])).content.decode()
    refused = sent(helen, world, accepted=None, because=None).content.decode()

    assert "all the same" not in asked  # which policy is not known yet
    assert "Point P4 says “it is fine”, and point N2 says “do not”." in refused
    assert "Tick this, or write a version of your own and mend it there." in refused
    assert "Farah Siddiqui" in refused  # what was entered is still there
    assert not kept.exists()
    sent(helen, world, because=" ")
    assert not kept.exists()
    sent(helen, world)
    assert kept.get().accepted_because == BECAUSE
    assert any(each.startswith("Point P4 says") for each in kept.get().accepted)


def test_one_on_offer_at_one_with_itself_needs_no_reason(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    sent(signed_in("helen"), world, policy="vision@undated", accepted=None, because=None)

    assert Adoption.objects.get(policy_id="vision", organisation=world.elm).accepted == []


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_a_review_falls_on_the_same_day_or_the_months_last(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


@pytest.mark.parametrize(
    ("field", "wrong", "says"),
    [
        ("since", -1, "before it was adopted"),
        ("adopted_on", 1, "lies in the future"),
        ("since", 800, "more than two years ahead"),
        ("review_due", 0, "after the first day in force"),
        ("review_due", -400, "after the first day in force"),
    ],
)
def test_dates_in_the_wrong_order_are_named_and_nothing_is_kept(
    world: SimpleNamespace, signed_in: Callable[[str], Client], field: str, wrong: int, says: str
) -> None:
    answer = sent(signed_in("helen"), world, **{field: timezone.localdate() + days(wrong)})

    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert "There is a problem" in answer.content.decode()
    assert not Adoption.objects.filter(policy_id="tapton", organisation=world.elm).exists()
    assert not Event.objects.filter(verb="policies.adopt").exists()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("policy", "nothing@1"), ("policy", None), ("adopted_on", "yesterday"), ("since", "31/02/2026"), ("owner", "0"),
        ("owner", "x"), ("sign_within_days", "0"), ("sign_within_days", "-3"), ("sign_within_days", "1e9"),
        ("minute", "m" * 201), ("chair", "c\x00d"), ("review_due", "soon"), ("since", "9999-12-31"),
        ("adopted_on", "9999-12-31"), ("since", "0001-01-01"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_at_its_field(
    world: SimpleNamespace, signed_in: Callable[[str], Client], field: str, wrong: str | None
) -> None:
    answer = sent(signed_in("helen"), world, **{field: wrong})

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not Adoption.objects.filter(policy_id="tapton", organisation=world.elm).exists()


def test_only_those_who_may_answer_can_be_asked_to(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    answer = sent(signed_in("helen"), world, owner=world.priya.pk)

    assert "owner" in answer.context["form"].errors


def test_a_newer_version_ends_the_older_the_day_before(world: SimpleNamespace) -> None:
    old, since = kevi(), timezone.localdate() + days(10)
    new = adopt(world, altered(old.policy, "2", reworded(old.policy, "5.1d", "Be kind.")), since)
    old.refresh_from_db()

    assert old.until == since - days(1)
    assert [each.pk for each in binding(again(world.priya), since - days(1)) if each.policy_id == "kevi"] == [old.pk]
    assert [each.pk for each in binding(again(world.priya), since) if each.policy_id == "kevi"] == [new.pk]


def test_never_two_versions_on_one_day(world: SimpleNamespace) -> None:
    old = kevi()
    version = altered(old.policy, "2", reworded(old.policy, "5.1d", "Be kind."))
    for since in (old.since, old.since - days(1)):
        with pytest.raises(ValidationError) as refused:
            adopt(world, version, since)
        assert "Two versions cannot hold on one day" in str(refused.value)
    later = adopt(world, version)
    third = altered(old.policy, "3", reworded(old.policy, "5.1d", "Be kinder."))
    with pytest.raises(ValidationError):
        adopt(world, third, later.since - days(3))

    held = Adoption.objects.filter(organisation=world.elm, policy_id="kevi")
    for day in range(-100, 100):
        assert held.in_force(timezone.localdate() + days(day)).count() <= 1


def test_the_database_refuses_two_versions_that_go_on(world: SimpleNamespace) -> None:
    old = kevi()
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.create(
            organisation=old.organisation,
            since=timezone.localdate(),
            adopted_on=timezone.localdate(),
            **Adoption.frozen(old.policy),
        )


def test_a_day_may_be_typed_as_people_write_it(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    sent(signed_in("helen"), world, policy="tapton@2017-09", adopted_on="1/9/2026", since="2 September 2026")
    made = Adoption.objects.get(organisation=world.elm, policy_id="tapton")

    assert (made.adopted_on, made.since) == (date(2026, 9, 1), date(2026, 9, 2))


def test_the_very_same_text_is_not_adopted_twice(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    answer = sent(signed_in("helen"), world, policy="kevi@2017-11")

    assert "already adopted here" in answer.content.decode()


def test_another_organisation_may_have_the_same_policy(world: SimpleNamespace) -> None:
    policy = on_offer()["kevi@2017-11"]
    day = timezone.localdate()
    made = actions.adopt(again(world.marcus), world.harbour, AdoptionGiven(policy, day, day, world.marcus))

    assert made.organisation == world.harbour
    assert kevi_count() == 2


def kevi_count() -> int:
    return Adoption.objects.in_force().filter(policy_id="kevi").count()


@pytest.mark.parametrize(
    ("who", "error"),
    [("priya", PermissionDenied), ("farah", PermissionDenied), ("marcus", Http404), ("ruth", Http404)],
)
def test_nobody_else_adopts(world: SimpleNamespace, who: str, error: type[Exception]) -> None:
    day = timezone.localdate()
    given = AdoptionGiven(on_offer()["tapton@2017-09"], day, day, world.helen)
    with pytest.raises(error):
        actions.adopt(again(getattr(world, who)), world.elm, given)

    assert not Adoption.objects.filter(policy_id="tapton", organisation=world.elm).exists()


@pytest.mark.parametrize("name", list(on_offer()))
def test_what_is_frozen_stays_genuine_for_a_release_that_knows_more_keys(name: str) -> None:
    made = Adoption(**Adoption.frozen(on_offer()[name]))
    assert made.is_genuine
    less = msgspec.json.decode(made.text)
    del less["nation"]  # as an earlier release, without that key, would have frozen it
    made.text = msgspec.json.encode(less).decode()
    del less["case"]
    made.digest = hashlib.sha256(msgspec.json.encode(less, order="sorted")).hexdigest()

    assert made.is_genuine
    assert made.policy.digest != made.digest


def test_a_text_that_was_changed_in_the_database_is_no_longer_genuine(world: SimpleNamespace) -> None:
    made = adopt(world, on_offer()["tapton@2017-09"])
    Adoption.objects.filter(pk=made.pk).update(text=made.text.replace("pupils", "nobody").replace("students", "nobody"))

    assert not Adoption.objects.get(pk=made.pk).is_genuine


def test_a_trusts_policy_reaches_its_schools_and_can_be_signed_there(
    world: SimpleNamespace, signed_in: Callable[[str], Client]
) -> None:
    Role.objects.create(person=world.owen, organisation=world.trust, position=Position.ADMINISTRATOR)
    day = timezone.localdate()
    made = actions.adopt(again(world.owen), world.trust, AdoptionGiven(on_offer()["tapton@2017-09"], day, day, world.owen))

    assert signed_in("priya").get(reverse("policy-sign", args=[made.pk])).status_code == 200
    assert signed_in("marcus").get(reverse("policy", args=[made.pk])).status_code == 200
    assert signed_in("ruth").get(reverse("policy", args=[made.pk])).status_code == 404
    assert signed_in("helen").get(reverse("policy-adopt", args=[world.trust.pk])).status_code == 404
