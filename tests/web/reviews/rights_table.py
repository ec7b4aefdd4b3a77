"""Pages of check-ups and calendars."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from safeconduct.web.reviews import actions
from web.tables import Row, Table

AT_ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"})
WATCH = frozenset({"helen", "daniel", "sian", "farah", "owen"})
EVERY_OFFICE = frozenset({"marcus", "ruth"})  # the same at other places
TOKEN = "calendar-of-priya"


def of(place: str) -> Any:
    return lambda world: {"pk": getattr(world, place).pk}


def kind(name: str) -> Any:
    return lambda world: {"kind": name}


def feed(world: SimpleNamespace) -> object:
    return actions.open_feed(world.priya, world.priya, TOKEN)


def token(given: str) -> Any:
    def arguments(world: SimpleNamespace) -> Mapping[str, Any]:
        return {"token": given}

    return arguments


TABLE: Table = {
    "reviews": [Row()],
    "checkup": [
        Row(arguments=kind("privacy")),
        Row(arguments=kind("passwords")),
        Row(arguments=kind("equipment")),
        Row(arguments=kind("privacy"), method="POST", data={"do": "choose", "platforms": "facebook"}),
        Row(arguments=kind("no-such-thing"), ok=frozenset()),
    ],
    "checkup-done": [Row(arguments=kind("tags"), method="POST")],
    "checkup-undo": [Row(arguments=kind("tags"), method="POST")],
    "checkups": [Row(ok=WATCH | EVERY_OFFICE, refused=AT_ELM - WATCH)],
    "checkups-of": [
        Row(ok=WATCH, refused=AT_ELM - WATCH, arguments=of("elm")),
        Row(ok=frozenset({"ruth"}), refused=frozenset({"grace"}), arguments=of("agency")),
    ],
    "calendar": [Row(), Row(before=feed)],
    "calendar-make": [Row(method="POST")],
    "calendar-stop": [Row(method="POST")],
    "calendar-feed": [
        Row(nobody=200, before=feed, arguments=token(TOKEN)),
        Row(ok=frozenset(), nobody=404, arguments=token("another")),
    ],
}
