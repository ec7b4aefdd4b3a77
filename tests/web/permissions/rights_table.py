"""Pages of permissions and registers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from safeconduct.web.permissions import actions, agreements
from safeconduct.web.permissions.models import Agreement, Holder, ImageConsent, Loan, OfficialAccount, Pupil, PupilList, Removal
from safeconduct.web.permissions.models import Request as Asked
from web.permissions import made
from web.tables import Row, Table

AT_ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"})
KEEPERS = frozenset({"helen", "daniel", "sian", "owen"})  # of the register of pupils
READERS = KEEPERS | {"priya", "tomasz"}
ACCOUNTS = frozenset({"helen", "sian", "owen"})
TAKE_DOWN = frozenset({"helen", "daniel", "sian", "owen"})
EVERY_OFFICE = frozenset({"marcus", "ruth"})  # the same at other places
Numbered = Callable[[SimpleNamespace], Mapping[str, Any]]


def newest(model: Any) -> Numbered:
    return lambda world: {"pk": model.objects.latest("pk").pk}


def of(place: str) -> Numbered:
    return lambda world: {"pk": getattr(world, place).pk}


def asked_back(world: SimpleNamespace) -> object:
    return actions.ask_back(world.helen, made.camera(world), "Why?")


def granted(world: SimpleNamespace) -> object:
    return actions.decide(world.helen, made.camera(world), granted=True, words="")


def asked_by_the_head(world: SimpleNamespace) -> object:
    return made.camera(world, "helen")


def with_consent(world: SimpleNamespace) -> object:
    return made.consent(world, made.pupil(world))


def of_a_guest(world: SimpleNamespace) -> object:
    return made.agreement(world, guest="Ann Guest")


def agreed(world: SimpleNamespace) -> object:
    asked = made.agreement(world)
    return agreements.answer(world.tomasz, world.tomasz, asked, agreed=True)


def to_take_down(world: SimpleNamespace) -> object:
    return made.removal(world, person=world.tomasz)


def link(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"token": agreements.token(Agreement.objects.latest("pk"))}


def rows(before: Any, arguments: Numbered, ok: frozenset[str], *methods: str, **more: Any) -> list[Row]:
    """What somebody at Elm Park made is there for some, refused to the others there, and nothing to everybody else."""
    given = {"ok": ok, "refused": AT_ELM - ok, "before": before, "arguments": arguments, **more}
    return [Row(method=method, **given) for method in methods]


PRIYA, HELEN = frozenset({"priya"}), frozenset({"helen"})

TABLE: Table = {
    "permissions": [Row()],
    "permission-ask": [
        Row(arguments=lambda world: {"kind": "camera"}),
        Row(arguments=lambda world: {"kind": "post"}),
        Row(arguments=lambda world: {"kind": "phone"}, method="POST", data={"about": ""}, nobody=200),  # they keep their words
    ],
    "permission-post": [
        Row(),
        Row(method="POST", data={"text": "Elm Park Primary is wonderful", "account": "personal"}, nobody=200),
        Row(method="POST", data={"text": "", "ask": "yes"}, nobody=200),  # whoever was signed out keeps their text
    ],
    "permission": [
        *rows(made.camera, newest(Asked), PRIYA | HELEN, "GET"),
        *rows(made.granted_post, newest(Asked), PRIYA | HELEN, "GET"),
        *rows(asked_back, newest(Asked), PRIYA | HELEN, "GET"),
        *rows(asked_by_the_head, newest(Asked), HELEN | {"farah"}, "GET"),
    ],
    "permission-decide": [
        *rows(made.camera, newest(Asked), HELEN, "POST", data={"do": "grant"}),
        *rows(asked_by_the_head, newest(Asked), frozenset({"farah"}), "POST", data={"do": "grant"}),
    ],
    "permission-reply": rows(asked_back, newest(Asked), PRIYA, "POST", data={"words": "So"}),
    "permission-take-back": rows(granted, newest(Asked), HELEN, "POST", data={"words": "So"}),
    "permission-withdraw": rows(made.camera, newest(Asked), PRIYA, "GET", "POST"),
    "permissions-desk": [
        Row(ok=AT_ELM - {"grace"} | EVERY_OFFICE, refused=frozenset({"grace"})),
        Row(ok=AT_ELM - {"grace"} | EVERY_OFFICE, refused=frozenset({"grace"}), before=made.post),
    ],
    "pupils": [*rows(with_consent, of("elm"), READERS, "GET", "POST"), Row(ok=frozenset(), arguments=of("agency"))],
    "pupil": rows(with_consent, newest(Pupil), READERS, "GET"),
    "pupil-add": rows(None, of("elm"), KEEPERS, "GET", "POST"),
    "pupil-edit": rows(made.pupil, newest(Pupil), KEEPERS, "GET", "POST"),
    "consent-add": rows(made.pupil, newest(Pupil), KEEPERS, "GET", "POST"),
    "consent-withdraw": rows(with_consent, newest(ImageConsent), KEEPERS, "POST"),
    "pupils-import": rows(None, of("elm"), KEEPERS, "GET", "POST"),
    "pupils-preview": rows(made.pupil_list, newest(PupilList), KEEPERS, "GET", "POST"),
    "agreement-ask": [Row(), Row(method="POST", data={"kind": "picture"}, nobody=200)],
    "agreement": [
        Row(ok=PRIYA | {"tomasz"}, before=made.agreement, arguments=newest(Agreement)),
        Row(ok=PRIYA | {"tomasz"}, before=agreed, arguments=newest(Agreement)),
        Row(ok=PRIYA, before=of_a_guest, arguments=newest(Agreement)),
    ],
    "agreement-answer": [
        Row(ok=frozenset({"tomasz"}), before=made.agreement, arguments=newest(Agreement), method="POST", data={"say": "yes"})
    ],
    "agreement-recall": rows(made.agreement, newest(Agreement), PRIYA, "GET", "POST"),
    "agreement-guest": [
        Row(nobody=200, before=of_a_guest, arguments=link),
        Row(nobody=200, before=of_a_guest, arguments=link, method="POST", data={"say": "yes"}),
    ],
    "official-accounts": [Row(ok=ACCOUNTS | EVERY_OFFICE, refused=(AT_ELM - ACCOUNTS), before=made.account)],
    "official-add": rows(None, of("elm"), ACCOUNTS, "GET", "POST"),
    "official-account": rows(made.account, newest(OfficialAccount), ACCOUNTS, "GET"),
    "official-edit": rows(made.account, newest(OfficialAccount), ACCOUNTS, "GET", "POST"),
    "official-approve": rows(made.account, newest(OfficialAccount), HELEN, "POST"),
    "official-close": rows(made.account, newest(OfficialAccount), ACCOUNTS, "GET", "POST"),
    "holder-add": rows(made.account, newest(OfficialAccount), ACCOUNTS, "POST"),
    "holder-end": rows(made.account, newest(Holder), ACCOUNTS, "POST"),
    "equipment-take": [Row(), Row(method="POST", data={"what": "Laptop"}, nobody=200)],
    "equipment": [Row(ok=ACCOUNTS | EVERY_OFFICE, refused=AT_ELM - ACCOUNTS, before=made.loan)],
    "equipment-back": rows(made.loan, newest(Loan), ACCOUNTS, "GET", "POST"),
    "removal-ask": [Row(), Row(method="POST", data={"whose": "me"}, nobody=200)],
    "removals": [Row(ok=TAKE_DOWN | EVERY_OFFICE, refused=AT_ELM - TAKE_DOWN, before=to_take_down)],
    "removal": rows(to_take_down, newest(Removal), TAKE_DOWN | {"priya", "tomasz"}, "GET"),
    "removal-done": rows(
        to_take_down, newest(Removal), TAKE_DOWN | {"tomasz"}, "POST", data={"note": "Gone"}, nobody=200
    ),  # whoever was signed out keeps their words
    "removal-days": rows(None, of("elm"), TAKE_DOWN, "GET", "POST"),
}
