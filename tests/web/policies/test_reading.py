"""The library, a policy's page, two policies side by side, and the door on the home page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.people.models import Person
from safeconduct.web.policies import demo_data
from safeconduct.web.policies.doors import due
from safeconduct.web.policies.explaining import edition
from safeconduct.web.policies.models import Adoption, Signature
from safeconduct.web.policies.shelf import on_offer
from web.policies.made import adopt, again, agree, altered, ask, days, kevi, reworded, sign

Browser = Callable[[str], Client]


@pytest.mark.parametrize(
    ("who", "policies"),
    [
        ("priya", {"kevi", "safe-use"}),
        ("grace", {"kevi", "safe-use", "key", "vision"}),
        ("ruth", set()),
        ("marcus", {"tapton"}),
    ],
)
def test_the_library_shows_what_is_in_force_for_me(
    world: SimpleNamespace, signed_in: Browser, who: str, policies: set[str]
) -> None:
    answer = signed_in(who).get(reverse("policies"))

    assert {at.adoption.policy_id for at in answer.context["readings"]} == policies


def test_the_library_says_why_and_until_when(world: SimpleNamespace, signed_in: Browser) -> None:
    page = signed_in("grace").get(reverse("policies")).content.decode()
    until = timezone.localdate() + days(11)

    assert f"as supply teacher at Elm Park Primary until {until.day} {until:%B %Y}, sent by Northgate Supply" in page


def test_after_a_placement_its_policies_are_gone(world: SimpleNamespace, signed_in: Browser) -> None:
    address = reverse("policy", args=[kevi().pk])
    assert signed_in("grace").get(address).status_code == 200
    world.grace.placements.update(since=date(2026, 1, 1), until=timezone.localdate() - days(1))

    assert signed_in("grace").get(address).status_code == 404


def test_only_those_who_look_after_policies_see_all_adoptions(world: SimpleNamespace, signed_in: Browser) -> None:
    policy = on_offer()["kevi@2017-11"]
    adopt(world, altered(policy, "coming", reworded(policy, "5.1d", "x")), timezone.localdate() + days(9))

    assert "(to come)" in signed_in("sian").get(reverse("policies")).content.decode()
    assert "(to come)" not in signed_in("priya").get(reverse("policies")).content.decode()


def test_somebody_without_work_today_is_told_so(world: SimpleNamespace, signed_in: Browser) -> None:
    world.priya.roles.all().delete()
    answer = signed_in("priya").get(reverse("policies"))

    assert answer.status_code == 200
    assert "No policy is in force where you work today" in answer.content.decode()


def test_what_is_overdue_is_said_but_not_to_people_on_leave(world: SimpleNamespace, signed_in: Browser) -> None:
    Adoption.objects.filter(policy_id="kevi").update(since=timezone.localdate() - days(40))
    assert "Overdue" in signed_in("priya").get(reverse("policies")).content.decode()
    today = timezone.localdate()
    Adoption.objects.update(since=today - days(40))
    Person.objects.filter(pk=world.priya.pk).update(away_from=today, away_until=today + days(5))

    assert "Overdue" not in signed_in("priya").get(reverse("policies")).content.decode()


@pytest.mark.parametrize("name", list(on_offer()))
def test_a_policys_page_holds_every_point_with_its_place(world: SimpleNamespace, signed_in: Browser, name: str) -> None:
    policy = on_offer()[name]
    adoption = Adoption.objects.filter(policy_id=policy.id).get()
    who = {"elm": "priya", "harbour": "marcus", "agency": "grace"}
    place = next(key for key in who if getattr(world, key) == adoption.organisation)
    page = signed_in(who[place]).get(reverse("policy", args=[adoption.pk])).content.decode()

    assert all(f'id="point-{clause.id}"' in page for clause in policy.clause)
    assert page.count("Source: ") == len(policy.clause)
    assert adoption.digest in page


@pytest.mark.parametrize(
    "name", ["policy", "policy-changes", "policy-sign", "policy-notice", "policy-signature", "question", "signatures"]
)
@pytest.mark.parametrize("pk", [0, 10**6, 10**30])
def test_what_does_not_exist_is_not_found(world: SimpleNamespace, signed_in: Browser, name: str, pk: int) -> None:
    assert signed_in("helen").get(reverse(name, args=[pk])).status_code == 404


def test_two_policies_stand_side_by_side(world: SimpleNamespace, signed_in: Browser) -> None:
    pair: dict[str, int] = {key: Adoption.objects.get(policy_id=name).pk for key, name in (("one", "key"), ("other", "vision"))}
    browser, address = signed_in("grace"), reverse("policy-compare")
    differing = browser.get(address, pair)
    every = browser.get(f"{address}?one={pair['one']}&other={pair['other']}&all=yes")

    assert "They contradict each other" in differing.content.decode()
    assert 0 < len(differing.context["table"]) < len(every.context["table"])


@pytest.mark.parametrize(
    ("one", "other"), [("", ""), ("x", "y"), ("0", "0"), ("tapton", "key"), ("' OR 1=1", "10000000000000000000000")]
)
def test_policies_that_are_not_mine_cannot_be_compared(
    world: SimpleNamespace, signed_in: Browser, one: str, other: str
) -> None:
    answer = signed_in("priya").get(reverse("policy-compare"), {"one": one, "other": other})

    assert answer.status_code == 200
    assert answer.context["table"] == []
    page = answer.content.decode()
    assert "There is a problem" in page
    assert ("Choose a policy." if not one else "Choose one of the policies on the list.") in page
    assert "valid choice" not in page


def test_what_a_policy_says_about_itself_is_nobodys_duty(world: SimpleNamespace, signed_in: Browser) -> None:
    page = signed_in("priya").get(reverse("policy", args=[kevi().pk])).content.decode()
    adopted = page[page.index('id="point-0"') :]

    assert adopted.index("About the policy. Source") < adopted.index("You must")
    assert edition("undated") == "no date"


def test_a_policy_is_not_compared_with_itself(world: SimpleNamespace, signed_in: Browser) -> None:
    answer = signed_in("priya").get(reverse("policy-compare"), {"one": kevi().pk, "other": kevi().pk})

    assert "These are the same policy" in answer.content.decode()


def test_the_door_says_how_many_policies_wait(world: SimpleNamespace) -> None:
    assert due(again(world.priya)) == {"sign": "2 policies to sign"}
    agree(world.priya, kevi())
    sign(world.priya, kevi())
    assert due(again(world.priya)) == {"sign": "1 policy to sign"}
    rest = Adoption.objects.get(policy_id="safe-use")
    agree(world.priya, rest)
    assert due(again(world.priya)) == {"sign": "1 policy to sign"}
    ask(world.priya, rest, "O5")
    assert due(again(world.priya)) == {}, "there is nothing to do but wait"
    assert due(again(world.ruth)) == {}


def test_the_demo_shows_every_state(world: SimpleNamespace, signed_in: Browser) -> None:
    demo_data.build(world)
    page = signed_in("helen").get(reverse("signatures", args=[world.elm.pk])).content.decode()

    assert Signature.objects.count() == 3
    for state in ("Signed", "Waits for an answer", "On leave", "Overdue"):
        assert state in page
