"""Lists cost the same number of queries however long they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.people.models import Organisation, Person, Placement, Role


def more(world: SimpleNamespace, start: int, count: int) -> None:
    today = timezone.localdate()
    numbers = range(start, start + count)
    people = Person.objects.bulk_create(Person(email=f"p{n}@demo.example", name=f"Person {n}", password="!") for n in numbers)
    Role.objects.bulk_create(Role(person=one, organisation=world.elm, position="teacher", since=today) for one in people)
    Role.objects.bulk_create(Role(person=one, organisation=world.elm, position="volunteer", since=today) for one in people)
    Placement.objects.bulk_create(
        Placement(
            person=one, organisation=world.elm, agency=world.agency, since=today, until=today + timedelta(1), by_gate=True
        )
        for one in people
    )
    for n in numbers:
        Organisation.objects.create(name=f"School {n}", kind="school", parent=world.elm)


@pytest.mark.parametrize(
    ("name", "key", "asked"),
    [
        ("organisation", "sian", {}),
        ("organisation", "priya", {"q": "e"}),
        ("organisation", "sian", {"when": "left"}),
        ("organisations", "owen", {}),
        ("placements", "sian", {}),
        ("gate", "sian", {}),
        ("account", "priya", {}),
    ],
)
def test_a_page_costs_the_same_for_few_and_for_many(
    world: SimpleNamespace, signed_in: Callable[[str], Client], name: str, key: str, asked: dict[str, str]
) -> None:
    client = signed_in(key)
    address = reverse(name, args=[] if name in ("organisations", "account") else [world.elm.pk])

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert (client.post(address, asked) if asked else client.get(address)).status_code == 200
        return len(queries)

    more(world, 0, 3)
    cost()  # whatever is looked up once
    few = cost()
    more(world, 3, 30)
    assert cost() == few
