"""The doors of the home page: what somebody may want to do, in the order in which it is most often wanted.

A door leads to the first of its pages that exists, so that a part of the site that is not built in has no dead link. What is
waiting behind a door (“2 policies to sign”) its own app says: an app may have a ``doors.py`` with a function
``due(person)`` that answers with a few words by the door's key; nothing else need know of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Final, NamedTuple

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from safeconduct.web.people.models import Person


class Door(NamedTuple):
    """One thing to do: its key, what it is called, what it is for, and the pages that it may lead to, best first."""

    key: str
    name: str
    says: str
    pages: tuple[str, ...]


class Open(NamedTuple):
    """A door as the home page shows it: where it leads, and what waits behind it."""

    door: Door
    leads_to: str
    due: str = ""


DOORS: Final = (
    Door("check", "Check a post", "Before you post it: is it fine, and if not, what would be?", ("check",)),
    Door(
        "contact",
        "A friend request or message",
        "From a pupil, a parent or somebody else: may I answer, and what do I say?",
        ("contact",),
    ),
    Door(
        "tell",
        "Tell somebody",
        "Something worries you, or you saw something: whom to tell, and what with.",
        ("concern", "contact-tell"),
    ),
    Door(
        "permission",
        "Ask permission",
        "For a post about school, a picture, an account: whom to ask, and what they need to know.",
        ("permissions", "ask-permission"),
    ),
    Door("sign", "Read and sign", "The policies that bind you, point by point.", ("policies",)),
    Door(
        "accounts",
        "Look after my accounts",
        "Privacy, tags, old posts: a short list, a few times a year.",
        ("reviews", "my-accounts"),
    ),
)


def doors(person: Person) -> list[Open]:
    """Every door that leads somewhere, with what waits behind it for a person."""
    waiting: dict[str, str] = {}
    for said in _waiting(person):
        waiting |= said
    found = ((door, _address(door)) for door in DOORS)
    return [Open(door, address, waiting.get(door.key, "")) for door, address in found if address]


def _waiting(person: Person) -> Iterator[Mapping[str, str]]:
    for config in apps.get_app_configs():
        if config.name.startswith("safeconduct.web.") and config.label != "site" and find_spec(f"{config.name}.doors"):
            yield import_module(f"{config.name}.doors").due(person)


def _address(door: Door) -> str:
    for page in door.pages:
        try:
            return reverse(page)
        except NoReverseMatch:
            continue
    return ""


__all__: Final = ("DOORS", "Door", "Open", "doors")
