"""Pages of those who sign by link, and the office's pages about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from django.core.cache import cache

from safeconduct.web.families.models import Invitation, Question, Signature
from web.families import made
from web.tables import EVERYBODY, Row, Table

AT_ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"})
OFFICE = frozenset({"helen", "sian", "owen"})
WATCHERS = OFFICE | {"daniel", "farah"}
ANSWERERS = OFFICE | {"daniel"}
ELSEWHERE = frozenset({"marcus", "ruth"})  # who hold the same at other places
NOWHERE = {"token": "nobody-was-ever-given-this-link"}
Numbered = Callable[[SimpleNamespace], Mapping[str, Any]]


def the(model: Any) -> Numbered:
    return lambda world: {"pk": model.objects.latest("pk").pk}


def at(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"place": world.elm.pk, "adoption": made.adoption().pk, "role": "parent"}


def office(*, method: str = "GET", before: Callable[[SimpleNamespace], object] | None = None, **data: Any) -> Row:
    return Row(OFFICE, AT_ELM - OFFICE, at, method, data, before=before)


def invited(*, method: str = "GET", **data: Any) -> Row:
    return Row(OFFICE, AT_ELM - OFFICE, the(Invitation), method, data, before=made.ella)


def link(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"token": made.token(Invitation.objects.latest("pk"))}


TABLE: Table = {
    "families": [Row(WATCHERS | ELSEWHERE, EVERYBODY - WATCHERS - ELSEWHERE)],
    "family-questions": [Row(ANSWERERS | ELSEWHERE, EVERYBODY - ANSWERERS - ELSEWHERE)],
    "family-question": [
        Row(ANSWERERS, AT_ELM - ANSWERERS, the(Question), before=made.asked),
        Row(ANSWERERS, AT_ELM - ANSWERERS, the(Question), "POST", {"reply": "Yes, at home too."}, before=made.asked),
    ],
    "family-invitation": [invited(), invited(method="POST", email="anna.new@example.org")],
    "family-withdraw": [invited(method="POST")],
    "family-print": [invited(method="POST")],
    "family-confirm": [Row(OFFICE, AT_ELM - OFFICE, the(Signature), "POST", {"known": "yes"}, before=made.came)],
    "family-settings": [
        Row(OFFICE, AT_ELM - OFFICE, lambda world: {"place": world.elm.pk}),
        Row(OFFICE, AT_ELM - OFFICE, lambda world: {"place": world.elm.pk}, "POST", made.HABITS),
    ],
    "family-round": [
        Row(WATCHERS, AT_ELM - WATCHERS, at),
        Row(WATCHERS, AT_ELM - WATCHERS, at, before=made.several),
    ],
    "family-invite": [office(), office(method="POST", lines="Parent; Child\nAnna Brown; Ella Brown", do="invite")],
    "family-links": [office(), office(method="POST", group="3B"), office(before=made.for_all)],
    "family-remind": [office(method="POST")],
    "family-slips": [office(method="POST", before=made.ella)],
    "family-csv": [Row(WATCHERS, AT_ELM - WATCHERS, at, "POST")],
    "family-receipt": [Row(nobody=200)],
    "family-sign": [
        Row(frozenset(), frozenset(), lambda world: NOWHERE, nobody=404, before=lambda world: cache.clear()),
        Row(arguments=link, nobody=200, before=made.ella),
        Row(arguments=link, nobody=200, before=made.ella, method="POST"),
        Row(arguments=link, nobody=200, before=made.for_all),
        Row(arguments=link, nobody=200, before=made.signed),
    ],
    "family-receipt-pdf": [
        Row(frozenset(), frozenset(), lambda world: NOWHERE, nobody=404, before=lambda world: cache.clear()),
        Row(arguments=link, nobody=200, before=made.signed),
    ],
}
