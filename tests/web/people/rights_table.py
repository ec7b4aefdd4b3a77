"""Pages about people: who works somewhere sees who else does; the office changes it; agencies place their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from safeconduct.web.people import importing, invitations
from safeconduct.web.people.models import ImportRun, Person, Placement
from safeconduct.web.people.staff_list.reading import read
from web.tables import EVERYBODY, Row, Table

ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"})
OFFICE = frozenset({"helen", "sian", "owen"})
MANAGERS = OFFICE | {"farah"}
IMPORTERS = frozenset({"sian", "owen"})
GATE = OFFICE | {"daniel"}
LIST = b"""Name,Work email,Job title
Anna Kowalska,anna@demo.example,Teacher
Priya Nair,priya@demo.example,Teacher
Tomasz,tomasz@demo.example,Teaching assistant
Helen,helen@demo.example,Headteacher
Daniel,daniel@demo.example,Teacher
Sian,sian@demo.example,Business manager
Owen,owen@demo.example,IT manager
"""


def _elm(**more: str) -> Callable[[SimpleNamespace], Mapping[str, Any]]:
    def arguments(world: SimpleNamespace) -> Mapping[str, Any]:
        return {"pk": world.elm.pk, **{name: getattr(world, key).pk for name, key in more.items()}}

    return arguments


def _upload(world: SimpleNamespace) -> None:
    importing.upload(world.owen, world.elm, read(LIST))


def _take_over(world: SimpleNamespace) -> None:
    _upload(world)
    run = ImportRun.objects.get()
    plan = importing.plan_for(world.owen, run)
    importing.take_over(world.owen, run, mark=plan.mark, leavers=len(plan.leavers), invite=False)


def _visit(world: SimpleNamespace) -> None:
    Placement.objects.update(by_gate=True, since=timezone.localdate())


def _run(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"pk": ImportRun.objects.get().pk}


def _placement(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"pk": world.elm.pk, "placement_pk": Placement.objects.get().pk}


def _managers(**more: str) -> Row:
    return Row(MANAGERS, ELM - MANAGERS, _elm(**more))


TABLE: Table = {
    "account": [Row()],
    "organisations": [Row()],
    "invitation": [
        Row(
            arguments=lambda world: {"token": invitations.token(Person.objects.create_person("new@demo.example", "N"))},
            nobody=200,
        )
    ],
    "join": [Row(nobody=200)],
    "join-details": [Row()],
    "join-here": [Row()],
    "setup": [Row(frozenset(), nobody=404)],
    "organisation": [
        Row(ELM, arguments=_elm()),
        Row(ELM, arguments=_elm(), method="POST", data={"q": "Tomasz"}),
        Row(frozenset({"marcus"}), arguments=lambda world: {"pk": world.harbour.pk}),
        Row(frozenset({"grace", "ruth"}), arguments=lambda world: {"pk": world.agency.pk}),
        Row(frozenset(), arguments=lambda world: {"pk": world.trust.pk}),
    ],
    "organisation-edit": [Row(frozenset({"owen"}), ELM - {"owen"}, _elm())],
    "organisation-add": [Row(frozenset({"owen"}), ELM - {"owen"}, _elm())],
    "person": [
        Row(ELM, arguments=_elm(person_pk="priya")),
        Row(frozenset(), arguments=_elm(person_pk="marcus")),  # he does not work there
    ],
    "person-add": [_managers()],
    "role-add": [_managers(person_pk="priya")],
    "person-away": [_managers(person_pk="priya")],
    "person-correct": [_managers(person_pk="priya")],
    "person-close": [_managers(person_pk="priya")],
    "person-invite": [
        Row(MANAGERS, ELM - MANAGERS, _elm(person_pk="priya"), method="POST", data={"now": "1"}),
    ],
    "role-end": [Row(MANAGERS, ELM - MANAGERS, lambda world: {"pk": world.priya.roles.get().pk})],
    "role-confirm": [
        Row(MANAGERS, ELM - MANAGERS, lambda world: {"pk": world.priya.roles.get().pk}, method="POST", data={"now": "1"})
    ],
    "placements": [
        Row(OFFICE, ELM - OFFICE, _elm()),
        Row(frozenset({"ruth"}), frozenset({"grace"}), lambda world: {"pk": world.agency.pk}),
    ],
    "placement-add": [
        Row(OFFICE, ELM - OFFICE, _elm()),
        Row(frozenset({"ruth"}), frozenset({"grace"}), lambda world: {"pk": world.agency.pk}),
    ],
    "placement-end": [
        Row(OFFICE, ELM - OFFICE, _placement),
        Row(frozenset({"ruth"}), frozenset({"grace"}), lambda world: {**_placement(world), "pk": world.agency.pk}),
    ],
    "gate": [Row(GATE, ELM - GATE, _elm()), Row(frozenset(), arguments=lambda world: {"pk": world.agency.pk})],
    "gate-end": [Row(GATE, ELM - GATE, _placement, method="POST", data={"now": "1"}, before=_visit)],
    "import-start": [Row(IMPORTERS, ELM - IMPORTERS, _elm())],
    "import-columns": [Row(IMPORTERS, ELM - IMPORTERS, _run, before=_upload)],
    "import-titles": [Row(IMPORTERS, ELM - IMPORTERS, _run, before=_upload)],
    "import-preview": [Row(IMPORTERS, ELM - IMPORTERS, _run, before=_upload)],
    "import-faults": [Row(IMPORTERS, ELM - IMPORTERS, _run, before=_upload)],
    "import-done": [Row(IMPORTERS, ELM - IMPORTERS, _run, before=_take_over)],
}
assert EVERYBODY >= ELM
