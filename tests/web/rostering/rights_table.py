"""Pages of rosters: for those who look after people's entries, at their own place alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from safeconduct.web.rostering import actions, taking
from safeconduct.web.rostering.models import Delivery
from web.rostering import files
from web.tables import Row, Table

ELM = frozenset({"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"})
IMPORTERS = frozenset({"sian", "owen"})


def arrived(world: SimpleNamespace) -> Delivery:
    """A roster of which nothing has been said yet."""
    return actions.receive(world.owen, world.elm, "roster.zip", files.encoded(files.one_1(_with_office())))


def _with_office() -> list[dict[str, str]]:
    return [*files.users(), files.staff_row("s7", sourcedId="s8", role="administrator", email="", familyName="Unmapped")]


def with_schools(world: SimpleNamespace) -> Delivery:
    """One whose roles are still to be said."""
    return actions.say_schools(world.owen, arrived(world), {"elm": world.elm})


def ready(world: SimpleNamespace) -> Delivery:
    """One of which everything was said."""
    return actions.say_roles(world.owen, with_schools(world), {"administrator": None})


def taken(world: SimpleNamespace) -> Delivery:
    """One that was taken over."""
    delivery = ready(world)
    plan = taking.plan_for(delivery, keep=world.owen.pk)
    said = {"leavers": plan.staff_leaving or None, "pupils_leaving": plan.pupils_leaving or None}
    return actions.take_over(world.owen, delivery, mark=plan.mark, invite=False, **said)


def _at(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"pk": world.elm.pk}


def _newest(world: SimpleNamespace) -> Mapping[str, Any]:
    return {"pk": Delivery.objects.latest("pk").pk}


def _of_elm(before: Any, arguments: Any = _newest, **more: Any) -> Row:
    return Row(IMPORTERS, ELM - IMPORTERS, arguments, before=before, **more)


TABLE: Table = {
    "rosters": [Row(IMPORTERS | {"ruth"}, (ELM - IMPORTERS) | {"marcus"})],
    "roster": [
        _of_elm(None, _at),
        _of_elm(ready, _at),
        _of_elm(taken, _at),
        _of_elm(None, _at, method="POST"),
        Row(frozenset({"ruth"}), frozenset({"grace"}), lambda world: {"pk": world.agency.pk}),
    ],
    "roster-nightly": [_of_elm(None, _at, method="POST", data={"nightly": "yes"})],
    "roster-schools": [_of_elm(arrived), _of_elm(arrived, method="POST")],
    "roster-roles": [_of_elm(with_schools), _of_elm(with_schools, method="POST")],
    "roster-preview": [_of_elm(ready), _of_elm(ready, method="POST", data={"mark": "x"})],
    "roster-done": [_of_elm(taken)],
    "roster-faults": [_of_elm(taken), _of_elm(ready), _of_elm(arrived)],
}
