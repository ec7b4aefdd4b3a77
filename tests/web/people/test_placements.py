"""Supply cover: who places whom where, and what happens when days clash or stand in the wrong order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.rights import Position
from safeconduct.web.people import actions
from safeconduct.web.people.models import Person, Placement
from safeconduct.web.policies.models import binding

Browser = Callable[[str], Client]
TODAY = timezone.localdate


def day(after: int) -> str:
    return (TODAY() + timedelta(after)).isoformat()


def at_school(**more: Any) -> dict[str, Any]:
    return {"name": "Ben Osei", "email": "ben@demo.example", "agency": "", "since": day(0), "until": day(2)} | more


def test_the_office_places_somebody_new_who_is_then_bound_by_the_school(
    world: SimpleNamespace, signed_in: Browser, sent: list[Any]
) -> None:
    answer = signed_in("sian").post(reverse("placement-add", args=[world.elm.pk]), at_school(agency=world.agency.pk))
    assert answer.status_code == 302
    ben = Person.objects.get(email="ben@demo.example")
    assert ben.positions_at(world.elm) == {Position.SUPPLY_TEACHER}
    assert ben.placements.get().agency == world.agency
    assert {adoption.organisation for adoption in binding(ben)} == {world.elm}
    assert [mail.to for mail in sent] == [ben]


def test_an_agency_places_its_own_people_at_any_school(world: SimpleNamespace, signed_in: Browser) -> None:
    given = {"person": world.grace.pk, "school": world.harbour.pk, "since": day(20), "until": day(21)}
    assert signed_in("ruth").post(reverse("placement-add", args=[world.agency.pk]), given).status_code == 302
    assert Placement.objects.filter(person=world.grace, organisation=world.harbour, agency=world.agency).exists()


@pytest.mark.parametrize("person", ["priya", "marcus"])
def test_an_agency_cannot_place_other_peoples_staff(world: SimpleNamespace, signed_in: Browser, person: str) -> None:
    one = getattr(world, person)
    given = {"person": one.pk, "school": world.harbour.pk, "since": day(0), "until": day(1)}
    page = signed_in("ruth").post(reverse("placement-add", args=[world.agency.pk]), given).content.decode()
    assert "Select a valid choice" in page
    with pytest.raises(ValidationError, match="works for this agency"):
        actions.send_person(world.ruth, world.agency, one, world.harbour, since=TODAY(), until=TODAY())
    assert Placement.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"since": day(3), "until": day(1)}, "The last day is before the first"),
        ({"since": "", "until": day(1)}, "Say which day"),
        ({"since": "tomorrow"}, "Write the day as 1/9/2026"),
        ({"until": day(800)}, "A placement lasts a year at most"),
        ({"agency": "999999"}, "Select a valid choice"),
    ],
)
def test_days_in_the_wrong_order_and_other_mistakes_are_said_plainly(
    world: SimpleNamespace, signed_in: Browser, given: dict[str, str], says: str
) -> None:
    answer = signed_in("sian").post(reverse("placement-add", args=[world.elm.pk]), at_school(**given))
    assert says in answer.content.decode()
    assert Placement.objects.count() == 1
    assert not Person.objects.filter(email="ben@demo.example").exists()


def test_a_clash_is_told_once_and_then_done_if_it_is_meant(world: SimpleNamespace, signed_in: Browser) -> None:
    address, office = reverse("placement-add", args=[world.elm.pk]), signed_in("sian")
    given = at_school(email="grace@demo.example", name="Grace")

    page = office.post(address, given).content.decode()
    assert "placed on some of these days already" in page
    assert "Nothing is saved yet" in page
    assert "Tick this" in office.post(address, given | {"warned": "1"}).content.decode()
    assert Placement.objects.count() == 1
    assert office.post(address, given | {"warned": "1", "overlap": "on"}).status_code == 302
    assert Placement.objects.filter(person=world.grace).count() == 2


def test_a_clash_elsewhere_does_not_say_where(world: SimpleNamespace, signed_in: Browser) -> None:
    Placement.objects.update(organisation=world.harbour)
    page = signed_in("sian").post(reverse("placement-add", args=[world.elm.pk]), at_school(email="grace@demo.example"))
    assert "elsewhere," in page.content.decode()
    assert "Harbour High" not in page.content.decode()


def test_school_and_agency_may_both_end_a_placement(world: SimpleNamespace, signed_in: Browser) -> None:
    placement = Placement.objects.get()
    signed_in("ruth").post(reverse("placement-end", args=[world.agency.pk, placement.pk]), {"when": "day", "last_day": day(1)})
    assert Placement.objects.get().until == TODAY() + timedelta(1)
    signed_in("helen").post(reverse("placement-end", args=[world.elm.pk, placement.pk]), {"when": "now"})
    assert Person.objects.get(pk=world.grace.pk).positions_at(world.elm) == frozenset()


def test_a_placement_that_began_today_can_be_ended_at_once(world: SimpleNamespace, signed_in: Browser) -> None:
    Placement.objects.update(since=TODAY())
    signed_in("helen").post(reverse("placement-end", args=[world.elm.pk, Placement.objects.get().pk]), {"when": "now"})
    assert Placement.objects.get().cancelled
    assert Person.objects.get(pk=world.grace.pk).positions_at(world.elm) == frozenset()


def test_nobody_else_ends_a_placement(world: SimpleNamespace, signed_in: Browser) -> None:
    placement = Placement.objects.get()
    address = reverse("placement-end", args=[world.harbour.pk, placement.pk])
    assert signed_in("marcus").post(address, {"when": "now"}).status_code == 404
    with pytest.raises(ValidationError, match="not yours"):
        actions.end_placement(world.marcus, world.harbour, placement, last_day=TODAY())
    with pytest.raises(Http404):
        actions.end_placement(world.marcus, world.elm, placement, last_day=TODAY())
    with pytest.raises(PermissionDenied):
        actions.end_placement(world.priya, world.elm, placement, last_day=TODAY())
    assert not Placement.objects.get().cancelled


def test_the_list_shows_todays_and_later_ones_to_both_sides(world: SimpleNamespace, signed_in: Browser) -> None:
    for key, place in (("sian", world.elm), ("ruth", world.agency)):
        assert "Grace Adeyemi" in signed_in(key).get(reverse("placements", args=[place.pk])).content.decode()
    Placement.objects.update(since=TODAY() - timedelta(5), until=TODAY() - timedelta(1))
    assert "Nobody is placed" in signed_in("sian").get(reverse("placements", args=[world.elm.pk])).content.decode()


def test_a_trust_has_no_placements(world: SimpleNamespace, signed_in: Browser) -> None:
    assert signed_in("owen").get(reverse("placements", args=[world.trust.pk])).status_code == 404
