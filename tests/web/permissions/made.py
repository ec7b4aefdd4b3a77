"""Requests, pupils, agreements, accounts, equipment and wishes as the tests need them."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from safeconduct.web.permissions import actions, agreements, equipment, official, pupils, removals
from safeconduct.web.permissions.models import (
    Agreement,
    ImageConsent,
    Loan,
    OfficialAccount,
    Pupil,
    PupilList,
    Removal,
    Request,
    Use,
)

POST = "What a week! Our school, Elm Park Primary, has the best Year 4 in the world.\nSo proud of all of them."
CAMERA = "The allotment club in the rain, zinnia and quince; I delete them on Friday."


def days(count: int) -> date:
    return timezone.localdate() + timedelta(count)


def camera(world: SimpleNamespace, who: str = "priya", **more: Any) -> Request:
    person = getattr(world, who)
    place = world.agency if who == "ruth" else world.harbour if who == "marcus" else world.elm
    given = {"organisation": place, "kind": "camera", "since": days(0), "until": days(6), "about": CAMERA, **more}
    return actions.ask(person, person, actions.Asked(**given))


def post(world: SimpleNamespace, text: str = POST, who: str = "priya", **more: Any) -> Request:
    given = {"kind": "post", "text": text, "account": "personal", "platform": "Facebook", "about": "", **more}
    return camera(world, who, **given)


def granted_post(world: SimpleNamespace, text: str = POST, **more: Any) -> Request:
    return actions.decide(world.helen, post(world, text, **more), granted=True, words="")


def pupil(world: SimpleNamespace, name: str = "Zebedee Quillmarsh", **more: Any) -> Pupil:
    return pupils.add(world.helen, world.elm, pupils.PupilRow(name, **{"year": "Year 4", **more}))


def consent(world: SimpleNamespace, one: Pupil, *uses: Use, **more: Any) -> ImageConsent:
    given = pupils.ConsentGiven(uses or (Use.SOCIAL_MEDIA,), "parent", **{"since": days(-10), **more})
    pupils.consent(world.helen, one, given)
    return one.consents.latest("pk")


def pupil_list(world: SimpleNamespace, *rows: pupils.PupilRow, faults: tuple[tuple[str, ...], ...] = ()) -> PupilList:
    return pupils.upload(world.helen, world.elm, rows or (pupils.PupilRow("Ada Fennimore", "Year 3"),), faults)


def agreement(world: SimpleNamespace, **more: Any) -> Agreement:
    given = {"organisation": world.elm, "kind": "picture", "about": "You at the fair, on the school's page", **more}
    if "guest" not in given:
        given.setdefault("of", world.tomasz)
    return agreements.ask(world.priya, world.priya, agreements.AgreementAsked(**given))


def account(world: SimpleNamespace, handle: str = "@elmpark", owners: tuple[str, ...] = ("helen", "sian")) -> OfficialAccount:
    given = official.AccountGiven("Facebook", handle, "News for parents", second_factor=True)
    return official.register(world.sian, world.elm, given, [getattr(world, owner) for owner in owners])


def loan(world: SimpleNamespace, who: str = "priya", **more: Any) -> Loan:
    person = getattr(world, who)
    given = {"what": "Laptop", "serial": "EP-17", "encrypted": True, "taken_on": days(0), "due_back": days(30), **more}
    return equipment.take(person, person, equipment.Taken(world.elm, **given))


def removal(world: SimpleNamespace, by: str = "priya", **more: Any) -> Removal:
    person = getattr(world, by)
    given = {"whose": "me", "address": "https://social.example/1", "asked_on": days(0), **more}
    return removals.ask(person, person, removals.RemovalAsked(world.elm, **given))
