"""The doors of the home page: what somebody may want to do, in the order in which it is most often wanted.

A door leads to the first of its pages that exists, so that a part of the site that is not built in has no dead link. What is
waiting behind a door (“2 policies to sign”) its own app says: an app may have a ``doors.py`` with a function
``due(person)`` that answers with a few words by the door's key; nothing else need know of it. Some doors are for those
who look after others: they are shown to whoever holds one of their rights somewhere, or has something behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Final, NamedTuple

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from safeconduct.web.access.rights import rights
from safeconduct.web.people.models import Person


class Door(NamedTuple):
    """One thing to do: its key, what it is called, what it is for, and the pages that it may lead to, best first.

    With ``verbs`` it is for those alone who hold one of these rights; one that is ``only_due`` is there while something waits.
    """

    key: str
    name: str
    says: str
    pages: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    only_due: bool = False


class Open(NamedTuple):
    """A door as the home page shows it: where it leads, and what waits behind it."""

    door: Door
    leads_to: str
    due: str = ""


DOORS: Final = (
    Door(
        "reply",
        "Something for you to read",
        "It was written for you, and you are asked for your reply.",
        ("replies",),
        only_due=True,
    ),
    Door("my-data", "My data", "The copy that you asked for.", ("my-data",), only_due=True),
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
        "Something worries you, or you saw something: see who should know, and tell them.",
        ("concern", "contact-tell"),
    ),
    Door(
        "permission",
        "Ask permission",
        "For a post about school, a picture, an account: whom to ask, and what they need to know.",
        ("permissions",),
    ),
    Door("sign", "Read and sign", "The policies that bind you, point by point.", ("policies",)),
    Door(
        "accounts",
        "Look after my accounts",
        "Privacy, tags, old posts: a short list, a few times a year.",
        ("reviews",),
    ),
    Door(
        "archive",
        "My old posts",
        "Download your data, and have all of it looked through at once. Nobody else sees the result.",
        ("audits",),
    ),
)
OFFICE: Final = (
    Door("cases", "Cases", "What was told, who does what by when, what was decided.", ("cases",), ("concerns.work",)),
    Door(
        "people",
        "Staff, placements and the gate",
        "Who works here, staff lists, supply cover, today's code.",
        ("organisations",),
        ("people.manage", "people.place", "people.gate"),
    ),
    Door(
        "rosters",
        "Staff and pupils from your school system",
        "Bring them in from OneRoster or School Data Sync files, by hand or each night.",
        ("rosters",),
        ("rostering.import",),
    ),
    Door(
        "adopted",
        "Policies and who has signed",
        "Put a policy into force, see who has not signed yet.",
        ("policies",),
        ("policies.adopt", "policies.watch"),
    ),
    Door(
        "routes",
        "Who is told of concerns",
        "The order, stand-ins, who cannot be impartial, whom to turn to outside.",
        ("routes-start",),
        ("concerns.set-routes",),
    ),
    Door(
        "reports",
        "Reports",
        "How it stands, for you, the governors and the trust; the governors’ pack in one press.",
        ("reports",),
        ("reports.see",),
    ),
    Door("records", "Records", "Closed cases: until when they are kept, and by which rule.", ("records",), ("keeping.close",)),
    Door(
        "filtering",
        "Filtering and monitoring",
        "The school-day rule for the network filter, the yearly review, what the filter got wrong.",
        ("filtering-start",),
        ("accountable.review-filter",),
    ),
    Door(
        "data-requests",
        "Requests for data",
        "Somebody asks what is held about them: the month's clock, and what they get.",
        ("access-requests",),
        ("accountable.set",),
    ),
    Door(
        "data-complaints",
        "Complaints about data",
        "How data are handled: acknowledged in time, looked into, answered.",
        ("data-complaints",),
        ("accountable.set",),
    ),
    Door(
        "keys",
        "The key to what is told",
        "Who can bring it back if it is lost, and when that was last tried.",
        ("sealing-keys",),
        ("sealing.see-keys",),
    ),
    Door(
        "families",
        "Parents, pupils and others",
        "Whom a policy binds and who has no account: they sign by link. Who has, and who asked something.",
        ("families",),
        ("families.watch", "families.answer"),
    ),
    Door("questions", "Questions from staff", "Points that somebody did not understand.", ("questions",), ("policies.answer",)),
    Door(
        "desk",
        "Permissions and registers",
        "What waits for a decision; pupils and pictures, official accounts, equipment, what is to be taken down.",
        ("permissions-desk",),
        ("permissions.decide", "permissions.pupils", "permissions.accounts", "permissions.equipment", "permissions.removals"),
    ),
    Door(
        "checkups",
        "Who is up to date with check-ups",
        "Privacy, passwords, locks: who has looked after them and when, never what they found.",
        ("checkups",),
        ("reviews.watch",),
    ),
    Door(
        "programs",
        "Programs that may come in",
        "Tokens for your website or your staff directory.",
        ("tokens",),
        ("api.manage",),
    ),
    Door(
        "declared",
        "Declared relationships",
        "Staff who know a pupil or a family outside school.",
        ("relationships-staff",),
        ("contacts.acknowledge",),
    ),
)


def doors(person: Person) -> tuple[list[Open], list[Open]]:
    """Every door that leads somewhere, with what waits behind it for a person: everybody's, and those for an office."""
    waiting: dict[str, str] = {}
    for said in _waiting(person):
        waiting |= said
    held = {position for place in person.organisations() for position in person.positions_at(place)}
    able = [door for door in OFFICE if any(held & rights()[verb].held_by for verb in door.verbs if verb in rights())]
    mine = [door for door in OFFICE if door in able or door.key in waiting]
    everybody = [door for door in DOORS if not door.only_due or door.key in waiting]
    return _open(everybody, waiting), _open(mine, waiting)


def _open(given: Iterable[Door], waiting: Mapping[str, str]) -> list[Open]:
    found = ((door, _address(door)) for door in given)
    return [Open(door, address, waiting.get(door.key, "")) for door, address in found if address]


def _waiting(person: Person) -> Iterator[Mapping[str, str]]:
    for module in _told():
        yield import_module(module).due(person)


@cache  # it looks at the disk
def _told() -> tuple[str, ...]:
    ours = (
        config for config in apps.get_app_configs() if config.name.startswith("safeconduct.web.") and config.label != "site"
    )
    return tuple(f"{config.name}.doors" for config in ours if find_spec(f"{config.name}.doors"))


def _address(door: Door) -> str:
    for page in door.pages:
        try:
            return reverse(page)
        except NoReverseMatch:
            continue
    return ""


__all__: Final = ("DOORS", "OFFICE", "Door", "Open", "doors")
