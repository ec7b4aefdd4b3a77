"""Whom to tell: by name, never the person complained of nor those who answer to them, never silently nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from itertools import chain, combinations
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from safeconduct.activity import ConcernKind, Told
from safeconduct.web.access.rights import Position
from safeconduct.web.contacts.telling import Matter, Staff, desk
from safeconduct.web.people.models import Organisation, Person, Role
from safeconduct.web.policies.models import binding_policies

Browser = Callable[[str], Client]
PUPIL = "what=friend_request&who=pupil&where=own_social"


def told(client: Client, world: SimpleNamespace, about: str) -> list[str]:
    """The names on the page, in order."""
    number = about if about == "nobody" else getattr(world, about).pk
    answer = client.get(f"/contact/tell/?{PUPIL}&about={number}")
    assert answer.status_code == 200
    return [person.name for shown in answer.context["desks"] for person in shown.recipients]


def test_it_asks_first_whether_it_is_about_one_of_those_who_would_be_told(signed_in: Browser) -> None:
    shown = unescape(signed_in("priya").get(f"/contact/tell/?{PUPIL}").content.decode())

    assert "Is it about one of these people?" in shown
    for name in ("Daniel Okafor", "Siân Pritchard", "Helen Marsh"):
        assert f"Yes, about {name}" in shown
    assert "Yes, about Priya Nair" not in shown


@pytest.mark.parametrize(
    ("about", "names"),
    [
        ("nobody", ["Daniel Okafor", "Siân Pritchard"]),
        ("sian", ["Daniel Okafor"]),
        ("daniel", ["Helen Marsh"]),
        ("helen", ["Farah Siddiqui"]),
        ("farah", ["Daniel Okafor", "Siân Pritchard"]),
    ],
)
def test_a_teacher_is_led_to_the_next_one(about: str, names: list[str], world: SimpleNamespace, signed_in: Browser) -> None:
    assert told(signed_in("priya"), world, about) == names


def test_supply_staff_see_the_school_and_the_agency(world: SimpleNamespace, signed_in: Browser) -> None:
    assert told(signed_in("grace"), world, "nobody") == ["Daniel Okafor", "Siân Pritchard", "Ruth Goldberg"]


def test_a_matter_about_the_consultant_never_reaches_her(world: SimpleNamespace, signed_in: Browser) -> None:
    client = signed_in("grace")

    assert told(client, world, "ruth") == ["Daniel Okafor", "Siân Pritchard"]
    answer = client.get(f"/contact/tell/?about={world.ruth.pk}")
    assert "Nobody who could be told is named here today." in answer.content.decode(), "the agency has nobody else"


def test_the_lead_is_led_to_the_deputy_for_a_matter_of_his_own(world: SimpleNamespace, signed_in: Browser) -> None:
    assert told(signed_in("daniel"), world, "nobody") == ["Siân Pritchard"]


def test_whoever_is_away_comes_last_and_it_says_so(world: SimpleNamespace, signed_in: Browser) -> None:
    today = timezone.localdate()
    Person.objects.filter(pk=world.daniel.pk).update(away_from=today, away_until=today + timedelta(3))
    client = signed_in("priya")

    assert told(client, world, "nobody") == ["Siân Pritchard", "Daniel Okafor"]
    assert "away until" in client.get("/contact/tell/?about=nobody").content.decode()


def test_a_lead_of_the_trust_counts_for_its_schools(world: SimpleNamespace, signed_in: Browser) -> None:
    Role.objects.create(person=world.marcus, organisation=world.trust, position=Position.SAFEGUARDING_LEAD)

    assert "Marcus Bell" in told(signed_in("priya"), world, "nobody")


def test_where_nobody_holds_a_role_the_head_is_shown_and_without_a_head_what_to_do(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    client = signed_in("priya")
    Role.objects.filter(position__in=[Position.SAFEGUARDING_LEAD, Position.DEPUTY_LEAD]).delete()
    assert told(client, world, "nobody") == ["Helen Marsh"]

    Role.objects.filter(position__in=[Position.HEADTEACHER, Position.CHAIR_OF_GOVERNORS]).delete()
    shown = client.get("/contact/tell/?about=nobody").content.decode()
    assert "Nobody who could be told is named here today." in shown
    assert "Ring the school office" in shown


@pytest.mark.parametrize("about", ["", "0", "-1", "x", "99999", "1%20OR%201", "marcus", "priya", "²"])
def test_only_those_who_would_be_told_can_be_named(about: str, world: SimpleNamespace, signed_in: Browser) -> None:
    number = getattr(world, about).pk if about in ("marcus", "priya") else about

    assert signed_in("priya").get(f"/contact/tell/?about={number}").status_code == 400


def test_the_facts_are_filled_in_and_go_by_ones_own_post(world: SimpleNamespace, signed_in: Browser) -> None:
    answer = signed_in("priya").get(f"/contact/tell/?{PUPIL}&about=nobody")
    mail = next(person.mail for shown in answer.context["desks"] for person in shown.recipients)

    assert "What: A friend request came to me\nWho: A pupil\nWhere: My own account\n" in answer.context["text"]
    assert mail.startswith("mailto:daniel%40demo.example?subject=")
    assert "Who: A pupil" in unquote(mail)
    subject = unquote(mail.split("subject=")[1].split("&")[0])
    assert "pupil" not in subject
    assert "Priya" not in subject


def test_danger_and_999_stand_on_every_page_of_it(world: SimpleNamespace, signed_in: Browser) -> None:
    client = signed_in("priya")

    for address in ("/contact/tell/", "/contact/tell/?about=nobody", "/contact/?what=nothing"):
        assert 'href="tel:999"' in client.get(address).content.decode()


HELD = (
    Position.SAFEGUARDING_LEAD,
    Position.DEPUTY_LEAD,
    Position.HEADTEACHER,
    Position.CHAIR_OF_GOVERNORS,
    Position.LINE_MANAGER,
    Position.IT_MANAGER,
    Position.ONLINE_SAFETY_MANAGER,
)


def charts() -> list[tuple[Position, ...]]:
    return list(chain.from_iterable(combinations(HELD, number) for number in range(len(HELD) + 1)))


@pytest.mark.parametrize("alone", [True, False], ids=["nobody else holds them", "others hold them too"])
def test_whatever_roles_somebody_holds_they_are_never_told_of_themselves(alone: bool, world: SimpleNamespace) -> None:
    """Every set of roles, each with every kind of concern that a contact can be."""
    subject = Person.objects.create(email="subject@demo.example", name="Subject")
    if alone:
        Role.objects.filter(organisation=world.elm).exclude(person=world.priya).delete()
    policies = binding_policies(world.priya) or binding_policies(world.helen)
    for held in charts():
        roles = Role.objects.bulk_create(Role(person=subject, organisation=world.elm, position=each) for each in held)
        staff = Staff([world.elm])
        for kind in (ConcernKind.PUPIL_CONTACT, ConcernKind.UNINTENDED_CONTACT, ConcernKind.PARENT_CONTACT):
            found = desk(world.elm, staff, Matter(kind, world.priya, subject), policies)
            people = {person.name for each in found.named for person in each.people}
            assert subject.name not in people
            assert world.priya.name not in people
            if not alone:
                assert_nobody_below(held, people)
        Role.objects.filter(pk__in=[role.pk for role in roles]).delete()


def assert_nobody_below(held: tuple[Position, ...], people: set[str]) -> None:
    """Who answers to the person complained of is not told either, and somebody always is."""
    assert people
    if Position.HEADTEACHER in held:
        assert people == {"Farah Siddiqui"}
    elif Position.SAFEGUARDING_LEAD in held:
        assert "Siân Pritchard" not in people


def test_the_deputy_is_left_out_with_the_lead_even_where_a_policy_names_the_deputy(world: SimpleNamespace) -> None:
    (kevi,) = (policy for policy in binding_policies(world.priya) if policy.id == "kevi")
    clauses = [
        replace(each, route=tuple(replace(rule, to=(Told.DEPUTY_SAFEGUARDING_LEAD,)) for rule in each.route))
        for each in kevi.clause
    ]
    policies = [replace(kevi, clause=tuple(clauses))]
    matter = Matter(ConcernKind.PUPIL_CONTACT, world.priya, world.daniel)

    found = desk(world.elm, Staff([world.elm]), matter, policies)

    assert {person for each in found.named for person in each.people} == {world.helen}


def test_an_agency_and_a_school_never_mix_their_people(world: SimpleNamespace) -> None:
    staff = Staff([world.elm, world.agency])
    matter = Matter(ConcernKind.PUPIL_CONTACT, world.grace)

    def names(place: Organisation) -> set[str]:
        found = desk(place, staff, matter, binding_policies(world.grace))
        return {person.name for each in found.named for person in each.people}

    assert names(world.agency) == {"Ruth Goldberg"}
    assert "Ruth Goldberg" not in names(world.elm)
