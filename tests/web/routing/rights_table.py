"""The settings of who is told, and leaving a case to others."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from safeconduct.web.concerns.models import Case, Conflict, LetIn, Outside, StandIn
from web.routing.made import told
from web.tables import Row, Table

AT_ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"})
SETTERS = frozenset({"helen", "daniel", "farah", "owen"})


def at_elm(**more: Any) -> dict[str, Any]:
    return {"ok": SETTERS, "refused": AT_ELM - SETTERS, **more}


def elm(world: SimpleNamespace) -> dict[str, Any]:
    return {"place": world.elm.pk}


def stand_in(world: SimpleNamespace) -> StandIn:
    return StandIn.objects.create(organisation=world.elm, person=world.tomasz, position="it_manager")


def conflict(world: SimpleNamespace) -> Conflict:
    return Conflict.objects.create(organisation=world.elm, person=world.tomasz, about=world.priya)


def officer(world: SimpleNamespace) -> Outside:
    return Outside.objects.create(organisation=world.elm, what=Outside.What.DESIGNATED_OFFICER, telephone="0114 496 0000")


def one_of(model: type[StandIn | Conflict | Outside]) -> Any:
    return lambda world: {"place": world.elm.pk, "pk": model.objects.get().pk}


def about_tomasz(world: SimpleNamespace) -> None:
    """Head and lead receive it; Siân was let in to read it."""
    LetIn.objects.create(case=told(world, "tomasz"), person=world.sian, by=world.helen)


def its_reference(world: SimpleNamespace) -> dict[str, str]:
    return {"reference": Case.objects.get().reference}


FROM_TO = {"position": "it_manager", "since": timezone.localdate().isoformat()}
ON_IT = frozenset({"helen", "daniel", "sian"})

TABLE: Table = {
    "routes-start": [Row(ok=SETTERS | {"ruth", "marcus"}, refused=AT_ELM - SETTERS)],
    "routes": [Row(**at_elm(arguments=elm))],
    "routes-try": [
        Row(**at_elm(arguments=elm)),
        Row(ok=frozenset({"ruth"}), refused=frozenset({"grace"}), arguments=lambda world: {"place": world.agency.pk}),
    ],
    "route-order-of": [Row(**at_elm(arguments=elm))],
    "route-order": [
        Row(**at_elm(arguments=lambda world: {**elm(world), "kind": "others"})),
        Row(**at_elm(arguments=lambda world: {**elm(world), "kind": "pupil-contact"}, method="POST", data={"do": "save"})),
    ],
    "stand-in-add": [Row(**at_elm(arguments=elm)), Row(**at_elm(arguments=elm, method="POST", data=FROM_TO))],
    "stand-in-end": [Row(**at_elm(arguments=one_of(StandIn), method="POST", before=stand_in))],
    "conflict-add": [Row(**at_elm(arguments=elm)), Row(**at_elm(arguments=elm, method="POST", data={"person": "1"}))],
    "conflict-withdraw": [Row(**at_elm(arguments=one_of(Conflict), method="POST", before=conflict))],
    "outside-add": [Row(**at_elm(arguments=elm)), Row(**at_elm(arguments=elm, method="POST", data={"what": "police"}))],
    "outside-edit": [Row(**at_elm(arguments=one_of(Outside), before=officer))],
    "outside-remove": [Row(**at_elm(arguments=one_of(Outside), method="POST", before=officer))],
    "governance": [Row(**at_elm(arguments=elm)), Row(**at_elm(arguments=elm, method="POST", data={"urgent_hours": "2"}))],
    "case-step-back": [
        Row(ok=ON_IT, arguments=its_reference, before=about_tomasz),
        Row(ok=ON_IT, arguments=its_reference, before=about_tomasz, method="POST"),
    ],
    "case-keep-out": [
        Row(ok=frozenset({"helen", "daniel"}), refused=frozenset({"sian"}), arguments=its_reference, before=about_tomasz),
        Row(
            ok=frozenset({"helen", "daniel"}),
            refused=frozenset({"sian"}),
            arguments=its_reference,
            before=about_tomasz,
            method="POST",
        ),
    ],
}
