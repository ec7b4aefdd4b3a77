"""People are found by their names as others type them, on either database."""

from __future__ import annotations

import random
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.urls import reverse

from safeconduct.web.people.listing import people_of
from safeconduct.web.people.models import Person
from safeconduct.web.people.searching import Plain, plain

FOUND = [
    ("Siân Pritchard", "sian"), ("Siân Pritchard", "Siân"), ("Siân Pritchard", "SIÂN"), ("Sia\u0302n Pritchard", "siân"),
    ("Siân Pritchard", "prit sia"), ("Tomasz Zieliński", "zielinski"), ("ŁUKASZ ŻÓŁĆ", "lukasz zolc"), ("Łukasz", "ŁUKASZ"),
    ("Søren Ørsted", "soren orsted"), ("Jürgen Weiß", "weiss"), ("Jürgen Weiß", "Weiß"), ("Æthelred Þór", "aethelred thor"),
    ("İnci Yıldız", "inci yildiz"), ("Sinéad O’Brien", "o'brien"), ("Sinéad O'Brien", "o’brien"), ("Nguyễn Đức", "nguyen duc"),
    ("Anne‑Marie Noël", "anne-marie noel"), ("Иван Петров", "петров"), ("ΑΝΝΑ", "αννα"), ("김민준", "김민"), ("王伟", "王"),
]  # fmt: skip
NOT_FOUND = [("Siân Pritchard", "sean"), ("Siân Pritchard", "s%n"), ("Siân Pritchard", "si_n"), ("Priya Nair", "priya sian")]


def found(world: SimpleNamespace, name: str, typed: str) -> bool:
    Person.objects.filter(pk=world.priya.pk).update(name=name)
    return world.priya in people_of(world.elm, q=typed)


@pytest.mark.parametrize(("name", "typed"), FOUND)
def test_a_name_is_found_as_people_type_it(name: str, typed: str, world: SimpleNamespace) -> None:
    assert found(world, name, typed)


@pytest.mark.parametrize(("name", "typed"), NOT_FOUND)
def test_and_no_other(name: str, typed: str, world: SimpleNamespace) -> None:
    assert not found(world, name, typed)


def test_the_page_finds_sian(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    page = signed_in("owen").post(reverse("organisation", args=[world.elm.pk]), {"q": "sian"}).content.decode()

    assert "Siân Pritchard" in page
    assert "Priya Nair" not in page
    assert "1 person found" in page


def test_the_database_folds_as_we_do(world: SimpleNamespace) -> None:
    """Whatever stands in a name: every letter of Europe, and some of elsewhere."""
    letters = [
        chr(code) for code in (*range(0x20, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2020)) if chr(code).isprintable()
    ]
    rng = random.Random(9)
    rng.shuffle(letters)
    for start in range(0, len(letters), 60):
        Person.objects.filter(pk=world.priya.pk).update(name="".join(letters[start : start + 60]))
        kept, folded = Person.objects.filter(pk=world.priya.pk).values_list("name", Plain(F("name"))).get()
        if connection.vendor == "sqlite":
            assert folded == plain(kept)
        else:  # its own lower case knows fewer letters than Python's
            known = [char for char in kept if len(char.lower()) == 1 and char.upper().lower() == char.lower()]
            assert [char for char in known if plain(char) not in folded] == []
